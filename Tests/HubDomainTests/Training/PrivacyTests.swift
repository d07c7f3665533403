import HubDomain
import HubText
import Testing

/// What tells who somebody is stays where it is.
struct PrivacyTests {
    private static func suggestion(_ titles: String...) throws -> MappingSuggestion {
        MappingSuggestion(titles: titles, topics: TopicMatcher(try TrainingCatalogue.shipped()))
    }

    @Test(arguments: ["Notes", "COMMENTS", "Remarks", "Additional info", "Delivery notes"])
    func `what people wrote is never sent`(title: String) throws {
        #expect(PersonalColumn.of(title) == .freeText)
        let found = try Self.suggestion("Staff no", "Course", title)
        #expect(found.mapping.columns[2].meaning == .left)
        #expect(found.mapping.leftOut == [title])
    }

    @Test func `a mapping that says notes sends them no more than any other`() {
        #expect(ColumnMeaning.read("notes") == .field(.notes))
        #expect(!ColumnMeaning.field(.notes).isSent && !ColumnMeaning.left.isSent)
        #expect(ColumnMeaning.field(.topic).isSent)
        let mapping = ColumnMapping(columns: [.init(title: "N", meaning: .field(.notes))])
        #expect(mapping.leftOut == ["N"])
    }

    @Test(arguments: ["Other names", "Trainer name", "Delivery not"])
    func `a title that is only near stays until somebody says what it is`(title: String) throws {
        let found = try Self.suggestion("Staff no", "Course", "Date", title)
        #expect(found.mapping.columns[3].meaning == .left)
        #expect(try Self.suggestion("Other roles").mapping.columns[0].meaning.isSent)
    }

    @Test func `yes and no are no days, though a topic's own column may say them`() throws {
        var found = try Self.suggestion("Staff no", "Attended?", "Fire safety", "Date completed")
        #expect(found.mapping.columns[1].meaning == .field(.completed))
        found.refuseAnswers([["E1"], ["Y", "n"], ["Yes"], ["01/02/2025"]])
        #expect(found.mapping.columns[1].meaning == .left && found.grounds[1] == .answers)
        #expect(found.mapping.columns[2].meaning.isDay)
        var days = try Self.suggestion("Staff no", "Attended")
        days.refuseAnswers([["E1"], ["Y", "01/02/2025"]])
        #expect(days.mapping.columns[1].meaning == .field(.completed))
        let short = try Self.suggestion("Dt completed", "Expiry dt")
        #expect(short.mapping.columns.map(\.meaning) == [.field(.completed), .field(.expiry)])
    }

    @Test(arguments: [
        ("AB123456C", ReasonCode.staffNumberInsurance), ("ab 12 34 56 c", .staffNumberInsurance),
        ("jo@example.org", .staffNumberAddress), ("Mohammed Brown", .staffNumberWords),
        ("J Brown 2", .staffNumberWords), ("1.23E+05", .staffNumberRounded),
        ("1E+5", .staffNumberRounded), ("1,2e5", .staffNumberRounded),
        ("okafor", .staffNumberLetters), ("smith.j", .staffNumberLetters),
        ("Okafor-Lamb", .staffNumberLetters), ("agency", .staffNumberLetters),
    ])
    func `a person is no staff number, and is not repeated`(typed: String, reason: ReasonCode) {
        let error = #expect(throws: DomainError.self) { try StaffNumber.read(typed) }
        #expect(error?.reason == reason)
        #expect(error?.description.contains(typed) == false)
    }

    @Test(arguments: ["AB123456", "AB123456E", "12E4", "E12", "E 0012", "SCC 17", "A-17/3", "1.5"])
    func `a number with letters, a space or a stroke stays one`(typed: String) {
        #expect((try? StaffNumber.read(typed)) != nil)
    }

    @Test(arguments: [
        ("Senior care worker; Cook", true), ("Band 10 nurse", true),
        ("Off sick since March. Ask Jo", false), ("07700 900123", false),
        ("a; b; c; d; e; f; g; h", true), ("a; b; c; d; e; f; g; h; i", false),
        ("one two three four five six", true), ("one two three four five six seven", false),
    ])
    func `other jobs are a list of jobs`(cell: String, isList: Bool) throws {
        let file = try ReadFile("Staff no,Other roles\nE1,\(cell)\n")
        #expect(file.count(.otherJobs) + file.count(.textPersonal) == (isList ? 0 : 1))
        #expect(file.reader.workerFacts.count == (isList ? 1 : 0))
    }

    @Test func `a row that was refused makes nobody`() throws {
        let file = try ReadFile(
            """
            Staff no,Course,Date completed,Employment start
            E1,Fire safety,01/02/2025,01/01/2020
            Total,Everything,12,
            E2,Fire safety,never,01/01/2020

            """
        )
        #expect(file.reader.staffNumbers.map(\.text) == ["E1", "E2"])
        #expect(file.reader.hasRightRow == [0])
        #expect(Set(file.reader.workerFacts.keys) == [0])
    }

    @Test func `of a column in both orders no day that could be either is right`() throws {
        let rows = "Staff no,Course,Date completed\nE1,Fire safety,12/31/2025\n"
        let file = rows + "E2,Fire safety,01/02/2026\nE3,Fire safety,13/02/2026\n"
        let first = try ReadFile(file)
        #expect(first.reader.foundMixed == [2] && first.records.map(\.row) == [3, 4])
        let again = try ReadFile(file, mixedColumns: first.reader.foundMixed)
        #expect(again.records.map(\.row) == [4])
        #expect(again.found.contains("TRNG-0138 3"))
        // What is said of the column is about no row.
        #expect(again.found.contains("TRNG-0138 "))
    }
}
