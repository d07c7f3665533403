import HubClient
import HubDomain
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Attacks that reckon with what is published, over connections: the first seven.
///
/// The attacker is the region's lead, who is told most, and knows what councils have on their own
/// websites.
struct WresAttackTests {
    private static let case3 = WresCell(.disciplinary, .adults, .minority)

    @Test
    func `1: a known total of a row less what is published of it`() throws {
        let worlds = try AttackWorlds(seed: 1)
        var smallest = Int.max
        for council in AttackHub.victims {
            // Somebody is counted as white in one hub, and as minoritised in the other.
            let near = Int.random(in: 1...4, using: &worlds.chance)
            let pair = try worlds.pair(
                council,
                "2024",
                [
                    .init(Self.case3, near: near, by: 1),
                    .init(.disciplinary, .adults, .white, near: 41, by: -1),
                ]
            )
            try worlds.correct(council, pair)
            let truth = worlds.counts(council, Self.case3)
            let row = EthnicGroup.allCases.map { WresCell(.disciplinary, .adults, $0) }
            let totals = worlds.truth.map { hub in
                row.reduce(0) { $0 + (hub["2024"]?[council].entries[$1]?.value ?? 0) }
            }
            #expect(totals[0] == totals[1])
            func reckon(_ sight: AttackSight) throws -> Int {
                let shown = try row.dropFirst().map { try #require(sight.printed(council, $0)) }
                return totals[0] - shown.reduce(0, +)
            }
            let sights = try worlds.sights()
            #expect(sights[0] == sights[1])
            #expect(try reckon(sights[0]) == reckon(sights[1]))
            let bare = try worlds.sights(under: .hidingOnly)
            #expect(try bare.map(reckon) == truth && truth[0] != truth[1])
            // All that agrees with the total and both published counts, and with a hidden one.
            let shown = try row.dropFirst().map { try #require(sights[0].printed(council, $0)) }
            let candidates = (0...13).filter { hidden in
                ReleasePolicy.standard.candidates(for: shown[0]).contains { white in
                    ReleasePolicy.standard.candidates(for: shown[1])
                        .contains(totals[0] - hidden - white)
                }
            }
            // The true total is known from elsewhere, and nobody is fewer than none: that alone can
            // leave as few as the true counts of both worlds.
            #expect(truth.allSatisfy(candidates.contains) && candidates.count >= 2)
            smallest = min(smallest, candidates.count)
        }
        let asked = try worlds.compareEverything()
        print(
            "attack 1, rows: \(AttackHub.victims.count) victims, at least \(smallest) candidates; "
                + "with hiding alone all are found; \(asked) other answers alike"
        )
    }

    /// Attacks that come down to a reckoning of one hidden count.
    private static var plays: [AttackPlay] {
        let children = WresCell(.disciplinary, .children, .minority)
        let band = WresCell(.staffInBand("higher"), .adults, .minority)
        // Who moves up a band stays among the staff.
        let down = AttackWorlds.Move(.staffInBand("middle"), .adults, .minority, near: 70, by: -1)
        return [
            AttackPlay(name: "2, services", cell: children, near: 1...4) { sight, council in
                let both = try sight.inverted(.disciplinary, WresService.allCases)
                let adults = try sight.inverted(.disciplinary, [.adults])
                return try both - adults - sight.sum(children, besides: council)
            },
            AttackPlay(name: "4, years together", cell: case3, near: 1...4) { sight, council in
                let both = try sight.inverted(.disciplinary, [.adults], AttackHub.cycles)
                return try both - sight.sum(case3, besides: nil, "2023")
                    - sight.sum(case3, besides: council)
            },
            AttackPlay(name: "5, bands", cell: band, near: 1...4, others: [down]) {
                sight,
                council in
                let staff = WresCell(.staff, .adults, .minority)
                let others = try ["lower", "middle"].map { band in
                    let cell = WresCell(.staffInBand(BandCode(text: band)), .adults, .minority)
                    return try #require(sight.printed(council, cell))
                }
                return try #require(sight.printed(council, staff)) - others.reduce(0, +)
            },
            AttackPlay(name: "6, ratios", cell: case3, near: 20...40, isPrinted: true) {
                sight,
                council in try sight.inverted(.disciplinary, council)
            },
            AttackPlay(name: "7, percentages", cell: band, near: 1...4) { sight, council in
                try sight.inverted(band: "higher", .adults) - sight.sum(band, besides: council)
            },
        ]
    }

    @Test
    func `2, 4 to 7: services, years, bands, ratios and percentages leave a released count`()
        throws
    {
        let worlds = try AttackWorlds(seed: 2)
        for play in Self.plays { try play.play(in: worlds) }
    }

    @Test
    func `3: the region less what councils publish is the hidden one as it left`() throws {
        let worlds = try AttackWorlds(seed: 3)
        let indicators: [WresIndicator] = [
            .appointment, .disciplinary, .development, .leaving, .seniorManagement,
        ]
        for indicator in indicators {
            let parts = try #require(indicator.attackedParts)
            let cell = WresCell(parts.events, .adults, .minority)
            let name = "3, region, indicator \(indicator.rawValue)"
            try AttackPlay(name: name, cell: cell, near: 1...4) { sight, council in
                try sight.inverted(indicator, [.adults]) - sight.sum(cell, besides: council)
            }.play(in: worlds)
        }
    }

    @Test
    func `3: the region before a release was taken back less the region after it`() throws {
        let worlds = try AttackWorlds(seed: 33)
        var asked = 0
        for council in AttackHub.victims {
            let near = Int.random(in: 1...4, using: &worlds.chance)
            let own = AttackWorlds.Move(Self.case3, near: near, by: 1)
            let before = try [0, 1].map { try #require(worlds.truth[$0]["2024"]?[council]) }
            try worlds.correct(council, worlds.pair(council, "2024", [own]))
            let truth = worlds.counts(council, Self.case3)
            let first = try worlds.sights()
            for hub in worlds.hubs { try hub.withdraw(council, "2024") }
            let gone = try worlds.sights()
            #expect(first[0] == first[1] && gone[0] == gone[1] && gone[0] != first[0])
            #expect(gone[0].views["2024"]?[AttackHub.councils[council]] == nil)
            for hub in worlds.hubs { try hub.withdraw(council, "2024", restoring: true) }
            let again = try worlds.sights()
            #expect(again == first)
            // Six councils' sum is what they print, so the difference is the hidden one's.
            let reckoned = try first.map {
                try $0.inverted(.disciplinary, [.adults]) - $0.sum(Self.case3, besides: council)
            }
            #expect(reckoned[0] == reckoned[1])
            let candidates = ReleasePolicy.standard.candidates(for: reckoned[0])
            // The true total is known from elsewhere, and nobody is fewer than none: that alone can
            // leave as few as the true counts of both worlds.
            #expect(truth.allSatisfy(candidates.contains) && candidates.count >= 2)
            if council == AttackHub.victims.last { asked = try worlds.compareEverything() }
            try worlds.correct(council, before)
        }
        print("attack 3, taken back: \(AttackHub.victims.count) victims; \(asked) answers alike")
    }

    @Test
    func `4: this year less a year whose true count is known leaves five candidates`() throws {
        let worlds = try AttackWorlds(seed: 4)
        let policy = ReleasePolicy.standard
        var smallest = Int.max
        for council in AttackHub.victims {
            let near = Int.random(in: 12...40, using: &worlds.chance)
            let own = AttackWorlds.Move(Self.case3, near: near, by: 1)
            try worlds.correct(council, worlds.pair(council, "2024", [own]))
            let truth = worlds.counts(council, Self.case3)
            // The council published the year before by itself, as it is.
            let known = worlds.counts(council, Self.case3, "2023")[0]
            func years(_ sight: AttackSight) throws -> (last: Int, now: Int) {
                let last = sight.printed(council, Self.case3, "2023")
                return (try #require(last), try #require(sight.printed(council, Self.case3)))
            }
            let sights = try worlds.sights()
            #expect(sights[0] == sights[1])
            let (last, now) = try years(sights[0])
            // It tells something of the offset: every one that fits last year, and every count
            // that fits this year under it.
            let offsets = (0..<5).filter { policy.released(known, offset: $0) == last }
            let fitting = (0...60).filter { count in
                offsets.contains { policy.released(count, offset: $0) == now }
            }
            #expect(truth.allSatisfy(fitting.contains) && fitting.count >= 5)
            smallest = min(smallest, fitting.count)
            let bare = try worlds.sights(under: .hidingOnly).map(years)
            #expect(bare.map { known + $0.now - $0.last } == truth && truth[0] != truth[1])
        }
        let asked = try worlds.compareEverything()
        print(
            "attack 4, years: \(AttackHub.victims.count) victims, at least \(smallest) candidates; "
                + "with hiding alone all are found; \(asked) other answers alike"
        )
    }
}
