import HubDomain
import HubTestKit
import HubText
import Testing

private let head = "Staff No,Training,Date Completed,Expiry Date,Accredited\n"

/// What is said of a file: all of it at once, once for each thing, and never about what is meant.
struct ImportMessageTests {
    private func mapping(
        _ titles: String...,
        topics: [ColumnMapping.LearnedName] = [],
        years: Int? = nil
    ) throws -> ColumnMapping {
        let matcher = TopicMatcher(try TrainingCatalogue.shipped())
        var mapping = MappingSuggestion(titles: titles, topics: matcher).mapping
        mapping.topicNames = topics
        mapping.shortYearsFrom = years
        return mapping
    }

    @Test func `all errors of a row are told at once`() throws {
        let file = try ReadFile(head + ",Fire safty,soon,14/03/2024,maybe\n")
        #expect(
            Set(file.found) == ["TRNG-0109 2", "TRNG-0101 2", "TRNG-0135 2", "TRNG-0107 2"]
        )
        let other = try ReadFile(head + ",,15/03/2024,15/03/2024,\n")
        #expect(Set(other.found) == ["TRNG-0109 2", "TRNG-0101 2", "TRNG-0106 2"])
        #expect(file.records.isEmpty && other.records.isEmpty)
    }

    @Test func `a file with days of records needs to say of what, one of workers alone does not`()
        throws
    {
        let dated = try mapping("Staff No", "Date joined", "Learnt", "Date of completion")
        #expect(dated.lacking == [.topic])
        #expect(try mapping("Staff No", "Date joined", "Learnt", "Valid until").lacking == [.topic])
        #expect(try mapping("Staff No", "Date joined", "Learnt").lacking.isEmpty)
        #expect(try mapping("Staff No", "DOJ", "Training course", "Date passed").lacking.isEmpty)
    }

    @Test func `a cell that is wrong is not missing as well`() throws {
        let file = try ReadFile(head + "jo@example.org,Fire safety,14/03/2024,,\n")
        #expect(file.found == ["TRNG-0233 2"])
        let topic = try ReadFile(head + "E1,Zzzz,14/03/2024,,\n")
        #expect(topic.found == ["TRNG-0101 2"])
    }

    @Test func `a row that is nobody's makes nobody, whatever else it says`() throws {
        let file = try ReadFile(head + ",Fire safety,04/03/2024,,\nE1,Autism,04/03/2024,,\n")
        #expect(file.reader.hasRightRow == [0] && file.records.count == 1)
    }

    @Test func `training without its day is kept and counted`() throws {
        let file = try ReadFile(head + "E1,Fire safety,,,\nE2,Fire safety,,04/03/2030,\n")
        #expect(file.count(.dayLacking) == 2 && file.reader.report.errors == 0)
        #expect(file.records.count == 2)
        let dated = try ReadFile(head + "E1,Fire safety,04/03/2024,,\nE2,Fire safety,yes,,\n")
        #expect(dated.count(.dayLacking) == 0)
        let none = try ReadFile("Staff No,Training\nE1,Fire safety\nE2,Fire safety\n")
        #expect(none.count(.dayLacking) == 1)
        #expect(none.reader.report.kept.first?.problem.contains("2 rows have none") == true)
    }

    @Test func `names that are no topic are counted by name`() throws {
        let file = try ReadFile(
            head + "E1,Meds,04/03/2024,,\nE2,MEDS,04/03/2024,,\nE3,Safeguarding,04/03/2024,,\n"
                + "E4,Fire safty,04/03/2024,,\nE5,Fire safety,04/03/2024,,\n"
        )
        let names = file.reader.unknownTopics.sorted
        #expect(names.map(\.name) == ["Meds", "Fire safty", "Safeguarding"])
        #expect(names.map(\.rows) == [2, 1, 1])
        #expect(names[1].suggestion == "Fire safety" && names[1].candidates.isEmpty)
        #expect(names[2].candidates == ["safeguarding-adults", "safeguarding-children"])
    }

    @Test func `names beyond the limit are counted together`() throws {
        let count = UnknownTopics.namesMax
        let rows = (0...count + 1).map { "E\($0),Qq \($0)x,04/03/2024,,\n" }.joined()
        let unknown = try ReadFile(head + rows).reader.unknownTopics
        #expect(unknown.sorted.count == count && unknown.rowsLeftOut == 2)
    }

    @Test func `rows of a topic that is left out are no records, and none of their cells counts`()
        throws
    {
        let titles = ["Staff No", "Training", "Date Completed"]
        let topics = [ColumnMapping.LearnedName(name: "tea making", topic: nil)]
        let text = "Staff No,Training,Date Completed\n,Tea  Making,soon\nE1,Autism,04/03/2024\n"
        let mapping = try mapping(titles[0], titles[1], titles[2], topics: topics)
        let file = try ReadFile(text, mapping: mapping)
        #expect(file.reader.report.errors == 0 && file.count(.topicLeftOut) == 1)
        #expect(file.records.count == 1 && file.reader.rowsRead == 2)
        let plain = try ReadFile(text)
        #expect(plain.reader.report.errors == 3 && plain.count(.topicLeftOut) == 0)
    }

    @Test func `courses are left out by their titles where a file has no topics`() throws {
        let mapping = try mapping(
            "Staff No",
            "Course title",
            topics: [.init(name: "Tea making", topic: nil), .init(name: "Fire", topic: "autism")]
        )
        var titled = mapping
        titled.columns[1].meaning = .field(.title)
        let text = "Staff No,Course title\nE1,Tea making\nE2,Fire\n"
        let file = try ReadFile(text, mapping: titled)
        #expect(file.words == ["E2 autism -"] && file.reader.report.errors == 0)
    }

    @Test(arguments: [
        (1_950, "4/3/49", "2049-03-04"), (1_950, "04-03-50", "1950-03-04"),
        (2_000, "4 Mar 99", "2099-03-04"), (1_930, "04.03.29", "2029-03-04"),
        (1_930, "04/03/30", "1930-03-04"), (1_950, "04/03/2024", "2024-03-04"),
    ])
    func `a year of two digits is one of the hundred that the mapping names`(
        from: Int,
        text: String,
        iso: String
    ) {
        guard case .day(let day, _) = DateCell.read(text, order: .dayFirst, shortYearsFrom: from)
        else {
            Issue.record("\(text) is no day")
            return
        }
        #expect(day.iso == iso)
    }

    @Test func `without that setting such a year is an error that names it`() throws {
        let file = try ReadFile(head + "E1,Fire safety,4/3/24,,\n")
        let finding = try #require(file.reader.report.kept.first)
        #expect(finding.reason == "TRNG-0135" && finding.expected.contains("mapping"))
        #expect(finding.suggestion == "04/03/2024")
        let mapping = try mapping(
            "Staff No",
            "Training",
            "Date Completed",
            "Expiry Date",
            "Accredited",
            years: 1_950
        )
        let read = try ReadFile(head + "E1,Fire safety,4/3/24,,\n", mapping: mapping)
        #expect(read.words == ["E1 fire-safety 2024-03-04"])
        #expect(mapping.applied(to: ["Staff No"]).mapping.shortYearsFrom == 1_950)
    }

    @Test(arguments: ["999", "31/12/2999", "31/12/9999", "2999-12-31", "01/01/1900"])
    func `what stands for not known is one thing however it is written`(text: String) {
        #expect(DateCell.read(text, order: .dayFirst) == .sentinel)
    }

    @Test func `a year before 2999 is a day`() {
        #expect(DateCell.read("31/12/2998", order: .dayFirst) != .sentinel)
    }

    @Test func `what stands above the titles is no part of the table`() throws {
        let text = "Training matrix,,\n\nStaff No,Training,Date Completed\nE1,Autism,14/03/2024\n"
        let catalogue = try TrainingCatalogue.shipped()
        var reader = TrainingFileReader(
            mapping: try mapping("Staff No", "Training", "Date Completed"),
            catalogue: catalogue,
            policy: RecordPolicy(today: day("2026-11-27")),
            seed: 1,
            titlesRow: 3
        )
        var records: [ImportedRecord] = []
        try reader.read(Array(text.utf8), into: &records)
        try reader.finish(into: &records)
        #expect(records.map(\.row) == [4] && reader.report.total == 0)
        #expect(reader.firstRows == [4])
    }
}

/// Where the titles are.
struct TitleRowTests {
    private func find(_ rows: [[String]]) throws -> Int {
        TitleRow.find(rows, topics: TopicMatcher(try TrainingCatalogue.shipped()))
    }

    private static let titles = ["Staff No", "Training", "Date Completed"]
    private static let record = ["E1", "Fire safety", "04/03/2024"]

    @Test func `titles in the first row are found there`() throws {
        #expect(try find([Self.titles, Self.record]) == 0)
        #expect(try find([["Who", "What", "When"], Self.record]) == 0)
        #expect(try find([["Staff No", "Fire safety", "Autism"], ["E1", "", "04/03/2024"]]) == 0)
        #expect(try find([]) == 0)
    }

    @Test func `headings above them are passed over, known titles or not`() throws {
        let heading = [["Training matrix 2025", "", ""], ["As of", "1 May", ""]]
        #expect(try find(heading + [Self.titles, Self.record]) == 2)
        #expect(try find([["Training", "", ""], Self.titles, Self.record]) == 1)
        #expect(try find([["Our file", "", ""], ["Who", "What", "When"], Self.record]) == 1)
    }

    @Test func `records are no titles, though their cells are names of topics`() throws {
        let names = ["Fire safety", "Autism", "Dementia care"]
        #expect(try find([["Who", "What", "More"], names, names]) == 0)
    }

    @Test func `headings are looked through up to the limit`() throws {
        let heading = Array(repeating: ["Page", "", ""], count: TitleRow.rowsAboveMax)
        #expect(try find(heading + [Self.titles]) == TitleRow.rowsAboveMax)
        #expect(try find(heading + [["Page", "", ""], Self.titles]) == 0)
    }
}

/// Rules for roles that nobody has.
struct RuleRoleTests {
    private func rule(_ id: RuleID, _ roles: RoleScope) throws -> TrainingRule {
        let rules = try #require(try TrainingCatalogue.shipped().profile(.guide2024)).rules
        var rule = try #require(rules.first)
        rule.id = id
        rule.roles = roles
        return rule
    }

    @Test func `a role that nobody has is told, with the nearest that somebody has`() throws {
        let recorded = RecordedRoles(main: ["Senior care worker", ""], others: ["Driver"])
        let file = RuleFile(rules: [
            try rule("c1", .mainRoles(["Senor care worker", "Senior care worker"])),
            try rule("c2", .anyRoles(["Driver"])), try rule("c3", .mainRoles(["Driver"])),
            try rule("c4", .everyone),
        ])
        let findings = file.rolesOfNobody(recorded)
        #expect(findings.map(\.reason) == ["TRNG-0244", "TRNG-0244"])
        #expect(findings.map(\.severity) == [.warning, .warning])
        #expect(findings.first?.suggestion == "Senior care worker")
        #expect(findings.first?.place.subject == "rule c1")
        #expect(findings.last?.suggestion == nil)
    }
}
