import HubDomain
import HubText
import Testing

/// The worked examples as they would leave, under every offset that there is.
struct PublishedReleaseTests {
    @Test(arguments: RatioTests.examples)
    func `a worked example leaves with a spread that its interval says`(
        _ example: RatioTests.Example
    ) throws {
        let policy = ReleasePolicy.standard
        let table = try example.table()
        var ratios: [Double] = []
        var withheld = 0
        for first in 0..<25 {
            for second in 0..<25 {
                let offsets = [first / 5, first % 5, second / 5, second % 5]
                let sums = zip(example.counts, offsets).map { policy.released($0, offset: $1) }
                guard sums[1] >= policy.peopleMin, sums[3] >= policy.peopleMin else {
                    withheld += 1
                    continue
                }
                let left = try RatioTests.table([
                    sums[0], max(sums[0], sums[1]), sums[2], max(sums[2], sums[3]),
                ])
                if let ratio = left.ratio.value { ratios.append(ratio) }
            }
        }
        // Groups of five and of ten never leave.
        let isSmall = [table.minority, table.white].contains { $0.people <= 15 }
        #expect((withheld == 625) == isSmall)
        guard let lowest = ratios.min(), let highest = ratios.max() else { return }
        // White events under the base can leave as none, and then there is no ratio to compare.
        if let ratio = table.ratio.value, table.white.events >= policy.base {
            #expect(lowest <= ratio && ratio <= highest)
        }
        let mean = ratios.reduce(0, +) / Double(ratios.count)
        let square = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(ratios.count)
        let words = [mean, square.squareRoot(), lowest, highest].map {
            RatioWords.fixed($0, places: 3)
        }
        print(
            "\(example.id): true \(example.ratio.map { "\($0)" } ?? "none"), released mean "
                + "\(words[0]), sd \(words[1]), from \(words[2]) to \(words[3])"
        )
    }
}
