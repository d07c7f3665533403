import HubDomain
import HubSystem
import HubTestKit
import Testing

/// Counting extracts as a user would, without any hub; every person is invented.
struct WresCountTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func file(_ name: String, _ text: String) throws -> String {
        let path = "\(home.path)/\(name)"
        try LocalFile.create(path, with: Array(text.utf8).span)
        return path
    }

    private func map(_ more: String = "") throws -> String {
        let name = "map\(more.utf8.count).csv"
        if try LocalFile.facts("\(home.path)/\(name)") != nil { return "\(home.path)/\(name)" }
        return try file(
            name,
            "Kind,Meaning,In your files\nsetting,service,adults\ncolumn,staff.ethnicity,Group\n"
                + "column,staff.pay,Pay\nethnicity,minority,Black\nethnicity,white,White\n" + more
        )
    }

    private func count(_ staff: String, _ map: String, _ more: String...) throws -> ProgramRun {
        let words = ["wres", "count", "--from", staff, "--map", map, "--cycle", "2024"]
        return try ProgramRun("whub", words + more, home: home)
    }

    @Test func `the sheet goes to standard output and what was counted to the other`() throws {
        let staff = try file("hr.csv", "Group,Pay\nBlack,24000\nWhite,25000\nWhite,30000\n")
        let run = try count(staff, try map())
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("Adults,staff,All staff on the day of counting,1,2,0,"))
        #expect(run.output.contains("Adults,appointed,") && run.output.contains("not provided"))
        #expect(run.error.contains("staff: 3 of 3 rows counted"))
    }

    @Test func `rows that cannot be placed are listed and stop the sheet`() throws {
        let staff = try file("hr.csv", "Group,Pay\nBlak,24000\nWhite,25000\nBlak,26000\n")
        let run = try count(staff, try map())
        #expect(run.exit == .code(6) && run.output.isEmpty)
        #expect(run.error.contains("“Blak” is no ethnicity in the map. Expected in the map a row"))
        #expect(run.error.contains("minority, white or unknown. Rows 2, 4. [WRES-0144]"))
        #expect(run.error.contains("--leave-out"))
        let without = try count(staff, try map(), "--leave-out")
        #expect(without.exit == .code(0))
        #expect(without.output.contains("Adults,staff,All staff on the day of counting,0,1,0,"))
        let mended = try count(staff, try map("ethnicity,minority,Blak\n"))
        #expect(mended.exit == .code(0))
    }

    @Test
    func `a column of hourly pay stops the sheet, with --leave-out too, and says the way out`()
        throws
    {
        let staff = try file("hr.csv", "Group,Pay\nBlack,42.50\nWhite,12.60\nWhite,30000\n")
        for more in [[], ["--leave-out"]] {
            let words = ["wres", "count", "--from", staff, "--map", try map(), "--cycle", "2024"]
            let run = try ProgramRun("whub", words + more, home: home)
            #expect(run.exit == .code(6) && run.output.isEmpty)
            #expect(run.error.contains("the column reads as pay for an hour"), "\(run.error)")
            #expect(run.error.contains("full-time equivalent pay for a year"))
            #expect(run.error.contains("[WRES-0188]") && !run.error.contains("WRES-0157"))
        }
        // Without the column pay bands are not provided, and the rest is counted.
        let bare = try String(
            decoding: LocalFile.read(map(), bytesMax: 65_536),
            as: UTF8.self
        ).replacing("staff.pay,Pay", with: "staff.pay,")
        let without = try count(staff, try file("bare.csv", bare))
        #expect(without.exit == .code(0), "\(without.error)")
        #expect(without.output.contains("All staff on the day of counting,1,2,0,"))
        // Single pay is listed by its row, and the rest is counted with --leave-out.
        let single = try file("one.csv", "Group,Pay\nBlack,24000\nWhite,12.60\nWhite,30000\n")
        let listed = try count(single, try map())
        #expect(listed.exit == .code(6) && listed.error.contains("[WRES-0157]"))
        #expect(listed.error.contains("Row 3, column B (Pay)"), "\(listed.error)")
        let left = try count(single, try map(), "--leave-out")
        #expect(left.output.contains("All staff on the day of counting,1,1,0,"))
    }

    @Test func `every mistake goes to a spreadsheet, and the map takes the words that it lacks`()
        throws
    {
        let rows = (1...60).map { "Word \($0),Grade \($0)\n" }.joined()
        let staff = try file("hr.csv", "Group,Pay\n" + rows)
        let words = "\(home.path)/words.csv"
        let run = try count(staff, try map(), "--words", words, "-o", "csv")
        #expect(run.exit == .code(6), "\(run.error)")
        for title in ["Group", "Pay"] {
            let rest = "52 more mistakes in “\(title)”, 52 rows: -o csv has all"
            #expect(run.error.contains(rest), "\(run.error)")
        }
        let lines = run.output.split(whereSeparator: \.isNewline)
        #expect(lines.count == 121, "\(lines.count)")
        #expect(
            lines[1].hasPrefix("staff,2,Group,Word 1,is no ethnicity in the map"),
            "\(lines[1])"
        )
        #expect(lines[2].hasPrefix("staff,2,Pay,Grade 1,"))
        let more = String(decoding: try LocalFile.read(words, bytesMax: 65_536), as: UTF8.self)
        #expect(run.error.contains("120 words at its end"))
        #expect(more.hasSuffix("ethnicity,,Word 60\r\nband,,Grade 60\r\n"))
        let open = try count(staff, words)
        #expect(open.exit == .code(6) && open.error.contains("the map has mistakes"))
        let said = more.replacing("ethnicity,,", with: "ethnicity,white,")
            .replacing("band,,", with: "band,lower,")
        let mended = try count(staff, try file("said.csv", said))
        #expect(mended.exit == .code(0), "\(mended.error)")
        // With a list in its place the sheet goes to a file, or nowhere.
        let listed = try count(staff, "\(home.path)/said.csv", "-o", "csv")
        #expect(listed.exit == .code(0) && listed.error.contains("name its file with --out"))
        #expect(listed.output.split(whereSeparator: \.isNewline).count == 1)
        let out = "\(home.path)/sheet.csv"
        let kept = try count(staff, "\(home.path)/said.csv", "-o", "csv", "--out", out)
        #expect(try kept.exit == .code(0) && LocalFile.facts(out) != nil)
        #expect(try count(staff, "\(home.path)/said.csv", "-o", "json").exit == .code(2))
    }

    @Test func `mistakes of the map and the files have their exit codes`() throws {
        let staff = try file("hr.csv", "Group,Pay\nBlack,24000\n")
        #expect(try count("\(home.path)/nowhere", try map()).exit == .code(3))
        #expect(try count(staff, "\(home.path)/nowhere").exit == .code(3))
        #expect(try count(staff, try map("shoes,a,b\n")).exit == .code(6))
        let other = try count(try file("other.csv", "Colour\nred\n"), try map())
        #expect(other.exit == .code(6) && other.error.contains("WRES-0143"))
        let words = ["wres", "count", "--from", staff, "--map", try map(" \n"), "--cycle", "1999"]
        #expect(other.error.contains("the columns “Group”, “Pay” are missing"), "\(other.error)")
        let cycle = try ProgramRun("whub", words, home: home)
        #expect(cycle.exit == .code(2) && cycle.error.contains("2024"))
        #expect(try ProgramRun("whub", ["wres", "count"], home: home).exit == .code(2))
    }

    @Test func `the map that is given out can be given back`() throws {
        let out = "\(home.path)/starter.csv"
        let words = ["wres", "map", "--cycle", "2024", "--out", out]
        #expect(try ProgramRun("whub", words, home: home).exit == .code(0))
        #expect(try ProgramRun("whub", words, home: home).exit == .code(5))
        let staff = try file(
            "hr.csv",
            "Employee number,Ethnicity,Service,Full-time pay,Regulated professional,Senior manager,"
                + "Funded CPD,Start date,Leaving date,Objected to monitoring\n"
                + "1,Asian,Adults,\"£31,000\",yes,no,3,,,\n"
        )
        // The dates decide who counts, so that a map without days counts nobody.
        let open = try count(staff, out, "--leave-out")
        #expect(open.exit == .code(6) && open.output.isEmpty)
        #expect(open.error.contains("“snapshot” is empty in the map"), "\(open.error)")
        #expect(open.error.contains("“period-to”") && open.error.contains("WRES-0150"))
        let text = String(decoding: try LocalFile.read(out, bytesMax: 65_536), as: UTF8.self)
        #expect(text.contains("The day on which staff are counted"))
        let days = [
            "snapshot": "31/03/2024", "period-from": "01/04/2023", "period-to": "31/03/2024",
        ]
        var full = text
        for (name, day) in days {
            full = full.replacing("setting,\(name),,", with: "setting,\(name),\(day),")
        }
        // Two years, or days the wrong way round, are refused as a sheet's are.
        let two = full.replacing("01/04/2023", with: "01/04/2022")
        let wrong = try count(staff, try file("two.csv", two), "--leave-out")
        #expect(wrong.exit == .code(6) && wrong.output.isEmpty)
        #expect(wrong.error.contains("is not twelve months"), "\(wrong.error)")
        #expect(wrong.error.contains("WRES-0126"))
        let run = try count(staff, try file("full.csv", full))
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("Adults,regulated,Staff who are regulated professionals,1,0,0"))
    }
}

/// Drawing a sheet of counts as a user would, without any hub.
struct WresChartTests {
    private let home: TemporaryDirectory
    private let sheet: String

    init() throws {
        home = try TemporaryDirectory()
        sheet = "\(home.path)/sheet.csv"
        let library = try WresLibrary.shipped()
        let cycle = try library.cycle(typed: "2024")
        let entry = try SyntheticReturns(library, seed: 1).returns[0]
        try LocalFile.create(sheet, with: WresSheet.file(entry, cycle).span)
    }

    private func chart(_ path: String, _ more: String...) throws -> ProgramRun {
        try ProgramRun("whub", ["wres", "chart", path, "--cycle", "2024"] + more, home: home)
    }

    @Test func `each service of the sheet is drawn with its nine ratios`() throws {
        let run = try chart(sheet)
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("Adults' services, cycle 2024"))
        #expect(run.output.contains("Below 1 is adverse for the indicators 2, 5 and 9"))
        #expect(run.output.contains("Children's services, cycle 2024"))
        #expect(run.output.split(separator: "\n").count { $0.contains("●") } == 18)
        let both = try chart(sheet, "--service", "both")
        #expect(both.output.split(separator: "\n").count { $0.contains("●") } == 9)
    }

    @Test func `a sheet to practise with is synthetic, says so, and draws`() throws {
        let path = "\(home.path)/practice.csv"
        let words = ["wres", "template", "--cycle", "2024", "--synthetic", "73"]
        let run = try ProgramRun("whub", words + ["--out", path], home: home)
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.error.contains(SyntheticReturns.notice))
        let text = String(decoding: try LocalFile.read(path, bytesMax: 65_536), as: UTF8.self)
        #expect(text.contains("Example Council \(SyntheticReturns.name(72).suffix(2))"))
        #expect(try chart(path).exit == .code(0))
        for number in ["0", "74", "one"] {
            let wrong = ["wres", "template", "--cycle", "2024", "--synthetic", number]
            #expect(try ProgramRun("whub", wrong, home: home).exit == .code(2), "\(number)")
        }
        let other = ["wres", "template", "--cycle", "2025", "--synthetic", "1"]
        #expect(try ProgramRun("whub", other, home: home).exit == .code(2))
    }

    @Test func `a picture is kept in a new file`() throws {
        let path = "\(home.path)/a.svg"
        let run = try chart(sheet, "--service", "adults", "--svg", path)
        #expect(run.exit == .code(0), "\(run.error)")
        let bytes = try LocalFile.read(path, bytesMax: 1_000_000)
        let svg = String(decoding: bytes, as: UTF8.self)
        #expect(svg.hasPrefix("<svg xmlns=") && svg.contains("Colours: "))
        #expect(try chart(sheet, "--service", "adults", "--svg", path).exit == .code(5))
        #expect(try chart(sheet, "--svg", "\(home.path)/b.svg").exit == .code(2))
    }

    @Test func `a sheet with errors is not drawn`() throws {
        let wrong = "\(home.path)/wrong.csv"
        try LocalFile.create(wrong, with: Array("Section,Count\nAdults,staff\n".utf8).span)
        let run = try chart(wrong)
        #expect(run.exit == .code(6) && run.output.isEmpty)
        #expect(run.error.contains("WRES-0101"))
        #expect(try chart("\(home.path)/nowhere").exit == .code(3))
        #expect(try chart(sheet, "-o", "json").exit == .code(2))
    }
}
