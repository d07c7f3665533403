import HubWire

/// A file to be written.
struct OutputFile {
    /// Its path below the output folder.
    let name: String
    /// Its text.
    let text: String
}

/// Turns a request into files, as its parameter says.
struct Generator {
    private let options: GeneratorOptions
    private let schema: Schema
    private let sources: [FileDescriptorProto]

    /// A generator for `request`.
    init(_ request: CodeGeneratorRequest) throws(GeneratorError) {
        options = try GeneratorOptions(request.parameter ?? "")
        schema = Schema(request.protoFile)
        let wanted = Set(request.fileToGenerate)
        sources = request.protoFile.filter { wanted.contains($0.name ?? "") }
    }

    /// The files of the wanted output.
    func files() throws(GeneratorError) -> [OutputFile] {
        var output: [OutputFile] = []
        switch options.output {
        case .messages:
            let names = NameCheck(schema: schema)
            try names.checkTopLevel(of: sources, omitting: options.omitted)
            let emitter = MessageEmitter(schema: schema, options: options)
            for file in sources {
                if let text = try emitter.text(of: file) {
                    output.append(OutputFile(name: Self.fileName(file), text: text))
                }
            }
        case .methods:
            let text = try MethodsEmitter(schema: schema, options: options).text(of: sources)
            output.append(OutputFile(name: "Methods.swift", text: text))
        case .server, .client:
            let emitter = ServiceEmitter(schema: schema, options: options)
            for service in try ServiceModel.all(in: sources, schema) {
                output.append(try emitter.file(of: service))
            }
        }
        return output
    }

    /// `workforcehub/v1/transport.proto` → `Transport.swift`.
    private static func fileName(_ file: FileDescriptorProto) -> String {
        let last = (file.name ?? "").split(separator: "/").last.map { String($0) } ?? ""
        let stem = last.hasSuffix(".proto") ? String(last.dropLast(6)) : last
        return SwiftNames.camel(stem, capital: true) + ".swift"
    }
}
