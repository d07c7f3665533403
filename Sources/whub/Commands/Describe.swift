import HubArguments
import HubWire

extension Command {
    /// `whub describe`.
    static let describe = Command(
        CommandDeclaration(
            "describe",
            summary: "the methods of a hub, or one with its request and response",
            words: [WordDeclaration("METHOD", .optional, help: "its name, or the last part of it")],
            examples: [.init("whub describe WhoAmI", "what it answers")]
        )
    ) { (invocation) throws(CommandError) in
        guard let name = invocation.line.word("METHOD") else {
            let rows = Method.allCases.map { method in
                ["\(method.name)", firstLine(method.documentation)]
            }
            return try invocation.console.write(Columns.text(rows))
        }
        try invocation.console.write(page(try MethodName.resolve(name)))
    }

    private static func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? ""
    }

    private static func page(_ method: Method) -> String {
        let facts = method.facts
        var text = "\(method.name)\n\(method.documentation)\n\n"
        text += Columns.text([
            ["Kind", shape(method.shape)],
            ["Scope", words("\(facts.scope)", "SCOPE_")],
            ["Permission", words("\(facts.permission)", "PERMISSION_")],
            ["Family", words("\(facts.family)", "FAMILY_")],
            ["Data", words("\(facts.dataClass)", "DATA_CLASS_")],
            ["Changes records", yes(facts.isMutating)],
            ["Dry run", yes(facts.supportsDryRun)],
            ["As of", yes(facts.supportsAsOf)],
            ["Second person", yes(facts.needsSecondPerson)],
        ])
        text += "\nRequest\n" + fields(method.requestType.wireTable)
        text += "\nResponse\n" + fields(method.responseType.wireTable)
        return text
    }

    private static func shape(_ shape: MethodShape) -> String {
        switch shape {
        case .unary: "one request, one response"
        case .serverStream: "one request, any number of responses"
        case .clientStream: "any number of requests, one response"
        case .bidirectional: "any number each way"
        }
    }

    private static func yes(_ fact: Bool) -> String { fact ? "yes" : "no" }

    private static func fields(_ table: MessageTable) -> String {
        if table.fields.isEmpty { return "  \(table.name), which has no fields\n" }
        return "  \(table.name)\n"
            + Columns.text(table.fields.map { [$0.jsonName, kind($0)] }, indent: 4)
    }

    private static func kind(_ field: FieldTable) -> String {
        let kind = kind(field.kind)
        switch field.cardinality {
        case .repeated, .packed: return "[\(kind)]"
        case .explicit: return "\(kind), optional"
        case .implicit, .map: return kind
        }
    }

    private static func kind(_ kind: FieldKind) -> String {
        switch kind {
        case .enumeration(let type):
            type.wireTable.name + ": " + type.wireTable.values.map(\.name).joined(separator: " ")
        case .message(let type): type.wireTable.name
        case .map(let key, let value): "{\(Self.kind(key)): \(Self.kind(value))}"
        default: "\(kind)"
        }
    }
}
