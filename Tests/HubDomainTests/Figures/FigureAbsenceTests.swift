import HubDomain
import HubText
import Testing

/// Why there is no figure, what a figure can be, and what is said of one subject.
struct FigureAbsenceTests {
    private let library: FigureLibrary

    init() throws { library = try FigureLibrary.shipped() }

    private func checked(_ entries: [ReadFigure]) -> [Finding] {
        var report = FindingReport()
        FigureChecks.look(at: entries, &report)
        return report.kept
    }

    private func read(_ rows: String...) -> FigureReading {
        let titles = "Measure,Code,Place,Period,Edition,Employers,Value,Unit,Status,Source,Note"
        return FigureTable.read(
            file: Array(([titles] + rows).joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
    }

    @Test func `missing, hidden, not known and zero are four different things`() {
        let reading = read(
            "vacancies,E09000002,,2023,,,,,,S1,",
            "vacancies,E09000003,,2023,,,*,,,S1,",
            "vacancies,E09000004,,2023,,,don't know,,,S1,",
            "vacancies,E08000025,,2023,,,0,,,S1,"
        )
        #expect(reading.findings.isEmpty)
        #expect(reading.entries.map(\.stated.absence) == [.missing, .hidden, .unknown, nil])
        #expect(reading.figures.map(\.value.double) == [0])
        #expect(reading.entries.map(\.stated.value?.double) == [nil, nil, nil, 0])
        #expect(reading.entries.map(\.stated.cell) == ["", "*", "don't know", "0"])
        for absence in FigureAbsence.allCases {
            #expect(FigureAbsence(cell: absence.cell) == absence)
            #expect(FigureAbsence(cell: absence.rawValue) == absence)
        }
        #expect(FigureAbsence(cell: "-") == nil && FigureAbsence(cell: "0") == nil)
    }

    @Test(arguments: [
        ("turnover_rate", "995", true), ("turnover_rate", "995.1", false),
        ("turnover_rate", "-0.1", false), ("vacancy_rate", "100", true),
        ("vacancy_rate", "100.1", false), ("registered_manager_turnover_rate", "101", true),
        ("ethnicity_pay_gap", "-12.5", true), ("ethnicity_pay_gap", "100.5", false),
        ("sickness_days", "366", true), ("sickness_days", "367", false),
        ("vacancies", "-1", false), ("zero_hours_share", "101", false),
    ])
    func `a figure is what its measure can be`(measure: String, value: String, isTaken: Bool) {
        let reading = read("\(measure),E09000002,,2023,,,\(value),,,S1,")
        #expect(reading.findings.map(\.reason) == (isTaken ? [] : ["FIGR-0124"]))
        #expect(reading.findings.map(\.place.row) == (isTaken ? [] : [2]))
    }

    @Test func `every published figure is one that can be`() {
        for figure in library.figures.figures(where: { _ in true }) {
            let range = Measure.range(of: figure.subject.measure, in: figure.unit)
            #expect(range.contains(figure.value.double), "\(figure)")
        }
    }

    @Test(arguments: [("a\u{7}b", "Source"), ("x\u{202E}y", "Note"), ("n\u{1B}w", "Edition")])
    func `no text of a file holds a control or a turned direction`(text: String, column: String) {
        let cells = ["Source", "Note", "Edition"].map { $0 == column ? text : "S1" }
        let reading = read("vacancies,E09000002,,2023,\(cells[2]),,1,,,\(cells[0]),\(cells[1])")
        #expect(reading.findings.map(\.reason) == ["FIGR-0124"])
        #expect(reading.findings.first?.place.columnName == column)
    }

    @Test func `two values for one statement are a slip, and for two editions are not`() {
        let slip = read(
            "vacancies,E09000002,,2023,2024-07,,10,,,S1,",
            "vacancies,E09000002,,2023,2024-07,,11,,,S1,",
            "vacancies,E09000002,,2023,2025-07,,12,,,S1,",
            "vacancies,E09000002,,2023,2024-07,,13,,,S2,",
            "vacancies,E09000002,,2023,2024-07,,14,,provisional,S1,",
            "vacancies,E09000002,,2023,2024-07,,10,,,S1,"
        )
        let findings = checked(slip.entries)
        // The last row agrees with the first, and not with the second.
        #expect(findings.map(\.reason) == ["FIGR-0125", "FIGR-0125"])
        #expect(findings.map(\.place.row) == [3, 7])
        let hidden = read(
            "vacancies,E09000002,,2023,,,*,,,S1,",
            "vacancies,E09000002,,2023,,,0,,,S1,"
        )
        #expect(checked(hidden.entries).map(\.place.row) == [3])
        let same = read(
            "vacancies,E09000002,,2023,,,10.0,,,S1,",
            "vacancies,E09000002,,2023,,,10,,,S1,a note"
        )
        #expect(checked(same.entries).isEmpty)
    }

    @Test func `a part above its whole is refused where both are of one scope`() {
        let wrong = read(
            "total_posts,E09000002,,2023,,all,100,,,S1,",
            "vacancies,E09000002,,2023,,all,101,,,S1,",
            "filled_posts,E09000002,,2023,,all,99,,,S1,"
        )
        let findings = checked(wrong.entries)
        #expect(findings.map(\.reason) == ["FIGR-0113"])
        #expect(findings.map(\.place.row) == [3])
        let other = read(
            "total_posts,E09000002,,2023,,independent,100,,,S1,",
            "vacancies,E09000002,,2023,,all,101,,,S1,"
        )
        #expect(checked(other.entries).isEmpty)
    }

    @Test func `a history keeps scopes apart, and says what was restated and what conflicts`() {
        let reading = read(
            "vacancies,E09000002,,2023/24,2024-07,all,131,,,S1,",
            "vacancies,E09000002,,2023/24,2025-07,all,126,,,S1,",
            "vacancies,E09000002,,2022/23,2024-07,all,152,,,S1,",
            "vacancies,E09000002,,2022/23,2024-07,all,153,,,S2,",
            "vacancies,E09000002,,2024/25,2025-07,all,*,,,S1,",
            "vacancies,E09000002,,2024/25,2025-07,nhs,7,,,S1,"
        )
        let history = FigureHistory(reading.entries.map(\.stated))
        #expect(history.lines.map(\.scope.employers.text) == ["nhs", "all"])
        let line = history.lines[1]
        #expect(line.points.map(\.period.description) == ["2022/23", "2023/24", "2024/25"])
        #expect(line.points.map(\.isRestated) == [false, true, false])
        #expect(line.points.map(\.isConflicting) == [true, false, false])
        #expect(line.points[1].newest?.value?.double == 126)
        #expect(line.points[2].newest?.absence == .hidden)
        #expect(line.mixesEditions && !history.lines[0].mixesEditions)
    }

    @Test func `the peak that a later edition lowered is shown as restated`() throws {
        let rates = library.figures.figures { figure in
            figure.subject.measure == "vacancy_rate" && figure.subject.place == .england
        }
        let history = FigureHistory(rates.map { StatedFigure($0) })
        let point = try #require(
            history.lines.flatMap(\.points).first { $0.period == .financialYear(2021) }
        )
        #expect(point.statements.map(\.value?.double) == [10.5, 10.7])
        #expect(point.isRestated && !point.isConflicting)
    }

    @Test func `a mapping names the cells that a download has instead of figures`() throws {
        let mapping = try FigureMapping(
            file: Array(
                """
                Kind,Name,Meaning
                setting,source,S1
                setting,missing,..
                setting,hidden,[c]
                setting,unknown,n/k
                column,Area,place
                column,Rate,turnover_rate

                """.utf8
            ),
            catalogue: library.catalogue
        )
        let file = "Area,Rate\nBarnet,..\nBexley,[c]\nBirmingham,n/k\nBarnsley,*\nBedford,\n"
        let reading = mapping.read(file: Array(file.utf8), catalogue: library.catalogue)
        #expect(
            reading.entries.map(\.stated.absence) == [
                .missing, .hidden, .unknown, .hidden, .missing,
            ]
        )
        #expect(reading.findings.isEmpty && reading.entries.map(\.place.row) == [2, 3, 4, 5, 6])
    }
}
