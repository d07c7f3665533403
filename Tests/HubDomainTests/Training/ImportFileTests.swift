import HubDomain
import HubTestKit
import HubText
import Testing

struct ImportFileTests {
    /// Which reason each planted flaw has to give.
    private static let reasons: [TrainingFileMaker.Flaw: ReasonCode] = [
        .misspeltTopic: .topicUnknown, .unknownTopic: .topicUnknown, .ambiguousTopic: .topicSeveral,
        .future: .completedInFuture, .turned: .expiryBeforeCompleted, .shortYear: .dateUnreadable,
        .serial: .dateUnreadable, .noSuchDay: .dateUnreadable, .sentinel: .dateSentinel,
        .noStaffNumber: .staffNumber, .conflict: .recordConflict, .duplicate: .recordTwice,
        .nearDuplicate: .recordNear,
        .longTitle: .trainingText, .answer: .answerUnknown,
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `exactly what was planted in a council's file is found`(seed: UInt64) throws {
        var maker = TrainingFileMaker(rows: 3_000, seed: seed, flawEvery: 7)
        let file = try ReadFile(maker.file())
        var expected: [ReasonCode: Int] = [:]
        for (flaw, count) in maker.planted {
            expected[Self.reasons[flaw] ?? "", default: 0] += count
        }
        for reason in Set(Self.reasons.values) {
            // Other rows may be a day apart by chance.
            if reason == .recordNear {
                #expect(file.count(reason) >= expected[reason] ?? 0, "seed \(seed)")
            } else {
                #expect(file.count(reason) == expected[reason] ?? 0, "seed \(seed), \(reason)")
            }
        }
        let remarks: Set<TrainingFileMaker.Flaw> = [.sentinel, .nearDuplicate]
        let lost = maker.planted.filter { !remarks.contains($0.key) }.values.reduce(0, +)
        #expect(file.records.count == 3_000 - lost && file.reader.rowsRead == 3_000)
    }

    @Test
    func `a sound file has no findings`() throws {
        var maker = TrainingFileMaker(rows: 600, seed: 5)
        let file = try ReadFile(maker.file())
        #expect(file.records.count == 600 && file.reader.report.errors == 0)
        #expect(file.reader.staffNumbers.count == 50)
    }

    @Test
    func `the division into pieces makes no difference`() throws {
        var maker = TrainingFileMaker(rows: 60, seed: 9, flawEvery: 3)
        let bytes = maker.file()
        let whole = try ReadFile(bytes, piece: bytes.count)
        for piece in [1, 2, 3, 7, 64, 1_000] {
            let parts = try ReadFile(bytes, piece: piece)
            #expect(parts.records == whole.records && parts.found == whole.found)
        }
    }

    @Test
    func `a million kinds of mistake make a short report that says so`() throws {
        let rows = (1...5_000).map { "E\($0),Qx \($0 % 50),soon\n" }.joined()
        let file = try ReadFile("Staff No,Training,Date Completed\n" + rows)
        let report = file.reader.report
        #expect(report.errors == 10_000 && report.kept.count == 2 * FindingReport.perKindMax)
        #expect(report.notKept == 9_800)
        #expect(report.truncation?.hasPrefix("10,000 findings; 200 are shown") == true)
        let all = try ReadFile("Staff No,Training,Date Completed\n" + rows, keepsAll: true)
        #expect(all.reader.report.kept.count == 10_000 && all.reader.report.notKept == 0)
        var reader = all.reader
        let taken = reader.takeFindings()
        #expect(
            taken.count == 10_000 && reader.report.notKept == 0 && reader.report.errors == 10_000
        )
    }

    @Test
    func `a line without an end is refused at the limit and not after it`() throws {
        let limits = CSVLimits(rowBytesMax: 100, fieldsMax: 10, fieldCharactersMax: 50, rowsMax: 3)
        let error = #expect(throws: TextError.self) {
            try ReadFile("Staff No,Training\n" + long(500), limits: limits)
        }
        #expect(error?.rule == .csvRowTooLong)
        let rows = #expect(throws: TextError.self) {
            try ReadFile(
                "Staff No,Training\n1,Fire safety\n2,Fire safety\n3,Autism\n",
                limits: limits
            )
        }
        #expect(rows?.rule == .csvTooManyRows)
        #expect(
            try ReadFile("Staff No,Training\n1,Autism\n2,Autism\n", limits: limits).records.count
                == 2
        )
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `no bytes at all stop the reader in any other way than by an error`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var maker = TrainingFileMaker(rows: 40, seed: seed, flawEvery: 4)
        var bytes = maker.file()
        for _ in 0..<200 {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        let file = try? ReadFile(bytes, piece: 17)
        #expect((file?.records.count ?? 0) <= 1_000)
    }
}

struct MappingTests {
    private func suggestion(_ titles: String...) throws -> MappingSuggestion {
        let matcher = TopicMatcher(try TrainingCatalogue.shipped())
        return MappingSuggestion(titles: titles, topics: matcher)
    }

    @Test
    func `titles as people write them are known, near ones are to be confirmed`() throws {
        let found = try suggestion(
            "Payroll No.",
            "COURSE",
            "Date attended",
            "Renewl date",
            "Colour"
        )
        #expect(
            found.mapping.columns.map(\.meaning) == [
                .field(.staffNumber), .field(.topic), .field(.completed), .left, .left,
            ]
        )
        #expect(found.toConfirm == [3] && found.mapping.lacking.isEmpty)
        #expect(found.grounds[3] == .nearTitle(.expiry))
        #expect(found.mapping.leftOut == ["Renewl date", "Colour"])
    }

    @Test(arguments: [
        ("Surname", PersonalColumn.name), ("NI Number", .nationalInsurance), ("D.O.B.", .birth),
        ("Ethnicity", .characteristic), ("Salary", .pay), ("Sick days", .sickness),
        ("E-mail", .contact),
        ("Email address", .contact), ("Line Manager", .name), ("Team", nil),
    ])
    func `personal columns are never sent`(title: String, kind: PersonalColumn?) throws {
        #expect(PersonalColumn.of(title) == kind)
        if let kind {
            let found = try suggestion("Staff No", title)
            #expect(found.grounds[1] == .personal(kind))
            #expect(found.mapping.columns[1].meaning == .left)
        }
    }

    @Test
    func `of two columns for one thing the second is asked about`() throws {
        let found = try suggestion("Staff No", "Training", "Completed", "Completion date")
        #expect(found.mapping.columns[3].meaning == .left && found.toConfirm == [3])
    }

    @Test
    func `a mapping that lacks whose or what says so`() throws {
        #expect(try suggestion("Training", "Date").mapping.lacking == [.staffNumber])
        #expect(try suggestion("Staff No", "Date").mapping.lacking == [.topic])
        #expect(try suggestion("Staff No", "Fire safety").mapping.lacking.isEmpty)
    }

    @Test
    func `a kept mapping fits a file whose columns moved, and names new ones`() throws {
        var kept = try suggestion("Staff No", "Training", "Date").mapping
        kept.columns[2].order = .monthFirst
        let (mapping, unknown) = kept.applied(to: ["DATE", "New column", "staff no", ""])
        #expect(
            mapping.columns.map(\.meaning) == [
                .field(.completed), .left, .field(.staffNumber), .left,
            ]
        )
        #expect(mapping.columns[0].order == .monthFirst && unknown == ["New column"])
        #expect(mapping.lacking == [.topic])
    }

    @Test
    func `a meaning reads back as itself`() {
        let fields = ImportField.allCases.map { ColumnMeaning.field($0) }
        for meaning in fields + [.left, .completed("fire-safety"), .expiry("a")] {
            #expect(ColumnMeaning.read(meaning.text) == meaning)
        }
        #expect(ColumnMeaning.read("colour") == nil && ColumnMeaning.read("x:y") == nil)
    }

    @Test
    func `what somebody said about a name goes before everything`() throws {
        let catalogue = try TrainingCatalogue.shipped()
        let plain = TopicMatcher(catalogue)
        #expect(
            plain.match("Safeguarding")
                == .several([
                    "safeguarding-adults", "safeguarding-children",
                ])
        )
        #expect(plain.match("fire-SAFETY") == .topic("fire-safety"))
        #expect(plain.match("Fire safty") == .none(suggestion: "Fire safety"))
        #expect(plain.match("Zzz") == .none(suggestion: nil))
        let learned = TopicMatcher(
            catalogue,
            learned: [.init(name: "safeguarding", topic: "safeguarding-adults")]
        )
        #expect(learned.match("Safeguarding") == .topic("safeguarding-adults"))
    }
}

struct DifferenceTests {
    private let kept = TrainingRecord(
        topic: "fire-safety",
        title: "Fire",
        completed: day("2024-03-04"),
        expiry: .day(day("2027-03-04")),
        accredited: .yes,
        provider: "In house"
    )

    @Test
    func `a record is new, unchanged or changed, and an empty cell changes nothing`() {
        #expect(RecordDifference(kept, kept: nil) == .new)
        #expect(RecordDifference(kept, kept: kept) == .unchanged)
        let bare = TrainingRecord(topic: "fire-safety", completed: day("2024-03-04"))
        #expect(RecordDifference(bare, kept: kept) == .unchanged)
        var sent = bare
        sent.title = "Fire safety"
        sent.expiry = .never
        var merged = kept
        merged.title = "Fire safety"
        merged.expiry = .never
        #expect(RecordDifference(sent, kept: kept) == .changed(merged, [.title, .expiry]))
    }

    @Test
    func `texts differ by their bytes and not by how they look`() {
        var sent = kept
        sent.provider = "In\u{A0}house"
        guard case .changed(_, let changes) = RecordDifference(sent, kept: kept) else {
            Issue.record("unchanged")
            return
        }
        #expect(changes == [.provider])
    }
}

struct ByteTableTests {
    @Test
    func `each sequence has one number, whatever it collides with`() {
        var table = ByteTable(seed: 3)
        // Text keys: numbers as they are written.
        var known: [String: Int] = [:]
        for index in 0..<5_000 {
            let text = "cell \(index % 1_700)"
            let bytes = Array("x\(text)y".utf8)
            let number = table.number(bytes.span, 1..<bytes.count - 1)
            #expect(known[text] ?? table.count - 1 == number)
            known[text] = number
        }
        #expect(table.count == 1_700)
        let empty: [UInt8] = []
        #expect(table.number(empty.span, 0..<0) == 1_700)
        #expect(table.number(empty.span, 0..<0) == 1_700)
    }
}
