import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities template`.
    static let prioritiesTemplate = Command(
        CommandDeclaration(
            "priorities",
            "template",
            summary: "an empty self-assessment as a CSV file for a spreadsheet",
            details: "Stewards send the file with `whub priorities import`. With --draft it is "
                + "JSON for `whub priorities save`, which contributors may use as well.",
            options: [
                PrioritiesDesk.windowOption, PrioritiesDesk.outOption,
                OptionDeclaration("draft", help: "as JSON for `whub priorities save`"),
            ],
            examples: [
                .init("whub priorities template --out self-assessment.csv", "take it, fill it in"),
                .init("whub priorities import self-assessment.csv", "then send it"),
            ],
            sections: [TableColumns.section]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.window()
        if invocation.line.has("draft") { return try desk.printDraft(of: window) }
        let request = GetTemplateRequest(window: window.id)
        let answer = try desk.ask(desk.hub.getTemplate, request)
        if invocation.line.common.output == .json { return try invocation.printJSON(answer) }
        let name = invocation.line.value("out") ?? answer.fileName
        try invocation.printFile(
            answer.csv,
            next: "Fill it in, save it as CSV UTF-8, then: "
                + "whub priorities import \(name) --window \(window.id) --dry-run"
        )
        if invocation.line.has("out") {
            invocation.console.say(levels(try desk.scale(window.scale)))
        }
    }

    /// What the column Rating takes.
    private static func levels(_ scale: RatingScale?) -> String {
        guard let scale, let first = scale.levels.first, let last = scale.levels.last else {
            return "Rating: leave it empty, the window has no scale."
        }
        let ends = scale.direction == .lowerIsBetter ? (last, first) : (first, last)
        let names = scale.levels.map(\.name).joined(separator: ", ")
        return TerminalText.escaped(
            "Rating: \(names). “\(ends.0.name)” is the worst, “\(ends.1.name)” the best."
        )
    }

    /// `whub priorities export`.
    static let prioritiesExport = Command(
        CommandDeclaration(
            "priorities",
            "export",
            summary: "your self-assessment as the CSV file that import reads back",
            effect: .reads,
            options: [PrioritiesDesk.windowOption, PrioritiesDesk.outOption],
            examples: [
                .init("whub priorities export --out ours.csv", "keep it, change it, send it")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.windowToRead()
        let request = ExportAssessmentRequest(window: window.id)
        var file: [UInt8] = []
        do throws(ClientError) {
            try desk.hub.exportAssessment(request, desk.options) { (chunk) throws(ClientError) in
                file += chunk.data
            }
        } catch {
            throw desk.refusal(error, window)
        }
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            file,
            next: "Change it, then: whub priorities import \(name) --window \(window.id)"
        )
    }
}

extension PrioritiesDesk {
    /// Prints an empty draft as JSON, or keeps it where `--out` says.
    fileprivate func printDraft(of window: Window) throws(CommandError) {
        var draft = Assessment()
        draft.window = window.id
        draft.edition = window.edition
        draft.priorities = try edition(window.edition).items.map { item in
            PriorityAssessment(item: item.code)
        }
        let json = TerminalText.escaped(json: draft.jsonString(pretty: true)) + "\n"
        let name = invocation.line.value("out") ?? "draft.json"
        try invocation.printFile(
            Array(json.utf8),
            next: "Under an item of it, write for instance "
                + #""strengths": [{"text": "…", "sharing": "SHARING_PRIVATE"}] "#
                + "and \"improvements\" alike; then: whub priorities save -f \(name) --dry-run"
        )
    }
}
