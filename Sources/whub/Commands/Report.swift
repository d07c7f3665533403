import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub report priorities`.
    static let reportPriorities = Command(
        CommandDeclaration(
            "report",
            "priorities",
            summary: "your self-assessment as one page for a meeting",
            details: "Markdown that reads well as plain text.",
            effect: .reads,
            options: [PrioritiesDesk.windowOption, PrioritiesDesk.outOption],
            examples: [.init("whub report priorities --out report.md", "to print or to send on")]
        )
    ) { (invocation) throws(CommandError) in
        guard invocation.line.common.output != .csv else {
            throw invocation.usage("a report is a page: it has no CSV form")
        }
        let desk = try PrioritiesDesk(invocation)
        let request = GetReportRequest(window: try desk.windowToRead().id)
        let answer = try desk.ask(desk.hub.getReport, request)
        if invocation.line.common.output == .json { return try invocation.printJSON(answer) }
        let text = HubText.TerminalText.escaped(answer.markdown, keepingLines: true)
        let end = text.hasSuffix("\n") ? "" : "\n"
        try invocation.printFile(Array((text + end).utf8), next: "Print it, or send it on.")
    }
}
