import HubDomain
import HubText
import Testing

/// Two people change the same plan: nothing is lost.
struct PlanMergeTests {
    private let base: Plan

    init() throws { base = try PlanFixtures.plan() }

    private func changed(_ change: (inout Plan) -> Void) -> Plan {
        var plan = base
        change(&plan)
        return plan
    }

    private func told(_ merge: PlanMerge) -> [String] {
        merge.conflicts.map { "\($0.part) \($0.field)" }
    }

    @Test
    func `changes of different fields are both kept, in every kind of part`() {
        let mine = changed { plan in
            plan.actions[0].note = "Begun"
            plan.objectives[0].title = "Other words"
            plan.partners[0].role = "director"
            plan.title = "Another title"
            plan.risks.removeAll()
        }
        let theirs = changed { plan in
            plan.actions[0].rating = .amber
            plan.actions[1].title = "Other words"
            plan.objectives[0].challenges = []
            plan.partners[0].organisation = "Example Council A, adults"
            plan.challenges[0].title = "Turnover everywhere"
            plan.risks.append(PlanRisk("R2", .general, "Money", likelihood: 1, impact: 1))
        }
        let merge = PlanMerge(base: base, mine: mine, theirs: theirs)
        #expect(merge.conflicts.isEmpty, "\(told(merge))")
        let plan = merge.plan
        #expect(plan.actions[0].note == "Begun" && plan.actions[0].rating == .amber)
        #expect(plan.actions[1].title == "Other words" && plan.title == "Another title")
        #expect(plan.objectives[0].title == "Other words" && plan.objectives[0].challenges == [])
        #expect(plan.partners[0].role == "director")
        #expect(plan.partners[0].organisation == "Example Council A, adults")
        #expect(plan.challenges[0].title == "Turnover everywhere")
        #expect(plan.risks.map(\.ref) == ["R2"])
    }

    @Test
    func `the same field changed differently stands side by side`() throws {
        let mine = changed { $0.actions[0].title = "Mine" }
        let theirs = changed { $0.actions[0].title = "Theirs" }
        let merge = PlanMerge(base: base, mine: mine, theirs: theirs)
        let conflict = try #require(merge.conflicts.first)
        #expect(told(merge) == ["A1 title"])
        #expect(conflict.mine == "Mine" && conflict.theirs == "Theirs")
        #expect(conflict.base == "Action A1" && merge.plan.actions[0].title == "Theirs")
        #expect(conflict.words.contains("you say “Mine”, the plan says “Theirs” since"))
        let same = PlanMerge(base: base, mine: theirs, theirs: theirs)
        #expect(same.conflicts.isEmpty && same.plan == theirs)
        let titles = PlanMerge(
            base: base,
            mine: changed { $0.title = "Mine" },
            theirs: changed { $0.title = "Theirs" }
        )
        #expect(told(titles) == ["plan title"] && titles.plan.title == "Theirs")
    }

    @Test
    func `what both added is there, and one reference for two actions is a conflict`() throws {
        let new = try PlanFixtures.action("A3")
        let other = try PlanFixtures.action("A4")
        let mine = changed { $0.actions.append(new) }
        let merge = PlanMerge(
            base: base,
            mine: mine,
            theirs: changed { $0.actions.append(other) }
        )
        #expect(merge.plan.actions.map(\.ref) == ["A1", "A2", "A4", "A3"])
        #expect(merge.conflicts.isEmpty)
        var twin = new
        twin.title = "Another"
        let twice = PlanMerge(
            base: base,
            mine: mine,
            theirs: changed { $0.actions.append(twin) }
        )
        #expect(told(twice) == ["A3 title"])
    }

    @Test
    func `what one removed and the other changed is asked about`() {
        let without = changed { $0.actions.removeFirst() }
        let touched = changed { $0.actions[0].note = "Begun" }
        let plain = PlanMerge(base: base, mine: without, theirs: base)
        #expect(plain.plan.actions.map(\.ref) == ["A2"] && plain.conflicts.isEmpty)
        let theirs = PlanMerge(base: base, mine: without, theirs: touched)
        #expect(theirs.plan.actions.count == 2 && told(theirs) == ["A1 "])
        #expect(theirs.conflicts[0].mine == nil && theirs.conflicts[0].theirs == "Action A1")
        let mine = PlanMerge(base: base, mine: touched, theirs: without)
        #expect(mine.plan.actions.count == 1 && told(mine) == ["A1 "])
        #expect(mine.conflicts[0].theirs == nil && mine.conflicts[0].mine == "Action A1")
    }
}
