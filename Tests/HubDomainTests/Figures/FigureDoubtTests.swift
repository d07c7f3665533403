import HubDomain
import HubText
import Testing

/// What is refused in a file of figures because it says two things, and what is kept with a word.
struct FigureDoubtTests {
    private let catalogue: MeasureCatalogue

    init() throws {
        catalogue = try FigureLibrary.shipped().catalogue
    }

    private func read(_ rows: String...) -> FigureReading {
        let titles = "Measure,Code,Place,Period,Value,Unit,Status,Source"
        let text = ([titles] + rows).joined(separator: "\n")
        return FigureTable.read(file: Array(text.utf8), catalogue: catalogue)
    }

    private func found(_ rows: String...) -> [String] {
        let titles = "Measure,Code,Place,Period,Value,Unit,Status,Source"
        let text = ([titles] + rows).joined(separator: "\n")
        let reading = FigureTable.read(file: Array(text.utf8), catalogue: catalogue)
        var report = reading.report
        FigureChecks.look(at: reading.entries, &report)
        return report.kept.map { "\($0.severity) \($0.reason ?? "")" }
    }

    @Test(arguments: [
        ("E08000019,Sheffield", true), ("E08000019,Leeds", false), ("E08000019,", true),
        (",Leeds", true), ("E08000019,Sheffield City Council", true),
        ("E08000019,The steel city", true), ("E08000019,Yorkshire and The Humber", false),
        ("E12000003,Yorkshire and The Humber", true), ("E12000003,Leeds", false),
    ])
    func `a code and a name are of one place`(place: String, isOne: Bool) {
        let reading = read("turnover_rate,\(place),2023/24,20,percent,local,S1")
        #expect(reading.report.errors == (isOne ? 0 : 1), "\(reading.findings)")
        #expect(isOne || reading.findings.first?.reason == "FIGR-0126")
    }

    @Test(arguments: [
        ("region", "E08000039", "is a council, Sheffield"),
        // Under a code that it had before, too.
        ("region", "E08000019", "is a council, Sheffield"),
        ("council", "E12000003", "is a region, Yorkshire and The Humber"),
        ("region", "E12999999", "is not a place"),
    ])
    func `a place of another kind is told as what it is`(kind: String, code: String, words: String)
    {
        let text =
            "Measure,Kind of place,Code,Period,Value,Source\n"
            + "turnover_rate,\(kind),\(code),2023/24,20,S1"
        let reading = FigureTable.read(file: Array(text.utf8), catalogue: catalogue)
        #expect(reading.findings.map(\.reason) == ["FIGR-0126"])
        #expect(reading.findings.first?.problem.contains(words) == true, "\(reading.findings)")
    }

    @Test(arguments: [
        ("vacancy_rate", "8.1", "percent", true), ("vacancy_rate", "8.1", "posts", false),
        ("filled_posts", "90", "people", true), ("filled_posts", "90.5", "wte", true),
        ("filled_posts", "90.5", "posts", false), ("filled_posts", "90.0", "posts", true),
        ("filled_posts", "9", "percent", false),
    ])
    func `a unit is one of the measure's, and posts are whole`(
        measure: String,
        value: String,
        unit: String,
        isRight: Bool
    ) {
        let reading = read("\(measure),E08000019,,2023/24,\(value),\(unit),local,S1")
        #expect(reading.report.errors == (isRight ? 0 : 1), "\(reading.findings)")
        #expect(isRight || reading.findings.first?.reason == "FIGR-0124")
    }

    @Test
    func `what says no status is kept as published, and told`() {
        let told = read("turnover_rate,E08000019,,2023/24,20,percent,,S1")
        #expect(told.entries.map(\.stated.figure.status) == [.published])
        #expect(told.withoutStatus == 1)
        var report = FindingReport()
        FigureDoubts.tell(withoutStatus: 1, &report)
        #expect(report.kept.map(\.severity) == [.note] && report.errors == 0)
        let local = read("turnover_rate,E08000019,,2023/24,20,percent,local,S1")
        #expect(local.withoutStatus == 0)
        var none = FindingReport()
        FigureDoubts.tell(withoutStatus: 0, &none)
        #expect(none.kept.isEmpty)
    }

    @Test
    func `a rate that may be a share is told, and a small one of another kind is not`() {
        let rate = "turnover_rate,E08000019,,2023/24,0.235,percent,local,S1"
        #expect(found(rate) == ["warning FIGR-0136"])
        #expect(found(rate.replacing("0.235", with: "23.5")) == [])
        #expect(found(rate.replacing("0.235", with: "0")) == [])
    }

    @Test
    func `parts that do not come to their whole are told, but for rounding`() {
        func rows(_ total: String) -> [String] {
            [("total_posts", total), ("filled_posts", "100"), ("vacancies", "50")].map {
                "\($0.0),E08000019,,2023/24,\($0.1),posts,local,S1"
            }
        }
        func told(_ total: String) -> [String] {
            let three = rows(total)
            return found(three[0], three[1], three[2])
        }
        #expect(told("150") == [] && told("152") == [] && told("147") == [])
        #expect(told("900") == ["warning FIGR-0136"])
        #expect(told("160") == ["warning FIGR-0136"])
    }
}
