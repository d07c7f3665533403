import HubDomain
import HubTestKit
import HubText
import Testing

/// The ten attacks that a release must withstand, and an attacker who tries everything.
struct AttackTests {
    private let policy = ReleasePolicy.standard

    /// A cell of one employer as it leaves, with its secret.
    private struct Atom {
        let count: Int
        let offset: Int
        var released: Int { ReleasePolicy.standard.released(count, offset: offset) }
    }

    private func atoms(_ count: Int, _ chance: inout SeededGenerator, most: Int) -> [Atom] {
        (0..<count).map { _ in
            Atom(
                count: Int.random(in: 0...most, using: &chance),
                offset: Int.random(in: 0..<5, using: &chance)
            )
        }
    }

    /// Every count that leaves as `released` under some offset; found by trying, not by formula.
    private func candidates(_ released: Int) -> [Int] {
        (0...(released + 20)).filter { count in
            (0..<5).contains { policy.released(count, offset: $0) == released }
        }
    }

    @Test
    func `1, 2, 3, 5: subtracting rows, services, regions or bands leaves a released count`() {
        var chance = SeededGenerator(seed: 1)
        var cases = 0
        var smallest = Int.max
        for _ in 0..<1_000 {
            let parts = atoms(Int.random(in: 2...7, using: &chance), &chance, most: 60)
            // A total, whatever it is of, is a sum of what left.
            let total = parts.reduce(0) { $0 + $1.released }
            for (hidden, part) in parts.enumerated() {
                let others = parts.enumerated().filter { $0.offset != hidden }
                let difference = total - others.reduce(0) { $0 + $1.element.released }
                #expect(difference == part.released)
                let found = candidates(difference)
                #expect(found.contains(part.count) && found.count >= 5)
                smallest = min(smallest, found.count)
                cases += 1
            }
        }
        print("attacks 1, 2, 3, 5: \(cases) subtractions, at least \(smallest) candidates")
    }

    @Test
    func `3: in every region one council left out is hidden, the two smallest among them`() throws {
        let register = try CouncilRegister.shipped()
        var chance = SeededGenerator(seed: 3)
        var cases = 0
        for region in register.regions {
            let councils = register.councils.filter { $0.region == region.code }
            #expect(councils.count >= 5, "\(region.name)")
            let small = ["E06000053", "E09000001"]
            let hidden = councils.filter { small.contains($0.code.text) } + councils.prefix(3)
            for one in hidden {
                let isSmall = small.contains(one.code.text)
                let counts = councils.map { council in
                    let most = council == one && isSmall ? 6 : 90
                    return (council, atoms(1, &chance, most: most)[0])
                }
                let total = counts.reduce(0) { $0 + $1.1.released }
                let own = try #require(counts.first { $0.0 == one }?.1)
                let others = counts.filter { $0.0 != one }.reduce(0) { $0 + $1.1.released }
                let found = candidates(total - others)
                #expect(found.contains(own.count) && found.count >= 5)
                cases += 1
            }
        }
        #expect(register.regions.count == 9)
        print("attack 3: \(cases) councils alone left out of \(register.regions.count) regions")
    }

    @Test
    func `4, 9: a year or a correction that moves a count by any known step still hides it`() {
        var cases = 0
        var (smallest, atZero) = (Int.max, Int.max)
        for count in 0...21 {
            for offset in 0..<5 {
                for step in -6...6 where count + step >= 0 {
                    let before = policy.released(count, offset: offset)
                    let after = policy.released(count + step, offset: offset)
                    // The attacker knows both released counts, the step, and not the offset.
                    let found = (max(0, -step)...40).count { first in
                        (0..<5).contains { guess in
                            policy.released(first, offset: guess) == before
                                && policy.released(first + step, offset: guess) == after
                        }
                    }
                    cases += 1
                    if before > 0, after > 0 {
                        #expect(found >= 5)
                        smallest = min(smallest, found)
                    } else {
                        // At zero there is no room below; who knows the step knows people.
                        #expect(found >= 1)
                        atZero = min(atZero, found)
                    }
                }
            }
        }
        print(
            "attacks 4, 9: \(cases) known steps, at least \(smallest) candidates above zero, "
                + "and \(atZero) at zero to whoever knows the step itself"
        )
    }

    @Test
    func `4: an unchanged count tells nothing more after ten years`() {
        for count in 0...60 {
            for offset in 0..<5 {
                let years = Set((0..<10).map { _ in policy.released(count, offset: offset) })
                #expect(years.count == 1)
            }
        }
    }

    @Test
    func `6: a ratio to any number of places gives back a released count at most`() throws {
        var chance = SeededGenerator(seed: 6)
        var cases = 0
        for key in 0..<UInt64(150) {
            var entry = try WresFixtures.filled()
            entry[.disciplinary, .adults, .minority] = .count(
                Int.random(in: 8...60, using: &chance)
            )
            entry[.disciplinary, .adults, .white] = .count(Int.random(in: 20...90, using: &chance))
            let released = try ReleaseFixtures.release(entry, key)
            let pool = WresPool([released])
            guard let figure = pool.figure(.disciplinary, [.adults], isNamed: true).reading else {
                continue
            }
            let ratio = try #require(figure.reading.ratio.value)
            let counts = figure.counts
            let inverted =
                ratio * Double(counts.minorityPeople.sum) * Double(counts.whiteEvents.sum)
                / Double(counts.whitePeople.sum)
            #expect(Int(inverted.rounded()) == counts.minorityEvents.sum)
            #expect(candidates(Int(inverted.rounded())).count >= 5)
            cases += 1
        }
        #expect(cases > 75)
        print("attack 6: \(cases) ratios inverted, each to a multiple of 5")
    }

    @Test
    func `6: true counts give back the very number, which is why ratios come from released ones`()
        throws
    {
        // The published figures of one trust: 725 and 2,505 people, 17 white cases.
        let precise = 1.83 * 725 * 17 / 2_505
        #expect(Int(precise.rounded()) == 9)
        #expect(Int((1.8 * 725 * 17 / 2_505).rounded()) == 9)
        for offset in 0..<5 {
            let sums = [9, 725, 17, 2_505].map { policy.released($0, offset: offset) }
            let ratio = Double(sums[0]) / Double(sums[1]) / (Double(sums[2]) / Double(sums[3]))
            let inverted = ratio * Double(sums[1]) * Double(sums[2]) / Double(sums[3])
            #expect(Int(inverted.rounded()).isMultiple(of: 5))
        }
    }

    @Test
    func `7: a percentage gives back a released count at most`() {
        // 1.4 % of 295 people was four of them.
        #expect(Int((0.014 * 295).rounded()) == 4)
        var cases = 0
        for people in stride(from: 20, through: 400, by: 5) {
            for part in stride(from: 0, through: people, by: 5) {
                let percent = 100 * Double(part) / Double(people)
                let inverted = Int((percent * Double(people) / 100).rounded())
                #expect(inverted == part && candidates(inverted).count >= 5)
                cases += 1
            }
        }
        print("attack 7: \(cases) percentages inverted")
    }

    @Test
    func `8: nought and a hundred per cent do not tell about everybody`() {
        for people in stride(from: 20, through: 100, by: 5) {
            let whole = candidates(people)
            // All of them, as it is shown, may be some of them.
            #expect(whole.contains { part in whole.contains { part < $0 } })
            #expect(candidates(0).count == 5 && candidates(0).contains(4))
        }
        let shown = try? ReleaseFixtures.release(WresFixtures.filled(), 1)
        #expect(shown?.printed(.seniorManagers, .adults, .minority) == "<10")
    }

    @Test
    func `10: no true count is in anything that is shown`() throws {
        var cases = 0
        var chance = SeededGenerator(seed: 10)
        for key in 0..<UInt64(20) {
            var entry = try WresFixtures.filled([.adults, .children])
            // Counts that cannot come about by chance: six digits that are no multiple of five.
            var planted: [Int] = []
            for cell in entry.entries.keys.sorted(by: { $0.path < $1.path }) {
                let count = Int.random(in: 20_001...90_000, using: &chance) * 5 + 2
                planted.append(count)
                entry.entries[cell] = .count(count)
            }
            let released = try ReleaseFixtures.release(entry, key)
            let text =
                try ReleaseFixtures.shown(released, among: []).joined(separator: "\n")
                + "\(released)"
            for count in planted {
                #expect(!text.contains(String(count)))
                #expect(!text.contains(NumberText.grouped(count)))
                cases += 1
            }
        }
        print("attack 10: \(cases) planted counts, none shown")
    }

    @Test
    func `whoever tries everything finds at least five candidates for every hidden count`() {
        var chance = SeededGenerator(seed: 99)
        var (worlds, hidden) = (0, 0)
        var (smallest, smallestNested) = (Int.max, Int.max)
        for _ in 0..<150 {
            // Seven councils: the attacker's own, one that colludes, five others.
            let parts = atoms(7, &chance, most: 25)
            let wholes = parts.map { part in
                Atom(
                    count: part.count + Int.random(in: 20...40, using: &chance),
                    offset: Int.random(in: 0..<5, using: &chance)
                )
            }
            // Published: all seven together, and for each council the others without it.
            let total = parts.reduce(0) { $0 + $1.released }
            let without = parts.map { total - $0.released }
            for target in 2..<7 {
                let seen = total - without[target]
                // By trying every count and every offset that agree with all that was published.
                let alone = (0...60).filter { count in
                    (0..<5).contains { policy.released(count, offset: $0) == seen }
                }
                #expect(alone.contains(parts[target].count) && alone.count >= 5)
                smallest = min(smallest, alone.count)
                let whole = wholes[target].released
                let nested = alone.filter { count in
                    (count...120).contains { size in
                        (0..<5).contains { policy.released(size, offset: $0) == whole }
                    }
                }
                #expect(nested.contains(parts[target].count))
                smallestNested = min(smallestNested, nested.count)
                hidden += 1
            }
            worlds += 1
        }
        print(
            "exhaustive attacker: \(worlds) worlds, \(hidden) hidden counts, at least \(smallest) "
                + "candidates; with part at most whole the smallest set has \(smallestNested)"
        )
    }

    @Test
    func `part at most whole, published side by side, leaves at least this many`() {
        var smallest = Int.max
        var cases = 0
        for whole in stride(from: 20, through: 60, by: 5) {
            for part in stride(from: 0, through: whole, by: 5) {
                let wholes = candidates(whole)
                let found = candidates(part).filter { count in wholes.contains { count <= $0 } }
                smallest = min(smallest, found.count)
                cases += 1
            }
        }
        #expect(smallest >= 5)
        print("part and whole: \(cases) pairs, the smallest set has \(smallest)")
    }
}
