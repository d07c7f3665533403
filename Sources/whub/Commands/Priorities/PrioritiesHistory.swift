import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities history`.
    static let prioritiesHistory = Command(
        CommandDeclaration(
            "priorities",
            "history",
            summary: "how your self-assessment became what it is",
            options: [PrioritiesDesk.windowOption],
            examples: [
                .init("whub priorities history", "every change, newest first"),
                .init("whub priorities get --as-of 12", "then look at an earlier state"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.windowToRead()
        var all = GetHistoryResponse()
        var cursor = ""
        repeat {
            let request = GetHistoryRequest(window: window.id, cursor: cursor)
            let page = try desk.ask(desk.hub.getHistory, request, in: window)
            all.entries += page.entries
            cursor = page.nextCursor
        } while !cursor.isEmpty
        try invocation.print(all, HistoryList.listing(all.entries)) { style in
            HistoryList.lines(all.entries, style)
        }
        if all.entries.isEmpty { invocation.console.say("Nothing has happened yet.") }
    }

    /// `whub priorities compare`.
    static let prioritiesCompare = Command(
        CommandDeclaration(
            "priorities",
            "compare",
            summary: "what changed between two states, of one window or of two",
            options: [
                OptionDeclaration(
                    "before",
                    takes: .text("WINDOW[@REVISION]"),
                    isRequired: true,
                    help: "the earlier state; without a revision the present one"
                ),
                OptionDeclaration(
                    "after",
                    takes: .text("WINDOW[@REVISION]"),
                    isRequired: true,
                    help: "the later state"
                ),
            ],
            examples: [
                .init(
                    "whub priorities compare --before 2025-spring --after 2025-autumn",
                    "what moved since the last window"
                ),
                .init(
                    "whub priorities compare --before 2025-autumn@12 --after 2025-autumn",
                    "what changed since revision 12"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        var request = CompareAssessmentsRequest()
        request.before = try reference("before", desk)
        request.after = try reference("after", desk)
        let answer = try desk.ask(desk.hub.compareAssessments, request)
        try invocation.print(answer, DifferenceList.listing(answer.differences)) { style in
            DifferenceList.lines(answer.differences, style)
        }
        if answer.differences.isEmpty { invocation.console.say("There is no difference.") }
    }

    private static func reference(
        _ option: String,
        _ desk: PrioritiesDesk
    ) throws(CommandError) -> AssessmentReference {
        guard let reference = AssessmentReference(typed: try desk.required(option)) else {
            throw desk.invocation.usage("--\(option) takes WINDOW or WINDOW@REVISION")
        }
        return reference
    }
}

extension AssessmentReference {
    /// The state of `WINDOW` or `WINDOW@REVISION`; `nil` for any other form.
    init?(typed text: String) {
        guard let sign = text.utf8.lastIndex(of: UInt8(ascii: "@")) else {
            guard !text.isEmpty else { return nil }
            self.init(window: text)
            return
        }
        let digits = Array(text.utf8[text.utf8.index(after: sign)...])
        guard let revision = TimeSpan.number(digits), sign > text.startIndex else { return nil }
        self.init(window: String(text[..<sign]), revision: revision)
    }
}

/// The history of a self-assessment.
enum HistoryList {
    /// A row for each change.
    static func listing(_ entries: [HistoryEntry]) -> Listing {
        var listing = Listing(columns: [
            .init("revision", "Revision", .trailing), .init("time", "When"),
            .init("action", "What"), .init("state", "State"), .init("changes", "Changes"),
            .init("who", "Who"), .init("principal", "Principal", isForPrograms: true),
        ])
        listing.rows = entries.map { entry in
            [
                .text("\(entry.revision)"), .time(entry.time), .text(action(entry.method)),
                .text(Wording.state(entry.state), Wording.role(entry.state)),
                .text(entry.summary.joined(separator: "\n")), .text(entry.principalName),
                .text(entry.principalId),
            ]
        }
        return listing
    }

    /// The history for a terminal: a table, or a sentence for each change.
    static func lines(_ entries: [HistoryEntry], _ style: TerminalStyle) -> [String] {
        guard style.layout == .linear else { return listing(entries).lines(style) }
        var page = Page(style)
        for entry in entries {
            let time = entry.time.map { ", \(Wording.time($0))" } ?? ""
            let who = entry.principalName.isEmpty ? "" : " by \(entry.principalName)"
            let changes = entry.summary.isEmpty ? "" : " \(entry.summary.joined(separator: "; "))."
            page.paragraph(
                "Revision \(entry.revision)\(time): \(action(entry.method))\(who). State: "
                    + "\(Wording.state(entry.state)).\(changes)"
            )
        }
        return page.lines
    }

    /// What was called, in words: `…/HandInAssessment` is "hand in".
    static func action(_ method: String) -> String {
        let last = method.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) }
        switch last ?? method {
        case "SaveAssessment": return "saved"
        case "ImportAssessment": return "imported"
        case "HandInAssessment": return "handed in"
        case "AgreeAssessment": return "agreed"
        case "ReopenAssessment": return "reopened"
        case let other: return other
        }
    }
}
