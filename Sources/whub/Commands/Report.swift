import HubArguments
import HubClient
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub report priorities`.
    static let reportPriorities = Command(
        CommandDeclaration(
            "report",
            "priorities",
            summary: "your self-assessment as one page for a meeting",
            details: "Markdown that reads well as plain text, of a fixed size: a sheet of A4. "
                + "What has no room is counted at its end, with the command that shows all of it. "
                + "A priority about which nothing was said, one that was not rated, and none are "
                + "told apart. A file whose name ends with .html becomes a page with pictures: a "
                + "browser opens it from the file, it loads nothing and runs nothing, and says in "
                + "words what its pictures show.",
            effect: .reads,
            options: [PrioritiesDesk.windowOption, PrioritiesDesk.outOption],
            examples: [
                .init("whub report priorities --out report.md", "to print or to send on"),
                .init("whub report priorities --out page.html", "then open it in a browser"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard invocation.line.common.output != .csv else {
            throw invocation.usage("a report is a page: it has no CSV form")
        }
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.windowToRead()
        let isPage = (invocation.line.value("out") ?? "").lowercased().hasSuffix(".html")
        let request = GetReportRequest(window: window.id, form: isPage ? .page : .markdown)
        let answer = try desk.ask(desk.hub.getReport, request, in: window)
        if invocation.line.common.output == .json { return try invocation.printJSON(answer) }
        if isPage {
            return try invocation.printFile(
                answer.page,
                next: "Open it in a browser, and print it from there."
            )
        }
        let markdown = marked(answer.markdown, isExample: desk.channel.hello?.hubKind == .example)
        let text = TerminalText.escaped(markdown, keepingLines: true)
        let end = text.hasSuffix("\n") ? "" : "\n"
        try invocation.printFile(Array((text + end).utf8), next: "Print it, or send it on.")
    }

    /// A page of an example hub leaves it with a word that it is one, whichever council it is of.
    static func marked(_ markdown: String, isExample: Bool) -> String {
        var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
        // The page's own mark stands at the beginning of a line, where no text of a council can.
        let isMarked = lines.contains { $0.hasPrefix("**Example data") }
        guard isExample, !isMarked else { return markdown }
        lines.insert(
            contentsOf: ["", "**Example data: invented, of an example hub.**"],
            at: min(1, lines.count)
        )
        return lines.joined(separator: "\n")
    }
}

extension Command {
    /// `whub report plan`.
    static let reportPlan = Command(
        CommandDeclaration(
            "report",
            "plan",
            summary: "a workforce plan as one page with pictures, for a committee",
            details: "An HTML page that a browser opens from the file: it loads nothing and runs "
                + "nothing, prints on A4, and says in words what its pictures show. What had no "
                + "room is counted on it.",
            effect: .reads,
            options: [PrioritiesDesk.outOption],
            words: [PlansDesk.codeWord],
            examples: [.init("whub report plan --out plan.html", "then open it in a browser")]
        )
    ) { (invocation) throws(CommandError) in
        let isShown = StandardStream.output.isTerminal && invocation.line.value("out") == nil
        if isShown, invocation.line.common.output == .table {
            throw invocation.usage(
                "the page is HTML for a browser: keep it with --out plan.html; to read the plan "
                    + "here: whub plans show --all"
            )
        }
        let desk = try PlansDesk(invocation)
        try desk.write(.page, next: "Open it in a browser, and print it from there.")
    }
}
