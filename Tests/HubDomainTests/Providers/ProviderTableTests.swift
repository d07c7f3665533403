import HubDomain
import HubText
import Testing

/// Directories of organisations; all of them are invented.
struct ProviderTableTests {
    private static let titles =
        "Code,Name,Kind,CQC provider,CQC location,Setting,Size band,In ASC-WDS,Contact role,Area,"
        + "Note,Academy region,Academy locality,Academy launched,Academy type,Academy funding,"
        + "Academy features"

    private func read(_ rows: String..., mapping: ProviderMapping? = nil) -> ProviderReading {
        let lines = mapping == nil ? [Self.titles] + rows : rows
        return ProviderTable.read(
            file: Array(lines.joined(separator: "\n").utf8),
            mapping: mapping
        )
    }

    @Test func `an organisation is read with all its fields, and written as the same`() throws {
        let row =
            "A1,Example Home,Independent,1-100,1-200,Residential,Small,don't know,"
            + "registered manager,Barnet,A note,,,,,,"
        let academy =
            "EXA,Example Academy,academy,,,,,no,,E08000038,,Example region,rural,2023,virtual,"
            + "pooled,One front door"
        let reading = read(row, academy)
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        let home = try #require(reading.entries.first?.entry)
        #expect(home.code == "A1" && home.kind == .independent && home.setting == "residential")
        #expect(home.inAscWds == .notKnown && home.area == "E09000003")
        #expect(home.cqcProvider == "1-100" && home.cqcLocation == "1-200")
        #expect(home.contactRole == "registered manager" && home.academy.isEmpty)
        let other = try #require(reading.entries.last?.entry)
        #expect(other.academy.launched == 2023 && other.academy.features == "One front door")
        #expect(other.inAscWds == .no && other.academy.funding == "pooled")
        var writer = CSVWriter()
        writer.write(ProviderTable.columns.map(\.title))
        for (entry, _) in reading.entries { writer.write(ProviderTable.cells(entry)) }
        #expect(ProviderTable.read(file: writer.take()) == reading)
    }

    @Test(arguments: [
        (",Example Home,,1-100,1-200,,,,,,", "1-200"), (",Example Home,,1-100,,,,,,,", "1-100"),
        ("own,Example Home,,1-100,1-200,,,,,,", "own"),
    ])
    func `the code is the location's id, else the provider's, unless one is given`(
        row: String,
        code: String
    ) {
        let reading = read(row)
        #expect(reading.findings.allSatisfy { $0.severity < .error })
        #expect(reading.entries.map(\.entry.code) == [code])
    }

    @Test(arguments: [
        (",Example Home,,,,,,,,,,,,,,,", "PROV-0103", "Code"),
        ("A1,,,,,,,,,,,,,,,,", "PROV-0103", "Name"),
        ("A1,Example Home,charity,,,,,,,,,,,,,,", "PROV-0103", "Kind"),
        ("A1,Example Home,,1/100,,,,,,,,,,,,,", "PROV-0103", "CQC provider"),
        ("A1,Example Home,,,,,,maybe,,,,,,,,,", "PROV-0103", "In ASC-WDS"),
        ("A1,Example Home,,,,,,,a@b.example,,,,,,,,", "PROV-0104", "Contact role"),
        ("A1,Example Home,,,,,,,manager 01632 960001,,,,,,,,", "PROV-0104", "Contact role"),
        ("A1,Example Home,,,,,,,,Nowhere,,,,,,,", "GEOG-0101", "Area"),
        ("A1,Example Home,,,,,,,,,,,,1889,,,", "PROV-0103", "Academy launched"),
        ("A1,Example\u{7}Home,,,,,,,,,,,,,,,", "PROV-0103", "Name"),
    ])
    func `a field that cannot be is told with its column`(
        row: String,
        reason: String,
        column: String
    ) {
        let reading = read(row)
        #expect(reading.entries.isEmpty)
        #expect(reading.findings.map(\.reason) == [reason])
        #expect(reading.findings.map(\.place.row) == [2])
        #expect(reading.findings.first?.place.columnName == column)
    }

    @Test func `everything that is wrong with a row is told at once`() {
        let reading = read("A1,,charity,1/100,,home care,,maybe,a@b.example,Nowhere,,,,1889,,,")
        #expect(reading.entries.isEmpty)
        #expect(
            reading.findings.compactMap(\.place.columnName).sorted() == [
                "Academy launched", "Area", "CQC provider", "Contact role", "In ASC-WDS", "Kind",
                "Name", "Setting",
            ]
        )
    }

    @Test func `a kind is read as people are shown it, and a council of an example hub is known`() {
        let file = "\(Self.titles)\nA1,Example Home,Independent providers,,,,,,,X00000001,,,,,,,"
        let place = FigurePlace(.council, code: "X00000001", name: "Example Council A")
        let reading = ProviderTable.read(file: Array(file.utf8), others: [place])
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        #expect(reading.entries.first?.entry.kind == .independent)
        #expect(reading.entries.first?.entry.area == "X00000001")
        #expect(read("A1,Home,,,,,,,,X00000001,,,,,,,").findings.map(\.reason) == ["GEOG-0101"])
    }

    @Test func `no finding repeats an address or a number to call`() {
        let reading = read("A1,Example Home,,,,,,,a@b.example,,,,,,,,")
        #expect(reading.findings.allSatisfy { !$0.sentence.contains("b.example") })
    }

    @Test func `one organisation stands in one row`() {
        let reading = read(
            "A1,Example Home,,,,,,,,,,,,,,,",
            "A2,Example House,,,,,,,,,,,,,,,",
            "A1,Example Home again,,,,,,,,,,,,,,,"
        )
        #expect(reading.findings.map(\.reason) == ["PROV-0105"])
        #expect(reading.findings.map(\.place.row) == [4])
    }

    @Test func `a directory is read as its mapping says, and no other column of it`() throws {
        let mapping = try ProviderMapping(
            file: Array(
                """
                What,Name,Meaning
                setting,title_row,2
                column,Location,name
                column,Location ID,cqc_location
                column,Type,kind
                word,Charity,kind=voluntary
                column,Service,setting
                word,Care home with nursing,setting=residential

                """.utf8
            )
        )
        let reading = read(
            "A directory,,,,",
            "Location,Location ID,Type,Service,Telephone",
            "Example Home,1-200,Charity,Care home with nursing,01632 960001",
            mapping: mapping
        )
        // What the mapping leaves out is told once, and stands in nobody's way.
        #expect(reading.findings.allSatisfy { $0.severity == .note }, "\(reading.findings)")
        #expect(reading.findings.count <= 1)
        let home = try #require(reading.entries.first?.entry)
        #expect(home.code == "1-200" && home.kind == .voluntary && home.setting == "residential")
        #expect(!ProviderTable.cells(home).contains { $0.contains("01632") })
    }

    @Test(arguments: [
        "column,Name,title", "word,Charity,voluntary", "row,Name,name", "setting,title_row,0",
        "setting,period,2023",
    ])
    func `a row of a mapping without meaning is refused`(row: String) {
        let file = Array("What,Name,Meaning\ncolumn,Name,name\n\(row)\n".utf8)
        #expect(throws: DomainError(.providerMapping, path: "row 3", problem: "")) {
            try ProviderMapping(file: file)
        }
        let nameless = Array("What,Name,Meaning\ncolumn,Code,code\n".utf8)
        #expect(throws: DomainError(.providerMapping, path: "", problem: "")) {
            try ProviderMapping(file: nameless)
        }
    }

    @Test func `an organisation is found by a part of what names it`() throws {
        let home = try #require(read("A1,Example Home,,1-100,1-200,,,,,,,,,,,,").entries.first)
        for wanted in ["home", "a1", "1100", "1200", "examplehome"] {
            #expect(home.entry.isNamed(by: wanted), "\(wanted)")
        }
        #expect(!home.entry.isNamed(by: "house"))
    }

    @Test func `columns that a mapping leaves out are named, and no text tells of a person`()
        throws
    {
        let mapping = try ProviderMapping(
            file: Array("What,Name,Meaning\ncolumn,Location,name\ncolumn,Id,code\n".utf8)
        )
        let reading = read("Location,Id,Telephone,Web", "Example,A1,1,2", mapping: mapping)
        #expect(reading.entries.count == 1)
        let note = try #require(reading.findings.first)
        #expect(reading.findings.count == 1 && note.severity == .note)
        #expect(note.sentence.contains("Telephone") && note.sentence.contains("Web"))
        func reasons(_ change: (inout ProviderEntry) -> Void) -> String? {
            var entry = ProviderEntry()
            (entry.code, entry.name) = ("A1", "Example")
            change(&entry)
            do throws(DomainError) {
                _ = try ProviderRules.accept(entry)
                return nil
            } catch {
                return "\(error.reason.text) \(error.path)"
            }
        }
        let text = "ann@example.org"
        #expect(reasons { $0.note = "Ask the registered manager" } == nil)
        #expect(reasons { $0.note = text } == "PROV-0106 note")
        #expect(reasons { $0.name = "Example, 0161 496 0000" } == "PROV-0106 name")
        #expect(reasons { $0.academy.features = text } == "PROV-0106 academy.features")
        #expect(reasons { $0.contactRole = text } == "PROV-0104 contact_role")
    }
}
