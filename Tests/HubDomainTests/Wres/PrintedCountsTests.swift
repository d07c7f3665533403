import HubDomain
import HubTestKit
import HubText
import Testing

/// What somebody finds who has everything that is printed of a return, beside what is said of it.
struct PrintedCountsTests {
    private let policy = ReleasePolicy.standard

    /// True counts that leave as `released` under some secret; found by trying, not by formula.
    private func fitting(_ released: Int) -> Set<Int> {
        let counts = (0...(released + 20)).filter { count in
            (0..<policy.base).contains { policy.released(count, offset: $0) == released }
        }
        return Set(counts)
    }

    /// The released counts that a printed cell can stand for; nil where it is no count.
    private func behind(_ printed: String) -> [Int]? {
        if printed.utf8.elementsEqual("<10".utf8) { return [0, 5] }
        return Int(printed.filter { $0 != "," }).map { [$0] }
    }

    /// All ways to take one of each.
    private func ways(_ lists: [[Int]]) -> [[Int]] {
        lists.reduce([[]]) { ways, list in ways.flatMap { way in list.map { way + [$0] } } }
    }

    /// What subtraction found of one hidden band.
    private struct Found {
        var released: Set<Int> = []
        var counts: Set<Int> = []
    }

    /// Everything that the printed bands of a group allow beside their printed sum.
    private func attack(_ bands: [String], sum: String) -> [Found]? {
        let lists = bands.compactMap(behind)
        guard lists.count == bands.count, let sums = behind(sum) else { return nil }
        var found = bands.map { _ in Found() }
        for way in ways(lists) where sums.contains(way.reduce(0, +)) {
            for (index, released) in way.enumerated() {
                found[index].released.insert(released)
                found[index].counts.formUnion(fitting(released))
            }
        }
        return found
    }

    private func entry(_ bands: [Int]) throws -> WresReturn {
        var entry = try WresFixtures.filled()
        let codes: [BandCode] = ["lower", "middle", "higher"]
        for (code, count) in zip(codes, bands) {
            entry[.staffInBand(code), .adults, .minority] = .count(count)
        }
        entry[.staff, .adults, .minority] = .count(bands.reduce(0, +))
        return entry
    }

    /// The printed cells of the minoritised staff of a preview: their sum, then the bands.
    private func printed(_ released: ReleasedReturn) throws -> (sum: String, bands: [String]) {
        let rows = ReleasePreview(released, try WresFixtures.cycle()).rows
        func cell(_ quantity: WresQuantity) throws -> String {
            let row = try #require(
                rows.first { $0.service == .adults && $0.quantity == quantity }
            )
            return row.cells[0]
        }
        let codes: [BandCode] = ["lower", "middle", "higher"]
        return (try cell(.staff), try codes.map { try cell(.staffInBand($0)) })
    }

    @Test
    func `everything printed of a return leaves five true counts for each hidden one`() throws {
        var (hidden, toldApart, smallest) = (0, 0, Int.max)
        for lower in stride(from: 0, through: 24, by: 3) {
            for middle in 0...12 {
                for higher in stride(from: 0, through: 12, by: 2) {
                    let bands = [lower, middle, higher]
                    let key = UInt64(lower * 1_000 + middle * 20 + higher)
                    let shown = try printed(try ReleaseFixtures.release(try entry(bands), key))
                    guard let found = attack(shown.bands, sum: shown.sum) else { continue }
                    for (index, one) in found.enumerated()
                    where shown.bands[index].utf8.elementsEqual("<10".utf8) {
                        #expect(one.counts.contains(bands[index]))
                        #expect(one.counts.count >= policy.candidatesMin)
                        smallest = min(smallest, one.counts.count)
                        hidden += 1
                        if one.released.count == 1 { toldApart += 1 }
                    }
                }
            }
        }
        #expect(hidden > 300)
        // The words do not promise more than holds: subtraction does tell some rounded counts.
        #expect(toldApart > 100)
        #expect(smallest == policy.candidatesMin)
        print(
            "printed: \(hidden) hidden bands, \(toldApart) told apart as 0 or 5, at least "
                + "\(smallest) true counts each"
        )
    }

    @Test
    func `a sum of rounded bands is as far off as the words say, and no further`() throws {
        let offsets = 0..<policy.base
        var (furthest, squares, cases) = (0, 0.0, 0.0)
        for first in 0..<policy.base {
            for second in 0..<policy.base {
                for third in 0..<policy.base {
                    for secret in ways([Array(offsets), Array(offsets), Array(offsets)]) {
                        let counts = [20 + first, 40 + second, 60 + third]
                        let sum = zip(counts, secret).reduce(0) {
                            $0 + policy.released($1.0, offset: $1.1)
                        }
                        let off = sum - counts.reduce(0, +)
                        furthest = max(furthest, abs(off))
                        squares += Double(off * off)
                        cases += 1
                    }
                }
            }
        }
        let words = ReleaseWords.sums(policy, of: 3)
        #expect(words.contains("at most \(furthest) away"))
        let spread = RatioWords.fixed((squares / cases).squareRoot(), places: 1)
        #expect(words.contains("about \(spread)."))
        #expect(furthest == 12)
    }

    @Test
    func `what is said of subtraction is what is found`() throws {
        let words = ReleaseWords.subtraction(policy)
        let behindHidden = try #require(behind("<10"))
        #expect(words.contains("which rounded count, 0 or 5,"))
        #expect(behindHidden == policy.hidden)
        let fewest = try #require(behindHidden.map { fitting($0).count }.min())
        #expect(words.contains("at least \(fewest) true counts fit"))
        let all = ReleaseWords.sentences(policy, bands: 3)
        let distance = (0...60).flatMap { count in
            (0..<policy.base).map { abs(policy.released(count, offset: $0) - count) }
        }.max()
        #expect(all[0].contains("at most \(try #require(distance)) away"))
        #expect(all.count == 4)
        // Where staff left as one count there is no sum to speak of.
        #expect(ReleaseWords.sentences(policy, bands: 0).count == 3)
    }

    @Test
    func `staff of 19 can show as 25, in the words' own terms`() throws {
        let shown = [9, 6, 4].map { policy.released($0, offset: 4) }.reduce(0, +)
        #expect(shown == 25)
        #expect(abs(shown - 19) <= 3 * policy.distanceMax)
        #expect(abs(shown - 19) > policy.base)
    }
}
