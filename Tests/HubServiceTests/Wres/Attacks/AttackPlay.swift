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
    /// What the attack is held against, of a hub that protects by hiding alone.
    var control = ReleasePolicy.hidingOnly
    /// Whether the hidden count is one that is not printed, or one that is protected only.
    var isPrinted = false
    /// What the attacker reckons of a council from all that is told, and what it knows besides.
    let reckon: (AttackSight, _ council: Int, AttackWorlds) throws -> Int

    /// Every council is the victim once.
    ///
    /// - Parameter seed: What the counts come from.
    /// - Returns: What was seen, for those who read the output.
    /// - Throws: When a hub cannot be asked.
    func play(seed: UInt64) throws {
        let worlds = try AttackWorlds(seed: seed)
        var smallest = Int.max
        var found = 0
        for council in AttackHub.victims {
            let told = "\(name), council \(council), seed \(seed)"
            let count = Int.random(in: near, using: &worlds.chance)
            let own = AttackWorlds.Move(cell, near: count, by: 1)
            let before = try [0, 1].map { try #require(worlds.truth[$0][cycle]?[council]) }
            try worlds.correct(council, try worlds.pair(council, cycle, [own] + others))
            let truth = worlds.counts(council, cell, cycle)
            #expect(truth[1] == truth[0] + 1, "\(told)")

            let sights = try worlds.sights()
            #expect(sights[0] == sights[1], "\(told)")
            #expect((sights[0].printed(council, cell, cycle) != nil) == isPrinted, "\(told)")
            let reckoned = try sights.map { try reckon($0, council, worlds) }
            #expect(reckoned[0] == reckoned[1] && reckoned[0].isMultiple(of: 5), "\(told)")
            let candidates = ReleasePolicy.standard.candidates(for: reckoned[0])
            #expect(truth.allSatisfy(candidates.contains) && candidates.count >= 5, "\(told)")
            smallest = min(smallest, candidates.count)

            // The control: the same reckoning where counts are published as they are.
            let bare = try worlds.sights(under: control)
            let exact = try bare.map { try reckon($0, council, worlds) }
            #expect(exact == truth, "\(told)")
            found += exact[0] != exact[1] ? 1 : 0
            // One victim at a time: it goes back to what it was.
            try worlds.correct(council, before)
        }
        let asked = try worlds.compareEverything()
        #expect(found == AttackHub.victims.count)
        print(
            "attack \(name): \(AttackHub.victims.count) victims, at least \(smallest) candidates; "
                + "with hiding alone all \(found) are found; \(asked) other answers alike"
        )
    }
}

extension AttackWorlds.Move {
    /// A move into a cell, or out of it.
    init(_ cell: WresCell, near: Int, by: Int) {
        self.init(cell.quantity, cell.service, cell.group, near: near, by: by)
    }
}
