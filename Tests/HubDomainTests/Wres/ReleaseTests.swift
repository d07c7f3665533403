import HubDomain
import HubTestKit
import HubText
import Testing

/// Protection at the source: what leaves, and that everything shown follows from it.
struct ReleaseTests {
    private let policy = ReleasePolicy.standard

    @Test
    func `a released count fits nine counts, five at zero, and five to whoever has the offset`() {
        for released in stride(from: 0, through: 500, by: 5) {
            var counts: Set<Int> = []
            for count in 0...520 {
                for offset in 0..<5 where policy.released(count, offset: offset) == released {
                    counts.insert(count)
                }
            }
            #expect(counts.count == (released == 0 ? 5 : 9))
            #expect(counts == Set(policy.candidates(for: released)))
            for offset in 0..<5 {
                let known = counts.filter { policy.released($0, offset: offset) == released }
                #expect(known.count == (released == 0 ? 5 - offset : 5))
            }
        }
    }

    @Test(arguments: [2, 3, 5, 7, 10])
    func `over all offsets the mean of a released count is the count`(base: Int) {
        let policy = ReleasePolicy(base: base)
        for count in 0...200 {
            let sum = (0..<base).reduce(0) { $0 + policy.released(count, offset: $1) }
            #expect(sum == base * count)
        }
        #expect(ReleasePolicy(base: 5).variancePerAtom == 4)
    }

    @Test
    func `over many keys the released counts are not biased`() throws {
        let cell = WresCell(.appointed, .adults, .minority)
        let keys = 4_000
        var seen = [Int](repeating: 0, count: 5)
        for key in 0..<UInt64(keys) {
            seen[ReleaseFixtures.offsets(key).offset(of: cell, base: 5)] += 1
        }
        // Chi-squared with four degrees of freedom: 18.47 is passed once in a thousand.
        let expected = Double(keys) / 5
        let distance = seen.reduce(0.0) {
            $0 + (Double($1) - expected) * (Double($1) - expected) / expected
        }
        #expect(distance < 18.47, "\(seen)")
    }

    @Test
    func `an offset is reduced without favouring any`() {
        #expect(ReleaseOffsets.reduced([0, 0, 0, 7], base: 5) == 2)
        // 4294967295 is the largest multiple of five below 2^32: it is passed over.
        #expect(ReleaseOffsets.reduced([0xFF, 0xFF, 0xFF, 0xFE], base: 5) == 4)
        #expect(ReleaseOffsets.reduced([0xFF, 0xFF, 0xFF, 0xFF], base: 5) == nil)
        #expect(ReleaseOffsets.reduced([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 3], base: 5) == 3)
        #expect(ReleaseOffsets.reduced([1, 2, 3], base: 5) == nil)
        let stubborn = ReleaseOffsets { message in
            [UInt8](repeating: message.last == 1 ? 0 : 0xFF, count: 8)
        }
        #expect(stubborn.offset(of: WresCell(.staff, .adults, .white), base: 5) == 0)
    }

    @Test
    func `a cell's name says what is counted and nothing about when`() {
        let message = ReleaseOffsets.message(
            for: WresCell(.staffInBand("lower"), .children, .unknown)
        )
        #expect(String(decoding: message, as: UTF8.self) == "wres|band-lower|children|unknown")
    }

    @Test
    func `every count that leaves is a multiple of the base`() throws {
        var chance = SeededGenerator(seed: 11)
        var atoms = 0
        for key in 0..<UInt64(80) {
            let released = try ReleaseFixtures.release(ReleaseFixtures.entry(&chance), key)
            for value in released.atoms.values.compactMap(\.value) {
                #expect(value.isMultiple(of: 5))
                atoms += 1
            }
        }
        #expect(atoms > 4_000)
        print("atoms that left, each a multiple of 5: \(atoms)")
    }

    @Test
    func `the same people show the same way in another year`() throws {
        var entry = try WresFixtures.filled()
        let first = try ReleaseFixtures.release(entry, 7)
        entry.snapshot = try WresFixtures.day("31/03/2025")
        entry.periodTo = try WresFixtures.day("31/03/2025")
        entry.unit.body = "Example Council B"
        #expect(try ReleaseFixtures.release(entry, 7).atoms == first.atoms)
        #expect(try ReleaseFixtures.release(entry, 8).atoms != first.atoms)
    }

    @Test
    func `staff leave by band or as one count, never as both`() throws {
        var entry = try WresFixtures.filled()
        let banded = try ReleaseFixtures.release(entry, 1)
        let staff = WresCell(.staff, .adults, .minority)
        #expect(banded.atoms[staff] == nil && banded.bands == ["lower", "middle", "higher"])
        let sum = banded.bands.reduce(0) {
            $0 + (banded.atoms[WresCell(.staffInBand($1), .adults, .minority)]?.value ?? 0)
        }
        let total = try #require(banded.total(.staff, .adults, .minority))
        #expect(total.sum == sum && total.atoms == 3)
        for band in ["lower", "middle", "higher"] as [BandCode] {
            for group in EthnicGroup.allCases {
                entry[.staffInBand(band), .adults, group] = .notProvided
            }
        }
        let plain = try ReleaseFixtures.release(entry, 1)
        #expect(plain.atoms[staff]?.value != nil && plain.bands.isEmpty)
        #expect(plain.total(.staff, .adults, .minority)?.atoms == 1)
        #expect(throws: DomainError(.wresReleaseForm, path: "staff", problem: "")) {
            try plain.checkForm(of: banded)
        }
        #expect(throws: Never.self) { try banded.checkForm(of: banded) }
    }

    @Test
    func `a count leaves only with twenty people in each of its bases`() throws {
        func state(shortlisted: Int, key: UInt64) throws -> (AtomState?, Int) {
            var entry = try WresFixtures.filled()
            entry[.shortlisted, .adults, .minority] = .count(shortlisted)
            entry[.appointed, .adults, .minority] = .count(3)
            let cell = WresCell(.shortlisted, .adults, .minority)
            let offset = ReleaseFixtures.offsets(key).offset(of: cell, base: 5)
            let released = try ReleaseFixtures.release(entry, key)
            return (
                released.atoms[WresCell(.appointed, .adults, .minority)],
                policy.released(shortlisted, offset: offset)
            )
        }
        var states: Set<Bool> = []
        for key in 0..<UInt64(40) {
            for shortlisted in 14...26 {
                // The test is on the released count, never on the true one.
                let (atom, base) = try state(shortlisted: shortlisted, key: key)
                #expect((atom == .tooFewPeople) == (base < 20))
                states.insert(atom == .tooFewPeople)
            }
        }
        #expect(states.count == 2)
    }

    @Test
    func `not provided, hidden at its source and too few are states of their own`() throws {
        var entry = try WresFixtures.filled()
        entry[.fitnessEntered, .adults, .minority] = .underTen
        entry[.development, .adults, .white] = .notProvided
        entry[.regulated, .adults, .unknown] = .count(0)
        entry[.harassmentManagers, .adults, .minority] = .count(3)
        let released = try ReleaseFixtures.release(entry, 3)
        func printed(_ quantity: WresQuantity, _ group: EthnicGroup) -> String? {
            released.printed(quantity, .adults, group)
        }
        #expect(printed(.fitnessEntered, .minority) == "hidden by the regulator")
        #expect(printed(.development, .white) == "not provided")
        #expect(printed(.regulated, .unknown) == "too few people")
        #expect(printed(.appointed, .white).map { Int($0) != nil } ?? false)
        // Without a sum of bands their own state stands in its place; no count has none.
        #expect(released.printed(.staff, .children, .white) == "not provided")
        #expect(released.printed(.staffInBand("top"), .adults, .white) == nil)
        let few = try ReleaseFixtures.release(entry, 3).printed(.staff, .adults, .unknown)
        #expect(few.map { Int($0) != nil } ?? false)
        for band: BandCode in ["lower", "middle", "higher"] {
            entry[.staffInBand(band), .adults, .unknown] = .count(2)
        }
        let hidden = try ReleaseFixtures.release(entry, 3).printed(.staff, .adults, .unknown)
        #expect(hidden == "too few people")
        #expect(printed(.harassmentManagers, .minority) == "<10")
    }

    @Test
    func `two worlds that leave alike look alike everywhere`() throws {
        var chance = SeededGenerator(seed: 20_240_914)
        var pairs = 0
        var changes = 0
        for key in 0..<UInt64(100) {
            let entry = try ReleaseFixtures.entry(&chance, sizes: 0...(key % 2 == 0 ? 60 : 900))
            let twin = ReleaseFixtures.twin(entry, key, &chance)
            let others = try (0..<4).map { other in
                try ReleaseFixtures.release(
                    ReleaseFixtures.entry(&chance, sizes: 100...900, isSparse: false),
                    1_000 + UInt64(other)
                )
            }
            let first = try ReleaseFixtures.release(entry, key)
            let second = try ReleaseFixtures.release(twin.entry, key)
            #expect(first == second)
            let shown = try ReleaseFixtures.shown(first, among: others)
            #expect(shown == (try ReleaseFixtures.shown(second, among: others)))
            let error = (try? first.checkForm(of: second)) == nil
            #expect(!error)
            pairs += 1
            changes += twin.changed
        }
        #expect(changes > 5_000)
        print("two worlds: \(pairs) pairs, \(changes) counts that differ, every output the same")
    }

    @Test
    func `a return that differs where it leaves is seen to differ`() throws {
        let entry = try WresFixtures.filled()
        var other = entry
        other[.appointed, .adults, .minority] = .count(152)
        let first = try ReleaseFixtures.shown(try ReleaseFixtures.release(entry, 1), among: [])
        let second = try ReleaseFixtures.shown(try ReleaseFixtures.release(other, 1), among: [])
        #expect(first != second)
    }
}
