import HubDomain
import HubTestKit
import HubText
import Testing

@testable import HubService

/// An attack as it is played: what the attacker reckons, and against what it is held.
///
/// Both hubs' returns leave alike and differ by one person. Whatever the attacker does must come to
/// the same in both, and to a released count. So that this says something, the same reckoning is
/// made on what a hub would publish that only hides counts below ten: there it finds the person.
struct AttackPlay {
    /// The attack's number and name, as facts and reports have them.
    let name: String
    /// The cell that is hidden.
    let cell: WresCell
    var cycle: CycleID = "2024"
    /// About how many the hidden count is.
    let near: ClosedRange<Int>
    /// Where else the person stands, for a move that leaves a known total as it is.
    var others: [AttackWorlds.Move] = []
    /// Whether the count is printed as it left, or as being below ten.
    var isPrinted = false
    /// What the attacker reckons of a council from all that is told.
    let reckon: (AttackSight, _ council: Int) throws -> Int

    /// Every council but the one that looks on is the victim once.
    ///
    /// - Parameter worlds: Where; they are alike before, and after.
    /// - Throws: When a hub cannot be asked.
    func play(in worlds: AttackWorlds) throws {
        var smallest = Int.max
        var (found, asked) = (0, 0)
        for council in AttackHub.victims {
            let before = try [0, 1].map { try #require(worlds.truth[$0][cycle]?[council]) }
            let (candidates, isFound) = try play(in: worlds, against: council)
            smallest = min(smallest, candidates)
            found += isFound ? 1 : 0
            // Once is enough of what tells nothing of releases, while the hubs still differ.
            if council == AttackHub.victims.last { asked = try worlds.compareEverything() }
            // One victim at a time: it goes back to what it was.
            try worlds.correct(council, before)
        }
        #expect(found == AttackHub.victims.count)
        print(
            "attack \(name): \(AttackHub.victims.count) victims, at least \(smallest) candidates; "
                + "with hiding alone all \(found) are found; \(asked) other answers alike"
        )
    }

    /// - Returns: How many counts it could be, and whether the control found which.
    private func play(
        in worlds: AttackWorlds,
        against council: Int
    ) throws -> (candidates: Int, isFound: Bool) {
        let told = "\(name), council \(council)"
        let count = Int.random(in: near, using: &worlds.chance)
        let own = AttackWorlds.Move(cell, near: count, by: 1)
        try worlds.correct(council, try worlds.pair(council, cycle, [own] + others))
        let truth = worlds.counts(council, cell, cycle)
        #expect(truth[1] == truth[0] + 1, "\(told)")

        let sights = try worlds.sights()
        #expect(sights[0] == sights[1], "\(told)")
        #expect((sights[0].printed(council, cell, cycle) != nil) == isPrinted, "\(told)")
        let reckoned = try sights.map { try reckon($0, council) }
        #expect(reckoned[0] == reckoned[1] && reckoned[0].isMultiple(of: 5), "\(told)")
        let candidates = ReleasePolicy.standard.candidates(for: reckoned[0])
        #expect(truth.allSatisfy(candidates.contains) && candidates.count >= 5, "\(told)")

        // The control: the same reckoning where counts that are printed are printed as they are.
        let bare = try worlds.sights(under: .hidingOnly)
        let exact = try bare.map { try reckon($0, council) }
        #expect(exact == truth, "\(told)")
        return (candidates.count, exact[0] != exact[1])
    }
}

extension AttackWorlds.Move {
    /// A move into a cell, or out of it.
    init(_ cell: WresCell, near: Int, by: Int) {
        self.init(cell.quantity, cell.service, cell.group, near: near, by: by)
    }
}
