import HubWire

@testable import protoc_gen_whub

/// Requests as protoc would send them.
enum Requests {
    /// Facts with everything stated.
    static func facts(mutating: Bool = false) -> protoc_gen_whub.MethodFacts {
        protoc_gen_whub.MethodFacts(
            scope: .tenant,
            permission: .view,
            family: .plans,
            dataClass: .aggregate,
            audit: .none,
            cost: .page,
            mutating: mutating,
            asOf: false,
            dryRun: mutating,
            paged: false,
            secondPerson: false,
            dataSet: .none
        )
    }

    /// A method whose request is `Ask` and whose response is `Answer`.
    static func method(
        _ name: String,
        _ facts: protoc_gen_whub.MethodFacts?,
        clientStreaming: Bool = false,
        serverStreaming: Bool = false
    ) throws -> MethodDescriptorProto {
        var options: MethodOptions?
        if let facts {
            var writer = WireWriter()
            writer.message(FactsReader.factsNumber << 3 | 2, facts)
            options = try MethodOptions(decoding: writer.finish())
        }
        return MethodDescriptorProto(
            name: name,
            inputType: ".a.v1.Ask",
            outputType: ".a.v1.Answer",
            options: options,
            clientStreaming: clientStreaming,
            serverStreaming: serverStreaming
        )
    }

    /// A request for one file with two messages and a service.
    static func request(
        _ parameter: String,
        methods: [MethodDescriptorProto] = [],
        fields: [FieldDescriptorProto] = []
    ) -> CodeGeneratorRequest {
        var file = FileDescriptorProto(name: "a/v1/some_thing.proto", package: "a.v1")
        file.syntax = "proto3"
        file.messageType = [
            DescriptorProto(name: "Ask", field: fields), DescriptorProto(name: "Answer"),
        ]
        file.service = [ServiceDescriptorProto(name: "PlanService", method: methods)]
        file.sourceCodeInfo = SourceCodeInfo(location: [
            SourceCodeInfo.Location(path: [6, 0], leadingComments: " Plans.\n"),
            SourceCodeInfo.Location(
                path: [6, 0, 2, 0],
                leadingComments: " Gets one.\n\n Or none.\n"
            ),
            SourceCodeInfo.Location(path: [4, 0, 2, 0], trailingComments: " Behind it.\n"),
        ])
        return CodeGeneratorRequest(
            fileToGenerate: ["a/v1/some_thing.proto"],
            parameter: parameter,
            protoFile: [file]
        )
    }

    /// The texts by file name, or the message of the failure.
    static func generate(_ request: CodeGeneratorRequest) -> Result<
        [String: String], GeneratorError
    > {
        do throws(GeneratorError) {
            let files = try Generator(request).files()
            return .success(Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) }))
        } catch {
            return .failure(error)
        }
    }

    /// The message of the failure, or nil.
    static func failure(_ request: CodeGeneratorRequest) -> String? {
        switch generate(request) {
        case .success: nil
        case .failure(let error): error.message
        }
    }
}
