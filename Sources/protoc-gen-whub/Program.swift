import Glibc
import HubWire

/// Answers one request of protoc: descriptors on the standard input, source files on the standard
/// output.
@main
struct Program {
    static func main() {
        var input: [UInt8] = []
        while case let next = getchar(), next != EOF {
            input.append(UInt8(truncatingIfNeeded: next))
        }
        for byte in answer(input).encoded() {
            putchar(Int32(byte))
        }
        fflush(nil)
    }

    /// The answer to an encoded request; a failure is part of the answer, as protoc expects it.
    private static func answer(_ input: [UInt8]) -> CodeGeneratorResponse {
        var response = CodeGeneratorResponse()
        // Proto3 optional fields are understood.
        response.supportedFeatures = 1
        do throws(GeneratorError) {
            let request: CodeGeneratorRequest
            do throws(WireError) {
                request = try CodeGeneratorRequest(decoding: input)
            } catch {
                throw GeneratorError("the request of protoc is unreadable: \(error)")
            }
            response.file = try Generator(request).files().map { file in
                var answer = CodeGeneratorResponse.File()
                answer.name = file.name
                answer.content = file.text
                return answer
            }
        } catch {
            response.error = error.message
        }
        return response
    }
}
