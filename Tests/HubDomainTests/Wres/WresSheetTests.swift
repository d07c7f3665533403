import HubDomain
import HubText
import Testing

/// The sheet of counts as people and spreadsheets send it.
struct WresSheetTests {
    private func read(
        _ text: String,
        _ cycle: CycleID = "2024",
        replacing changes: [(String, String)] = []
    ) throws -> WresSheetReading {
        var text = text
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = replaced(text, old, new)
        }
        return WresSheetReading(
            file: Array(text.utf8),
            cycle: try WresFixtures.cycle(cycle),
            today: WresFixtures.today
        )
    }

    private func replaced(_ text: String, _ old: String, _ new: String) -> String {
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix(old) {
                result += new
                rest = rest.dropFirst(old.count)
            } else if let first = rest.popFirst() {
                result.append(first)
            }
        }
        return result
    }

    private func sheet(_ entry: WresReturn? = nil) throws -> String {
        let entry = try entry ?? WresFixtures.filled()
        return String(
            decoding: WresSheet.file(entry, try WresFixtures.cycle()).dropFirst(3),
            as: UTF8.self
        )
    }

    private func reasons(_ reading: WresSheetReading) -> [String] {
        reading.findings.filter { $0.severity == .error }.compactMap(\.reason)
    }

    @Test
    func `a written sheet reads back as it was`() throws {
        var entry = try WresFixtures.filled([.adults, .children])
        entry.unit.jointPosts = "=Two posts, with “Example Council B”"
        entry[.fitnessEntered, .children, .minority] = .underTen
        let reading = try read(sheet(entry))
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.sentence))")
        #expect(reading.entry == entry && reading.isAcceptable)
    }

    @Test
    func `the template names every count and holds none`() throws {
        let empty = WresReturn(cycle: "2024")
        let text = try sheet(empty)
        #expect(text.contains("Adults,band-lower,\"Of all staff, paid under £30,000\",,,,"))
        let reading = try read(text)
        #expect(reading.entry?.entries.isEmpty == true)
        #expect(reasons(reading).contains("WRES-0129") && !reading.isAcceptable)
    }

    @Test
    func `spreadsheets may save it with semicolons, tabs, other encodings and thousands`() throws {
        let entry = try WresFixtures.filled()
        let text = try sheet(entry)
        let records = try CSVReader.records(of: Array(text.utf8))
        for delimiter in [CSVDelimiter.semicolon, .tab] {
            var writer = CSVWriter(delimiter: delimiter, hasMark: false)
            for record in records { writer.write(record.fields) }
            let saved = String(decoding: writer.take(), as: UTF8.self)
            #expect(try read(saved).entry == entry)
        }
        let grouped = try read(text, replacing: [("400,1200,100", "400,\"1,200\",100")])
        #expect(grouped.entry == entry)
        var wide = [UInt8]([0xFF, 0xFE])
        for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let utf16 = WresSheetReading(
            file: wide,
            cycle: try WresFixtures.cycle(),
            today: WresFixtures.today
        )
        #expect(utf16.entry == entry)
    }

    @Test(arguments: [
        ("-1", "WRES-0106"), ("1.5", "WRES-0106"), ("99999999999", "WRES-0106"),
        ("many", "WRES-0106"), ("1e3", "WRES-0106"), ("52%", "WRES-0107"), ("0.52", "WRES-0107"),
        ("<10", "WRES-0108"), ("", "WRES-0109"), ("=1+1", "WRES-0106"),
    ])
    func `a cell that is no count is refused where it stands`(cell: String, reason: String) throws {
        let reading = try read(
            sheet(),
            replacing: [
                ("Of those shortlisted: appointed,52", "Of those shortlisted: appointed,\(cell)")
            ]
        )
        #expect(reasons(reading) == [reason], "\(reading.findings.map(\.sentence))")
        let finding = try #require(reading.findings.first)
        #expect(finding.place.columnName == "Minoritised staff")
        #expect(finding.place.row == 15)
        #expect(!reading.isAcceptable)
    }

    @Test(arguments: ["<10", "< 10", "0", "9", "not provided", "Not Provided"])
    func `the regulator's hidden count is taken for fitness to practise`(cell: String) throws {
        let reading = try read(
            sheet(),
            replacing: [("fitness to practise,2,5,0", "fitness to practise,\(cell),\(cell),0")]
        )
        #expect(reasons(reading).isEmpty, "\(reading.findings.map(\.sentence))")
    }

    @Test
    func `another hidden count is not known`() throws {
        let reading = try read(
            sheet(),
            replacing: [("fitness to practise,2,5,0", "fitness to practise,<5,5,0")]
        )
        #expect(reasons(reading) == ["WRES-0108"])
    }

    @Test
    func `a sheet of another cycle is refused`() throws {
        #expect(reasons(try read(sheet(), "2023")).contains("WRES-0102"))
        let none = try read(sheet(), replacing: [("About,cycle", "About,body")])
        #expect(Set(reasons(none)) == ["WRES-0102", "WRES-0105"])
        let bands = try read(sheet(), "2025", replacing: [("standard,,,,2024", "standard,,,,2025")])
        #expect(Set(reasons(bands)) == ["WRES-0104"])
    }

    @Test
    func `rows nobody knows and rows that stand twice are named`() throws {
        let unknown = try read(sheet(), replacing: [("Adults,appointed,", "Adults,apointed,")])
        #expect(reasons(unknown).contains("WRES-0104"))
        let suggestion = unknown.findings.first { $0.reason == "WRES-0104" }?.suggestion
        #expect(suggestion == "appointed")
        let section = try read(sheet(), replacing: [("Adults,leavers", "Elders,leavers")])
        #expect(reasons(section).contains("WRES-0104"))
        let twice = try read(sheet(), replacing: [("Adults,leavers", "Adults,cpd")])
        #expect(reasons(twice).contains("WRES-0105"))
        let about = try read(sheet(), replacing: [("About,snapshot", "About,snapshut")])
        #expect(reasons(about) == ["WRES-0104"])
    }

    @Test
    func `a row is known by its words too, and by its service in other words`() throws {
        let entry = try WresFixtures.filled()
        let words = try read(
            sheet(entry),
            replacing: [
                ("Adults,leavers", "Adult social care,Staff who left within the twelve months")
            ]
        )
        #expect(words.entry == entry)
    }

    @Test(arguments: [
        ("snapshot", "31/03/2024", "31/3/24", "WRES-0125"),
        ("snapshot", "31/03/2024", "45382", "WRES-0125"),
        ("period-from", "01/04/2023", "04/13/2023", "WRES-0126"),
        ("councils", "X00000001", "Exampleton", "WRES-0128"),
        ("harassment-source", "HR reports", "gossip", "WRES-0127"),
    ])
    func `what a sheet says about itself is checked`(
        item: String,
        old: String,
        new: String,
        reason: String
    ) throws {
        let lines = try sheet().split(separator: "\r\n").map { line in
            line.contains(",\(item),") ? replaced(String(line), old, new) : String(line)
        }
        let reading = try read(lines.joined(separator: "\n"))
        #expect(reasons(reading) == [reason], "\(reading.findings.map(\.sentence))")
        #expect(reading.findings.first?.place.columnName == "Answer")
    }

    @Test(arguments: [
        "Council of 07700 900123", "jane@example.org", "QQ123456C", "Team 0191.496.0123",
    ])
    func `neither the body nor the joint posts tell who somebody is, for they leave`(text: String)
        throws
    {
        for field in [\ReportingUnit.body, \ReportingUnit.jointPosts] {
            var entry = try WresFixtures.filled()
            entry.unit[keyPath: field] = text
            let reading = try read(sheet(entry))
            #expect(reasons(reading) == ["WRES-0185"], "\(reading.findings.map(\.sentence))")
            #expect(!reading.findings.contains { $0.sentence.contains(text) })
        }
        var named = try WresFixtures.filled()
        named.unit.body = "Example Council B, adult social care 2024"
        #expect(try read(sheet(named)).isAcceptable)
    }

    @Test
    func `what is wrong between counts is shown beside the row`() throws {
        let reading = try read(sheet(), replacing: [("appointed,52,300", "appointed,52,3000")])
        #expect(reasons(reading) == ["WRES-0121"])
        #expect(reading.findings.first?.place.columnName == "White staff")
        let file = String(decoding: reading.annotatedFile, as: UTF8.self)
        #expect(file.contains("3000 are more than the 1200"))
        let again = WresSheetReading(
            file: reading.annotatedFile,
            cycle: try WresFixtures.cycle(),
            today: WresFixtures.today
        )
        #expect(reasons(again) == ["WRES-0121"])
    }

    @Test(arguments: ["", "\n\n", "a,b\n1,2\n", "\u{0}\u{1}", "Section,Count\nAdults,staff\n"])
    func `a file that is no sheet is refused as a whole`(text: String) throws {
        let reading = try read(text)
        #expect(reading.entry == nil)
        #expect(reasons(reading).contains("WRES-0101"))
    }

    @Test func `a heading above the titles is told as one`() throws {
        let reading = try read("Our return for 2024\r\n" + sheet())
        #expect(reading.entry == nil && reading.findings.count == 1)
        let told = try #require(reading.findings.first)
        #expect(told.reason == "WRES-0101" && told.place.row == 1)
        #expect(told.sentence.contains("reads as a heading: the titles are in row 2"))
        let other = try read("Colour,Size\r\nred,1\r\n")
        #expect(!other.findings.contains { $0.problem.contains("heading") })
    }
}
