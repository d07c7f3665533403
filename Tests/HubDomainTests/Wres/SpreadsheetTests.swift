import HubDomain
import HubText
import Testing

/// A sheet of counts byte for byte as spreadsheet programs save it: read as it was meant, or
/// refused with one reason.
struct SpreadsheetTests {
    /// What every sheet here says.
    private static func entry() throws -> WresReturn {
        var entry = try WresFixtures.filled()
        entry.unit.body = "Example Council A – children’s and adults’"
        entry.unit.jointPosts = "Two posts, with “Example Council B”; café"
        entry[.fitnessEntered, .adults, .minority] = .underTen
        return entry
    }

    private func read(_ file: [UInt8]) throws -> WresSheetReading {
        WresSheetReading(file: file, cycle: try WresFixtures.cycle(), today: WresFixtures.today)
    }

    private func errors(_ reading: WresSheetReading) -> [String] {
        reading.findings.filter { $0.severity == .error }.compactMap(\.reason)
    }

    /// How many rows LibreOffice's files have: with fewer, a fixture would be cut.
    private static let rowsMin = 40

    @Test(arguments: [
        ("UTF-8", PackageResources.libreoffice_utf8_csv),
        ("semicolons", PackageResources.libreoffice_semicolon_csv),
        ("quoted", PackageResources.libreoffice_quoted_csv),
        ("Windows-1252", PackageResources.libreoffice_windows1252_csv),
        ("UTF-16 with tabs", PackageResources.libreoffice_tab_utf16_csv),
        ("empty columns and rows", PackageResources.libreoffice_trailing_csv),
    ])
    func `what LibreOffice saves is read as it was meant`(form: String, file: [UInt8]) throws {
        let reading = try read(file)
        #expect(errors(reading).isEmpty, "\(form): \(reading.findings.map(\.sentence))")
        #expect(reading.entry == (try Self.entry()), "\(form)")
        #expect(reading.source?.records.count ?? 0 >= Self.rowsMin)
    }

    @Test(arguments: [
        ("a percentage", PackageResources.libreoffice_percent_csv, "WRES-0107"),
        ("1E+05", PackageResources.libreoffice_scientific_csv, "WRES-0106"),
        ("1.200 of a German program", PackageResources.libreoffice_german_csv, "WRES-0106"),
        ("days of an American program", PackageResources.libreoffice_american_csv, "WRES-0126"),
    ])
    func `what LibreOffice saves in another meaning is refused where it stands`(
        form: String,
        file: [UInt8],
        reason: String
    ) throws {
        let reading = try read(file)
        #expect(errors(reading) == [reason], "\(form): \(reading.findings.map(\.sentence))")
        #expect(reading.entry == nil && reading.findings.first?.place.row != nil)
    }

    /// The sheet as Excel is given it, as text without a mark.
    private func text() throws -> String {
        let file = WresSheet.file(try Self.entry(), try WresFixtures.cycle())
        return String(decoding: file.dropFirst(3), as: UTF8.self)
    }

    /// The characters outside ASCII of the sheet in Windows-1252.
    private static let windows: [Character: UInt8] = [
        "£": 0xA3, "–": 0x96, "’": 0x92, "“": 0x93, "”": 0x94, "é": 0xE9,
    ]

    private func inWindows1252(_ text: String) throws -> [UInt8] {
        try text.replacing("\r\n", with: "\n").flatMap { character -> [UInt8] in
            if character == "\n" { return [13, 10] }
            if let byte = character.asciiValue { return [byte] }
            return [try #require(Self.windows[character], "\(character)")]
        }
    }

    /// The same table with another sign between cells.
    private func separated(_ delimiter: CSVDelimiter, tail: Int = 0) throws -> String {
        var writer = CSVWriter(delimiter: delimiter, hasMark: false)
        for record in try CSVReader.records(of: Array(text().utf8)) {
            writer.write(record.fields + [String](repeating: "", count: tail))
        }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test
    func `what Excel saves is read as it was meant`() throws {
        let plain = try text()
        #expect(plain.contains("\r\n"))
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in try separated(.tab).utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let blank = String(repeating: ",", count: 9) + "\r\n"
        let forms: [(String, [UInt8])] = [
            ("CSV UTF-8", mark + plain.utf8),
            ("CSV (comma delimited)", try inWindows1252(plain)),
            (
                "CSV UTF-8 where the list separator is a semicolon",
                try mark + separated(.semicolon).utf8
            ),
            (
                "CSV where the list separator is a semicolon",
                try inWindows1252(separated(.semicolon))
            ),
            ("Unicode text", wide),
            ("columns that were used once", try Array(separated(.comma, tail: 3).utf8)),
            (
                "rows that were used once",
                try Array((separated(.comma, tail: 3) + blank + blank).utf8)
            ),
        ]
        for (form, file) in forms {
            let reading = try read(file)
            #expect(errors(reading).isEmpty, "\(form): \(reading.findings.map(\.sentence))")
            #expect(reading.entry == (try Self.entry()), "\(form)")
        }
        print("forms in which Excel saves: \(forms.count)")
    }

    /// A cell of a count that a format of Excel's changed: "1,200" of shortlisted white staff.
    @Test(arguments: ["\"1,200\"", "\" 1,200 \"", "1200", " 1200 ", "01200", "\u{A0}1200"])
    func `a count in a format of thousands or accounts is the count`(cell: String) throws {
        let reading = try changed("400,1200,100", "400,\(cell),100")
        #expect(errors(reading).isEmpty, "\(reading.findings.map(\.sentence))")
        #expect(reading.entry == (try Self.entry()))
    }

    private func changed(_ old: String, _ new: String) throws -> WresSheetReading {
        let text = try text()
        #expect(text.contains(old), "\(old)")
        return try read(Array(text.replacing(old, with: new).utf8))
    }

    @Test(arguments: [
        ("########", "WRES-0106"), ("1E+05", "WRES-0106"), ("1.2E+03", "WRES-0106"),
        ("'1200", "WRES-0106"), ("1200.00", "WRES-0106"), ("\"1200,00\"", "WRES-0106"),
        ("1.200", "WRES-0106"), ("1 200", "WRES-0106"), ("(1200)", "WRES-0106"),
        ("-1200", "WRES-0106"), (" -   ", "WRES-0106"), ("#REF!", "WRES-0106"),
        ("#DIV/0!", "WRES-0106"), ("#N/A", "WRES-0106"), ("TRUE", "WRES-0106"),
        ("12-Mar", "WRES-0106"), ("£1200", "WRES-0106"), ("=400*3", "WRES-0106"),
        ("20000000", "WRES-0106"), ("99999999999999999999", "WRES-0106"),
        ("１２００", "WRES-0106"), ("12.5", "WRES-0106"), ("13%", "WRES-0107"),
        ("13.0 %", "WRES-0107"), ("0.13", "WRES-0107"), ("<10", "WRES-0108"),
        ("", "WRES-0109"),
    ])
    func `a count that a format of Excel's made something else is refused for one reason`(
        cell: String,
        reason: String
    ) throws {
        let reading = try changed("400,1200,100", "400,\(cell),100")
        #expect(errors(reading) == [reason], "\(reading.findings.map(\.sentence))")
        #expect(reading.findings.first?.place.columnName == "White staff")
        #expect(!reading.isAcceptable)
    }

    @Test(arguments: [
        "1.200", "1 200", "1\u{A0}200", "1\u{2009}200", "1\u{202F}200", "1'200", "1’200",
    ])
    func `another separator between thousands is told as one`(cell: String) throws {
        let reading = try changed("400,1200,100", "400,\(cell),100")
        #expect(errors(reading) == ["WRES-0106"])
        let sentence = try #require(reading.findings.first).sentence
        #expect(sentence.contains("take the separator out: 1200"), "\(sentence)")
    }

    @Test(arguments: ["12.5", "1 20", "0.520.000", "'1200", "1.2000", "a.200", "1.200 x"])
    func `what is no number with thousands is not told so`(cell: String) throws {
        let reading = try changed("400,1200,100", "400,\(cell),100")
        #expect(errors(reading).count == 1)
        #expect(!reading.findings.contains { $0.sentence.contains("separator") })
    }

    @Test
    func `a column that was too narrow is told so`() throws {
        let reading = try changed("400,1200,100", "400,####,100")
        let sentence = try #require(reading.findings.first).sentence
        #expect(sentence.contains("too narrow") && sentence.contains("wider"), "\(sentence)")
    }

    @Test(arguments: ["2024-03-31", "31/03/2024", "31.03.2024", "31 March 2024", "31-Mar-2024"])
    func `a day in a form of Excel's that says the year is the day`(cell: String) throws {
        let reading = try changed(
            ",31/03/2024\r\nAbout,period-from",
            ",\(cell)\r\nAbout,period-from"
        )
        #expect(errors(reading).isEmpty, "\(reading.findings.map(\.sentence))")
        #expect(reading.entry == (try Self.entry()))
    }

    @Test(arguments: [
        "31/03/24", "31-Mar-24", "45382", "3/31/2024", "03/31/2024", "Mar-24", "########",
        "31/03/2024 00:00",
    ])
    func `a day that a format of Excel's made something else is refused for one reason`(
        cell: String
    ) throws {
        let reading = try changed(
            ",31/03/2024\r\nAbout,period-from",
            ",\(cell)\r\nAbout,period-from"
        )
        #expect(errors(reading) == ["WRES-0125"], "\(reading.findings.map(\.sentence))")
    }

    @Test
    func `days with the month first are not read as other days`() throws {
        // 04/01/2023 was 1 April: the day behind it is none, so nothing is read at all.
        let american = try text()
            .replacing("01/04/2023", with: "04/01/2023")
            .replacing("31/03/2024", with: "03/31/2024")
        let reading = try read(Array(american.utf8))
        #expect(Set(errors(reading)) == ["WRES-0125", "WRES-0126"])
        #expect(reading.entry == nil)
    }

    @Test(arguments: ["2,024", "2024.00", "2023", "FY24", ""])
    func `a cycle that a format made something else is another cycle`(cell: String) throws {
        let quoted = cell.contains(",") ? "\"\(cell)\"" : cell
        let reading = try changed("standard,,,,2024", "standard,,,,\(quoted)")
        #expect(Set(errors(reading)) == ["WRES-0102"], "\(reading.findings.map(\.sentence))")
        #expect(reading.entry == nil)
    }
}
