/// What the parameter of the plugin asks for: words separated by commas, the first one the output.
///
/// - `messages`: the types of each schema file; `methods`: the table of all methods; `server`: a
///   protocol of handlers for each service; `client`: a struct of calls for each service.
/// - `access=public`: the access of what is generated; `internal` is the default.
/// - `import=HubWire`: a module that the output needs.
/// - `omit=whub.MethodFacts`: a type that is left out.
struct GeneratorOptions {
    /// What is generated.
    enum Output: String {
        case messages
        case methods
        case server
        case client
    }

    /// What is generated.
    let output: Output
    /// The access modifier and a blank, or nothing.
    private(set) var access = ""
    /// The lines of import.
    private(set) var imports: [String] = []
    /// Full names that are left out, without a leading dot.
    private(set) var omitted: Set<String> = []

    /// Reads the parameter.
    init(_ parameter: String) throws(GeneratorError) {
        let words = parameter.split(separator: ",").map { String($0) }
        guard let first = words.first, let output = Output(rawValue: first) else {
            throw GeneratorError(
                "the parameter must begin with messages, methods, server or client"
            )
        }
        self.output = output
        var modules: [String] = []
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1).map { String($0) }
            switch (parts.first, parts.count) {
            case ("access", 2): access = parts[1] == "internal" ? "" : parts[1] + " "
            case ("import", 2): modules.append(parts[1])
            case ("omit", 2): omitted.insert(parts[1])
            default: throw GeneratorError("unknown parameter: \(word)")
            }
        }
        imports = modules.map { "\(access)import \($0)" }
    }
}
