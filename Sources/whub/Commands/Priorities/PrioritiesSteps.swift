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
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let draft = try desk.message(Assessment.self)
        let isNamed = invocation.line.has("window") || draft.window.isEmpty
        var request = SaveAssessmentRequest()
        request.window = isNamed ? try desk.window().id : draft.window
        request.priorities = draft.priorities
        request.peerChallengeNote = draft.peerChallengeNote
        request.baseRevision = draft.revision
        try invocation.confirm("Save the draft for \(request.window) as the file has it?")
        let answer = try desk.ask(desk.hub.saveAssessment, request)
        let listing = DifferenceList.listing(answer.differences)
        try invocation.print(answer, listing) { style in
            FindingList.lines(answer.findings, style)
                + DifferenceList.lines(answer.differences, style)
        }
        try desk.stop(at: answer.findings)
        invocation.sayKept("The draft is saved", answer.saved, next: "whub priorities hand-in")
    }

    /// `whub priorities hand-in`.
    static let prioritiesHandIn = Command(
        CommandDeclaration(
            "priorities",
            "hand-in",
            summary: "hand your draft in to the region",
            effect: .writes,
            options: [PrioritiesDesk.windowOption, PrioritiesDesk.keyOption],
            examples: [.init("whub priorities hand-in --dry-run", "is it complete?")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let window = try desk.window()
        let present = try desk.present(window)
        try invocation.confirm("Hand in revision \(present.revision) for \(window.name)?")
        let request = HandInAssessmentRequest(
            window: window.id,
            baseRevision: present.revision
        )
        let answer = try desk.ask(desk.hub.handInAssessment, request)
        try invocation.print(answer, FindingList.listing(answer.findings)) { style in
            FindingList.lines(answer.findings, style)
        }
        try desk.stop(at: answer.findings)
        invocation.sayKept(
            "Handed in to the region",
            answer.saved,
            next: "whub priorities agree --role \"director of adult social services\" --on DATE"
        )
    }

    /// `whub priorities agree`.
    static let prioritiesAgree = Command(
        CommandDeclaration(
            "priorities",
            "agree",
            summary: "record that your council's leadership agreed",
            details: "The role is recorded, not the person.",
            effect: .writes,
            options: [
                PrioritiesDesk.windowOption,
                OptionDeclaration("role", takes: .text("TEXT"), help: "the role that agreed"),
                OptionDeclaration("on", takes: .text("DATE"), help: "the day, as 04/03/2025"),
                PrioritiesDesk.keyOption,
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
        try invocation.confirm("Record that the \(role) agreed on \(Wording.day(day))?")
        let request = AgreeAssessmentRequest(
            window: window.id,
            agreement: Agreement(role: role, day: day),
            baseRevision: present.revision
        )
        let answer = try desk.ask(desk.hub.agreeAssessment, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The agreement is recorded",
            answer.saved,
            next: "whub report priorities"
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
                OptionDeclaration("why", takes: .text("TEXT"), help: "why, for the journal"),
                PrioritiesDesk.keyOption,
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let why = try desk.required("why")
        let window = try desk.window()
        let present = try desk.present(window)
        try invocation.confirm("Make the self-assessment for \(window.name) a draft again?")
        let request = ReopenAssessmentRequest(
            window: window.id,
            why: why,
            baseRevision: present.revision
        )
        let answer = try desk.ask(desk.hub.reopenAssessment, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("It is a draft again", answer.saved, next: "whub priorities export")
    }
}

extension PrioritiesDesk {
    /// Ends the command where findings stand in the way.
    func stop(at findings: [HubWire.Finding]) throws(CommandError) {
        guard FindingList.errors(findings) > 0 else { return }
        throw .dataError("\(FindingList.summary(findings)): nothing was kept")
    }
}
