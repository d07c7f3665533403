import HubDomain
import HubTestKit
import HubText
import Testing

/// A part beside its whole: what both tell together, with nobody among the part who is not among
/// the whole.
struct LinkedCountsTests {
    private let policy = ReleasePolicy.standard

    /// What leaves of a part beside its whole.
    private func shown(_ part: Int, _ whole: Int) -> Int { min(part, whole) }

    @Test func `all of a group appointed tells no more than either count by itself`() throws {
        for people in 20...60 {
            for key in 0..<UInt64(40) {
                var entry = try WresFixtures.filled()
                entry[.shortlisted, .adults, .minority] = .count(people)
                entry[.appointed, .adults, .minority] = .count(people)
                let released = try ReleaseFixtures.release(entry, key)
                let whole = released.total(.shortlisted, .adults, .minority)
                let part = released.total(.appointed, .adults, .minority)
                guard let whole, let part else { continue }
                #expect(part.sum <= whole.sum)
            }
        }
    }

    @Test func `no part leaves above its whole, whatever the keys`() throws {
        var chance = SeededGenerator(seed: 77)
        var parts = 0
        var lowered = 0
        for key in 0..<UInt64(300) {
            let entry = try ReleaseFixtures.entry(&chance, sizes: 20...90, isSparse: false)
            let released = try ReleaseFixtures.release(entry, key)
            for service in WresService.allCases {
                for group in EthnicGroup.allCases {
                    for indicator in WresIndicator.ratios where indicator != .leaving {
                        guard let names = released.parts(of: indicator, service),
                            let events = released.total(names.events, service, group),
                            let people = released.total(names.people, service, group)
                        else { continue }
                        parts += 1
                        #expect(events.sum <= people.sum, "\(indicator)")
                        let cell = WresCell(names.events, service, group)
                        let offset = ReleaseFixtures.offsets(key).offset(
                            of: cell,
                            base: policy.base
                        )
                        let count = entry[names.events, service, group]?.value ?? 0
                        let plain = policy.released(count, offset: offset)
                        // Nothing else is changed by it.
                        if plain <= people.sum { #expect(events.sum <= plain) }
                        if plain > people.sum { lowered += 1 }
                    }
                }
            }
        }
        #expect(parts > 1_000 && lowered > 10, "\(parts), \(lowered)")
    }

    @Test func `leavers may be more than those who are there, and leave as they are`() throws {
        var entry = try WresFixtures.filled()
        entry[.leavers, .adults, .minority] = .count(500)
        let released = try ReleaseFixtures.release(entry, 1)
        let staff = try #require(released.total(.staff, .adults, .minority))
        let leavers = try #require(released.total(.leavers, .adults, .minority))
        #expect(leavers.sum > staff.sum)
    }

    /// Whoever tries every pair of true counts and offsets finds at least five of each.
    @Test func `at least five true counts fit a part and its whole, seen side by side`() {
        struct Pair: Hashable {
            let part: Int
            let whole: Int
        }
        var fits: [Pair: (parts: Set<Int>, wholes: Set<Int>)] = [:]
        for whole in 0...90 {
            for part in 0...whole {
                for one in 0..<5 {
                    for other in 0..<5 {
                        let left = policy.released(whole, offset: other)
                        let pair = Pair(
                            part: shown(policy.released(part, offset: one), left),
                            whole: left
                        )
                        fits[pair, default: ([], [])].parts.insert(part)
                        fits[pair, default: ([], [])].wholes.insert(whole)
                    }
                }
            }
        }
        var smallest = Int.max
        // Above this the whole's own counts are not all among those that were tried.
        for (pair, found) in fits where pair.whole >= 20 && pair.whole <= 80 {
            let least = min(found.parts.count, found.wholes.count)
            smallest = min(smallest, least)
            #expect(least >= policy.candidatesMin, "\(pair)")
        }
        print("a part and its whole: \(fits.count) pairs, at least \(smallest) candidates")
        // Without lowering the claim would be false: 30 of 25 is fitted by four.
        let both = (0...90).filter { whole in
            policy.candidates(for: 25).contains(whole)
                && policy.candidates(for: 30).contains { $0 <= whole }
        }
        #expect(both.count < policy.candidatesMin)
    }

    /// Three bands whose sum is the whole, a part of it, and a part of that part.
    @Test func `bands, a part of their sum and a part of that leave five of each`() {
        let steps = Array(stride(from: 0, through: 25, by: 5))
        var smallest = Int.max
        var cases = 0
        for one in steps {
            for two in steps {
                for three in steps where one + two + three >= policy.peopleMin {
                    let ranges = [one, two, three].map { policy.candidates(for: $0) }
                    let sum = one + two + three
                    let most = ranges.reduce(0) { $0 + $1.upperBound }
                    for part in stride(from: 0, through: sum, by: 5) {
                        for inner in stride(from: 0, through: part, by: 5) {
                            cases += 1
                            // One that shows as its whole may have been lowered to it.
                            let parts = open(part, isLowered: part == sum, most)
                            let inners = open(inner, isLowered: inner == part, most)
                            let fitted = parts.filter { inners.lowerBound <= $0 && $0 <= most }
                            let inside = inners.filter { $0 <= min(parts.upperBound, most) }
                            smallest = min(smallest, fitted.count, inside.count)
                            for (index, range) in ranges.enumerated() {
                                let others = ranges.enumerated().reduce(0) {
                                    $0 + ($1.offset == index ? 0 : $1.element.upperBound)
                                }
                                let least = max(parts.lowerBound, inners.lowerBound)
                                smallest = min(smallest, range.count { $0 + others >= least })
                            }
                        }
                    }
                }
            }
        }
        #expect(smallest >= policy.candidatesMin)
        print("bands, part and part of it: \(cases) cases, at least \(smallest) candidates")
    }

    private func open(_ shown: Int, isLowered: Bool, _ most: Int) -> ClosedRange<Int> {
        let range = policy.candidates(for: shown)
        return isLowered ? range.lowerBound...max(range.upperBound, most) : range
    }
}
