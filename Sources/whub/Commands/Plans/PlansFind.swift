import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub plans due`.
    static let plansDue = Command(
        CommandDeclaration(
            "plans",
            "due",
            summary: "actions that are due soon",
            effect: .reads,
            options: [
                OptionDeclaration(
                    "until",
                    takes: .text("DATE"),
                    help: "up to this day; four weeks from today without it"
                )
            ],
            words: [found],
            examples: [.init("whub plans due --until 31/12/2026", "before the year ends")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let until = try desk.day("until")
        let day = until.map { "by \(Wording.day($0))" } ?? "in the next four weeks"
        try desk.find(
            .due,
            until: until,
            none: "No action is due \(day); what is late already: "
                + "whub plans overdue"
        )
    }

    /// `whub plans overdue`.
    static let plansOverdue = Command(
        CommandDeclaration(
            "plans",
            "overdue",
            summary: "actions that should have been done",
            effect: .reads,
            words: [found],
            examples: [.init("whub plans overdue", "of all plans that are not closed")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        try desk.find(.overdue, until: nil, none: "No action is overdue.")
    }

    /// `whub plans blocked`.
    static let plansBlocked = Command(
        CommandDeclaration(
            "plans",
            "blocked",
            summary: "actions that wait for others that are not done",
            effect: .reads,
            words: [found],
            examples: [.init("whub plans blocked", "of all plans that are not closed")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        try desk.find(.blocked, until: nil, none: "No action waits for another.")
    }

    private static let found = WordDeclaration(
        "CODE",
        .optional,
        help: "only those of this plan; of all that are not closed without it"
    )
}

extension PlansDesk {
    /// Finds actions, and prints them.
    fileprivate func find(
        _ question: ActionQuestion,
        until: String?,
        none: String
    ) throws(CommandError) {
        let request = FindPlanActionsRequest(code: code, question: question, until: until)
        let answer = try ask(hub.findPlanActions, request)
        let people = FoundActions(answer.actions, question)
        try invocation.print(answer, people.listing(isForPeople: false), lines: people.lines)
        if answer.actions.isEmpty { invocation.console.say(none) }
        if answer.actionsLeftOut > 0 {
            invocation.console.warn("\(answer.actionsLeftOut) more had no room: name a plan.")
        }
    }
}

/// Actions that were found, as rows.
private struct FoundActions {
    private let actions: [FoundAction]
    private let question: ActionQuestion
    /// The plan, where all are of one.
    private let plan: String?

    init(_ actions: [FoundAction], _ question: ActionQuestion) {
        self.actions = actions
        self.question = question
        let plans = Set(actions.map(\.plan))
        plan = plans.count == 1 ? plans.first : nil
    }

    /// The rows for people: which plan it is, is said once where it is one.
    func lines(_ style: TerminalStyle) -> [String] {
        let rows = listing(isForPeople: true).lines(style)
        guard let plan else { return rows }
        return ["\(TerminalText.escaped(plan)):", ""] + rows
    }

    func listing(isForPeople: Bool) -> Listing {
        let days = question == .overdue ? "Days late" : "Days left"
        var listing = Listing(columns: [
            .init("plan", "Plan", isForPrograms: plan != nil), .init("ref", "Ref"),
            .init("title", "Action"), .init("owner", "Owner"),
            .init("role", "Role", isForPrograms: true), .init("due", "Due"),
            .init("days_left", days, .trailing, isForPrograms: question == .blocked),
            .init("progress", "Progress", isForPrograms: true), .init("rating", "RAG"),
            .init("waits_for", "Waits for", isForPrograms: question != .blocked),
        ])
        // A program has days that are left; a person reads how late it is.
        let sign: Int32 = isForPeople && question == .overdue ? -1 : 1
        listing.rows = actions.map { action in
            [
                .text(action.plan), .text(action.ref), .text(action.title), .text(action.owner),
                .text(action.role), .day(action.due),
                .text(action.daysLeft.map { "\($0 * sign)" } ?? "", action.role(question)),
                .text(Wording.progress(action.progress)),
                .text(Wording.rating(action.rating), Wording.ratingRole(action.rating)),
                .text(action.waitsFor.joined(separator: ", ")),
            ]
        }
        return listing
    }
}

extension FoundAction {
    fileprivate func role(_ question: ActionQuestion) -> TextRole? {
        (daysLeft ?? 0) < 0 ? .bad : question == .due ? .warning : nil
    }
}
