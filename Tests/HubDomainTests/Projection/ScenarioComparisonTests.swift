import HubDomain
import HubText
import Testing

/// Two sets of assumptions beside each other; all numbers are invented.
struct ScenarioComparisonTests {
    private static let csv = [
        "Assumption,From,Value,Low,High,Yearly,Name,Source", "base_year,,2024,,,,Base,Invented",
        "end_year,,2030,,,,End,Invented", "filled_posts,,100000,,,,Filled,Invented",
        "vacant_posts,,10000,,,,Vacant,Invented",
        "demand_growth,,2,1,3,0.5,Demand,Invented", "turnover_rate,,25.5,22,30,,Turnover,Invented",
        "turnover_rate,2027-04-01,24,,,,Pay agreement,Invented",
    ]

    private func read(_ lines: [String]) throws -> Assumptions {
        let file = Array(lines.joined(separator: "\n").utf8)
        return try #require(AssumptionReading(file: file).assumptions)
    }

    @Test func `what is written reads back as the same`() throws {
        let assumptions = try read(Self.csv)
        let file = AssumptionTable.write(assumptions)
        let back = AssumptionReading(file: file)
        #expect(back.findings.isEmpty, "\(back.findings)")
        #expect(back.assumptions == assumptions)
    }

    @Test func `a scenario beside itself differs in nothing`() throws {
        let assumptions = try read(Self.csv)
        let comparison = ScenarioComparison(assumptions, assumptions)
        #expect(comparison.differences.isEmpty)
        #expect(comparison.years.map(\.year) == [2025, 2026, 2027, 2028, 2029, 2030])
        for year in comparison.years {
            let recruits = year.values(.recruits)
            #expect(recruits.first == recruits.second)
        }
    }

    @Test func `what was changed, added and left out is named, and only years of both compared`()
        throws
    {
        let first = try read(Self.csv)
        let second = try read(
            Self.csv.dropLast().map { line in
                line.hasPrefix("end_year") ? "end_year,,2028,,,,End,Invented" : line
            } + ["international_recruits,,500,,,,From abroad,Invented"]
        )
        let comparison = ScenarioComparison(first, second)
        #expect(comparison.differences.map(\.kind) == [.endYear, .turnover, .international])
        #expect(comparison.differences[1].first?.value == 24)
        #expect(comparison.differences[1].second == nil)
        #expect(comparison.differences[1].from?.iso == "2027-04-01")
        #expect(comparison.differences[2].first == nil)
        #expect(comparison.years.map(\.year) == [2025, 2026, 2027, 2028])
        let last = try #require(comparison.years.last)
        #expect(last.values(.posts).first == last.values(.posts).second)
        // The lower turnover from 2027 on is in the first alone.
        #expect(last.values(.leavers).first < last.values(.leavers).second)
        #expect(last.values(.gap).second == last.values(.outside).second - 500)
    }
}
