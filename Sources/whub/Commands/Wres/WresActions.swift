import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub wres actions`.
    static let wresActions = Command(
        CommandDeclaration(
            "wres",
            "actions",
            summary: "your plan's actions, with the indicators that they are to move",
            effect: .reads,
            options: [
                OptionDeclaration(
                    "indicator",
                    takes: .text("N"),
                    help: "only those linked to this indicator"
                )
            ],
            examples: [
                .init("whub wres actions", "the whole plan"),
                .init("whub wres actions --indicator 3 -o csv", "for a spreadsheet"),
            ],
            sections: [ActionList.themes]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        var answer = try desk.ask(desk.hub.listActions, ListActionsRequest())
        if let wanted = invocation.line.value("indicator") {
            guard let indicator = WresIndicator.read(wanted) else {
                throw invocation.usage("--indicator takes a number from 1 to 9, 7a or 7b")
            }
            answer.actions = answer.actions.filter {
                $0.indicators.contains(indicator.rawValue)
            }
        }
        try invocation.print(answer, ActionList.listing(answer.actions))
        if answer.actions.isEmpty {
            invocation.console.say("There is no action. Next: whub wres add-action --help")
        }
    }

    /// `whub wres add-action`.
    static let wresAddAction = Command(
        CommandDeclaration(
            "wres",
            "add-action",
            summary: "add an action to your plan",
            details: "Link it to the indicators that it is to move, and say how you will know that "
                + "it worked. Name the role that leads it, and not a person.",
            effect: .writes,
            options: ActionOptions.all(isNew: true) + [PrioritiesDesk.keyOption],
            examples: [
                .init(
                    "whub wres add-action --indicators 2 --action \"Mixed panels for all "
                        + "interviews\" --lead \"head of recruitment\" --term short",
                    "an action about appointment"
                )
            ],
            sections: [ActionList.themes]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let action = try ActionOptions.fill(WresAction(), desk)
        try keep(action, base: 0, desk, "Add this action to the plan?")
    }

    /// `whub wres change-action`.
    static let wresChangeAction = Command(
        CommandDeclaration(
            "wres",
            "change-action",
            summary: "change an action of your plan; what is not named stays",
            effect: .writes,
            options: ActionOptions.all(isNew: false) + [PrioritiesDesk.keyOption],
            words: [WordDeclaration("CODE", help: "the action, such as A3")],
            examples: [
                .init(
                    "whub wres change-action A3 --timescale \"by autumn 2026\"",
                    "set another timescale"
                )
            ],
            sections: [ActionList.themes]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let present = try present(desk)
        let action = try ActionOptions.fill(present, desk)
        try keep(action, base: present.revision, desk, "Change \(present.code)?")
    }

    /// `whub wres finish-action`.
    static let wresFinishAction = Command(
        CommandDeclaration(
            "wres",
            "finish-action",
            summary: "record that an action is done, and what came of it",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the day it was done, as 04/03/2026"
                ),
                OptionDeclaration("outcome", takes: .text("TEXT"), help: "what came of it"),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("CODE", help: "the action, such as A3")],
            examples: [
                .init(
                    "whub wres finish-action A3 --on 04/03/2026 --outcome \"All panels are mixed\"",
                    "what came of it"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        guard let day = try desk.day("on") else { throw invocation.usage("--on is missing") }
        let present = try present(desk)
        let outcome = invocation.line.value("outcome") ?? present.outcome
        invocation.hintAtPerson(outcome, "outcome")
        let request = FinishActionRequest(
            code: present.code,
            day: day,
            outcome: outcome,
            baseRevision: present.revision
        )
        // What is refused is not shown as a change.
        _ = try desk.ask(desk.hub.finishAction, request, desk.rehearsal)
        try invocation.show([
            ValueChange("State", ActionList.state(present.state), ActionList.state(.done)),
            ValueChange("Done", present.done.map(Wording.day) ?? "", Wording.day(day)),
            ValueChange("Outcome", present.outcome, outcome),
        ])
        try invocation.confirm("Record that \(present.code) is done?")
        let answer = try desk.ask(desk.hub.finishAction, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("\(present.code) is done", answer.saved, next: "whub wres actions")
    }

    /// The action that `CODE` names.
    private static func present(_ desk: WresDesk) throws(CommandError) -> WresAction {
        let code = desk.invocation.line.word("CODE") ?? ""
        let all = try desk.ask(desk.hub.listActions, ListActionsRequest(), desk.asides).actions
        guard let found = all.first(where: { $0.code.utf8.elementsEqual(code.utf8) }) else {
            throw .missing("the plan has no action \(code)", next: "whub wres actions")
        }
        return found
    }

    /// Shows what would change, asks, keeps.
    private static func keep(
        _ action: WresAction,
        base: UInt64,
        _ desk: WresDesk,
        _ question: String
    ) throws(CommandError) {
        let invocation = desk.invocation
        let request = SaveActionRequest(action: action, baseRevision: base)
        let preview = try desk.ask(desk.hub.saveAction, request, desk.rehearsal)
        let (before, after) = (preview.before ?? WresAction(), preview.after ?? WresAction())
        try invocation.show(ActionList.changes(before, after))
        if invocation.line.common.isDryRun {
            if invocation.line.common.output == .json { try invocation.printJSON(preview) }
            return invocation.sayKept("", nil)
        }
        try invocation.confirm(question)
        let answer = try desk.ask(desk.hub.saveAction, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "\(answer.after?.code ?? after.code) is kept",
            answer.saved,
            next: "whub wres actions"
        )
    }
}

/// The options that say what an action is.
enum ActionOptions {
    /// The texts of an action, each with its option.
    private static let texts:
        [(name: String, path: any WritableKeyPath<WresAction, String> & Sendable, help: String)] = [
            ("objective", \.objective, "what is to be reached"),
            ("lead", \.lead, "the role that leads it, and not a person"),
            ("data", \.dataStatement, "what the data says"),
            ("good", \.good, "what good looks like"),
            ("timescale", \.timescale, "when change should begin to show"),
            ("measure", \.measure, "how it will be known that it was achieved"),
        ]

    /// The options.
    ///
    /// - Parameter isNew: Whether the action must be said, and its indicators.
    /// - Returns: The options.
    static func all(isNew: Bool) -> [OptionDeclaration] {
        [
            OptionDeclaration(
                "action",
                takes: .text("TEXT"),
                isRequired: isNew,
                help: "what is done"
            ),
            OptionDeclaration(
                "indicators",
                takes: .text("N,N"),
                isRequired: isNew,
                help: "the indicators it is to move, with commas between: 2,8"
            ),
            OptionDeclaration(
                "theme",
                takes: .oneOf(WresTheme.allCases.map(\.rawValue)),
                help: "the theme of the improvement guidance"
            ),
            OptionDeclaration(
                "term",
                takes: .oneOf(ActionTerm.allCases.map(\.rawValue)),
                help: "how far away the goal is"
            ),
            OptionDeclaration(
                "data-day",
                takes: .text("DATE"),
                help: "the day that the data is of, as 31/03/2026"
            ),
            OptionDeclaration(
                "due",
                takes: .text("DATE"),
                help: "the day by which it is to be done, as 31/10/2026"
            ),
        ] + texts.map { OptionDeclaration($0.name, takes: .text("TEXT"), help: $0.help) }
    }

    /// The action with what the command line names.
    static func fill(_ known: WresAction, _ desk: WresDesk) throws(CommandError) -> WresAction {
        let line = desk.invocation.line
        var action = known
        if let text = line.value("action") {
            action.action = text
            desk.invocation.hintAtPerson(text, "action")
        }
        if let list = line.value("indicators") {
            action.indicators = list.split(separator: ",").map {
                TextRule.trimmed(String($0)).lowercased()
            }
        }
        if let theme = line.value("theme") { action.theme = theme }
        if let term = line.value("term") { action.term = term }
        if let lead = line.value("lead") { desk.invocation.hintAtName(lead, "lead") }
        if let day = try desk.day("data-day") { action.dataDay = day }
        if let day = try desk.day("due") { action.due = day }
        for text in texts {
            guard let value = line.value(text.name) else { continue }
            action[keyPath: text.path] = value
            if !text.name.utf8.elementsEqual("lead".utf8) {
                desk.invocation.hintAtPerson(value, text.name)
            }
        }
        return action
    }
}

extension WresAction {
    /// Whether its day has passed while it is not done.
    func isOverdue(on today: Day) -> Bool {
        // ISO days stand in their order as texts.
        state != .done && due.map { $0 < today.iso } ?? false
    }
}

/// A plan for people.
enum ActionList {
    /// The themes, for help.
    static let themes = CommandDeclaration.Section(
        "Themes of the improvement guidance",
        WresTheme.allCases.map { theme in
            let numbers =
                theme == .voice ? "all" : theme.indicators.map(\.rawValue).joined(separator: ", ")
            return .init(theme.rawValue, "\(theme.words): indicators \(numbers)")
        }
    )

    /// A row for each action.
    static func listing(_ actions: [WresAction]) -> Listing {
        var listing = Listing(columns: [
            .init("code", "Code"), .init("indicators", "Indicators"), .init("action", "Action"),
            .init("lead", "Lead"), .init("term", "Term"), .init("timescale", "Timescale"),
            .init("due", "Due"), .init("state", "State"), .init("done", "Done"),
            .init("theme", "Theme"),
            .init("objective", "Objective", isForPrograms: true),
            .init("data", "Data", isForPrograms: true),
            .init("data_day", "Data of", isForPrograms: true),
            .init("good", "What good looks like"),
            .init("measure", "Measure"), .init("outcome", "Outcome"),
        ])
        listing.rows = actions.map { action in
            [
                .text(action.code), .text(action.indicators.joined(separator: ", ")),
                .text(action.action), .text(action.lead), .text(action.term),
                .text(action.timescale), .day(action.due),
                .text(state(action.state), action.state == .done ? .good : nil),
                .day(action.done), .text(action.theme), .text(action.objective),
                .text(action.dataStatement), .day(action.dataDay), .text(action.good),
                .text(action.measure), .text(action.outcome),
            ]
        }
        return listing
    }

    /// How far an action is.
    static func state(_ state: ActionState) -> String {
        switch state {
        case .open: "open"
        case .done: "done"
        default: ""
        }
    }

    /// What differs between two states of an action.
    static func changes(_ before: WresAction, _ after: WresAction) -> [ValueChange] {
        [
            ValueChange("Action", before.action, after.action),
            ValueChange(
                "Indicators",
                before.indicators.joined(separator: ", "),
                after.indicators.joined(separator: ", ")
            ),
            ValueChange("Theme", before.theme, after.theme),
            ValueChange("Objective", before.objective, after.objective),
            ValueChange("Lead", before.lead, after.lead),
            ValueChange("Data", before.dataStatement, after.dataStatement),
            ValueChange(
                "Data of",
                before.dataDay.map(Wording.day) ?? "",
                after.dataDay.map(Wording.day) ?? ""
            ),
            ValueChange("What good looks like", before.good, after.good),
            ValueChange("Term", before.term, after.term),
            ValueChange("Timescale", before.timescale, after.timescale),
            ValueChange(
                "Due",
                before.due.map(Wording.day) ?? "",
                after.due.map(Wording.day) ?? ""
            ),
            ValueChange("Measure", before.measure, after.measure),
        ]
    }
}
