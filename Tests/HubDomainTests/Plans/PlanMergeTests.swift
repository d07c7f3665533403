import HubDomain
import HubText
import Testing

/// Two people change the same plan: nothing is lost.
struct PlanMergeTests {
    private let base: [PlanAction]

    init() throws { base = try PlanFixtures.plan().actions }

    private func changed(_ change: (inout [PlanAction]) -> Void) -> [PlanAction] {
        var actions = base
        change(&actions)
        return actions
    }

    @Test
    func `changes of different fields are both kept`() {
        let mine = changed { $0[0].note = "Begun" }
        let theirs = changed { actions in
            actions[0].rating = .amber
            actions[1].title = "Other words"
        }
        let merge = PlanMerge(base: base, mine: mine, theirs: theirs)
        #expect(merge.conflicts.isEmpty)
        #expect(merge.actions[0].note == "Begun" && merge.actions[0].rating == .amber)
        #expect(merge.actions[1].title == "Other words")
    }

    @Test
    func `the same field changed differently stands side by side`() throws {
        let mine = changed { $0[0].title = "Mine" }
        let theirs = changed { $0[0].title = "Theirs" }
        let merge = PlanMerge(base: base, mine: mine, theirs: theirs)
        let conflict = try #require(merge.conflicts.first)
        #expect(merge.conflicts.count == 1 && conflict.fields == ["title"])
        #expect(conflict.mine?.title == "Mine" && conflict.theirs?.title == "Theirs")
        #expect(merge.actions[0].title == "Theirs")
        let same = PlanMerge(base: base, mine: theirs, theirs: theirs)
        #expect(same.conflicts.isEmpty && same.actions == theirs)
    }

    @Test
    func `what both added is there, and one reference for two actions is a conflict`() throws {
        let new = try PlanFixtures.action("A3")
        let other = try PlanFixtures.action("A4")
        let merge = PlanMerge(base: base, mine: base + [new], theirs: base + [other])
        #expect(merge.actions.map(\.ref) == ["A1", "A2", "A4", "A3"] && merge.conflicts.isEmpty)
        var twin = new
        twin.title = "Another"
        let twice = PlanMerge(base: base, mine: base + [new], theirs: base + [twin])
        #expect(twice.conflicts.map(\.ref) == ["A3"] && twice.conflicts[0].fields == ["title"])
    }

    @Test
    func `what one removed and the other changed is asked about`() {
        let without = changed { $0.removeFirst() }
        let touched = changed { $0[0].note = "Begun" }
        let plain = PlanMerge(base: base, mine: without, theirs: base)
        #expect(plain.actions.map(\.ref) == ["A2"] && plain.conflicts.isEmpty)
        let theirs = PlanMerge(base: base, mine: without, theirs: touched)
        #expect(theirs.actions.count == 2 && theirs.conflicts.map(\.fields) == [["removed"]])
        #expect(theirs.conflicts[0].mine == nil)
        let mine = PlanMerge(base: base, mine: touched, theirs: without)
        #expect(mine.actions.count == 1 && mine.conflicts.map(\.fields) == [["removed"]])
        #expect(mine.conflicts[0].theirs == nil && mine.conflicts[0].mine?.note == "Begun")
    }
}
