import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities save`.
    static let prioritiesSave = Command(
        CommandDeclaration(
            "priorities",
            "save",
            summary: "save a draft from a JSON file",
            details: "The file holds a self-assessment as `whub priorities get -o json` prints it. "
                + "It is the whole draft: what is left out is gone from it. If somebody changed "
                + "the draft since, nothing is saved and the exit code is 5.",
            effect: .writes,
            options: [
                PrioritiesDesk.windowOption, PrioritiesDesk.fileOption, PrioritiesDesk.keyOption,
            ],
            examples: [
                .init("whub priorities get -o json > draft.json", "take the draft, change it"),
                .init("whub priorities save -f draft.json --dry-run", "see what would change"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let draft = try desk.message(Assessment.self, for: .priorityServiceSaveAssessment)
        let window = try desk.window(draft.window)
        try desk.requireOwn(draft, window)
        var request = SaveAssessmentRequest()
        request.window = window.id
        request.priorities = draft.priorities
        request.peerChallengeNote = draft.peerChallengeNote
        request.baseRevision = draft.revision
        try invocation.confirm("Save the draft for \(request.window) as the file has it?")
        let answer = try desk.ask(desk.hub.saveAssessment, request, in: window)
        let listing = DifferenceList.listing(answer.differences)
        try invocation.print(answer, listing) { style in
            FindingList.lines(answer.findings, style)
                + DifferenceList.lines(answer.differences, style)
        }
        try desk.stop(at: answer.findings)
        invocation.sayKept(
            "The draft is saved",
            answer.saved,
            next: invocation.line.common.isDryRun ? "" : desk.handIn(window)
        )
    }

    /// `whub priorities hand-in`.
    static let prioritiesHandIn = Command(
        CommandDeclaration(
            "priorities",
            "hand-in",
            summary: "hand your draft in to the region",
            effect: .writes,
            options: [PrioritiesDesk.windowOption],
            examples: [.init("whub priorities hand-in --dry-run", "is it complete?")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.window()
        let present = try desk.present(window)
        let request = HandInAssessmentRequest(
            window: window.id,
            baseRevision: present.revision
        )
        // Whoever is asked has seen what there is to see.
        let preview = try desk.ask(desk.hub.handInAssessment, request, in: window, desk.rehearsal)
        let isOver =
            invocation.line.common.isDryRun || FindingList.errors(preview.findings) > 0
        switch invocation.line.common.output {
        case .json: if isOver { try invocation.printJSON(preview) }
        case .csv:
            try invocation.console.write(bytes: FindingList.listing(preview.findings).csv)
        case .table:
            try invocation.print(lines: HandInPage.lines(preview, present, invocation.style))
        }
        try desk.stop(at: preview.findings)
        if isOver { return invocation.sayKept("", nil) }
        try invocation.confirm("Hand in revision \(present.revision) for \(window.name)?")
        let answer = try desk.ask(desk.hub.handInAssessment, request, in: window)
        try desk.stop(at: answer.findings)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Handed in to the region",
            answer.saved,
            next: PrioritiesDesk.typed(
                "agree",
                window.id,
                "--role \"director of adult social services\" --on DATE"
            )
        )
    }

    /// `whub priorities agree`.
    static let prioritiesAgree = Command(
        CommandDeclaration(
            "priorities",
            "agree",
            summary: "record that your council's leadership agreed",
            details: "The role is recorded, not the person. It can be recorded once the "
                + "self-assessment is handed in.",
            effect: .writes,
            options: [
                PrioritiesDesk.windowOption,
                OptionDeclaration(
                    "role",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the role that agreed"
                ),
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the day, as 04/03/2025"
                ),
            ],
            examples: [
                .init(
                    "whub priorities agree --role \"director of adult social services\" "
                        + "--on 04/03/2025",
                    "record the director's agreement"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let role = try desk.required("role")
        guard let day = try desk.day("on") else { throw invocation.usage("--on is missing") }
        let window = try desk.window()
        let present = try desk.present(window)
        let request = AgreeAssessmentRequest(
            window: window.id,
            agreement: Agreement(role: role, day: day),
            baseRevision: present.revision
        )
        // Whoever is asked is not told afterwards that it was of no use.
        _ = try desk.ask(desk.hub.agreeAssessment, request, in: window, desk.rehearsal)
        try invocation.show([
            ValueChange("State", Wording.state(present.state), Wording.state(.agreed)),
            ValueChange("Agreed by", present.agreement?.role ?? "", role),
            ValueChange(
                "Agreed on",
                present.agreement.map { Wording.day($0.day) } ?? "",
                Wording.day(day)
            ),
        ])
        try invocation.confirm("Record that the \(role) agreed on \(Wording.day(day))?")
        let answer = try desk.ask(desk.hub.agreeAssessment, request, in: window)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The agreement is recorded",
            answer.saved,
            next: "whub report priorities --window \(window.id)"
        )
    }

    /// `whub priorities reopen`.
    static let prioritiesReopen = Command(
        CommandDeclaration(
            "priorities",
            "reopen",
            summary: "make a draft again of what was handed in or agreed",
            effect: .writes,
            options: [
                PrioritiesDesk.windowOption,
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "why, for the journal"
                ),
            ],
            examples: [
                .init(
                    "whub priorities reopen --why \"A figure was wrong\"",
                    "change it, then hand it in again"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let why = try desk.required("why")
        let window = try desk.window()
        let present = try desk.present(window)
        let request = ReopenAssessmentRequest(
            window: window.id,
            why: why,
            baseRevision: present.revision
        )
        _ = try desk.ask(desk.hub.reopenAssessment, request, in: window, desk.rehearsal)
        try invocation.show([
            ValueChange("State", Wording.state(present.state), Wording.state(.draft))
        ])
        try invocation.confirm("Make the self-assessment for \(window.name) a draft again?")
        let answer = try desk.ask(desk.hub.reopenAssessment, request, in: window)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "It is a draft again",
            answer.saved,
            next: PrioritiesDesk.typed("export", window.id, "--out ours.csv")
        )
    }
}

/// What is handed in, before anybody is asked.
enum HandInPage {
    /// The findings, and how much of it is marked for sharing.
    static func lines(
        _ preview: HandInAssessmentResponse,
        _ present: Assessment,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        page.add(FindingList.lines(preview.findings, style))
        page.gap()
        page.paragraph(sharing(present))
        return page.lines
    }

    /// How many entries are marked how.
    static func sharing(_ assessment: Assessment) -> String {
        let all = assessment.priorities.flatMap { $0.strengths + $0.improvements }
        let named = all.count { $0.sharing == .named }
        let unnamed = all.count { $0.sharing == .unnamed }
        let kept = all.count - named - unnamed
        return "Of \(Wording.count(all.count, "entry", "entries")): \(named) shared with your "
            + "council's name, \(unnamed) shared without it, \(kept) private. No other council and "
            + "no region lead can read any of them yet."
    }
}

extension PrioritiesDesk {
    /// Ends the command where findings stand in the way.
    func stop(at findings: [HubWire.Finding]) throws(CommandError) {
        guard FindingList.errors(findings) > 0 else { return }
        throw .dataError("\(FindingList.summary(findings)): nothing was kept")
    }
}

extension PrioritiesDesk {
    /// Refuses a file that another self-assessment was printed to: of another council, most of all.
    fileprivate func requireOwn(_ draft: Assessment, _ window: Window) throws(CommandError) {
        guard !draft.id.isEmpty, try !present(window).id.utf8.elementsEqual(draft.id.utf8) else {
            return
        }
        throw .dataError(
            "the file is of another self-assessment than yours in \(window.id): of another "
                + "council or window\n"
                + "Next: take your own with whub priorities get -o json; if the text is meant to "
                + "be yours, take `id` and `revision` out of the file"
        )
    }
}
