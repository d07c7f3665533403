import HubText
import Testing

@testable import HubDomain

/// Rules of programmes that are plain arithmetic, and what is said of another edition.
struct DevelopmentRuleTests {
    private let today: Day
    private let policy: RecordPolicy

    init() throws {
        today = try #require(Day(year: 2026, month: 6, day: 15))
        policy = RecordPolicy(today: today)
    }

    private func day(_ step: Int) throws -> Day { try #require(today.advanced(by: step)) }

    private func apprenticeship() -> DevelopmentProgramme {
        var one = DevelopmentProgramme(.apprenticeship)
        one.title = "Example standard"
        return one
    }

    private func words(_ one: DevelopmentProgramme) -> [String] {
        DevelopmentStanding(one, on: today).doubts.map(\.word)
    }

    private func award(
        _ edition: CareCertificateEdition,
        standards: [Int]
    ) throws -> DevelopmentProgramme {
        var one = DevelopmentProgramme(.careCertificate)
        one.edition = edition
        let last = edition.lastAwardDay ?? today
        one.started = last.advanced(by: -50)
        one.completed = last
        one.steps = standards.map { DevelopmentStep(.standard, $0, on: last) }
        #expect(one.checked(policy).isAccepted)
        return one
    }

    @Test(arguments: CareCertificateEdition.allCases)
    func `an award is doubtful where some standards have a day and others none`(
        _ edition: CareCertificateEdition
    ) throws {
        let all = Array(1...edition.standardCount)
        func answer(_ one: DevelopmentProgramme) -> CertificateAnswer? {
            DevelopmentStanding.answer(one, DevelopmentStanding(one, on: today).state)
        }
        let whole = try award(edition, standards: all)
        #expect(!whole.isAwardDoubtful && answer(whole) == .completed && words(whole).isEmpty)
        let some = try award(edition, standards: all.dropLast())
        #expect(some.isAwardDoubtful && answer(some) == nil)
        #expect(words(some) == ["standards-missing"])
        #expect(some.missingStandardsWords == "1 standard has no day: \(edition.standardCount)")
        // Whose standards were never recorded is not known to have missed any.
        let none = try award(edition, standards: [])
        #expect(!none.isAwardDoubtful && answer(none) == .completed && words(none).isEmpty)
        var open = some
        open.completed = nil
        open.stopped = open.steps.first?.day
        #expect(!open.isAwardDoubtful && answer(open) == .no)
    }

    @Test
    func `a return names the standards of an award, unless another is without doubt`() throws {
        let check = TrainingReturn(try TrainingCatalogue.shipped(), today: today)
        let some = try award(.of2025, standards: Array(1...14))
        let problems = check.problems([some])
        #expect(problems.map(\.reason) == [.returnCertificate])
        #expect(problems.map(\.severity) == [.warning])
        #expect(
            problems.first?.problem
                == "an award under the edition of 2025 is recorded, and 2 standards have no day: "
                + "15, 16"
        )
        #expect(check.problems([some, try award(.of2015, standards: [])]).isEmpty)
        #expect(check.problems([apprenticeship()]).isEmpty)
        #expect(check.problems([DevelopmentProgramme]()).isEmpty)
    }

    @Test
    func `no day has more than 24 hours, done or planned`() throws {
        var one = apprenticeship()
        one.started = try day(-1)
        one.hoursDone = 48
        #expect(one.checked(policy).isAccepted)
        one.hoursDone = 49
        let refused = one.checked(policy).errors
        #expect(refused.map(\.reason) == [.programmeHours])
        #expect(refused.map(\.path) == ["hours_done"])
        let said = refused.first?.finding().sentence ?? ""
        #expect(said.contains("at most 48, which is 24 a day"), "\(said)")
        one.completed = try day(-1)
        one.hoursDone = 25
        #expect(one.checked(policy).errors.map(\.path) == ["hours_done"], "one day until its end")
        one.hoursDone = 24
        #expect(one.checked(policy).isAccepted)
        one.completed = nil
        one.plannedEnd = today
        one.hoursPlanned = 49
        #expect(one.checked(policy).errors.map(\.path) == ["hours_planned"])
        one.hoursPlanned = 48
        #expect(one.checked(policy).isAccepted)
        // Of what has no first day nobody can say.
        (one.started, one.plannedEnd, one.hoursDone) = (nil, nil, 400)
        #expect(one.checked(policy).isAccepted)
    }

    @Test
    func `more than twice the planned hours are confirmed by somebody`() {
        var one = apprenticeship()
        one.hoursDone = 9_000
        #expect(one.hoursToConfirm == nil, "no plan is no limit")
        one.hoursPlanned = 4_500
        #expect(one.hoursToConfirm == nil)
        one.hoursPlanned = 4_499
        #expect(one.hoursToConfirm?.reason == .programmeHoursDoubt)
        #expect(one.hoursToConfirm?.path == "hours_done")
        #expect(one.checked(policy).isAccepted, "it is a doubt, and can be so")
        #expect(words(one) == ["hours-over"])
    }

    @Test
    func `a break past the planned end is told, to the day`() throws {
        var one = apprenticeship()
        one.started = try day(-100)
        one.plannedEnd = try day(10)
        one.breaks = [DevelopmentBreak(from: try day(-5), until: try day(10))]
        #expect(words(one).isEmpty)
        one.breaks[0].until = try day(11)
        let doubt = try #require(DevelopmentStanding(one, on: today).doubts.first)
        #expect(doubt.word == "break-past-end" && !doubt.isBehind)
        // An open one goes on until today, and nobody knows how much longer.
        one.breaks[0].until = nil
        #expect(words(one).isEmpty)
        one.plannedEnd = try day(-1)
        #expect(words(one) == ["break-past-end"])
        one.stopped = today
        #expect(words(one).isEmpty)
    }

    @Test
    func `without a first day nothing is due of what is counted from it`() {
        for kind in DevelopmentKind.allCases {
            var one = DevelopmentProgramme(kind)
            if kind == .careCertificate { one.edition = .of2025 }
            let isTold = kind == .careCertificate || kind == .supportedYear
            #expect(words(one) == (isTold ? [DevelopmentStanding.noFirstDay] : []), "\(kind)")
            one.started = today
            #expect(words(one).isEmpty)
            (one.started, one.stopped) = (nil, today)
            #expect(words(one).isEmpty, "what has ended is never due")
        }
    }

    @Test
    func `another edition says which standards keep their days`() throws {
        var old = DevelopmentProgramme(.careCertificate)
        old.edition = .of2015
        var new = old
        #expect(new.editionMove(from: old) == nil)
        new.edition = .of2025
        #expect(
            new.editionMove(from: old)
                == "edition 2015 becomes 2025; no standard was signed off under the edition of 2015"
        )
        old.steps = [DevelopmentStep(.standard, 3, on: today)]
        new.steps = old.steps + [DevelopmentStep(.standard, 16, on: today)]
        #expect(
            new.editionMove(from: old)
                == "edition 2015 becomes 2025; 1 standard signed off under the edition of 2015 "
                + "keeps its day: 3"
        )
        old.edition = nil
        #expect(new.editionMove(from: old) == nil, "from no edition it is no move")
    }

    @Test
    func `an order of days says which step and which day it is about`() throws {
        var one = DevelopmentProgramme(.careCertificate)
        one.edition = .of2025
        one.started = today
        one.plannedEnd = today
        one.steps = [DevelopmentStep(.standard, 4, on: try day(-1))]
        let errors = one.checked(policy).errors
        #expect(errors.map(\.path) == ["planned_end", "steps[0]"])
        #expect(errors.map(\.reason) == [.programmeDays, .programmeDays])
        let sentences = errors.map { $0.finding().sentence }
        #expect(sentences[0].contains("the first day of the programme"), "\(sentences)")
        #expect(!sentences[0].contains("completed"), "\(sentences)")
        #expect(sentences[1].hasPrefix("standard 4: "), "\(sentences)")
        one.plannedEnd = try day(1)
        one.started = try day(-10)
        #expect(one.checked(policy).isAccepted)
        one.stopped = try day(-2)
        let late = one.checked(policy).errors.map { $0.finding().sentence }
        #expect(late.count == 1 && late[0].contains("on which the programme ended"), "\(late)")
    }

    @Test
    func `a name between marks is hinted at`() {
        var one = apprenticeship()
        for text in ["Lead adult care worker (Jane Example)", "Levy; Jane Example"] {
            (one.title, one.funding) = (text, text)
            #expect(one.nameHints.map(\.path) == ["title", "funding"], "\(text)")
        }
        (one.title, one.funding) = ("Lead adult care worker (level 3)", "Levy; council")
        #expect(one.nameHints.isEmpty)
    }
}
