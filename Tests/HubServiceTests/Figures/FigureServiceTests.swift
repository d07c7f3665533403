import HubClient
import HubCrypto
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// From a file of figures to a series and back, over a connection.
struct FigureServiceTests {
    private let served: ServedHub
    private let calls: FigureCalls

    init() throws {
        served = try ServedHub()
        calls = FigureCalls(try served.channel(.steward))
    }

    private static let first = FigureCalls.file(
        "vacancies,E92000001,,2023/24,2024-07,all,,131000,,F8,",
        "vacancies,E92000001,,2022/23,2024-07,all,,152000,,F8,",
        "vacancy_rate,E92000001,,2023/24,2024-07,independent+local_authority,,8.3,,F8,"
    )

    @Test
    func `a file is tried, kept and read back as it was printed`() throws {
        let tried = try calls.send(Self.first, isDryRun: true)
        #expect(tried.newFigures == 3 && tried.errors == 0 && tried.saved != nil)
        #expect(try calls.all().isEmpty)
        let batch = FigureCalls.batch()
        let kept = try calls.send(Self.first, batch: batch)
        #expect(kept.saved?.id == batch.description && kept.newFigures == 3)
        #expect(kept.editions.map(\.figures) == [1, 2])
        let series = try calls.series("Vacancy rate", "England")
        #expect(series.measure == "vacancy_rate" && series.place == "England")
        // 131,000 of 1,836,000 are 7.1%: the published rate has a base of its own, and stays.
        let figure = try #require(series.lines.first?.points.first?.figures.first)
        #expect(figure.value == "8.3" && figure.unit == "percent")
        #expect(figure.employers == "independent+local_authority")
        #expect(figure.revision == kept.saved?.revision)
        let imports = try calls.client.listFigureImports().imports
        #expect(imports.map(\.batch) == [batch.description])
        #expect(imports.first?.fileName == "ours.csv" && imports.first?.figures == 3)
    }

    @Test
    func `what is published passes through the hub and comes out as it went in`() throws {
        let file = try FigureCalls.published()
        let kept = try calls.send(file)
        let known = try FigureLibrary.shipped().figures.count
        #expect(kept.errors == 0 && kept.newFigures == UInt64(known))
        let exported = try calls.export()
        let catalogue = try FigureLibrary.shipped().catalogue
        let (there, back) = (
            FigureTable.read(file: file, catalogue: catalogue),
            FigureTable.read(file: exported, catalogue: catalogue)
        )
        #expect(back.findings.isEmpty)
        #expect(Set(there.entries.map(\.stated)) == Set(back.entries.map(\.stated)))
        #expect(there.entries.count == back.entries.count)
        let again = try calls.send(exported)
        #expect(again.newFigures == 0 && again.saved == nil)
        #expect(again.unchangedFigures == UInt64(known))
    }

    @Test
    func `everything wrong with a file is told in one answer, and what had no room is counted`()
        throws
    {
        let file = FigureCalls.file(
            "vacancies,E06999999,,23/24,2024-07,all,,many,,F8,",
            "vacancies,E92000001,,2023/24,2024-07,all,,1,,F8,",
            "vacancies,E92000001,,2023/24,2024-07,all,,2,,F8,"
        )
        let answer = try calls.send(file)
        #expect(answer.saved == nil && answer.errors == 4 && answer.findingsLeftOut == 0)
        let told = answer.findings.map { "\($0.row) \($0.column) \($0.reason)" }
        #expect(
            told == [
                "2 Period FIGR-0124", "2 Code FIGR-0126", "2 Value FIGR-0124",
                "4 Value FIGR-0125",
            ]
        )
        let row = "vacancies,E92000001,,23/24,2024-07,all,,1,,F8,\n"
        let many = FigureCalls.file(String(repeating: row, count: 1_000))
        let bounded = try calls.send(many)
        #expect(bounded.errors == 1_000 && bounded.findings.count <= FindingReport.perKindMax)
        #expect(bounded.findingsLeftOut == 1_000 - UInt64(bounded.findings.count))
    }

    @Test
    func `the name of a file tells nothing of a person`() throws {
        let refused = failure { () throws(ClientError) in
            try calls.send(Self.first, name: "from ann@example.org.csv")
        }
        #expect(refused?.reasonCode == "FIGR-0135")
        #expect(refused?.status?.violations.map(\.path) == ["start.file_name"])
        #expect(refused?.status?.message.contains("ann@") == false)
        #expect(try calls.send(Self.first, name: "figures 2024-07, 153 councils.csv").saved != nil)
    }

    @Test
    func `the same file twice changes nothing, and says under which batch it is`() throws {
        let batch = FigureCalls.batch()
        let kept = try calls.send(Self.first, batch: batch)
        let again = try calls.send(Self.first)
        #expect(again.saved == nil && again.newFigures == 0 && again.unchangedFigures == 3)
        #expect(again.sameAsBatch == batch.description)
        #expect(try calls.client.listFigureImports().imports.count == 1)
        let twice = failure { () throws(ClientError) in try calls.send(Self.first, batch: batch) }
        #expect(twice?.reasonCode == "FIGR-0134")
        #expect(try calls.all().allSatisfy { $0.revision == kept.saved?.revision })
    }

    @Test
    func `a restated edition and a source that contradicts stand beside what they contradict`()
        throws
    {
        _ = try calls.send(Self.first)
        let later = try calls.send(
            FigureCalls.file(
                "vacancies,E92000001,,2023/24,2025-07,all,,126700,,F8,",
                "vacancies,E92000001,,2022/23,2024-07,all,,153000,,F9,",
                "vacancies,E92000001,,2024/25,2025-07,all,,111000,provisional,F8,"
            )
        )
        #expect(later.errors == 0 && later.newFigures == 3)
        let line = try #require(try calls.series("vacancies", "E92000001").lines.first)
        #expect(line.points.map(\.period) == ["2022/23", "2023/24", "2024/25"])
        #expect(line.points.map(\.conflicting) == [true, false, false])
        #expect(line.points.map(\.restated) == [false, true, false])
        #expect(line.points[1].figures.map(\.value) == ["126700", "131000"])
        #expect(line.points[2].figures.first?.status == .provisional)
        #expect(line.mixesEditions)
        let old = try calls.series("vacancies", "E92000001", edition: "2024-07")
        #expect(old.lines.first?.points.map(\.period) == ["2022/23", "2023/24"])
        #expect(try calls.series("vacancies", "E92000001", edition: "1999").lines.isEmpty)
        let editions = try calls.client.listFigureEditions()
        #expect(editions.figures == 6 && editions.editionsLeftOut == 0)
        #expect(
            editions.editions.map { "\($0.source) \($0.edition) \($0.period) \($0.figures)" } == [
                "F8 2024-07 2022/23 1", "F8 2024-07 2023/24 2", "F8 2025-07 2023/24 1",
                "F8 2025-07 2024/25 1", "F9 2024-07 2022/23 1",
            ]
        )
    }

    @Test
    func `a council of an example hub loads figures of its own`() throws {
        for place in ["X00000001,", ",Example Council A"] {
            let year = place.hasPrefix("X") ? "2023/24" : "2024/25"
            let answer = try calls.send(
                FigureCalls.file("turnover_rate,\(place),\(year),ours,,,24.5,local,our count,")
            )
            #expect(answer.saved != nil, "\(answer.findings.map(\.message))")
        }
        let series = try calls.series("turnover_rate", "X00000001")
        #expect(series.place == "Example Council A")
        #expect(series.lines.first?.points.count == 2)
        let stranger = try calls.send(
            FigureCalls.file("turnover_rate,X00000099,,2023/24,ours,,,24.5,local,our count,")
        )
        #expect(stranger.saved == nil && stranger.findings.map(\.reason) == ["FIGR-0126"])
    }

    @Test
    func `another value for what stands is an error that names its row, and nothing is kept`()
        throws
    {
        _ = try calls.send(Self.first)
        let answer = try calls.send(
            FigureCalls.file(
                "vacancies,E92000001,,2021/22,2024-07,all,,165000,,F8,",
                "vacancies,E92000001,,2023/24,2024-07,all,,130000,,F8,"
            )
        )
        #expect(answer.saved == nil && answer.errors == 1)
        let finding = try #require(answer.findings.first)
        #expect(finding.reason == "FIGR-0125" && finding.row == 3 && finding.column == "Value")
        #expect(finding.message.contains("131,000 posts"))
        #expect(try calls.all().count == 3)
    }

    @Test(arguments: [
        ("turnover_rate,E09000002,,2023/24,,,,995.5,,S1,", "FIGR-0124", "Value"),
        ("vacancy_rate,E09000002,,2023/24,,,,101,,S1,", "FIGR-0124", "Value"),
        ("turnover,E09000002,,2023/24,,,,9,,S1,", "FIGR-0123", "Measure"),
        ("turnover_rate,E09999999,,2023/24,,,,9,,S1,", "FIGR-0126", "Code"),
        ("turnover_rate,E09000002,,last year,,,,9,,S1,", "FIGR-0124", "Period"),
        ("turnover_rate,E09000002,,2023/24,,banks,,9,,S1,", "FIGR-0124", "Employers"),
        ("turnover_rate,E09000002,,2023/24,,,,nine,,S1,", "FIGR-0124", "Value"),
        ("turnover_rate,E09000002,,2023/24,,,,9,,,", "FIGR-0124", "Source"),
        ("turnover_rate,E09000002,,2023/24,,,,9,final,S1,", "FIGR-0124", "Status"),
        ("turnover_rate,E09000002,,2023/24,,,,9,,S\u{1B}1,", "FIGR-0124", "Source"),
    ])
    func `a row that cannot be is told with its column, and keeps the others out`(
        row: String,
        reason: String,
        column: String
    ) throws {
        let sound = "turnover_rate,E09000003,,2023/24,,,,17.5,,S1,"
        let answer = try calls.send(FigureCalls.file(sound, row))
        #expect(answer.findings.map(\.reason) == [reason])
        #expect(answer.findings.map(\.row) == [3] && answer.findings.map(\.column) == [column])
        #expect(answer.findings.allSatisfy { $0.message.utf8.count > 20 })
        #expect(answer.saved == nil && answer.errors == 1)
        #expect(try calls.all().isEmpty)
        #expect(try calls.send(FigureCalls.file(sound)).saved != nil)
    }

    @Test
    func `missing, hidden, not known and zero stay four different things`() throws {
        _ = try calls.send(
            FigureCalls.file(
                "vacancies,E09000002,,2023/24,,all,,,,S1,",
                "vacancies,E09000003,,2023/24,,all,,*,,S1,",
                "vacancies,E09000004,,2023/24,,all,,don't know,,S1,",
                "vacancies,E08000025,,2023/24,,all,,0,,S1,"
            )
        )
        func one(_ code: String) throws(ClientError) -> FigureEntry? {
            try calls.series("vacancies", code).lines.first?.points.first?.figures.first
        }
        #expect(try one("E09000002")?.noFigure == .missing)
        #expect(try one("E09000003")?.noFigure == .hidden)
        #expect(try one("E09000004")?.noFigure == .notKnown)
        let zero = try one("E08000025")
        #expect(zero?.noFigure == .unspecified && zero?.value == "0")
        for code in ["E09000002", "E09000003", "E09000004"] {
            #expect(try one(code)?.value == "")
        }
        // A zero for what is hidden is another statement.
        let answer = try calls.send(
            FigureCalls.file("vacancies,E09000003,,2023/24,,all,,0,,S1,")
        )
        #expect(answer.findings.map(\.reason) == ["FIGR-0125"])
        let exported = String(decoding: try calls.export(), as: UTF8.self)
        #expect(exported.contains("don't know") && exported.contains("*"))
    }

    @Test
    func `a download is read as its mapping says, and a place by any of its codes`() throws {
        let mapping = """
            Kind,Name,Meaning,Employers,Job group,Setting
            setting,title_row,3,,,
            setting,period,2023/24,,,
            setting,edition,2024-10,,,
            setting,source,a download,,,
            setting,missing,..,,,
            column,Code,code,,,
            column,All,turnover_rate,,,
            column,Day,turnover_rate,,,day

            """
        let file = """
            Report

            Area,Code,All,Day
            Barnsley,E08000016,18.6,..
            Barnet,E09000003,17.5,8.2

            """
        let kept = try calls.send(Array(file.utf8), mapping: Array(mapping.utf8))
        #expect(kept.errors == 0 && kept.newFigures == 4)
        // Barnsley's code of today, of the past, and its name.
        for area in ["E08000038", "E08000016", "Barnsley", "barnsley council"] {
            let series = try calls.series("turnover_rate", area)
            #expect(series.code == "E08000038", "\(area)")
            #expect(series.lines.count == 2)
            #expect(series.lines.first?.points.first?.figures.first?.edition == "2024-10")
        }
        let wrong = Array("Kind,Name,Meaning\ncolumn,All,turnover\nrow,All,place\n".utf8)
        let refused = failure { () throws(ClientError) in
            try calls.send(Array(file.utf8), mapping: wrong)
        }
        #expect(refused?.reasonCode == "FIGR-0123")
        #expect(refused?.status?.violations.map(\.path) == ["row 2", "row 3"])
        let large = [UInt8](repeating: 0x20, count: FigureIntake.mappingBytesMax + 1)
        let tooLarge = failure { () throws(ClientError) in
            try calls.send(Array(file.utf8), mapping: large)
        }
        #expect(tooLarge?.status?.violations.map(\.path) == ["start.mapping"])
    }
}
