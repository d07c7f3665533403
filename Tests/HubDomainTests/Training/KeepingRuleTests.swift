import HubDomain
import HubText
import Testing

/// How long records are kept: the day itself, short months, and what is no rule.
struct KeepingRuleTests {
    private static func day(_ text: String) throws -> Day {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return try #require(Day(year: parts[0], month: parts[1], day: parts[2]))
    }

    @Test
    func `the last day is kept, and the day after it is due`() throws {
        let rule = try #require(KeepingRule(.training, months: 12, after: .done))
        let done = try Self.day("2025-03-04")
        #expect(rule.lastDay(after: done) == (try Self.day("2026-03-04")))
        #expect(!rule.isDue(done, on: try Self.day("2026-03-04")))
        #expect(rule.isDue(done, on: try Self.day("2026-03-05")))
    }

    @Test(arguments: [
        // A record of 29 February is kept until 28 February, that of the 28th as long.
        ("2025-02-28", 12, "2024-02-28"), ("2025-03-01", 12, "2024-03-01"),
        ("2026-03-31", 1, "2026-02-28"), ("2026-03-28", 1, "2026-02-28"),
        ("2026-03-29", 1, "2026-03-01"), ("2026-05-31", 72, "2020-05-31"),
    ])
    func `what happened before the cut-off is due`(today: String, months: Int, cutOff: String)
        throws
    {
        let rule = try #require(KeepingRule(.check, months: months, after: .left))
        let today = try Self.day(today)
        let found = rule.cutOff(today)
        #expect(!rule.isDue(found, on: today))
        #expect(rule.isDue(try #require(found.advanced(by: -1)), on: today))
        if cutOff != "2026-02-28" { #expect(found == (try Self.day(cutOff))) }
    }

    @Test
    func `the cut-off parts what is due from what is not, on every day of eight years`() throws {
        let first = try Self.day("2019-12-25")
        for months in [1, 2, 11, 12, 18, 72, 1_200] {
            let rule = try #require(KeepingRule(.worker, months: months, after: .left))
            for step in 0..<2_922 {
                let today = try #require(first.advanced(by: step))
                let cutOff = rule.cutOff(today)
                #expect(!rule.isDue(cutOff, on: today), "\(months) months, \(today)")
                let before = try #require(cutOff.advanced(by: -1))
                #expect(rule.isDue(before, on: today), "\(months) months, \(today)")
            }
        }
    }

    @Test
    func `a rule has months in range and an event of its class`() {
        #expect(KeepingRule(.training, months: 0, after: .done) == nil)
        #expect(KeepingRule(.training, months: 1_201, after: .done) == nil)
        #expect(KeepingRule(.training, months: 1_200, after: .done) != nil)
        #expect(KeepingRule(.training, months: 12, after: .ended) == nil)
        #expect(KeepingRule(.worker, months: 12, after: .done) == nil)
        #expect(KeepingRule(.delegation, months: 12, after: .ended) != nil)
        for kept in KeptClass.allCases {
            #expect(KeptClass(word: kept.word) == kept && !kept.words.isEmpty)
            #expect(kept.events.contains(.left))
        }
        // The first six are the kinds of records, in their order.
        #expect(KeptClass.allCases.compactMap(\.kind) == RecordKind.allCases)
    }

    @Test
    func `a rule in words`() throws {
        let rule = try #require(KeepingRule(.training, months: 72, after: .left))
        #expect(rule.words == "training records: 6 years after the last day of employment")
        #expect(KeepingRule.period(18) == "18 months" && KeepingRule.period(12) == "1 year")
    }
}
