import HubArguments
import HubWire

extension Command {
    /// `whub describe`.
    static let describe = Command(
        CommandDeclaration(
            "describe",
            summary: "the methods of a hub, or one with its request and response",
            details: "Of a method every message in its request is told, with its fields and "
                + "words; a message can be asked for by its own name.",
            words: [
                WordDeclaration(
                    "METHOD",
                    .optional,
                    help: "its name, or the last part of it; or that of a message"
                )
            ],
            examples: [
                .init("whub describe WhoAmI", "what it answers"),
                .init("whub describe WorkforcePlan", "what a plan's document can hold"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard let name = invocation.line.word("METHOD") else {
            let rows = Method.allCases.map { method in
                ["\(method.name)", firstLine(method.documentation)]
            }
            return try invocation.console.write(Columns.text(rows))
        }
        if let message = MessageFields.named(name) {
            return try invocation.console.write(MessageFields.page(message))
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
        let request = method.requestType.wireTable
        text += "\nRequest\n" + MessageFields.text(request)
        let inside = MessageFields.inside(request)
        if !inside.isEmpty { text += "\nIn the request\n" }
        for message in inside { text += MessageFields.text(message) }
        text += "\nResponse\n" + MessageFields.text(method.responseType.wireTable)
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
}
