import Testing

@testable import HubDomain

/// Names of teams and roles that are slips of each other, and those that are two.
struct NearWordsTests {
    /// Teams as councils have them, of which none is a slip of another.
    private static let teams = [
        "Reablement East", "Reablement West", "Reablement North", "Reablement South",
        "Northern Locality", "Southern Locality", "Eastern Locality", "Western Locality",
        "North East Hub", "North West Hub", "Northeast Duty", "Northwest Duty",
        "Team 1", "Team 2", "Team 3", "Team A", "Team B", "Team C", "Homecare", "Homecare 2",
        "Adults Team One", "Adults Team Two", "Day Centre Monday", "Day Centre Sunday",
        "Milton House", "Hilton House", "Wilton House", "Ash Court", "Oak Court", "Elm Court",
        "Bolton Reablement", "Boston Reablement", "Bolton Homecare", "Boston Homecare",
        "Rose Lodge", "Ross Lodge", "Hall Lane", "Hill Lane", "Park Road", "Pack Road",
        "Kingsway", "Kingsley", "Learning Disability", "Learning Disability Respite",
        "Hospital Discharge AM", "Hospital Discharge PM", "Mental Health 18-25",
        "Mental Health 26-64", "Supported Living I", "Supported Living II", "OT", "OTA", "SW",
    ]

    @Test func `no two of a council's teams are taken for each other`() {
        let words = NearWords(Self.teams)
        for team in Self.teams {
            for other in Self.teams where !team.utf8.elementsEqual(other.utf8) {
                #expect(!words.isSlip(team, of: other), "\(team), \(other)")
            }
        }
    }

    @Test(arguments: [
        ("Reablment East", "Reablement East"), ("Care wroker", "Care worker"),
        ("Careworker", "Care worker"), ("Homecare-2", "Homecare 2"),
        ("Senior Care Workers", "Senior Care Worker"), ("Adults' Team One", "Adults Team One"),
        ("Occupatoinal Theraipst", "Occupational Therapist"), ("Health & Care", "Health and care"),
        ("Safeguadring", "Safeguarding"),
    ])
    func `a slip within a word, and other spaces, are one name`(typed: String, meant: String) {
        #expect(NearWords(Self.teams + [typed, meant]).isSlip(typed, of: meant))
    }

    @Test func `a file with two teams is not told, one with a slip is`() throws {
        func file(_ odd: String) throws -> ReadFile {
            let rows = (1...8).map { "E\($0),Autism,14/03/2024,Reablement West\n" }.joined()
            return try ReadFile(
                "Staff No,Training,Date Completed,Team\n" + rows + "E9,Autism,14/03/2024,\(odd)\n"
            )
        }
        #expect(try file("Reablement East").count(.spellingNear) == 0)
        #expect(try file("Reablement 2").count(.spellingNear) == 0)
        #expect(try file("Reablment West").count(.spellingNear) == 1)
    }

    @Test func `a worker in two such teams is told, as in any two`() throws {
        let head = "Staff No,Training,Date Completed,Team\nE1,Autism,14/03/2024,Reablement West\n"
        let two = try ReadFile(head + "E1,Fire safety,14/03/2024,Reablement East\n")
        #expect(two.count(.staffNumberShared) == 1)
        let slip = try ReadFile(head + "E1,Fire safety,14/03/2024,Reablment West\n")
        #expect(slip.count(.staffNumberShared) == 0)
    }
}

/// Titles of columns as people write them.
struct TitleSynonymTests {
    private func suggestion(_ titles: String...) throws -> MappingSuggestion {
        MappingSuggestion(titles: titles, topics: TopicMatcher(try TrainingCatalogue.shipped()))
    }

    @Test(arguments: [
        ("Date of completion", ImportField.completed), ("Course date", .completed),
        ("Date training completed", .completed), ("Date joined", .started),
        ("Start of employment", .started), ("Employment start date", .started),
        ("Date of leaving", .left), ("End of employment", .left),
    ])
    func `titles say one thing beside a course`(title: String, field: ImportField) throws {
        let found = try suggestion("Staff No", "Course", title)
        #expect(found.mapping.columns[2].meaning == .field(field))
    }

    @Test(arguments: ["Start date", "STARTDATE", "Date started", "Started"])
    func `a start date beside a course is asked about, in a file about workers it is not`(
        title: String
    ) throws {
        let course = try suggestion("Staff No", "Course", "Date completed", title)
        #expect(course.mapping.columns[3].meaning == .left && course.toConfirm == [3])
        #expect(course.grounds[3] == .nearTitle(.started))
        let workers = try suggestion("Staff No", "Team", "Job role", title)
        #expect(workers.mapping.columns[3].meaning == .field(.started))
        let told = try suggestion("Staff No", "Course", title, "Leaving date")
        #expect(told.mapping.columns[2].meaning == .field(.started))
    }

    @Test func `the hub's own template is known as it is`() throws {
        let fields = ImportField.template(of: .training)
        let matcher = TopicMatcher(try TrainingCatalogue.shipped())
        let found = MappingSuggestion(titles: fields.map(\.title), topics: matcher)
        #expect(found.mapping.columns.map(\.meaning) == fields.map { .field($0) })
    }

    @Test(arguments: [
        "Name of employee", "Employee’s full name", "Staff member name", "Name of staff member",
        "Given name", "Names of workers",
    ])
    func `a name in other words is a name`(title: String) throws {
        #expect(PersonalColumn.of(title) == .name)
        #expect(try suggestion("Staff No", "Course", title).grounds[2] == .personal(.name))
    }

    @Test(arguments: ["Course name", "Team name", "Training name", "Provider name", "Staff no"])
    func `the name of a thing is nobody's`(title: String) {
        #expect(PersonalColumn.of(title) == nil)
    }

    @Test func `the list of names knows a name in other words, and whose it is`() throws {
        let found = try NameColumns(titles: ["Staff no", "Name of manager", "Name of employee"])
        #expect(found.name == [2] && found.manager == nil)
    }
}
