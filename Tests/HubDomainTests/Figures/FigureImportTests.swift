import HubDomain
import HubText
import Testing

/// Figures from files, as a table and by a mapping, and sets of figures.
struct FigureImportTests {
    private let library: FigureLibrary

    init() throws { library = try FigureLibrary.shipped() }

    private func read(_ lines: [String]) -> FigureReading {
        FigureTable.read(
            file: Array(lines.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
    }

    /// A download in the form that is known of one: eight rows, then titles, then places.
    ///
    /// The words above the titles are invented.
    private static let download =
        (1...8).map { "About this report, line \($0)" }
        + [
            "Area,Code,All,Community,Residential", "England,E92000001,24.8,15.7,27.1",
            "Bedford Borough,E06000055,23.5,16.8,..", "Barnsley,E08000016,18.6,12.3,22.1",
            "Nowhere,E06999999,1,2,3", "Bexley,E09000004,x,15.6,1300",
        ]
    private static let mapping = [
        "Kind,Name,Meaning,Employers,Job group,Setting,Characteristic,Period",
        "setting,title_row,9,,,,,", "setting,period,2023/24,,,,,", "setting,source,U5,,,,,",
        "setting,missing,..,,,,,", "column,Code,code,,,,,", "column,Area,place,,,,,",
        "column,All,turnover_rate,,,,,", "column,Community,Turnover rate,,,community,,",
        "column,Residential,turnover_rate,,,residential,,",
    ]

    private func mapping(_ lines: [String]) throws(DomainError) -> FigureMapping {
        try FigureMapping(
            file: Array(lines.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
    }

    @Test
    func `a download is read as its mapping says, by whatever name a place has`() throws {
        let reading = try mapping(Self.mapping).read(
            file: Array(Self.download.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
        let names = reading.figures.map { "\($0.subject.place.name) \($0.value)" }
        #expect(
            names == [
                "England 24.8", "England 15.7", "England 27.1", "Bedford 23.5", "Bedford 16.8",
                "Barnsley 18.6", "Barnsley 12.3", "Barnsley 22.1", "Bexley 15.6",
            ]
        )
        // Barnsley came under the code it had until 2025.
        #expect(reading.figures[5].subject.place.code == "E08000038")
        #expect(reading.figures.allSatisfy { $0.subject.period == .financialYear(2023) })
        #expect(reading.figures[1].subject.scope.setting == "community")
        #expect(reading.findings.map(\.place.row) == [13, 14, 14])
        #expect(reading.findings.map(\.reason) == ["FIGR-0126", "FIGR-0124", "FIGR-0124"])
        #expect(reading.findings[2].expected == "a number from 0 to 995")
        // What was read is what is published.
        for figure in reading.figures {
            let known = library.figures.answer(figure.subject)?.figures.first { $0.source == "U5" }
            #expect(known?.value == figure.value, "\(figure)")
        }
    }

    @Test
    func `a place is found by its name alone`() throws {
        let lines = Self.mapping.filter { !$0.hasPrefix("column,Code") }
        let reading = try mapping(lines).read(
            file: Array(Self.download.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
        #expect(reading.figures[3].subject.place.code == "E06000055")
    }

    @Test(arguments: [
        ("column,All,turnover_rat,,,,,", "FIGR-0123"), ("row,All,place,,,,,", "FIGR-0122"),
        ("setting,title_row,0,,,,,", "FIGR-0122"), ("setting,title_row,101,,,,,", "FIGR-0122"),
        ("setting,perio,2023,,,,,", "FIGR-0122"), ("setting,period,23/24,,,,,", "FIGR-0122"),
        ("setting,status,final,,,,,", "FIGR-0122"),
        ("column,All,turnover_rate,banks,,,,", "FIGR-0122"),
    ])
    func `a row of a mapping without meaning is refused`(row: String, reason: String) {
        do throws(DomainError) {
            _ = try mapping(Self.mapping + [row])
            Issue.record("\(row) was taken")
        } catch {
            #expect(error.reason.text == reason)
            #expect(!error.detail.expected.isEmpty, "\(error)")
        }
    }

    @Test
    func `every row of a mapping without meaning is told, up to a bound`() {
        let wrong = [
            "column,All,turnover_rat,,,,,", "row,All,place,,,,,", "setting,perio,2023,,,,,",
        ]
        func errors(_ more: [String]) -> [String] {
            let file = Array((Self.mapping + more).joined(separator: "\n").utf8)
            return FigureMapping.read(file: file, catalogue: library.catalogue).errors.map {
                "\($0.path) \($0.reason.text)"
            }
        }
        #expect(errors(wrong) == ["row 11 FIGR-0123", "row 12 FIGR-0122", "row 13 FIGR-0122"])
        #expect(errors([]).isEmpty)
        let many = Array(repeating: wrong[1], count: FigureMapping.errorsMax + 1)
        #expect(errors(many).count == FigureMapping.errorsMax)
    }

    @Test
    func `a mapping must say place, measure and source`() {
        for lacking in ["setting,source", "column,Code", "column,All"] {
            let rest = Self.mapping.filter { line in
                !line.hasPrefix(lacking)
                    && (lacking != "column,Code" || !line.hasPrefix("column,Area"))
                    && (lacking != "column,All" || !line.contains("urnover"))
            }
            #expect(throws: DomainError(.figureMapping, path: "", problem: "")) {
                try mapping(rest)
            }
        }
    }

    @Test
    func `a title that the file lacks is said with the nearest`() throws {
        let mapping = try mapping(Self.mapping + ["column,Day care,turnover_rate,,,day,,"])
        let reading = mapping.read(
            file: Array(Self.download.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
        #expect(reading.figures.isEmpty && reading.findings.map(\.reason) == ["FIGR-0121"])
        #expect(reading.findings.first?.sentence.contains("Day care") ?? false)
        let short = mapping.read(file: Array("Area,Code\n".utf8), catalogue: library.catalogue)
        #expect(short.findings.first?.rule == "title_row")
    }

    @Test
    func `a table that was written is read as the same figures`() {
        let all = library.figures.figures { _ in true }
        let reading = FigureTable.read(
            file: FigureTable.write(all),
            catalogue: library.catalogue
        )
        #expect(reading.findings.isEmpty && reading.figures == all)
    }

    @Test(arguments: [
        ("turnover,E06000055,2023/24,23.5,X", "column A", "measure"),
        ("turnover_rate,E06000055,2023/25,23.5,X", "column C", "2023/24"),
        ("turnover_rate,E06000055,2023/24,995.1,X", "column D", "995"),
        ("turnover_rate,E06000055,2023/24,1e2,X", "column D", "number"),
        ("turnover_rate,E06000055,2023/24,23.5,", "column E", "source"),
        ("turnover_rate,E06999999,2023/24,23.5,X", "column B", "council"),
        ("turnover_rate,,2023/24,23.5,X", "column B", "council"),
    ])
    func `a cell that cannot be is refused with its column and what would be right`(
        row: String,
        column: String,
        expected: String
    ) {
        let titles = "Measure,Code,Period,Value,Source"
        let good = read([titles, "turnover_rate,E06000055,2023/24,995,X"])
        #expect(good.findings.isEmpty && good.figures.count == 1)
        let reading = read([titles, row])
        #expect(reading.figures.isEmpty && reading.findings.count == 1)
        let sentence = reading.findings.first?.sentence ?? ""
        #expect(sentence.contains("Row 2") && sentence.contains(expected), "\(sentence)")
        // A place without a code is looked for by its name, in a column this file lacks.
        if !row.contains(",,2023") { #expect(sentence.contains(column), "\(sentence)") }
    }

    @Test
    func `every cell of every row that cannot be is told at once, with row and column`() {
        let titles =
            "Measure,Kind of place,Code,Place,Period,Edition,Employers,Job group,Setting,"
            + "Characteristic,Value,Unit,Precision,Status,Source,Note"
        let reading = read([
            titles,
            "turnover,town,E06999999,x@example.org,23/24,,banks,,,,many,kilos,good,final,,",
            "turnover_rate,,E06999999,,2023/24,,,,,,many,,,,,0161 496 0000",
            "turnover_rate,,E06000055,,2023/24,,,,,,23.5,,,,S1,",
        ])
        // Of an unknown measure nobody knows what its value can be.
        let told = reading.findings.map { "\($0.place.row ?? 0) \($0.place.columnLetter ?? "")" }
        #expect(
            told == [
                "2 A", "2 L", "2 E", "2 D", "2 B", "2 G", "2 M", "2 N", "2 O", "3 C", "3 K", "3 O",
                "3 P",
            ]
        )
        #expect(reading.figures.count == 1 && !reading.isAcceptable)
    }

    @Test
    func `a file of many mistakes tells the first of each kind and counts the others`() {
        let titles = "Measure,Code,Period,Value,Source"
        let reading = read([titles] + (1...1_000).map { "turnover_rate,E06000055,23/24,\($0)x,S" })
        #expect(reading.report.errors == 2_000)
        #expect(reading.findings.count == 2 * FindingReport.perKindMax)
        #expect(reading.report.notKept == 2_000 - 2 * FindingReport.perKindMax)
    }

    @Test
    func `a download tells every title that it lacks, and every cell of a row`() throws {
        let lines =
            Self.mapping + [
                "column,Day care,turnover_rate,,,day,,", "column,Night,turnover_rate,,,other,,",
            ]
        let lacking = try mapping(lines).read(
            file: Array(Self.download.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
        #expect(lacking.findings.map(\.found) == ["Day care", "Night"])
        let rows = Self.download.dropLast() + ["Nowhere,E06999998,x,15.6,1300"]
        let reading = try mapping(Self.mapping).read(
            file: Array(rows.joined(separator: "\n").utf8),
            catalogue: library.catalogue
        )
        let told = reading.findings.map { "\($0.place.row ?? 0) \($0.place.columnLetter ?? "")" }
        #expect(told == ["13 B", "14 B", "14 C", "14 E"])
    }

    @Test
    func `the columns of a table must be there`() {
        let reading = read(["Measure,Code", "turnover_rate,E06000055"])
        #expect(!reading.isAcceptable)
        #expect(reading.findings.allSatisfy { $0.reason == "FIGR-0121" })
        #expect(read([]).findings.count == 1)
    }

    @Test(arguments: [
        ("2023/24", FigurePeriod.financialYear(2023)), ("2023-24", .financialYear(2023)),
        ("2023/2024", .financialYear(2023)), ("1999/00", .financialYear(1999)),
        ("2023", .year(2023)), ("2023-09", .month(2023, 9)), ("", .notStated),
    ])
    func `a period is read in the forms people use`(typed: String, period: FigurePeriod) {
        #expect(FigurePeriod.read(typed) == period)
        #expect(FigurePeriod.read("\(period)") == period)
    }

    @Test(arguments: [
        "2023/25", "2023/23", "23/24", "2023-13", "2023/9", "1899/00", "May", "2023/",
    ])
    func `a period that cannot be is none`(typed: String) {
        #expect(FigurePeriod.read(typed) == nil)
    }

    @Test
    func `one source says one value in one edition`() throws {
        var set = FigureSet()
        let scope = FigureScope(.all)
        func figure(_ value: Int64, _ edition: FigureEdition, _ year: Int = 2023) -> Figure {
            Figure(
                FigureSubject("filled_posts", .england, .financialYear(year), scope),
                value: Decimal(unscaled: value, places: 0),
                unit: .posts,
                edition: edition,
                source: "X"
            )
        }
        try set.add(figure(100, "2024-07"))
        try set.add(figure(100, "2024-07"))
        #expect(set.count == 1)
        #expect(throws: DomainError(.figureContradiction, path: "filled_posts", problem: "")) {
            try set.add(figure(101, "2024-07"))
        }
        try set.add(figure(90, "2025-07"))
        try set.add(figure(95, "2025-07", 2024))
        try set.add(figure(97, "2024-07", 2022))
        let series = set.series(figure(0, "").subject)
        #expect(
            series.points.map { $0.newest.map(\.value.description) } == [["97"], ["90"], ["95"]]
        )
        #expect(series.mixesEditions && series.points[1].isRestated)
        let one = set.series(figure(0, "").subject, edition: "2024-07")
        #expect(one.points.map(\.figures.count) == [1, 1] && !one.mixesEditions)
    }

    @Test func `no source, note or place of a figure tells who somebody is`() throws {
        let titles = "Measure,Code,Place,Value,Source,Note"
        func found(_ row: String) -> [String] {
            read([titles, row]).findings.filter { $0.severity == .error }
                .map { "\($0.reason ?? "") \($0.place.columnName ?? "")" }
        }
        #expect(found("turnover_rate,E09000003,,20,S1,From the return") == [])
        #expect(
            found("turnover_rate,E09000003,,20,ann@example.org,") == ["FIGR-0135 Source"]
        )
        #expect(found("turnover_rate,E09000003,,20,S1,0161 496 0000") == ["FIGR-0135 Note"])
        #expect(found("turnover_rate,,ann@example.org,20,S1,") == ["FIGR-0135 Place"])
        #expect(found("turnover_rate,QQ123456C,,20,S1,") == ["FIGR-0135 Code"])
        let rows = Self.mapping.map { row in
            row.hasPrefix("setting,source") ? "setting,source,ann@example.org,,,,," : row
        }
        #expect(throws: DomainError(.figurePerson, path: "row 4", problem: "")) {
            try mapping(rows)
        }
    }
}
