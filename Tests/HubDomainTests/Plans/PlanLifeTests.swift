import HubDomain
import HubText
import Testing

/// The states of a plan, its refresh, its table and its Markdown.
struct PlanLifeTests {
    private typealias Make = PlanFixtures
    private let today: Day

    init() throws { today = try PlanFixtures.day("01/09/2025") }

    private var agreement: PlanState.Agreement {
        .init(role: "director of adult social services", day: today, enteredBy: "workforce lead")
    }

    @Test
    func `a plan goes from draft to its end`() throws {
        var state = PlanState.draft
        for step in [PlanState.Step.edit, .review, .edit, .agree(agreement), .begin, .report] {
            state = try state.after(step, today: today)
        }
        #expect(state == .live(agreement, since: today))
        #expect(try state.after(.close, today: today) == .closed(agreement, on: today))
        #expect(try state.after(.giveBack(reason: "New figures"), today: today) == .draft)
        #expect(try state.after(.refresh, today: today) == state)
    }

    @Test
    func `a plan that is given back remembers that it was agreed`() throws {
        var plan = try Make.plan()
        for step in [PlanState.Step.review, .agree(agreement), .begin] {
            try plan.take(step, today: today)
        }
        #expect(plan.state == .live(agreement, since: today) && plan.agreements == [agreement])
        try plan.take(.giveBack(reason: "New figures"), today: today)
        #expect(plan.state == .draft && plan.agreements == [agreement])
        #expect(plan.returns == [PlanReturn(day: today, reason: "New figures", from: .live)])
        try plan.take(.review, today: today)
        try plan.take(.agree(agreement), today: today)
        #expect(plan.agreements == [agreement, agreement])
        let text = PlanMarkdown.lines(plan, today: today, names: try Make.names()).joined(
            separator: "\n"
        )
        #expect(text.contains("on 1 September 2025, role: director of adult social services"))
        #expect(text.contains("made a draft again on 1 September 2025, when it was live"))
        #expect(throws: DomainError(.planState, path: "state", problem: "")) {
            try plan.take(.close, today: today)
        }
        let worn = plan.having(
            .inReview,
            [PlanState.Agreement](repeating: agreement, count: Plan.passagesMax),
            []
        )
        #expect(throws: DomainError(.planTooMany, path: "state", problem: "")) {
            var worn = worn
            try worn.take(.agree(agreement), today: today)
        }
    }

    @Test
    func `a step needs its state`() throws {
        let states: [PlanState] = [
            .draft, .inReview, .agreed(agreement), .live(agreement, since: today),
            .closed(agreement, on: today),
        ]
        let steps: [PlanState.Step] = [
            .edit, .report, .review, .agree(agreement), .begin, .giveBack(reason: "r"), .close,
            .refresh,
        ]
        let allowed = [[0, 2], [0, 3, 5], [4, 5], [1, 5, 6, 7], [7]]
        for (state, good) in zip(states, allowed) {
            for (index, step) in steps.enumerated() {
                do throws(DomainError) {
                    _ = try state.after(step, today: today)
                    #expect(good.contains(index), "\(state.words) \(step)")
                } catch {
                    #expect(!good.contains(index) && error.reason == .planState)
                    #expect(error.detail.expected.hasPrefix("a plan that is "))
                }
            }
        }
    }

    @Test
    func `an agreement says who, when and who entered it`() throws {
        let tomorrow = try #require(today.advanced(by: 1))
        func agree(_ role: String, _ day: Day, _ by: String) throws(DomainError) -> PlanState {
            try PlanState.inReview.after(
                .agree(.init(role: role, day: day, enteredBy: by)),
                today: today
            )
        }
        _ = try agree("director", today, "lead")
        #expect(throws: DomainError(.planAgreement, path: "agreement.day", problem: "")) {
            try agree("director", tomorrow, "lead")
        }
        #expect(throws: DomainError(.planAgreement, path: "agreement.role", problem: "")) {
            try agree(" ", today, "lead")
        }
        #expect(throws: DomainError(.planAgreement, path: "agreement.entered_by", problem: "")) {
            try agree("director", today, "")
        }
        #expect(throws: DomainError(.planReason, path: "reason", problem: "")) {
            try PlanState.inReview.after(.giveBack(reason: ""), today: today)
        }
    }

    @Test
    func `last year's plan goes on, and nothing unfinished disappears`() throws {
        var old = try Make.plan()
        old.actions += [try Make.action("A3", after: ["A2", "A1"]), try Make.action("A4")]
        old.actions[0].progress = .done
        old.actions[0].done = today
        func draft(
            _ choices: [ActionRef: PlanRefresh.Choice]
        ) throws(DomainError) -> (new: Plan, old: Plan) {
            try PlanRefresh.draft(
                of: old,
                title: "Next",
                from: old.to,
                to: old.to,
                choices: choices
            )
        }
        let choices: [ActionRef: PlanRefresh.Choice] = [
            "A2": .carryOver, "A3": .carryOver, "A4": .close(reason: "No longer wanted"),
        ]
        let (new, closed) = try draft(choices)
        #expect(new.actions.map(\.ref) == ["A2", "A3"] && new.state == .draft)
        #expect(new.actions[0].dependsOn == [] && new.actions[1].dependsOn == ["A2"])
        // Whether the rest is reached, or no challenge any more, is for people to say.
        #expect(new.objectives == old.objectives && new.challenges == old.challenges)
        #expect(closed.actions[3].progress == .stopped)
        #expect(closed.actions[3].reason == "No longer wanted")
        #expect(throws: DomainError(.planUndecided, path: "choices[A4]", problem: "")) {
            try draft(["A2": .carryOver, "A3": .carryOver])
        }
        #expect(throws: DomainError(.planReason, path: "choices[A4]", problem: "")) {
            try draft(choices.merging(["A4": .close(reason: " ")]) { $1 })
        }
        #expect(throws: DomainError(.planReference, path: "choices", problem: "")) {
            try draft(choices.merging(["A9": .carryOver]) { $1 })
        }
        #expect(throws: DomainError(.planUndecided, path: "choices[A1]", problem: "")) {
            try draft(choices.merging(["A1": .close(reason: "Not wanted")]) { $1 })
        }
        let comparison = PlanComparison(from: old, to: new)
        let told = comparison.differences.map { "\($0.part) \($0.kind) \($0.field)" }
        #expect(
            told == [
                "plan changed title", "plan changed from", "A2 changed depends_on",
                "A3 changed depends_on", "A1 removed ", "A4 removed ",
            ]
        )
        #expect(
            comparison.summary
                == ["title or time changed", "2 actions changed", "2 actions removed"]
        )
        let carried = try PlanRefresh.draft(
            of: old,
            title: "Next",
            from: old.to,
            to: old.to,
            choices: ["A4": .close(reason: "No longer wanted")],
            carriesOthers: true
        )
        #expect(carried.new == new && carried.old == closed)
    }

    @Test
    func `a comparison names fields and what got worse`() throws {
        var old = try Make.plan()
        old.actions[0].rating = .amber
        var new = old
        new.actions[0].rating = .red
        new.actions[0].reason = "No money"
        new.actions[1].rating = .red
        new.actions.append(try Make.action("A3"))
        new.objectives.append(Objective("O2", "Another"))
        new.objectives[0].title = "Even more people stay"
        new.challenges[0].decision = .setAside(reason: "Too large")
        new.partners[0].role = "director"
        new.risks[0].answer = "A deputy is named"
        let found = PlanComparison(from: old, to: new).differences
        let told = found.map { "\($0.part) \($0.kind) \($0.field)" }
        #expect(
            told == [
                "P1 changed role", "C1 changed decision", "O1 changed title", "O2 added ",
                "A1 changed rating", "A1 changed reason", "A2 changed rating", "A3 added ",
                "R1 changed answer",
            ]
        )
        // A2 had no rating before: its first is no fall.
        #expect(found.filter(\.isWorse).map { "\($0.part) \($0.field)" } == ["A1 rating"])
        #expect(found[2].before == "More people stay" && found[2].after == "Even more people stay")
        #expect(found[1].after == "set aside: Too large")
        #expect(PlanComparison(from: new, to: new).differences.isEmpty)
    }

    @Test
    func `a live plan takes reports only`() throws {
        let old = try Make.plan()
        func refused(_ change: (inout Plan) -> Void) -> [String] {
            var new = old
            change(&new)
            let found = PlanRules.checkReport(from: old, to: new)
            #expect(found.allSatisfy { $0.error.reason == .planReport })
            return found.map(\.error.path)
        }
        #expect(
            refused { plan in
                plan.actions[0].progress = .inProgress
                plan.actions[0].rating = .amber
                plan.actions[0].reason = "Late"
                plan.actions[0].note = "Begun"
                plan.risks[0].likelihood = 5
            }.isEmpty
        )
        #expect(refused { $0.actions[0].due = nil } == ["A1"])
        #expect(refused { $0.actions.removeLast() } == ["A2"])
        #expect(refused { $0.title = "Another" } == ["plan"])
        #expect(refused { $0.objectives[0].title = "Another" } == ["O1"])
    }

    @Test
    func `actions that were written are read as the same`() throws {
        var plan = try Make.plan()
        plan.actions[0].links = [.measure("turnover_rate"), .indicator(.disciplinary)]
        plan.actions[0].cost = PlanCost(pounds: 12_000, funding: "=a grant, of the place")
        plan.actions[0].measures = [
            PlanMeasure(
                "Turnover | all",
                baseline: try NumberText.decimal("36.7", in: 0...100),
                figure: "turnover_rate"
            ), PlanMeasure("Talks held"),
        ]
        plan.actions[0].note = "Line one\nline two"
        plan.actions[0].partners = ["P2", "P5"]
        plan.actions[0].risks = ["R1"]
        let read = PlanActionTable.taken(PlanActionTable.write(plan), into: plan)
        #expect(read.findings.isEmpty && read.plan == plan)
        var fresh = plan
        fresh.actions = []
        let added = PlanActionTable.taken(PlanActionTable.write(plan), into: fresh)
        #expect(added.plan == plan)
    }

    @Test
    func `an agreement is worded anew from agreed on, with a reason`() throws {
        var plan = try Make.plan()
        let step = PlanState.Step.reword(
            .init(role: "cabinet member", day: today, enteredBy: "lead"),
            why: "A name stood here"
        )
        for before in [PlanState.Step.review, .agree(agreement), .begin] {
            if before != .begin {
                #expect(throws: DomainError(.planState, path: "state", problem: "")) {
                    try plan.state.after(step, today: today)
                }
            }
            try plan.take(before, today: today)
        }
        try plan.take(step, today: today)
        #expect(plan.state.stage == .live && plan.agreements.map(\.role) == ["cabinet member"])
        #expect(throws: DomainError(.planReason, path: "why", problem: "")) {
            try plan.state.after(.reword(agreement, why: " "), today: today)
        }
    }

    @Test
    func `Markdown holds the plan, and nothing typed is markup`() throws {
        var plan = try Make.plan()
        plan.actions[0].title = "<b> | *bold*\n# no"
        plan.actions[0].due = try Make.day("31/08/2025")
        plan.partners.removeLast(2)
        plan.absences = [PartnerAbsence(.unions, "None is recognised")]
        plan.actions[0].cost = PlanCost(pounds: 5, funding: "")
        plan.actions[0].measures = [
            PlanMeasure(
                "Leavers",
                baseline: try NumberText.decimal("36.7", in: 0...100),
                figure: "turnover_rate"
            )
        ]
        let text = PlanMarkdown.lines(plan, today: today, names: try Make.names()).joined(
            separator: "\n"
        )
        for words in [
            "# Example plan", "1 April 2025 to 31 March 2026, draft.",
            "Nobody speaks for a care academy.",
            "C1 Turnover in home care (impact 5, urgency 4, effort 3, influence 4), on the short",
            "What this plan answers", "Workforce figure: ",
            "A1: measured by Leavers: from 36.7% (typed by hand) to",
            "A1: cost: £5, nobody named to pay", "A2: waits for A1",
            "none of trade unions: None is recognised",
            "## O1 More people stay", "31 August 2025 (overdue)", "likelihood 3, impact 4",
            "\\<b\\> \\| \\*bold\\*",
        ] {
            #expect(text.contains(words), "\(words): \(text)")
        }
        #expect(!text.contains("\n# no"))
    }
}
