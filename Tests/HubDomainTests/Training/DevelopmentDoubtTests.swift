import HubText
import Testing

@testable import HubDomain

/// What does not fit in a programme: told beside what is due, and refused nowhere.
struct DevelopmentDoubtTests {
    private let today: Day
    private let policy: RecordPolicy

    init() throws {
        today = try #require(Day(year: 2026, month: 6, day: 15))
        policy = RecordPolicy(today: today)
    }

    private func day(_ step: Int) throws -> Day { try #require(today.advanced(by: step)) }

    private func words(_ one: DevelopmentProgramme, left: Day? = nil) -> [String] {
        DevelopmentStanding(one, left: left, on: today).doubts.map(\.word)
    }

    private func certificate(standards: [Int] = []) -> DevelopmentProgramme {
        var one = DevelopmentProgramme(.careCertificate)
        one.edition = .of2025
        one.started = today
        one.steps = standards.map { DevelopmentStep(.standard, $0, on: today) }
        return one
    }

    @Test
    func `a certificate that was awarded without all standards says which have no day`() throws {
        let without = (1...16).filter { ![4, 9, 15].contains($0) }
        var one = certificate(standards: without)
        #expect(words(one).isEmpty)
        one.completed = today
        #expect(one.checked(policy).isAccepted)
        let standing = DevelopmentStanding(one, on: today)
        #expect(standing.state == .completed && !standing.isBehind)
        #expect(standing.findings.map(\.words) == ["3 standards have no day: 4, 9, 15"])
        #expect(standing.findings.map(\.word) == ["standards-missing"])
        one.steps = certificate(standards: Array(1...16)).steps
        #expect(DevelopmentStanding(one, on: today).findings.isEmpty)
        one.steps.removeLast()
        let single = DevelopmentStanding(one, on: today).findings.map(\.words)
        #expect(single == ["1 standard has no day: 16"])
    }

    @Test
    func `a decision needs the final review and a recommendation, and an end the decision`() {
        var year = DevelopmentProgramme(.supportedYear)
        year.started = today.advanced(byMonths: -13)
        #expect(words(year).isEmpty)
        year.steps = [DevelopmentStep(.moderation, on: today, outcome: .notPassed)]
        #expect(words(year) == ["final-review-missing", "recommendation-missing"])
        year.steps += [
            DevelopmentStep(.review, 9, on: today),
            DevelopmentStep(.recommendation, on: today, outcome: .passed),
        ]
        #expect(words(year) == ["final-review-missing"])
        year.steps.append(DevelopmentStep(.review, 12, on: today))
        #expect(words(year).isEmpty && year.checked(policy).isAccepted)
        year.steps.removeAll { $0.kind == .moderation }
        year.completed = today
        #expect(words(year) == ["moderation-missing"])
        // The last review is that of the council's own pattern.
        year.reviewMonths = [6]
        #expect(words(year) == ["final-review-missing", "moderation-missing"])
    }

    @Test
    func `what is dated after the last day of employment is told, and nothing is due then`() throws
    {
        var one = certificate(standards: [1, 2])
        one.started = try day(-200)
        one.steps[0].day = try day(-10)
        one.steps[1].day = try day(-9)
        let last = try day(-10)
        let standing = DevelopmentStanding(one, left: last, on: today)
        let told = "after \(last.words), the last day of employment: standard 2"
        #expect(standing.findings.map(\.words) == [told] && !standing.isBehind)
        #expect(words(one, left: try day(-9)).isEmpty)
        #expect(words(one, left: try day(-201)) == ["after-leaving"])
        let begun = DevelopmentStanding(one, left: try day(-201), on: today).doubts.first?.words
        #expect(begun?.hasSuffix("begun, standard 1, standard 2") == true)
        // Whoever leaves to come, or leaves today, is behind still.
        #expect(DevelopmentStanding(one, left: today, on: today).isBehind)
        #expect(try !DevelopmentStanding(one, left: day(-1), on: today).isBehind)
    }

    @Test
    func `an end-point assessment that is planned after leaving is no fault of the record`() throws
    {
        var one = DevelopmentProgramme(.apprenticeship)
        one.title = "Example standard"
        one.steps = [DevelopmentStep(.endPoint, on: try day(5))]
        #expect(words(one, left: today).isEmpty)
    }

    @Test
    func `hours above the plan and long extensions are told, at the limit not`() {
        var one = DevelopmentProgramme(.apprenticeship)
        one.title = "Example standard"
        (one.hoursPlanned, one.hoursDone) = (300, 300)
        #expect(words(one).isEmpty)
        one.hoursDone = 301
        #expect(words(one) == ["hours-over"] && one.checked(policy).isAccepted)
        one.hoursPlanned = nil
        #expect(words(one).isEmpty)
        var year = DevelopmentProgramme(.supportedYear)
        year.started = today
        (year.extensionMonths, year.extensionKind) = (12, .partTime)
        #expect(words(year).isEmpty)
        year.extensionMonths = 30
        #expect(words(year) == ["extension-long"] && year.checked(policy).isAccepted)
        year.extensionMonths = SupportedYear.extensionMonthsMax + 1
        #expect(year.checked(policy).errors.map(\.path) == ["extension_months"])
    }

    @Test
    func `the 2015 edition is not begun after its last day, and open after it is told`() throws {
        var one = certificate()
        one.edition = .of2015
        let last = try #require(Day(year: 2025, month: 7, day: 31))
        one.started = last
        #expect(one.checked(policy).isAccepted)
        #expect(DevelopmentStanding(one, on: last).doubts.isEmpty)
        let after = try #require(last.advanced(by: 1))
        let doubt = try #require(DevelopmentStanding(one, on: after).doubts.first)
        #expect(doubt.word == "edition-over" && doubt.day == last && !doubt.isBehind)
        one.started = after
        let errors = one.checked(policy).errors
        #expect(errors.map(\.path) == ["started"] && errors.map(\.reason) == [.programmeEdition])
        one.edition = .of2025
        #expect(one.checked(policy).isAccepted && words(one).isEmpty)
        one.edition = .of2015
        (one.started, one.stopped) = (last, today)
        #expect(words(one).isEmpty)
    }

    @Test
    func `each text refuses what tells who somebody is, and hints at names`() {
        let texts: [(String, WritableKeyPath<DevelopmentProgramme, String>)] = [
            ("title", \.title), ("provider", \.provider), ("funding", \.funding),
            ("review_pattern", \.reviewPattern),
        ]
        let numbers = [
            "call 01632 960123", "a.b@example.org", "QQ 12 34 56 C", "NHS 943 476 5919",
        ]
        for (path, text) in texts {
            var one = DevelopmentProgramme(
                path.utf8.elementsEqual("review_pattern".utf8) ? .supportedYear : .apprenticeship
            )
            if one.kind == .apprenticeship { one.title = "Example standard" }
            for number in numbers {
                one[keyPath: text] = number
                let errors = one.checked(policy).errors
                #expect(errors.map(\.reason).contains(.textPersonal), "\(path) \(number)")
                #expect(errors.first?.path.utf8.elementsEqual(path.utf8) == true)
            }
            one[keyPath: text] = "Jane Example"
            #expect(one.nameHints.map(\.path) == [path])
            #expect(one.checked(policy).isAccepted, "a hint refuses nothing")
            one[keyPath: text] = "Lead Adult Care Worker"
            #expect(one.nameHints.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("Lead adult care worker", "Lead Adult Care Worker", true),
            ("Lead adult care worker", "adult care worker (lead)", true),
            ("Lead adult care worker", "Adult care worker", false),
            ("Care worker, level 2", "Care worker, level 3", false), ("A", "AA", false),
        ]
    )
    func `titles with the same words are the same`(
        _ title: String,
        _ other: String,
        _ isSame: Bool
    ) {
        var (one, two) = (
            DevelopmentProgramme(.apprenticeship), DevelopmentProgramme(.apprenticeship)
        )
        (one.title, two.title) = (title, other)
        #expect(one.isOfTheSame(two) == isSame)
        var leader = DevelopmentProgramme(.seniorLeader)
        leader.title = title
        #expect(!one.isOfTheSame(leader))
    }
}
