import HubDomain
import HubTestKit
import HubText
import Testing

/// What a file gives, read in pieces of one size.
struct ReadFile {
    var records: [ImportedRecord] = []
    var reader: TrainingFileReader

    /// Reads a file by the mapping that is suggested, or by one of the test's own.
    init(
        _ text: String,
        mapping given: ColumnMapping? = nil,
        piece: Int = 1_000,
        keepsAll: Bool = false,
        limits: CSVLimits = TrainingFileReader.limits,
        mixedColumns: Set<Int> = []
    ) throws {
        try self.init(
            Array(text.utf8),
            mapping: given,
            piece: piece,
            keepsAll: keepsAll,
            limits: limits,
            mixedColumns: mixedColumns
        )
    }

    init(
        _ bytes: [UInt8],
        mapping given: ColumnMapping? = nil,
        piece: Int = 1_000,
        keepsAll: Bool = false,
        limits: CSVLimits = TrainingFileReader.limits,
        mixedColumns: Set<Int> = []
    ) throws {
        let catalogue = try TrainingCatalogue.shipped()
        let line = bytes.prefix { $0 != 0x0A }
        let titles = try CSVReader.records(of: Array(line)).first?.fields ?? []
        let suggested = MappingSuggestion(titles: titles, topics: TopicMatcher(catalogue)).mapping
        reader = TrainingFileReader(
            mapping: given ?? suggested,
            catalogue: catalogue,
            policy: RecordPolicy(today: day("2026-11-27")),
            seed: 1,
            limits: limits,
            mixedColumns: mixedColumns
        )
        if keepsAll { reader.keepAllFindings() }
        var start = 0
        while start < bytes.count {
            let end = min(start + piece, bytes.count)
            try reader.read(Array(bytes[start..<end]), into: &records)
            start = end
        }
        try reader.finish(into: &records)
    }

    /// The reasons and rows of what was found.
    var found: [String] {
        reader.report.kept.map { "\($0.reason ?? "") \($0.place.row.map(String.init) ?? "")" }
    }

    func count(_ reason: ReasonCode) -> Int {
        reader.report.counts.filter { $0.key.reason == reason }.values.reduce(0, +)
    }

    /// Each record as words: staff number, topic, day and end.
    var words: [String] {
        records.map { record in
            let worker = reader.staffNumbers[record.worker].text
            let topic = reader.topics[record.topic].text
            var end = ""
            if case .day(let day) = record.expiry { end = " \(day.iso)" }
            if record.expiry == .never { end = " never" }
            return "\(worker) \(topic) \(record.completed?.iso ?? "-")\(end)"
        }
    }
}

private let head = "Staff No,Training,Date Completed,Expiry Date,Accredited\n"

struct ImportRowTests {
    @Test
    func `a row becomes a record of tokens, topics and days`() throws {
        let file = try ReadFile(
            head + "e12,Fire Safety,04/03/2024,04/03/2027,1\nE12,20,2024-03-05,,Yes\n"
                + "'0012,\"Dementia care\",5 March 2024,Never,999\n"
        )
        #expect(
            file.words == [
                "E12 fire-safety 2024-03-04 2027-03-04", "0012 dementia-care 2024-03-05 never",
            ]
        )
        // 20 is a category's code, and the column holds names.
        #expect(file.found.filter { $0.hasPrefix("TRNG-0101") } == ["TRNG-0101 3"])
        #expect(file.records.map(\.accredited) == [.yes, .doNotKnow])
        #expect(file.reader.staffNumbers.map(\.text) == ["E12", "0012"])
    }

    @Test(arguments: [
        ("X1,Fire safety,28/11/2026,,", "TRNG-0104"), ("X1,Fire safety,01/01/1949,,", "TRNG-0105"),
        ("X1,Fire safety,15/03/2024,15/03/2024,", "TRNG-0106"),
        ("X1,Fire safety,04/03/2024,,maybe", "TRNG-0107"),
        (",Fire safety,04/03/2024,,", "TRNG-0109"),
        ("X1,Fire safty,04/03/2024,,", "TRNG-0101"), ("X1,,04/03/2024,,", "TRNG-0101"),
        ("X1,Safeguarding,04/03/2024,,", "TRNG-0140"), ("X1,Fire safety,31/02/2024,,", "TRNG-0135"),
        ("X1,Fire safety,4/3/24,,", "TRNG-0135"), ("X1,Fire safety,45000,,", "TRNG-0135"),
        ("X1,Fire safety,soon,,", "TRNG-0135"),
        ("X1,Fire safety,04/03/2024,01/01/2077,", "TRNG-0105"),
    ])
    func `a row that is wrong makes no record and says why`(row: String, reason: String) throws {
        let file = try ReadFile(head + row + "\nY1,Fire safety,15/03/2024,,\n")
        #expect(file.words == ["Y1 fire-safety 2024-03-15"])
        #expect(file.found == ["\(reason) 2"])
        #expect(file.reader.report.errors == 1)
    }

    @Test
    func `a finding says the place, what was found and what would be right`() throws {
        let file = try ReadFile(head + "X1,Fire safty,4/3/24,,\n")
        let sentences = file.reader.report.kept.map(\.sentence)
        #expect(sentences.count == 2)
        #expect(
            sentences[0] == "Row 2, column B (Training): “Fire safty” is not a topic of the "
                + "catalogue. Did you mean “Fire safety”?"
        )
        #expect(sentences[1].contains("column C (Date Completed)"))
        #expect(sentences[1].contains("Did you mean “04/03/2024”?"))
    }

    @Test
    func `cells that stand for not known are told and make no day`() throws {
        let file = try ReadFile(
            head + "A1,Fire safety,999,04/03/2027,\nB1,Fire safety,01/01/1900,,\n"
                + "C1,Fire safety,yes,,\nD1,Fire safety,n/a,,\n"
                + "E1,Fire safety,04/03/2024,31/12/9999,\n"
        )
        #expect(
            file.words == [
                "A1 fire-safety - 2027-03-04", "B1 fire-safety -", "C1 fire-safety -",
                "E1 fire-safety 2024-03-04",
            ]
        )
        #expect(file.count(.dateSentinel) == 3 && file.count(.doneWithoutDay) == 1)
        #expect(file.count(.cellNotApplicable) == 1 && file.reader.report.errors == 0)
    }

    @Test
    func `a row twice is kept once, one that differs is refused, a near one is told`() throws {
        let file = try ReadFile(
            head + "A1,Fire safety,04/03/2024,,1\nA1,Fire safety,04/03/2024,,1\n"
                + "A1,Fire safety,04/03/2024,,0\nA1,Fire safety,05/03/2024,,1\n"
                + "B1,Fire safety,03/04/2024,,\nA1,Fire safety,03/04/2024,,\n"
                + "A1,Autism,04/03/2024,,\n"
        )
        #expect(file.records.map(\.row) == [2, 5, 6, 7, 8])
        let kinds: [ReasonCode] = [.recordTwice, .recordConflict, .recordNear]
        #expect(kinds.map(file.count) == [1, 1, 2])
        #expect(file.found.filter { $0.hasPrefix("TRNG-0143") } == ["TRNG-0143 5", "TRNG-0143 7"])
    }

    @Test
    func `everybody at one workplace is told from a hundred rows on`() throws {
        let head = "Staff No,Workplace,Training,Date Completed\n"
        func file(_ rows: Int, other: Bool) throws -> ReadFile {
            let lines = (1...rows).map {
                "E\($0),\(other && $0 == 1 ? "U2" : "U1"),Fire safety,15/03/2024\n"
            }
            return try ReadFile(head + lines.joined())
        }
        #expect(try file(100, other: false).count(.oneUnit) == 1)
        #expect(try file(99, other: false).count(.oneUnit) == 0)
        #expect(try file(100, other: true).count(.oneUnit) == 0)
    }

    @Test
    func `a wide file gives a record for each topic's column`() throws {
        let file = try ReadFile(
            "Employee ID,Fire Safety,Food hygiene completed,Food hygiene expiry,Name\n"
                + "1,04/03/2024,15/03/2024,15/03/2027,Ann Example\n2,n/a,,,\n3,yes,,01/01/2026,\n"
        )
        #expect(
            file.words == [
                "1 fire-safety 2024-03-04", "1 food-hygiene 2024-03-15 2027-03-15",
                "3 fire-safety -", "3 food-hygiene - 2026-01-01",
            ]
        )
        #expect(file.reader.mapping.isWide)
        #expect(file.reader.mapping.leftOut == ["Name"])
        #expect(!file.reader.texts.contains { $0.contains("Ann") })
    }

    @Test
    func `ASC-WDS training files are read as they are`() throws {
        let file = try ReadFile(
            "LOCALESTID,UNIQUEWORKERID,CATEGORY,DESCRIPTION,DATECOMPLETED,EXPIRYDATE,ACCREDITED,"
                + "NOTES\nU1,W1,6,Fire,15/03/2024,15/03/2027,1,said well\n"
                + "U1,W1,3,Fire,15/03/2024,,1,\n"
        )
        #expect(file.words == ["W1 fire-safety 2024-03-15 2027-03-15"])
        #expect(file.count(.categoryUnknown) == 1 && file.reader.mapping.leftOut == ["NOTES"])
        #expect(!file.reader.texts.contains("said well"))
    }
}

struct ImportDateTests {
    private func verdict(_ days: String...) throws -> ReadFile {
        let rows = days.enumerated().map { "E\($0),Fire safety,\($1)\n" }
        return try ReadFile("Staff No,Training,Date Completed\n" + rows.joined())
    }

    @Test
    func `a column with the month first is found out, and can be read so`() throws {
        let file = try verdict("03/15/2024", "03/04/2024", "12/25/2023")
        #expect(file.count(.dateOrder) == 1 && file.count(.dateUnreadable) == 2)
        #expect(file.reader.dateColumns[2]?.orderToTry == .monthFirst)
        var mapping = file.reader.mapping
        mapping.columns[2].order = .monthFirst
        let text =
            "Staff No,Training,Date Completed\nE0,Fire safety,03/15/2024\n"
            + "E1,Fire safety,03/04/2024\n"
        let again = try ReadFile(text, mapping: mapping)
        #expect(again.words == ["E0 fire-safety 2024-03-15", "E1 fire-safety 2024-03-04"])
        #expect(again.reader.report.errors == 0)
    }

    @Test
    func `both orders in one column cannot be trusted`() throws {
        let file = try verdict("15/03/2024", "03/15/2024", "03/04/2024")
        #expect(file.count(.dateOrderMixed) == 1)
        #expect(file.reader.dateColumns[2]?.verdict == .mixed)
    }

    @Test
    func `a column that shows nothing is read with the day first and told`() throws {
        let file = try verdict("03/04/2024", "05/06/2024")
        #expect(file.count(.dateOrderAssumed) == 1 && file.reader.report.errors == 0)
        #expect(file.words.first == "E0 fire-safety 2024-04-03")
        #expect(try verdict("15/03/2024", "03/04/2024").reader.report.total == 0)
        #expect(try verdict("2024-03-04", "4 March 2024", "04/04/2024").reader.report.total == 0)
    }

    @Test(arguments: [
        ("04/03/2024", "2024-03-04"), ("4/3/2024", "2024-03-04"), ("04.03.2024", "2024-03-04"),
        ("2024-03-04 00:00:00", "2024-03-04"), ("04/03/2024 00:00", "2024-03-04"),
        ("4 Mar 2024", "2024-03-04"), ("29/02/2024", "2024-02-29"), ("29/02/2023", nil),
        ("04/03/24", nil), ("0/3/2024", nil), ("04/03/2024 09:30", nil),
        ("04-03/2024", "2024-03-04"),
    ])
    func `days are read in the forms that programs write`(typed: String, iso: String?) {
        var found: String?
        if case .day(let day, _) = DateCell.read(typed, order: .dayFirst) { found = day.iso }
        #expect(found == iso)
    }

    @Test
    func `the fast way reads what the slow way reads`() {
        for text in [
            "04/03/2024", "15/03/2024", "29/02/2023", "01/01/1900", "04/04/2024", "99/99/9999",
        ] {
            for order in DateOrder.allCases {
                let bytes = Array(text.utf8)
                let fast = DateCell.fast(bytes.span, 0..<bytes.count, order: order)
                if let fast { #expect(fast == DateCell.read(text, order: order), "\(text)") }
            }
        }
    }
}
