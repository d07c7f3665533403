import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities get`.
    static let prioritiesGet = Command(
        CommandDeclaration(
            "priorities",
            "get",
            summary: "your council's self-assessment, with a picture of its ratings",
            effect: .reads,
            options: [PrioritiesDesk.windowOption],
            examples: [
                .init("whub priorities get", "as it is"),
                .init("whub priorities get --as-of 12", "as it was at revision 12"),
                .init("whub priorities get -o json > draft.json", "to change and save again"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.windowToRead()
        let request = GetAssessmentRequest(window: window.id)
        let answer = try desk.ask(desk.hub.getAssessment, request, in: window)
        let assessment = answer.assessment ?? Assessment(window: window.id, state: .notStarted)
        var page = AssessmentPage(assessment, window)
        if invocation.line.common.output == .table {
            page.edition = try desk.edition(
                assessment.edition.isEmpty ? window.edition : assessment.edition
            )
        }
        if invocation.line.common.output != .json {
            page.scale = try desk.scale(assessment.scale ?? window.scale)
        }
        try invocation.print(assessment, page.listing, lines: page.lines)
        if assessment.priorities.isEmpty {
            invocation.console.say(
                "Nothing is written yet. Next: "
                    + PrioritiesDesk.typed("template", window.id, "--out self-assessment.csv")
            )
        }
    }

    /// `whub priorities list`.
    static let prioritiesList = Command(
        CommandDeclaration(
            "priorities",
            "list",
            summary: "your council's self-assessments in all windows",
            effect: .reads,
            examples: [
                .init("whub priorities list", "how far each one is"),
                .init("whub priorities list -o csv > ours.csv", "for a spreadsheet"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        var all = ListAssessmentsResponse()
        var cursor = ""
        repeat {
            let request = ListAssessmentsRequest(cursor: cursor)
            let page = try desk.ask(desk.hub.listAssessments, request)
            all.assessments += page.assessments
            cursor = page.nextCursor
        } while !cursor.isEmpty
        var listing = Listing(columns: [
            .init("window", "Window"), .init("state", "State"), .init("edition", "Edition"),
            .init("handed_in", "Handed in"), .init("agreed", "Agreed"),
            .init("changed", "Last change"), .init("revision", "Revision", .trailing),
        ])
        listing.rows = all.assessments.map { assessment in
            [
                .text(assessment.window),
                .text(Wording.state(assessment.state), Wording.role(assessment.state)),
                .text(assessment.edition), .day(assessment.handedIn),
                .day(assessment.agreement?.day), .time(assessment.changed),
                .text("\(assessment.revision)"),
            ]
        }
        try invocation.print(all, listing)
        if all.assessments.isEmpty {
            invocation.console.say(
                "There is none yet. Next: whub priorities template --out self-assessment.csv"
            )
        }
    }
}
