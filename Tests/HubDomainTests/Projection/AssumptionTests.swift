import HubDomain
import HubText
import Testing

/// What may be assumed, and what is refused beside what is taken.
struct AssumptionTests {
    private typealias Make = ProjectionFixtures

    private static let titles = "Assumption,From,Value,Low,High,Yearly,Name,Source"
    private static let rows = [
        "base_year,,2024,,,,Base,Invented", "end_year,,2034,,,,Ten years,Invented",
        "filled_posts,,\"100,000\",,,,Filled,Invented", "vacant_posts,,10000,,,,Vacant,Invented",
        "turnover_rate,,25%,22,31%,1,Turnover,Invented",
        "demand_index,2024,100,,,,Demand,Invented",
        "demand_index,2034,120,110,130,,Demand,Invented",
        "international_recruits,,1000,,,,Visas,Invented",
        "international_recruits,22/07/2025,200,,,,New rules,Invented",
    ]

    private func reading(_ rows: [String]) -> AssumptionReading {
        AssumptionReading(file: Array(([Self.titles] + rows).joined(separator: "\n").utf8))
    }

    @Test
    func `a table of assumptions is read`() throws {
        let reading = reading(Self.rows)
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.sentence))")
        let read = try #require(reading.assumptions)
        #expect(read.baseYear == 2024 && read.years == Array(2025...2034))
        let turnover = try #require(read.of(.turnover).first)
        #expect(turnover.value == 25 && turnover.low == 22 && turnover.high == 31)
        #expect(turnover.yearly == 1 && turnover.isUncertain)
        #expect(read.of(.international).map(\.from?.iso) == [nil, "2025-07-22"])
    }

    @Test(
        arguments: [
            ("turnover,,25,,,,T,S", "PROJ-0102", "turnover_rate"),
            ("training_pipeline,,x,,,,T,S", "PROJ-0103", "number"),
            ("training_pipeline,,-1,,,,T,S", "PROJ-0103", "number from 0"),
            ("training_pipeline,,,,,,T,S", "PROJ-0103", "number"),
            ("training_pipeline,,5,6,7,,T,S", "PROJ-0103", "low (P10)"),
            ("training_pipeline,,5,3,4,,T,S", "PROJ-0103", "low (P10)"),
            ("leave_sector_share,,101,,,,T,S", "PROJ-0103", "100"),
            ("training_pipeline,soon,5,,,,T,S", "PROJ-0104", "date"),
            ("training_pipeline,2025,5,,,,T,S", "PROJ-0104", "empty From"),
            ("vacancy_target,,5,,,,T,S", "PROJ-0104", "year"),
            ("international_recruits,22/07/2025,5,,,,T,S", "PROJ-0104", "one value"),
            ("base_year,,2025,,,,T,S", "PROJ-0104", "one value"),
            ("demand_growth,,1,,,,T,S", "PROJ-0105", "demand_index"),
            ("training_pipeline,,5,,,,,S", "PROJ-0106", "words"),
            ("training_pipeline,,5,,,,T,", "PROJ-0106", "words"),
        ]
    )
    func `a row that cannot be is refused with what would be right`(
        row: String,
        code: String,
        expected: String
    ) {
        let reading = reading(Self.rows + [row])
        #expect(reading.assumptions == nil)
        #expect(reading.findings.map(\.reason) == [code])
        let sentence = reading.findings.first?.sentence ?? ""
        #expect(sentence.contains(expected), "\(sentence)")
    }

    @Test(arguments: ["base_year", "end_year", "filled_posts", "vacant_posts", "turnover_rate"])
    func `what nobody said is missing and not filled in`(kind: String) {
        let reading = reading(Self.rows.filter { !$0.hasPrefix(kind) })
        #expect(reading.assumptions == nil)
        #expect(reading.findings.map(\.reason) == ["PROJ-0105"])
        #expect(reading.findings.first?.expected.contains(kind) ?? false)
    }

    @Test
    func `demand must reach over all years`() {
        let short = Self.rows.map { $0.hasPrefix("demand_index,2034") ? $0.replaced("2034") : $0 }
        #expect(reading(short).findings.map(\.reason) == ["PROJ-0104"])
        let none = Self.rows.filter { !$0.hasPrefix("demand") }
        #expect(reading(none).findings.map(\.reason) == ["PROJ-0105"])
    }

    @Test
    func `years are at least one and at most sixty`() throws {
        for (end, isGood) in [(2025.0, true), (2084, true), (2024, false), (2085, false)] {
            let list = Make.list([Make.one(.endYear, end)])
            #expect(((try? Assumptions(list)) != nil) == isGood, "\(end)")
        }
    }

    @Test
    func `five hundred assumptions are enough`() throws {
        let more = (0..<494).map { index in
            Make.one(.pipeline, 1, from: index == 0 ? nil : Day(number: 20_000 + index)?.slashed)
        }
        #expect(Make.list(more).count == 500)
        _ = try Make.assumptions(more)
        #expect(throws: DomainError(.projectionValue, path: "assumptions", problem: "")) {
            try Make.assumptions(more + [Make.one(.leaveSector, 1)])
        }
    }

    @Test
    func `a file that is no table is refused`() {
        #expect(AssumptionReading(file: []).findings.map(\.reason) == ["PROJ-0101"])
        let other = AssumptionReading(file: Array("a,b\n1,2\n".utf8))
        #expect(other.assumptions == nil)
        #expect(other.findings.contains { $0.reason == "PROJ-0101" && $0.severity == .error })
    }
}

extension String {
    /// The row with its year one earlier.
    fileprivate func replaced(_ year: String) -> String {
        split(separator: ",", omittingEmptySubsequences: false)
            .map { $0 == year ? "2033" : String($0) }.joined(separator: ",")
    }
}
