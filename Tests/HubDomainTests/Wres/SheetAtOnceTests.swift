import HubDomain
import HubText
import Testing

/// Everything that is wrong with a sheet is told at once, and nothing twice.
struct SheetAtOnceTests {
    private func read(_ changes: [(String, String)]) throws -> WresSheetReading {
        let cycle = try WresFixtures.cycle()
        let file = WresSheet.file(try WresFixtures.filled(), cycle)
        var text = String(decoding: file, as: UTF8.self)
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return WresSheetReading(file: Array(text.utf8), cycle: cycle, today: WresFixtures.today)
    }

    private func told(_ changes: [(String, String)]) throws -> [String] {
        try read(changes).findings.filter { $0.severity == .error }.compactMap(\.reason)
    }

    @Test
    func `mistakes in cells, between counts and of the return are told in one round`() throws {
        let reading = try read([
            ("appointed,52,300", "appointed,52%,3000"), ("process,9,24", "process,,24"),
            (",HR reports", ",gossip"),
            (",31/03/2024\r\nAbout,period-from", ",\r\nAbout,period-from"),
        ])
        let errors = reading.findings.filter { $0.severity == .error }.compactMap(\.reason)
        #expect(
            errors.sorted() == [
                "WRES-0107", "WRES-0109", "WRES-0121", "WRES-0125", "WRES-0127",
            ],
            "\(reading.findings.map(\.sentence))"
        )
        // Nothing of it is kept all the same.
        #expect(reading.entry == nil && !reading.isAcceptable)
    }

    @Test
    func `a cell that cannot be read is not missing too`() throws {
        #expect(try told([("appointed,52,300", "appointed,many,300")]) == ["WRES-0106"])
        // Of a row with one cell that cannot be read the empty ones are missing.
        let two = try told([("appointed,52,300,20", "appointed,many,,20")])
        #expect(two == ["WRES-0106", "WRES-0109"])
        let band = try told([("£30,000\",120,400", "£30,000\",n/a,400")])
        #expect(band == ["WRES-0106"])
    }

    @Test
    func `a row whose name is not understood is told once, with its cells`() throws {
        let told = try told([("Adults,appointed,", "Adults,apointed,")])
        #expect(told == ["WRES-0104"])
        let cells = try self.told([
            ("Adults,appointed,Of those shortlisted: appointed,52", "Adults,apointed,Them,5.5")
        ])
        #expect(cells.sorted() == ["WRES-0104", "WRES-0106"])
    }

    @Test
    func `another cycle's sheet is told of, and not every count of it`() throws {
        let told = try told([
            ("standard,,,,2024", "standard,,,,2023"), ("appointed,52", "appointed,x"),
        ])
        #expect(Set(told) == ["WRES-0102", "WRES-0106"])
    }

    @Test(arguments: ["n/a", "N/A", "-", "not applicable", "none", "?", "TBC"])
    func `a word for having no count is told both ways out`(word: String) throws {
        let reading = try read([("appointed,52", "appointed,\(word)")])
        let finding = try #require(reading.findings.first)
        #expect(finding.reason == "WRES-0106")
        #expect(finding.expected == "0 for nobody, or “not provided” where it was not counted")
    }

    @Test
    func `a day far from the cycle's year is remarked on, and one near it is not`() throws {
        func remarks(_ change: (inout WresReturn) throws -> Void) throws -> [String] {
            var entry = try WresFixtures.filled()
            try change(&entry)
            return try WresFixtures.findings(entry).filter { $0.severity == .warning }
                .map(\.error.path)
        }
        #expect(try remarks { _ in } == [])
        let near = try remarks { entry in
            entry.periodFrom = try WresFixtures.day("01/04/2022")
            entry.periodTo = try WresFixtures.day("31/03/2023")
            entry.snapshot = try WresFixtures.day("31/03/2023")
        }
        #expect(near == [])
        let far = try remarks { entry in
            entry.periodFrom = try WresFixtures.day("01/04/2021")
            entry.periodTo = try WresFixtures.day("31/03/2022")
            entry.snapshot = try WresFixtures.day("31/03/2022")
        }
        #expect(far == ["period.to", "snapshot"])
        // The sheet tells it beside the rows.
        let reading = try read([
            (",01/04/2023", ",01/04/2003"), (",31/03/2024", ",31/03/2004"),
        ])
        let places = reading.findings.map(\.place.columnName)
        #expect(places == ["Answer", "Answer"], "\(reading.findings.map(\.sentence))")
        #expect(reading.isAcceptable)
    }
}
