import Glibc
import HubTestMessages
import HubWire

/// A testee of the protobuf conformance suite: requests on the standard input, responses on the
/// standard output, each behind its length as four bytes, the lowest first.
@main
struct Testee {
    /// The longest request that is read.
    private static let requestBytesMax = 64 << 20

    static func main() {
        while let request = readRequest() {
            let response = Self.response(to: request).encoded()
            for shift in stride(from: 0, to: 32, by: 8) {
                putchar(Int32(response.count >> shift & 0xFF))
            }
            for byte in response {
                putchar(Int32(byte))
            }
            fflush(nil)
        }
    }

    private static func readRequest() -> [UInt8]? {
        guard let head = readBytes(4) else { return nil }
        let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard count <= requestBytesMax else { return nil }
        return readBytes(count)
    }

    private static func readBytes(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        for _ in 0..<count {
            let next = getchar()
            guard next != EOF else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: next))
        }
        return bytes
    }

    /// Answers an encoded request.
    private static func response(to bytes: [UInt8]) -> ConformanceResponse {
        let request: ConformanceRequest
        do throws(WireError) {
            request = try ConformanceRequest(decoding: bytes)
        } catch {
            return ConformanceResponse(result: .runtimeError("\(error)"))
        }
        // The runner's first question: which failures are expected.
        if request.messageType == "conformance.FailureSet" {
            return ConformanceResponse(result: .protobufPayload([]))
        }
        guard let type = TesteeTypes.messages.first(where: { $0.name == request.messageType })
        else { return ConformanceResponse(result: .skipped("no \(request.messageType) here")) }
        return ConformanceResponse(result: type.result(of: request))
    }
}

extension WireMessage {
    /// Reads this message in one form and writes it in the other.
    fileprivate static func result(of request: ConformanceRequest)
        -> ConformanceResponse.ResultChoice
    {
        var options = JSONOptions()
        options.types = TesteeTypes.types
        options.ignoresUnknownNames = request.testCategory == .jsonIgnoreUnknownParsingTest
        let message: Self
        do throws(WireError) {
            switch request.payload {
            case .protobufPayload(let bytes)?: message = try Self(decoding: bytes)
            case .jsonPayload(let text)?: message = try Self(json: text, options: options)
            case .jspbPayload?, .textPayload?, nil: return .skipped("another form")
            }
        } catch {
            return .parseError("\(error)")
        }
        do throws(WireError) {
            switch request.requestedOutputFormat {
            case .protobuf:
                return .protobufPayload(message.encoded())
            case .json:
                let text = try message.json(options: options)
                return .jsonPayload(String(decoding: text, as: UTF8.self))
            default:
                return .skipped("another form")
            }
        } catch {
            return .serializeError("\(error)")
        }
    }
}
