import HubClient
import HubDomain
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Whoever asks again and again, and learns from when an answer changes, or that none does.
struct WresWatchAttackTests {
    private static let hidden = WresCell(.disciplinary, .adults, .minority)
    private static let steps = 12

    /// What somebody who watches can tell apart: answers, the region's revisions, its log.
    private struct Glance: Equatable {
        let sight: AttackSight
        let revision: Int64
        let lines: Int

        init(_ hub: AttackHub) throws {
            sight = try AttackSight(asking: hub.lead)
            revision = try hub.regionRevision()
            lines = hub.regionLog.count
        }
    }

    /// A hub whose council goes from count to count, and who watches it.
    private struct Watched {
        let hub: AttackHub
        var count: Int
        /// Whether the watcher saw a change, step by step.
        var changes: [Bool] = []
        /// Whether the true count changed.
        var truths: [Bool] = []
        var last: Glance

        init(_ hub: AttackHub, at count: Int) throws {
            self.hub = hub
            self.count = count
            last = try Glance(hub)
        }

        /// Corrects the return where its count is another one; else nothing is done at all.
        mutating func step(to next: Int, _ council: Int, _ entry: WresReturn) throws {
            truths.append(next != count)
            if next != count { try hub.correct(council, entry) }
            count = next
            let now = try Glance(hub)
            changes.append(now != last)
            last = now
        }
    }

    /// In both hubs the released count goes the same way, which is public; below it one hub counts
    /// people in and out as it likes, and the other one does so at other times, or not at all.
    @Test
    func `11: a watcher sees when a released count moves, and not when a person does`() throws {
        let worlds = try AttackWorlds(seed: 11)
        let policy = ReleasePolicy.standard
        var steps = 0
        for council in AttackHub.victims.prefix(3) {
            let own = AttackWorlds.Move(Self.hidden, near: 30, by: 1)
            try worlds.correct(council, worlds.pair(council, "2024", [own]))
            let offset = worlds.offsets[council].offset(of: Self.hidden, base: policy.base)
            let start = worlds.counts(council, Self.hidden)
            var released = policy.released(start[0], offset: offset)
            #expect(policy.released(start[1], offset: offset) == released)
            var watched = try zip(worlds.hubs, start).map { try Watched($0, at: $1) }
            #expect(watched[0].last == watched[1].last)
            var moves: [Bool] = []
            for step in 0..<Self.steps {
                let isMove = step % 4 == 3
                if isMove { released += policy.base * (step % 8 == 3 ? 1 : -1) }
                moves.append(isMove)
                let counts = (0...120).filter { policy.released($0, offset: offset) == released }
                for place in watched.indices {
                    let next = try #require(counts.randomElement(using: &worlds.chance))
                    var entry = try #require(worlds.truth[place]["2024"]?[council])
                    entry.entries[Self.hidden] = .count(next)
                    try watched[place].step(to: next, council, entry)
                }
                #expect(watched[0].last == watched[1].last, "step \(step)")
            }
            #expect(watched.map(\.changes) == [moves, moves])
            // The control: watching the counts themselves would tell the two hubs apart.
            #expect(watched[0].truths != watched[1].truths && watched[0].truths != moves)
            steps += Self.steps
        }
        print("attack 11: 3 victims watched for \(steps) steps; changes told are those released")
    }

    /// The watcher asks between the correction and the message to the region, too.
    @Test
    func `11: what a watcher sees in the meantime is the answer before, or the answer after`()
        throws
    {
        let worlds = try AttackWorlds(seed: 111)
        let own = AttackWorlds.Move(Self.hidden, near: 30, by: 1)
        let pair = try worlds.pair(0, "2024", [own])
        try worlds.correct(0, [pair[0], pair[0]])
        for step in 1...3 {
            let raised = pair.map { entry in
                var entry = entry
                let count = entry.entries[Self.hidden]?.value ?? 0
                entry.entries[Self.hidden] = .count(count + 5 * step)
                return entry
            }
            var seen: [[AttackSight]] = []
            for (hub, entry) in zip(worlds.hubs, raised) {
                let before = try AttackSight(asking: hub.lead)
                let desk = try hub.desk(0, "2024")
                var sending = ServedWres.Sending()
                (sending.cycle, sending.why) = ("2024", "A slip")
                #expect(try desk.send(entry, sending).saved != nil)
                let between = try AttackSight(asking: hub.lead)
                try desk.settle()
                let after = try AttackSight(asking: hub.lead)
                #expect(between.isEach(of: before, after), "step \(step)")
                #expect(before != after)
                seen.append([before, after])
            }
            #expect(seen[0] == seen[1], "step \(step)")
        }
    }
}
