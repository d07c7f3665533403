import HubDomain
import HubText
import Testing

private let head = "Staff No,Training,Date Completed,Team,Job role,Employment start date\n"

/// What a file shows by its own rows: two people with one number, slips in roles, texts on people.
struct ImportDoubtTests {
    @Test func `two start dates of one staff number are an error, two teams and roles are told`()
        throws
    {
        let file = try ReadFile(
            head + "E7,Autism,14/03/2024,North,Care worker,13/01/2015\n"
                + "E7,Fire safety,15/03/2024,South,Social worker,14/05/2019\n"
        )
        #expect(file.reader.report.errors == 1 && file.records.map(\.row) == [2])
        #expect(file.count(.staffNumberShared) == 3)
        let words = file.reader.report.kept.map(\.sentence)
        #expect(words.contains { $0.contains("14/05/2019") && $0.contains("row 2") })
        #expect(words.contains { $0.contains("“South”") && $0.contains("“North”") })
        #expect(words.contains { $0.contains("“Social worker”") && $0.contains("the last row") })
    }

    @Test func `one worker who moved is told once and kept, one written in capitals is not told`()
        throws
    {
        let rows = "E7,Autism,14/03/2024,North,Care worker,\n"
        let moved = try ReadFile(
            head + rows + "E7,Oral health,15/03/2024,South,Care worker,\n"
                + "E7,Fire safety,15/03/2024,South,Care worker,\n"
        )
        #expect(moved.reader.report.errors == 0 && moved.count(.staffNumberShared) == 1)
        let same = try ReadFile(
            head + rows + "E7,Fire safety,15/03/2024,NORTH,care  worker,13/01/2015\n"
        )
        #expect(same.count(.staffNumberShared) == 0 && same.records.count == 2)
    }

    @Test func `a role that is a slip away from one of more rows is told with its first row`()
        throws
    {
        let right = (1...8).map { "E\($0),Autism,14/03/2024,North,Care worker,\n" }.joined()
        let file = try ReadFile(head + right + "E9,Autism,14/03/2024,North,Care wroker,\n")
        #expect(file.found == ["TRNG-0262 10"] && file.reader.report.errors == 0)
        let finding = try #require(file.reader.report.kept.first)
        #expect(finding.suggestion == "Care worker" && finding.place.column == 4)
        let other = try ReadFile(head + right + "E9,Autism,14/03/2024,North 2,Cook,\n")
        #expect(other.count(.spellingNear) == 0)
    }

    @Test(arguments: [
        ("Fire safety for AB619046C", PersonalText.insurance), ("ab 61 90 46 c", .insurance),
        ("see mary@example.org", .address), ("phoned 07700 900123", .telephone),
        ("tel. (0161) 496 0000", .telephone), ("+44 20 7946 0958", .telephone),
        ("2025 0161 496 0000", .telephone), ("07700900123", .telephone),
        ("seen as 943 476 5919", .health), ("NHS 9434765919", .health), ("943 476 5918", nil),
        ("07700\u{A0}900123", .telephone), ("943\u{2009}476\u{202F}5919", .health),
        ("AB-61-90-46-C", .insurance), ("ＡＢ６１９０４６Ｃ", .insurance),
        ("0191.496.0123", .telephone), ("0191/496/0123", .telephone), ("0191_496_0123", .telephone),
        ("0191 . 496 . 0123", .telephone), ("0191·496·0123", .telephone),
        ("01.04.2025 to 31.03.2026", nil), ("01/04/2025/26 of 2024", nil), ("0.1234567890", nil),
        ("0161\u{2011}496\u{2011}0000", .telephone), ("AB  619046C", .insurance),
        ("9434765919", nil), ("1-943-476-5919", nil),
        ("Fire safety level 2", nil), ("01-02-2025 to 03-02-2025", nil), ("5 @ 9", nil),
        ("ISO 45001:2018", nil), ("FS123456", nil), ("AB619046CX", nil), ("", nil),
    ])
    func `what tells who somebody is is found in a text`(text: String, kind: PersonalText?) {
        #expect(PersonalText.find(in: text) == kind)
    }

    @Test(arguments: [
        ("AB\u{200D}619046C", PersonalText.insurance), ("AB.61.90.46.C", .insurance),
        ("AB/61/90/46/C", .insurance), ("nhs 9434765919", .health), ("Nhs: 9434765919", .health),
        ("943.476.5919", .health), ("943/476/5919", .health), ("943  476  5919", .health),
        ("9434765919 at the N.H.S.", nil), ("⁰⁷⁷⁰⁰⁹⁰⁰¹²³", .telephone), ("٠٧٧٠٠٩٠٠١٢٣", .telephone),
        ("(0)7700 900123", .telephone), ("07 700 900 123", .telephone),
        ("0770\u{FE0F}0900123", .telephone), ("ann @ example.org", .address),
        ("ann@ example.org", .address), ("ann_@example.org", .address), ("ann﹫example", .address),
        ("0207_946_0018", .telephone),
    ])
    func `it is found however it is written`(text: String, kind: PersonalText?) {
        #expect(PersonalText.find(in: text) == kind)
    }

    @Test(arguments: [
        "by 31 12 26 a review", "to 10 20 30 a week", "on 01 02 26 a day", "as 12 34 56 a cohort",
        "BD 01-02-03 C", "cost 200@10", "5@6", "rate@5%", "5 @ 20 each. Also", "020/2026/0001",
        "010-2026-0001", "0900/1300/17", "000.5/0.25/0.125", "Moodle 000123_2026_01",
        "SWE 00123456789", "on 07 11 2026 100 came", "half of 0.123456789", "½ of 2025-2026",
    ])
    func `what only looks like it is left alone`(text: String) {
        #expect(PersonalText.find(in: text) == nil)
    }

    @Test func `a certificate's number is no telephone, a mobile's is one`() {
        #expect(PersonalText.find(in: "01234567890", isReference: true) == nil)
        #expect(PersonalText.find(in: "01234567890") == .telephone)
        #expect(PersonalText.find(in: "07700900123", isReference: true) == .telephone)
        #expect(PersonalText.find(in: "call 01234567890", isReference: true) == .telephone)
        #expect(PersonalText.find(in: "943 476 5919", isReference: true) == nil)
        #expect(PersonalText.find(in: "NHS 943 476 5919", isReference: true) == .health)
    }

    @Test func `a cell that tells who somebody is is an error and is not repeated`() throws {
        let file = try ReadFile(
            "Staff No,Training,Date Completed,Course title,Provider\n"
                + "E1,Autism,14/03/2024,For AB619046C,ann@example.org\n"
                + "E2,Autism,14/03/2024,Autism level 2,College\n"
        )
        #expect(file.count(.textPersonal) == 2 && file.records.map(\.row) == [3])
        for finding in file.reader.report.kept {
            #expect(!finding.sentence.contains("AB619046C") && !finding.sentence.contains("ann@"))
        }
        #expect(!file.reader.texts.contains { $0.contains("AB619046C") })
    }

    @Test func `rows that differ say in which column, and capitals make no difference`() throws {
        let head = "Staff No,Training,Date Completed,Expiry Date,Provider\n"
        let file = try ReadFile(
            head + "E1,Autism,14/03/2024,14/03/2027,In house\n"
                + "E1,Autism,14/03/2024,14/03/2027,In  House\n"
                + "E1,Autism,14/03/2024,14/03/2026,In house\n"
        )
        #expect(file.count(.recordTwice) == 1 && file.count(.recordConflict) == 1)
        let conflict = file.reader.report.kept.first { $0.reason == "TRNG-0142" }
        #expect(conflict?.problem.hasSuffix("differs in “Expiry Date”") == true)
        #expect(conflict?.place.column == 3)
    }

    @Test func `titles that are short for a day are taken where their cells are days`() throws {
        let titles = ["Staff no", "Course", "Date Comp.", "Exp.", "Fire Safety Exp."]
        let matcher = TopicMatcher(try TrainingCatalogue.shipped())
        let found = MappingSuggestion(titles: titles, topics: matcher)
        #expect(
            found.grounds[2] == .nearTitle(.completed) && found.grounds[3] == .nearTitle(.expiry)
        )
        #expect(found.mapping.columns[2].meaning == .left)
        #expect(found.mapping.columns[4].meaning == .expiry("fire-safety"))
        var days = found
        days.takeAbbreviated([["E1"], ["Autism"], ["14/03/24", "n/a"], ["never"], []])
        #expect(days.mapping.columns[2].meaning == .field(.completed))
        #expect(days.mapping.columns[3].meaning == .field(.expiry))
        var words = found
        words.takeAbbreviated([["E1"], ["Autism"], ["14/03/2024"], ["five years in a shop"], []])
        #expect(words.mapping.columns[3].meaning == .left)
    }
}

/// The order of day and month that somebody stated.
struct StatedOrderTests {
    private func file(_ order: DateOrder, _ days: String...) throws -> ReadFile {
        let rows = days.enumerated().map { "E\($0),Fire safety,\($1)\n" }.joined()
        var mapping = ColumnMapping(columns: [
            .init(title: "Staff No", meaning: .field(.staffNumber)),
            .init(title: "Training", meaning: .field(.topic)),
            .init(title: "Done", meaning: .field(.completed)),
        ])
        mapping.columns[2].order = order
        mapping.columns[2].isOrderStated = true
        return try ReadFile("Staff No,Training,Done\n" + rows, mapping: mapping)
    }

    @Test func `a stated order decides: one error for the day that it makes impossible`() throws {
        let file = try file(.dayFirst, "03/04/2024", "12/31/2024", "15/03/2024", "05/06/2024")
        #expect(file.found == ["TRNG-0135 3"] && file.records.count == 3)
        #expect(file.reader.foundMixed.isEmpty)
        #expect(file.words.first == "E0 fire-safety 2024-04-03")
    }

    @Test func `nothing is assumed where it was said, and a column that shows the other is told`()
        throws
    {
        #expect(try file(.dayFirst, "03/04/2024", "05/06/2024").reader.report.total == 0)
        let other = try file(.dayFirst, "03/15/2024", "05/06/2024")
        #expect(other.count(.dateOrder) == 1 && other.reader.report.errors == 1)
        #expect(other.words == ["E1 fire-safety 2024-06-05"])
        let american = try file(.monthFirst, "03/15/2024", "05/06/2024")
        #expect(american.reader.report.total == 0 && american.records.count == 2)
    }

    @Test func `a column in both orders is told with its counts, and its rows with their values`()
        throws
    {
        let rows = (1...150).map { "E\($0),Fire safety,03/04/2024\n" }.joined()
        let text =
            "Staff No,Training,Date Completed\nE0,Fire safety,12/31/2024\n" + rows
            + "E151,Fire safety,15/03/2024\n"
        let first = try ReadFile(text)
        let again = try ReadFile(text, mixedColumns: first.reader.foundMixed)
        let kept = again.reader.report.kept
        #expect(kept.contains { $0.place.row == nil && $0.problem.contains("150 that could") })
        #expect(kept.contains { $0.place.row == 3 && $0.found == "03/04/2024" })
    }

    @Test func `a kept mapping keeps what was said of the order`() throws {
        let mapping = try file(.monthFirst, "2024-03-04").reader.mapping
        let applied = mapping.applied(to: ["Done", "Staff No"]).mapping
        #expect(applied.columns[0].isOrderStated && applied.columns[0].order == .monthFirst)
        #expect(!applied.columns[1].isOrderStated)
    }
}

/// Days that are a slip away from one that is held.
struct NearDayTests {
    @Test(arguments: [
        ("2026-03-26", "2026-03-25", true), ("2026-04-03", "2026-03-04", true),
        ("2026-03-15", "2026-03-25", true), ("2026-05-25", "2026-03-25", true),
        ("2023-03-25", "2026-03-25", true), ("2027-03-25", "2026-03-25", false),
        ("2026-03-25", "2026-03-25", false), ("2026-06-11", "2026-03-25", false),
        ("2025-06-11", "2026-03-25", false),
    ])
    func `a day is a slip or another one`(sent: String, held: String, isSlip: Bool) {
        #expect(NearDay.isSlip(day(sent), nil, from: day(held), .unstated) == isSlip)
    }

    @Test func `a later year with the same last day is a slip`() {
        let (sent, held, end) = (day("2026-03-25"), day("2025-03-25"), day("2028-03-25"))
        #expect(NearDay.isSlip(sent, end, from: held, .day(end)))
        #expect(!NearDay.isSlip(sent, end, from: held, .day(day("2027-03-25"))))
        #expect(!NearDay.isSlip(sent, end, from: held, .unstated))
    }
}
