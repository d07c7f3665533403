import HubWire

/// One service with its methods.
struct ServiceModel {
    /// One method.
    struct Method {
        /// `WhoAmI`.
        let name: String
        /// `workforcehub.v1.IdentityService/WhoAmI`.
        let fullName: String
        /// The function: `whoAmI`.
        let member: String
        /// The case of `Method`: `identityServiceWhoAmI`.
        let caseName: String
        /// The type of a request, in Swift.
        let request: String
        /// The type of a response, in Swift.
        let response: String
        /// The case of `MethodShape`.
        let shape: String
        /// The arguments of `MethodFacts.init`.
        let facts: [String]
        /// The comment.
        let comment: String

        /// Whether the facts say that records change.
        var isMutating: Bool { facts.contains("isMutating: true") }
    }

    /// `IdentityService`.
    let name: String
    /// The comment.
    let comment: String
    /// The methods in the order of the schema.
    let methods: [Method]

    /// All services of some files.
    ///
    /// - Parameters:
    ///   - files: The files.
    ///   - schema: All types.
    /// - Returns: The services in the order of the files.
    /// - Throws: Naming a method that leaves a fact out.
    static func all(
        in files: [FileDescriptorProto],
        _ schema: Schema
    ) throws(GeneratorError) -> [ServiceModel] {
        var services: [ServiceModel] = []
        for file in files {
            for (index, service) in file.service.enumerated() {
                services.append(try ServiceModel(service, of: file, [6, Int32(index)], schema))
            }
        }
        return services
    }

    private init(
        _ service: ServiceDescriptorProto,
        of file: FileDescriptorProto,
        _ path: [Int32],
        _ schema: Schema
    ) throws(GeneratorError) {
        let name = service.name ?? ""
        let scope = file.packageName.isEmpty ? name : file.packageName + "." + name
        var methods: [Method] = []
        for (index, method) in service.method.enumerated() {
            let methodName = method.name ?? ""
            let fullName = scope + "/" + methodName
            let shape = Self.shape(method)
            let facts = try FactsReader.facts(of: method, shape: shape, named: fullName)
            try SensitivityCheck(schema: schema).check(method, facts, named: fullName)
            let member = SwiftNames.lowercasedStart(methodName)
            methods.append(
                Method(
                    name: methodName,
                    fullName: fullName,
                    member: SwiftNames.escaped(member),
                    caseName: SwiftNames.lowercasedStart(name) + methodName,
                    request: try schema.swiftName(method.inputType),
                    response: try schema.swiftName(method.outputType),
                    shape: shape,
                    facts: facts,
                    comment: schema.comment(file, path + [2, Int32(index)])
                )
            )
        }
        self.name = name
        self.methods = methods
        comment = schema.comment(file, path)
    }

    private static func shape(_ method: MethodDescriptorProto) -> String {
        switch (method.clientStreaming ?? false, method.serverStreaming ?? false) {
        case (false, false): "unary"
        case (false, true): "serverStream"
        case (true, false): "clientStream"
        case (true, true): "bidirectional"
        }
    }
}
