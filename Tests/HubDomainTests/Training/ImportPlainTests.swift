import HubText
import Testing

@testable import HubDomain

/// Days that are further ahead than anything lasts; today is 27 November 2026.
struct FarDayTests {
    private static let head =
        "Staff No,Training,Date completed,Expiry date,Employment start date,Leaving date\n"

    private static func found(_ cells: String) throws -> [String] {
        try ReadFile(head + "E1,Autism,15/02/2025,\(cells)\n").found
    }

    @Test(arguments: [
        ("27/11/2036,,", []), ("28/11/2036,,", ["TRNG-0281 2"]),
        ("27/11/2076,,", ["TRNG-0281 2"]), ("28/11/2076,,", ["TRNG-0105 2"]),
        ("31/12/2199,,", ["TRNG-0105 2"]), ("never,,", []),
        (",27/11/2028,", []), (",28/11/2028,", ["TRNG-0105 2"]), (",15/01/2076,", ["TRNG-0105 2"]),
        (",,27/11/2036", []), (",,28/11/2036", ["TRNG-0281 2"]), (",,28/11/2076", ["TRNG-0105 2"]),
    ])
    func `a day too far ahead is told, and one that cannot be is refused`(
        cells: String,
        found: [String]
    ) throws {
        #expect(try Self.found(cells) == found)
    }

    @Test func `what is said of such a day quotes it and says until when it can be`() throws {
        let start = try ReadFile(Self.head + "E1,Autism,15/02/2025,,15/01/2076,\n")
        let error = try #require(start.reader.report.kept.first?.sentence)
        #expect(error.contains("“15/01/2076” cannot be meant"), "\(error)")
        #expect(error.contains("1 January 1950 to 27 November 2028"), "\(error)")
        #expect(start.records.isEmpty)
        let far = try ReadFile(Self.head + "E1,Autism,15/02/2025,15/02/2052,,\n")
        let doubt = try #require(far.reader.report.kept.first)
        #expect(doubt.severity == .warning && doubt.found == "15/02/2052")
        #expect(doubt.sentence.contains("is more than 10 years ahead"), "\(doubt.sentence)")
        #expect(far.words == ["E1 autism 2025-02-15 2052-02-15"])
        let done = try ReadFile(Self.head + "E1,Autism,15/02/1949,,,\n")
        #expect(done.reader.report.kept.first?.expected.contains("to 27 November 2026") == true)
    }

    @Test(arguments: ["01/01/1900", "999", "31/12/9999", "TBC"])
    func `what stands for not known is quoted`(cell: String) throws {
        let file = try ReadFile(Self.head + "E1,Autism,\(cell),,,\n")
        let told = try #require(file.reader.report.kept.first)
        #expect(told.reason == "TRNG-0136")
        #expect(told.found == cell)
    }
}

/// Numbers and addresses of people where something else belongs.
struct PersonalCellTests {
    private static let head = "Staff No,Training,Date completed,Accredited,Kind of record\n"

    @Test(arguments: ["QQ 12 34 56 C", "NHS 943 476 5919", "07700 900123", "ann@example.org"])
    func `a topic that tells who somebody is stands in no finding and in no list`(cell: String)
        throws
    {
        let file = try ReadFile(Self.head + "E1,Moving \(cell),15/02/2025,,\n")
        #expect(file.found == ["TRNG-0237 2"])
        #expect(file.reader.unknownTopics.sorted.isEmpty)
        let told = try #require(file.reader.report.kept.first)
        #expect(told.found == nil && !told.sentence.contains(cell.suffix(3)), "\(told.sentence)")
        #expect(told.sentence.contains("stands in the text"))
        let plain = try ReadFile(Self.head + "E1,Moving,15/02/2025,,\n")
        #expect(plain.found == ["TRNG-0101 2"] && plain.reader.unknownTopics.sorted.count == 1)
    }

    @Test func `a course alone, and a category, are looked through too`() throws {
        let course = try ReadFile("Staff No,Course name,Date\nE1,Call 07700 900123,15/02/2025\n")
        #expect(course.found == ["TRNG-0237 2"])
        let category = try ReadFile("Staff No,CATEGORY,Date\nE1,07700 900123,15/02/2025\n")
        #expect(category.found == ["TRNG-0237 2"])
        #expect(category.reader.report.kept.first?.found == nil)
    }

    @Test func `a cell of another kind says what is wrong without repeating it`() throws {
        let file = try ReadFile(
            Self.head + "E1,Autism,QQ123456C,ann@example.org,07700 900123\n",
            keepsAll: true
        )
        #expect(Set(file.found) == ["TRNG-0135 2", "TRNG-0107 2", "TRNG-0211 2"])
        for told in file.reader.report.kept {
            #expect(told.found == nil && told.suggestion == nil)
            let words = told.sentence
            #expect(words.contains("stands in the cell and is not repeated: it is"), "\(words)")
            for part in ["123456", "example", "900123"] {
                #expect(!words.contains(part), "\(words)")
            }
        }
    }
}

/// Titles that are two things, or several words for one.
struct DoubtfulTitleTests {
    private func suggestion(_ titles: String...) throws -> MappingSuggestion {
        MappingSuggestion(titles: titles, topics: TopicMatcher(try TrainingCatalogue.shipped()))
    }

    @Test(arguments: ["Unit", "UNIT", "Unit name", "Units"])
    func `a unit is asked about, and a workplace is not`(title: String) throws {
        let found = try suggestion("Staff No", "Course", "Date", title)
        #expect(found.mapping.columns[3].meaning == .left && found.toConfirm == [3])
        #expect(found.grounds[3] == .nearTitle(.organisation))
        #expect(MappingSuggestion.isDoubtful(title) && !MappingSuggestion.isDoubtful("Site"))
        let workplace = try suggestion("Staff No", "Course", "Date", "Workplace")
        #expect(workplace.mapping.columns[3].meaning == .field(.organisation))
    }

    @Test(arguments: [
        ("Course/Module", ImportField.topic), ("Module / Course", .topic),
        ("Training/Course/Module", .topic), ("Team/Department", .team),
        ("Job title/Role", .role), ("Expiry/Renewal date", .expiry),
        ("Payroll no/Staff ID", .staffNumber),
        ("Job", .role), ("Occupation", .role), ("Designation", .role), ("MAINJOBROLE", .role),
    ])
    func `words for one thing with a stroke between are that thing`(
        title: String,
        field: ImportField
    ) throws {
        let found = try suggestion(title)
        #expect(found.mapping.columns[0].meaning == .field(field), "\(found.grounds)")
    }

    @Test(arguments: [
        "Team/Site", "Course/Site", "/", "Start date/Completed", "Course/Zzz",
    ])
    func `words for two things are none of both`(title: String) throws {
        #expect(try suggestion(title).mapping.columns[0].meaning == .left)
    }
}

/// How sentences end.
struct SentenceEndTests {
    @Test(arguments: [
        ("is wrong", "a day", "Is wrong. Expected a day."),
        ("is it right?", "yes.", "Is it right? Expected yes."),
        ("is “E1.”", "", "Is “E1.”"), ("is not “E1”", "“E2”", "Is not “E1”. Expected “E2”."),
    ])
    func `a sentence ends once`(problem: String, expected: String, sentence: String) {
        let error = DomainError(.topicUnknown, path: "", problem: problem, expected: expected)
        #expect(error.finding().sentence == sentence)
    }
}
