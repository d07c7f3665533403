import HubDomain
import HubText
import Testing

struct AssessmentComparisonTests {
    private let edition: Edition

    init() throws {
        edition = try Fixtures.edition()
    }

    private func compare(_ old: Assessment, _ new: Assessment) -> AssessmentComparison {
        AssessmentComparison(from: old, edition, to: new, edition)
    }

    @Test
    func `an assessment does not differ from itself`() throws {
        let assessment = try Fixtures.filled()
        #expect(compare(assessment, assessment).isEmpty)
        #expect(compare(assessment, assessment).isSameScale)
    }

    @Test
    func `added, removed and changed notes are told apart`() throws {
        let old = try Fixtures.filled()
        var new = old
        let added = try Fixtures.note("S2", "New")
        new.entries["SWP1"]?.notes[0].sharing = .privateToCouncil
        new.entries["SWP1"]?.notes[1].text = "Another text"
        new.entries["SWP1"]?.notes.append(added)
        new.entries["SWP6"] = nil
        let changes = compare(old, new)
        #expect(changes.items.map(\.item) == ["SWP1", "SWP6"])
        let before = try #require(old.entries["SWP1"]?.notes)
        let after = try #require(new.entries["SWP1"]?.notes)
        #expect(
            changes.items[0].notes == [
                .changed(from: before[0], to: after[0]), .added(added),
                .changed(from: before[1], to: after[1]),
            ]
        )
        let gone = try #require(old.entries["SWP6"]?.notes)
        #expect(changes.items[1].notes == [.removed(gone[0])])
    }

    @Test
    func `a change says in what it is one, and whether others see more by it`() throws {
        let note = try Fixtures.note("S1", "x", evidence: ["p. 1"], sharing: .sharedUnnamed)
        func change(_ edit: (inout AssessmentNote) -> Void) -> AssessmentComparison.NoteChange {
            var other = note
            edit(&other)
            return .changed(from: note, to: other)
        }
        #expect(change { $0.text = "y" }.aspects == [.text])
        #expect(change { $0.evidence = [] }.aspects == [.evidence])
        #expect(change { $0.sharing = .sharedNamed }.aspects == [.sharing])
        #expect(change { $0.sharing = .sharedNamed }.shows)
        #expect(!change { $0.sharing = .privateToCouncil }.shows)
        #expect(!change { $0.text = "y" }.shows)
        #expect(AssessmentComparison.NoteChange.added(note).shows)
        #expect(!AssessmentComparison.NoteChange.added(try Fixtures.note("S1", "x")).shows)
        #expect(!AssessmentComparison.NoteChange.removed(note).shows)
    }

    @Test
    func `the same words under another reference are the same note`() throws {
        var old = Fixtures.empty()
        old.entries["SWP1"] = .init(notes: [
            try Fixtures.note("S1", "one"), try Fixtures.note("S2", "two"),
        ])
        var new = Fixtures.empty()
        new.entries["SWP1"] = .init(notes: [
            try Fixtures.note("S1", "two"), try Fixtures.note("S2", "one"),
        ])
        #expect(compare(old, new).isEmpty)
        new.entries["SWP1"]?.notes[0] = try Fixtures.note("A1", "two")
        #expect(compare(old, new).items[0].notes.count == 2)
    }

    @Test
    func `the order of evidence is no change`() throws {
        let old = try Fixtures.filled()
        var new = old
        new.entries["SWP1"]?.notes[1].evidence.reverse()
        #expect(compare(old, new).isEmpty)
        new.entries["SWP1"]?.notes[1].evidence.removeLast()
        #expect(!compare(old, new).isEmpty)
    }

    @Test
    func `ratings move, begin and end, and are not compared across scales`() throws {
        let old = try Fixtures.filled()
        var new = old
        new.entries["SWP1"]?.rating = 3
        new.entries["SWP3"]?.rating = nil
        new.entries["SWP6"]?.rating = 1
        #expect(
            compare(old, new).items.map(\.movement)
                == [.better(levels: 1), .withdrawn, .firstRating]
        )
        new = old
        new.scale = try Fixtures.scale(["a", "b", "c"])
        let other = compare(old, new)
        #expect(!other.isSameScale)
        #expect(other.items.map(\.movement) == [.notComparable, .notComparable])
    }

    @Test
    func `items of one edition only are named and not lost`() throws {
        let five = try Fixtures.edition("2020")
        var old = Assessment(framework: .sharedPriorities, edition: "2020")
        old.entries["SWP1"] = .init(notes: [try Fixtures.note("S1", "x")])
        var new = Fixtures.empty()
        new.entries = old.entries
        new.entries["SWP6"] = .init(notes: [try Fixtures.note("S2", "y")])
        let forward = AssessmentComparison(from: old, five, to: new, edition)
        #expect(forward.newItems == ["SWP6"])
        #expect(forward.droppedItems == [])
        #expect(forward.items.map(\.item) == ["SWP6"])
        let back = AssessmentComparison(from: new, edition, to: old, five)
        #expect(back.droppedItems == ["SWP6"])
        #expect(back.items.map(\.item) == ["SWP6"])
    }

    @Test
    func `a preview says what was and what will be`() throws {
        let old = try Fixtures.filled()
        var new = old
        new.entries["SWP6"]?.notes[0].text = "Covered"
        new.entries["SWP6"]?.notes[0].sharing = .sharedNamed
        new.entries["SWP1"]?.rating = 1
        new.peerChallenge = nil
        let lines = compare(old, new).lines(
            edition: edition,
            oldScale: old.scale,
            newScale: new.scale
        )
        #expect(
            lines == [
                "Strategic workforce planning: rating “Developing” → “Starting”, 1 worse",
                "Leadership, A2: text “Siân’s cover, 007” → “Covered”",
                "Leadership, A2: sharing “private” → “shared named”",
                "Peer challenge note: “- Be bolder\n- Share more” → nothing",
            ]
        )
    }
}
