import HubArguments
import HubWire

extension Command {
    /// `whub explain`.
    static let explain = Command(
        CommandDeclaration(
            "explain",
            summary: "what a reason means, and what to do",
            words: [
                WordDeclaration("CODE", .optional, help: "the reason; without one all are listed")
            ],
            examples: [
                .init("whub explain PRIO-0110", "why a rating is not taken"),
                .init("whub explain CLNT-0101", "why the hub cannot be reached"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard let code = invocation.line.word("CODE") else {
            let rows = DomainReasons.titles + Reason.all.map { [$0.code, $0.title] }
            return try invocation.console.write(Columns.text(rows))
        }
        if let rows = DomainReasons.explanation(code) {
            return try invocation.console.write(Columns.text(rows))
        }
        guard let reason = Reason.named(code) else {
            throw .missing("there is no reason \(code)", next: "whub explain lists all")
        }
        try invocation.console.write(
            Columns.text([
                [reason.code, reason.title],
                ["Status", words("\(reason.status)", "STATUS_CODE_")],
                ["Again?", again(reason.retry)],
                ["What", reason.explanation],
                ["Next", reason.next],
            ])
        )
    }

    private static func again(_ retry: RetryClass) -> String {
        switch retry {
        case .never: "no: it would fail again"
        case .afterPause: "after a pause"
        case .now: "at once"
        case .outcomeUnknown: "with the same data and the same key: the outcome is unknown"
        default: "as the hub says"
        }
    }

    /// A value's name in plain words: `ROLE_REGION_LEAD` → `region lead`.
    static func words(_ name: String, _ prefix: String) -> String {
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        return bare.lowercased().split(separator: "_").joined(separator: " ")
    }
}
