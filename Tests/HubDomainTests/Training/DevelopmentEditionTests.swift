import HubText
import Testing

@testable import HubDomain

/// Days of a Care Certificate from before its edition, and days before employment.
struct DevelopmentEditionTests {
    private let policy: RecordPolicy
    private let first: Day
    private let before: Day

    init() throws {
        policy = RecordPolicy(today: try #require(Day(year: 2026, month: 6, day: 15)))
        first = try #require(Day(year: 2025, month: 3, day: 1))
        before = try #require(Day(year: 2025, month: 2, day: 28))
    }

    private func certificate(
        _ edition: CareCertificateEdition = .of2025,
        _ change: (inout DevelopmentProgramme) -> Void
    ) -> DevelopmentProgramme {
        var one = DevelopmentProgramme(.careCertificate)
        one.edition = edition
        change(&one)
        return one
    }

    private func errors(
        _ one: DevelopmentProgramme,
        over recorded: DevelopmentProgramme? = nil
    ) -> [DomainError] {
        one.checked(policy, over: recorded).errors
    }

    @Test
    func `nothing is signed off or awarded before the month in which the edition began`() {
        let right = certificate { one in
            one.started = first
            one.completed = first
            one.steps = [DevelopmentStep(.standard, 7, on: first)]
        }
        #expect(errors(right).isEmpty)
        let early = certificate { one in
            one.completed = before
            one.steps = [
                DevelopmentStep(.standard, 16, on: before),
                DevelopmentStep(.standard, 7, on: before),
            ]
        }
        let found = errors(early)
        #expect(found.map(\.reason) == [.programmeEdition, .programmeEdition, .programmeEdition])
        // By the places that were given, whatever the order in which they are kept.
        #expect(found.map(\.path) == ["completed", "steps[0]", "steps[1]"])
        #expect(
            found.last?.finding().sentence
                == "standard 7: “28/02/2025” is before the edition of 2025, which can be used "
                + "since March 2025. Expected a day since then, or the 2015 edition, under which "
                + "it is recorded before the certificate moves."
        )
    }

    @Test
    func `a certificate that moves keeps the days of the edition before, and takes no new ones`() {
        let old = certificate(.of2015) { one in
            one.started = before
            one.steps = [DevelopmentStep(.standard, 7, on: before)]
        }
        #expect(errors(old).isEmpty)
        var moved = old
        moved.edition = .of2025
        #expect(errors(moved, over: old).isEmpty)
        #expect(errors(moved).map(\.path) == ["steps[0]"])
        moved.steps.append(DevelopmentStep(.standard, 8, on: before))
        #expect(errors(moved, over: old).map(\.path) == ["steps[1]"])
        moved.steps.removeLast()
        moved.completed = before
        #expect(errors(moved, over: old).map(\.path) == ["completed"])
    }

    @Test
    func `what is recorded so stays so, whatever else is changed`() {
        let recorded = certificate { one in
            one.started = before
            one.completed = before
            one.steps = [DevelopmentStep(.standard, 16, on: before)]
        }
        var later = recorded
        later.provider = "Example college"
        #expect(errors(later, over: recorded).isEmpty && errors(later).count == 2)
    }

    @Test
    func `the first edition began with its year`() throws {
        let day = try #require(Day(year: 2014, month: 12, day: 31))
        let early = certificate(.of2015) { one in
            one.started = day
            one.completed = day
        }
        #expect(errors(early).map(\.path) == ["started", "completed"])
        let next = try #require(Day(year: 2015, month: 1, day: 1))
        #expect(errors(certificate(.of2015) { $0.started = next }).isEmpty)
        var progress = CareCertificateProgress(.of2025)
        let (isEarly, isRight) = (progress.assess(7, on: before), progress.assess(7, on: first))
        #expect(!isEarly && isRight)
    }

    @Test
    func `a first day before the edition is a doubt, unless standards tell that it moved`() {
        func words(_ one: DevelopmentProgramme) -> [String] {
            DevelopmentStanding(one, on: policy.today).doubts.map(\.word)
        }
        #expect(words(certificate { $0.started = first }).isEmpty)
        var early = certificate { $0.started = before }
        #expect(errors(early).isEmpty && words(early) == ["edition-early"])
        early.steps = [DevelopmentStep(.standard, 7, on: before)]
        #expect(words(early).isEmpty)
    }

    @Test
    func `each part from before a day is named`() {
        let one = certificate { one in
            one.started = before
            one.completed = first
            one.steps = [
                DevelopmentStep(.standard, 7, on: before),
                DevelopmentStep(.standard, 8, on: first),
            ]
        }
        #expect(one.days(before: first) == ["begun", "standard 7"])
        #expect(one.days(before: before).isEmpty)
    }
}
