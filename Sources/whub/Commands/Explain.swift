import HubClient
import HubWire

extension Command {
    /// `whub explain CODE`.
    static let explain = Command(
        name: "explain",
        usage: "[CODE]",
        summary: "what a reason such as CLNT-0101 means, and what to do",
        words: 0...1
    ) { (invocation) throws(CommandError) in
        guard let code = invocation.words.rest.first else {
            try invocation.console.write(Columns.text(Reason.all.map { [$0.code, $0.title] }))
            return .done
        }
        guard let reason = Reason.named(code) else {
            throw CommandError.missing("there is no reason \(code)", next: "whub explain lists all")
        }
        try invocation.console.write(
            Columns.text([
                ["\(reason.code)", reason.title],
                ["Status", "\(reason.status)"],
                ["Again?", again(reason.retry)],
                ["What", reason.explanation],
                ["Next", reason.next],
            ])
        )
        return .done
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
}
