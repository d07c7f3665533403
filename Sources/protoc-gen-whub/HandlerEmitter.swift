/// Writes what a server implements of a service, and how it is registered.
///
/// One function per method, whose shape follows from the method's facts.
struct HandlerEmitter {
    let service: ServiceModel

    func write(to text: inout SourceText) {
        if service.methods.contains(where: { Handler($0).usesStore }) {
            text.line("package import HubStore")
        }
        text.line("package import HubWire")
        text.line()
        writeHandlers(to: &text)
        text.line()
        writeRegistration(to: &text)
    }

    private func writeHandlers(to text: inout SourceText) {
        text.documentation(service.comment, fallback: "The service `\(service.name)`.")
        text.block("package protocol \(service.name)Handlers: Sendable") { text in
            for (index, method) in service.methods.enumerated() {
                if index > 0 { text.line() }
                text.documentation(method.comment, fallback: "`\(method.fullName)`.")
                for line in Handler(method).requirement { text.line(line) }
            }
        }
    }

    private func writeRegistration(to text: inout SourceText) {
        text.block("extension Router") { text in
            text.line("/// Makes the methods of `\(service.name)` callable.")
            text.line("///")
            text.line("/// - Parameter handlers: What answers them.")
            text.block(
                "package mutating func register(_ handlers: some \(service.name)Handlers)"
            ) { text in
                for method in service.methods {
                    for line in Handler(method).registration { text.line(line) }
                }
            }
        }
    }
}

/// The function that answers a method.
private struct Handler {
    private let method: ServiceModel.Method
    private let kind: Kind

    /// The shapes of handlers.
    private enum Kind: String {
        /// From memory, on the loop.
        case answer
        /// From a store that is lent for reading.
        case read
        /// In a store that is lent for writing.
        case write
        /// Piece by piece from a store that is lent for reading.
        case stream
        /// Pieces are taken in, then everything is written at once.
        case intake
    }

    init(_ method: ServiceModel.Method) {
        self.method = method
        kind =
            switch method.shape {
            case "serverStream": .stream
            case "clientStream", "bidirectional": .intake
            default:
                method.isMutating
                    ? .write : method.facts.contains("cost: .memory") ? .answer : .read
            }
    }

    var usesStore: Bool { kind != .answer && kind != .intake }

    private var result: String {
        switch kind {
        case .answer, .read, .write: method.response
        case .stream: "StreamPart<\(method.response)>"
        case .intake: "any Intake<\(method.request), \(method.response)>"
        }
    }

    /// Names, labels and types of the parameters after the request.
    private var parameters: [(name: String, declaration: String, argument: String)] {
        switch kind {
        case .answer, .intake: [("call", "in call: CallContext", "in: call")]
        case .read:
            [
                ("scope", "in scope: ReadScope", "in: scope"),
                ("store", "_ store: borrowing Database", "store"),
            ]
        case .write:
            [
                ("call", "in call: CallContext", "in: call"),
                ("store", "_ store: inout WriteContext", "&store"),
            ]
        case .stream:
            [
                ("scope", "in scope: ReadScope", "in: scope"),
                ("store", "_ store: borrowing Database", "store"),
                ("cursor", "after cursor: StreamCursor?", "after: cursor"),
            ]
        }
    }

    private var takesRequest: Bool { kind != .intake }

    /// The declaration in the protocol.
    var requirement: [String] {
        var declarations = parameters.map(\.declaration)
        if takesRequest { declarations.insert("_ request: \(method.request)", at: 0) }
        let last = declarations.count - 1
        return ["func \(method.member)("]
            + declarations.enumerated().map { "    \($1)\($0 == last ? "" : ",")" }
            + [") throws(Fault) -> \(result)"]
    }

    /// The statement that registers the method.
    var registration: [String] {
        var names = parameters.map(\.name)
        var arguments = parameters.map(\.argument)
        if takesRequest {
            names.insert("request: \(method.request)", at: 0)
            arguments.insert("request", at: 0)
        }
        return [
            "\(kind.rawValue)(.\(method.caseName)) {",
            "    (\(names.joined(separator: ", "))) throws(Fault) -> \(result) in",
            "    try handlers.\(method.member)(\(arguments.joined(separator: ", ")))",
            "}",
        ]
    }
}
