import HubText
import Testing

@testable import HubDomain

/// Programmes: what each kind has, which days fit, what is due and what is behind.
struct DevelopmentProgrammeTests {
    private let today: Day
    private let policy: RecordPolicy

    init() throws {
        today = try #require(Day(year: 2026, month: 6, day: 15))
        policy = RecordPolicy(today: today)
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
        try #require(Day(year: year, month: month, day: day))
    }

    private func reasons(_ programme: DevelopmentProgramme) -> [ReasonCode] {
        programme.checked(policy).errors.map(\.reason)
    }

    private func paths(_ programme: DevelopmentProgramme) -> [String] {
        programme.checked(policy).errors.map(\.path)
    }

    private func certificate(
        _ edition: CareCertificateEdition = .of2025,
        _ change: (inout DevelopmentProgramme) -> Void = { _ in }
    ) -> DevelopmentProgramme {
        var one = DevelopmentProgramme(.careCertificate)
        one.edition = edition
        change(&one)
        return one
    }

    @Test
    func `each edition has its own standards, and the older one its last day`() throws {
        let last = try day(2025, 7, 31)
        let after = try day(2025, 8, 1)
        let first = try day(2026, 1, 5)
        let whole = certificate { one in
            one.started = first
            one.steps = [DevelopmentStep(.standard, 16, on: today)]
        }
        #expect(reasons(whole).isEmpty && whole.missingStandards == Array(1...15))
        let none = certificate(.of2015) { $0.steps = [DevelopmentStep(.standard, 16, on: last)] }
        #expect(reasons(none) == [.programmeEdition])
        let just = certificate(.of2015) { one in
            one.steps = [DevelopmentStep(.standard, 15, on: last)]
            one.completed = last
        }
        #expect(reasons(just).isEmpty)
        let late = certificate(.of2015) { $0.completed = after }
        #expect(reasons(late) == [.programmeEdition] && paths(late) == ["completed"])
        let step = certificate(.of2015) { $0.steps = [DevelopmentStep(.standard, 1, on: after)] }
        #expect(reasons(step) == [.programmeEdition])
        #expect(reasons(certificate { $0.completed = after }).isEmpty)
        #expect(reasons(DevelopmentProgramme(.careCertificate)) == [.programmePart])
    }

    @Test
    func `the aim is twelve weeks, and is behind from the day after`() throws {
        let aim = try #require(today.advanced(by: -84))
        let onDay = certificate { $0.started = aim }
        let standing = DevelopmentStanding(onDay, on: today)
        #expect(standing.findings.map(\.day) == [today] && !standing.isBehind)
        let after = try DevelopmentStanding(onDay, on: #require(today.advanced(by: 1)))
        #expect(after.isBehind && after.findings.map(\.word) == ["aim"])
        let done = certificate { one in
            one.started = aim
            one.steps = (1...16).map { DevelopmentStep(.standard, $0, on: aim) }
        }
        #expect(try !DevelopmentStanding(done, on: #require(today.advanced(by: 1))).isBehind)
    }

    @Test
    func `what a kind does not have is refused by its field`() throws {
        var one = DevelopmentProgramme(.seniorLeader)
        #expect(paths(one) == ["title"])
        one.title = "Well-led"
        #expect(paths(one).isEmpty)
        one.hoursDone = 3
        one.extensionMonths = 1
        one.steps = [DevelopmentStep(.review, 3, on: today)]
        #expect(Set(paths(one)) == ["hours_done", "extension_months", "extension", "steps[0]"])
        var year = DevelopmentProgramme(.supportedYear)
        year.title = "ASYE"
        #expect(paths(year) == ["title"])
        year.title = ""
        year.steps = [DevelopmentStep(.moderation, on: today)]
        #expect(paths(year) == ["steps[0]"])
        year.steps = [DevelopmentStep(.moderation, on: today, outcome: .passed)]
        #expect(paths(year).isEmpty)
        year.provider = "call 01632 960123"
        #expect(paths(year) == ["provider"])
    }

    @Test
    func `days have an order, and nothing is done on a day to come`() throws {
        let tomorrow = try #require(today.advanced(by: 1))
        var one = DevelopmentProgramme(.apprenticeship)
        one.title = "Example standard"
        one.started = today
        one.steps = [DevelopmentStep(.endPoint, on: tomorrow)]
        #expect(reasons(one).isEmpty)
        one.steps = [DevelopmentStep(.endPoint, on: tomorrow, outcome: .passed)]
        #expect(reasons(one) == [.completedInFuture])
        one.steps = []
        one.completed = today.advanced(by: -1)
        #expect(reasons(one) == [.programmeDays])
        one.completed = today
        #expect(reasons(one).isEmpty)
        one.stopped = today
        #expect(reasons(one) == [.programmeDays])
        one.stopped = nil
        one.hoursPlanned = Apprenticeship.hoursMax
        #expect(reasons(one).isEmpty)
        one.hoursPlanned = Apprenticeship.hoursMax + 1
        #expect(reasons(one) == [.trainingTooMany])
    }

    @Test
    func `reviews go by the pattern, and an extension adds some`() throws {
        var year = DevelopmentProgramme(.supportedYear)
        year.started = try day(2026, 3, 14)
        #expect(year.monthsOfReviews == [3, 6, 9, 12])
        let third = try day(2026, 6, 14)
        let due = DevelopmentStanding(year, on: third)
        #expect(!due.isBehind && due.findings.first?.day == third)
        let late = DevelopmentStanding(year, on: today)
        #expect(late.isBehind && late.findings.filter(\.isBehind).map(\.word) == ["review"])
        year.steps = [DevelopmentStep(.review, 3, on: today)]
        #expect(reasons(year).isEmpty && !DevelopmentStanding(year, on: today).isBehind)
        year.steps = [DevelopmentStep(.review, 4, on: today)]
        #expect(reasons(year) == [.programmePart])
        year.steps = []
        year.extensionMonths = 6
        #expect(reasons(year) == [.programmePart])
        year.extensionKind = .partTime
        #expect(reasons(year).isEmpty && year.monthsOfReviews == [3, 6, 9, 12, 15, 18])
        year.reviewMonths = [6, 3]
        #expect(reasons(year) == [.programmeDays])
        year.reviewMonths = [3, 6]
        #expect(year.monthsOfReviews == [3, 6])
    }

    @Test
    func `off-the-job hours are behind pro rata, without breaks, and unknown is not behind`() throws
    {
        var one = DevelopmentProgramme(.apprenticeship)
        one.title = "Example standard"
        one.started = try day(2026, 6, 1)
        one.plannedEnd = try day(2026, 6, 30)
        one.hoursPlanned = 60
        let unknown = DevelopmentStanding(one, on: today)
        #expect(unknown.hoursExpected == 30 && !unknown.isBehind)
        #expect(unknown.findings.contains { $0.word == "hours-unknown" })
        one.hoursDone = 29
        #expect(DevelopmentStanding(one, on: today).isBehind)
        one.hoursDone = 30
        #expect(!DevelopmentStanding(one, on: today).isBehind)
        // Ten days without learning of thirty: ten of twenty have passed.
        one.breaks = [DevelopmentBreak(from: try day(2026, 6, 3), until: try day(2026, 6, 12))]
        #expect(DevelopmentStanding(one, on: today).hoursExpected == 15)
        // In a break no hours are due, however many were done before it.
        one.breaks = [DevelopmentBreak(from: try day(2026, 6, 11), until: nil)]
        one.hoursDone = 1
        let paused = DevelopmentStanding(one, on: today)
        #expect(paused.hoursExpected == nil && paused.state == .paused)
        #expect(!paused.findings.contains { $0.word.hasPrefix("hours") })
        // One that is to come is no break yet, and is open from its first day on.
        one.breaks = [DevelopmentBreak(from: try day(2026, 6, 21), until: nil)]
        #expect(DevelopmentStanding(one, on: today).hoursExpected == 31)
    }

    @Test
    func `in a break nothing is behind, and breaks do not overlap`() throws {
        var one = certificate { $0.started = today.advanced(by: -200) }
        #expect(DevelopmentStanding(one, on: today).isBehind)
        let first = try #require(today.advanced(by: -9))
        one.breaks = [DevelopmentBreak(from: first, until: today)]
        let paused = DevelopmentStanding(one, on: today)
        #expect(paused.state == .paused && !paused.isBehind && reasons(one).isEmpty)
        #expect(try DevelopmentStanding(one, on: #require(today.advanced(by: 1))).isBehind)
        one.breaks.append(DevelopmentBreak(from: today, until: nil))
        #expect(reasons(one) == [.programmeDays])
    }

    @Test
    func `the answer for ASC-WDS comes from the state`() throws {
        var one = certificate()
        func answer() -> CertificateAnswer? {
            DevelopmentStanding.answer(one, DevelopmentStanding(one, on: today).state)
        }
        #expect(answer() == .no)
        one.started = today
        #expect(answer() == .started)
        one.completed = today
        #expect(answer() == .completed)
        one.completed = nil
        one.stopped = today
        #expect(answer() == .no)
        let other = DevelopmentProgramme(.apprenticeship)
        #expect(DevelopmentStanding.answer(other, .completed) == nil)
    }
}
