import HubDomain
import HubText
import Testing

struct FundingTests {
    private let rates: [FundingRate]
    private static let course = "level-2-adult-social-care-certificate"

    init() throws { rates = try TrainingCatalogue.shipped().fundingRates }

    private func course(
        paid: String? = nil,
        started: String? = nil,
        completed: String? = nil
    ) -> FundedCourse {
        FundedCourse(
            course: Self.course,
            isQualification: true,
            firstPaid: paid.map(day),
            started: started.map(day),
            completed: completed.map(day)
        )
    }

    @Test(arguments: [
        ("2025-03-31", "£1,500", "£900", "£600"), ("2025-04-01", "£1,540", "£924", "£616"),
    ])
    func `60 per cent at the start and 40 on completion are the published sums`(
        paid: String,
        whole: String,
        start: String,
        completion: String
    ) throws {
        let rate = try #require(
            FundingRate.rate(for: Self.course, firstPaid: day(paid), among: rates)
        )
        #expect(rate.amountMax.description == whole)
        #expect(rate.startAmount().description == start)
        #expect(rate.completionAmount().description == completion)
    }

    @Test
    func `the edition follows the first payment, and 2026-27 is not known`() {
        func edition(_ paid: String, _ course: String = Self.course) -> String? {
            FundingRate.rate(for: course, firstPaid: day(paid), among: rates)?.edition
        }
        #expect(edition("2024-04-01") == "2024-25" && edition("2024-03-31") == nil)
        #expect(edition("2025-03-31") == "2024-25" && edition("2025-04-01") == "2025-26")
        #expect(edition("2026-03-31") == "2025-26" && edition("2026-04-01") == nil)
        #expect(edition("2025-06-01", "another-course") == nil)
    }

    @Test
    func `what costs less is paid less, to the penny`() throws {
        let rate = try #require(rates.first)
        let cost = Money(pence: 100_001)
        #expect(rate.startAmount(cost: cost).pence == 60_000)
        #expect(rate.completionAmount(cost: cost).pence == 40_001)
        #expect(rate.startAmount(cost: Money(pounds: 2_000)).description == "£900")
        #expect(rate.startAmount(cost: Money(pounds: -5)).pence == 0)
        #expect(
            Money(pence: 92_450).description == "£924.50" && Money(pence: 5).description == "£0.05"
        )
    }

    @Test
    func `a start is claimed within three months of the later of payment and start`() {
        let later = course(paid: "2025-06-30", started: "2025-05-01")
        #expect(later.windowStart(.qualificationStart) == day("2025-06-30"))
        let other = course(paid: "2025-05-01", started: "2025-11-30")
        let state = other.state(.qualificationStart, rates: rates, on: day("2025-12-01"))
        #expect(state.state == .open(until: day("2026-02-28"), amount: Money(pounds: 924)))
        #expect(state.nextChange == day("2026-03-01"))
        let last = other.state(.qualificationStart, rates: rates, on: day("2026-02-28")).state
        #expect(last == state.state)
        let after = other.state(.qualificationStart, rates: rates, on: day("2026-03-01")).state
        #expect(after == .lapsed(day("2026-02-28")))
        let unpaid = course(started: "2025-11-30")
        #expect(
            unpaid.state(.qualificationStart, rates: rates, on: day("2025-12-01")).state == .waiting
        )
    }

    @Test
    func `a completion is claimed from completion, in a later year too`() {
        let one = course(paid: "2025-03-01", started: "2025-03-01", completed: "2025-09-15")
        let open = one.state(.qualificationCompletion, rates: rates, on: day("2025-12-15")).state
        #expect(open == .open(until: day("2025-12-15"), amount: Money(pounds: 600)))
        let lapsed = one.state(.qualificationCompletion, rates: rates, on: day("2025-12-16")).state
        #expect(lapsed == .lapsed(day("2025-12-15")))
    }

    @Test
    func `claims of 2024-25 end on 21 March, and late ones are looked at until 31 March`() {
        let one = course(paid: "2025-03-01", started: "2025-03-01")
        func state(_ today: String) -> ClaimState {
            one.state(.qualificationStart, rates: rates, on: day(today)).state
        }
        #expect(state("2025-03-21") == .open(until: day("2025-03-21"), amount: Money(pounds: 900)))
        #expect(state("2025-03-22") == .late(until: day("2025-03-31"), amount: Money(pounds: 900)))
        #expect(state("2025-03-31") == .late(until: day("2025-03-31"), amount: Money(pounds: 900)))
        #expect(state("2025-04-01") == .lapsed(day("2025-03-31")))
    }

    @Test
    func `what lapses soon is told, and what was sent is not`() {
        var one = course(paid: "2025-06-01", started: "2025-06-01")
        let open = one.state(.qualificationStart, rates: rates, on: day("2025-08-25")).state
        #expect(open.isLapsing(within: 8, of: day("2025-08-25")))
        #expect(!open.isLapsing(within: 7, of: day("2025-08-25")))
        let claim = SentClaim(amount: Money(pounds: 924), submitted: day("2025-06-10"))
        one.sent[.qualificationStart] = claim
        let sent = one.state(.qualificationStart, rates: rates, on: day("2025-08-25"))
        #expect(sent.state == .sent(claim) && sent.nextChange == nil)
        #expect(one.checked(policy).isAccepted)
        one.sent[.course] = claim
        #expect(one.checked(policy).errors.map(\.reason) == [.claimKind])
        #expect(
            course(started: "2025-06-02", completed: "2025-06-01").checked(policy).errors
                .map(\.reason) == [.claimDays]
        )
    }

    @Test
    func `regulated staff cannot be funded, and what is not known is named`() {
        var answers: [FundingEligibility.Question: TriState] = [:]
        #expect(FundingEligibility(answers).answer == .doNotKnow)
        for question in FundingEligibility.Question.allCases { answers[question] = question.wanted }
        #expect(FundingEligibility(answers).answer == .yes)
        answers[.completedASCWDS] = .doNotKnow
        #expect(FundingEligibility(answers).unknown == [.completedASCWDS])
        answers[.isRegulated] = .yes
        let against = FundingEligibility(answers)
        #expect(against.answer == .no && against.against == [.isRegulated])
    }

    @Test
    func `places are never less than none`() {
        #expect(CoursePlaces(course: "a", offered: 10, taken: 4).left == 6)
        #expect(CoursePlaces(course: "a", offered: 3, taken: 4).left == 0)
    }
}

struct DelegationTests {
    private let nurse = DelegatingProfessional(
        profession: "nurse",
        body: "Example register",
        registration: "EXAMPLE1",
        organisation: "Example trust"
    )

    private func delegation(_ change: (inout Delegation) -> Void = { _ in }) -> Delegation {
        var delegation = Delegation(
            activity: "wound-care",
            employer: "U1",
            professional: nurse,
            consent: day("2025-01-10"),
            assessed: day("2025-01-10"),
            assessedBy: "district nurse",
            reviewDue: day("2025-07-10"),
            oversight: "Community nursing team",
            response: .accepted(day("2025-01-11"))
        )
        change(&delegation)
        return delegation
    }

    private func standing(
        _ delegation: Delegation,
        employer: OrganisationRef? = "U1",
        training: [TopicCode: Standing] = [:],
        on today: String = "2025-06-15"
    ) -> DelegationStanding {
        DelegationStanding(delegation, employer: employer, training: training, on: day(today))
    }

    @Test
    func `signed off holds until the review day and not after it`() {
        let now = standing(delegation())
        #expect(now.isSignedOff && now.until == day("2025-07-10"))
        #expect(now.nextChange == day("2025-07-11"))
        #expect(standing(delegation(), on: "2025-07-10").isSignedOff)
        let after = standing(delegation(), on: "2025-07-11")
        #expect(after.obstacles == [.reviewOverdue(day("2025-07-10"))] && after.until == nil)
    }

    @Test
    func `what is not known is not signed off`() {
        #expect(standing(delegation { $0.consent = nil }).obstacles == [.noConsent])
        #expect(standing(delegation { $0.assessed = nil }).obstacles == [.notAssessed])
        #expect(standing(delegation { $0.reviewDue = nil }).obstacles == [.noReviewDay])
        #expect(standing(delegation { $0.response = .none }).obstacles == [.notAccepted])
        let declined = delegation { $0.response = .declined(day("2025-01-11")) }
        #expect(standing(declined).obstacles == [.declined])
    }

    @Test
    func `nothing transfers to another employer`() {
        #expect(standing(delegation(), employer: "U2").obstacles == [.otherEmployer])
        #expect(standing(delegation(), employer: nil).obstacles == [.otherEmployer])
    }

    @Test
    func `it lapses with training, withdrawal and a changed need`() {
        let needs = delegation { $0.prerequisites = ["medication-management"] }
        let topic: TopicCode = "medication-management"
        #expect(standing(needs).obstacles == [.training(topic)])
        let valid = Standing(
            state: .expiring,
            isRequired: true,
            lastDay: day("2025-06-20"),
            nextChange: day("2025-06-21")
        )
        let now = standing(needs, training: [topic: valid])
        #expect(now.isSignedOff && now.until == day("2025-06-20"))
        #expect(now.nextChange == day("2025-06-21"))
        let lapsed = Standing(state: .expired, isRequired: true)
        #expect(standing(needs, training: [topic: lapsed]).obstacles == [.training(topic)])
        for (cause, today, isSignedOff) in [
            (DelegationEnd.Cause.withdrawn, "2025-06-14", true), (.withdrawn, "2025-06-15", false),
            (.needChanged, "2025-06-14", true), (.needChanged, "2025-06-15", false),
        ] {
            let ended = delegation {
                $0.end = DelegationEnd(cause: cause, day: day("2025-06-15"), reason: "Reviewed")
            }
            #expect(standing(ended, on: today).isSignedOff == isSignedOff)
        }
    }

    @Test
    func `it ends with the employment`() {
        func standing(_ left: String) -> DelegationStanding {
            DelegationStanding(
                delegation(),
                employer: "U1",
                left: day(left),
                training: [:],
                on: day("2025-06-15")
            )
        }
        let last = standing("2025-06-15")
        #expect(last.isSignedOff && last.until == day("2025-06-15"))
        #expect(last.nextChange == day("2025-06-16"))
        #expect(standing("2025-06-14").obstacles == [.left(day("2025-06-14"))])
    }

    @Test
    func `every obstacle has a word of its own`() {
        let some = day("2025-06-15")
        let all: [DelegationStanding.Obstacle] = [
            .otherEmployer, .left(some), .withdrawn(some), .needChanged(some), .noConsent,
            .notAssessed, .notAccepted, .declined, .noReviewDay, .reviewOverdue(some),
            .training("medication-management"),
        ]
        #expect(Set(all.map(\.word)).count == all.count)
        #expect(Set(all.map(\.words)).count == all.count)
    }

    @Test
    func `a delegation is taken or refused with its reason`() {
        func reasons(linksPersons: Bool = false, _ change: (inout Delegation) -> Void)
            -> [ReasonCode]
        {
            delegation(change).checked(policy, linksPersons: linksPersons).errors.map(\.reason)
        }
        #expect(reasons { _ in }.isEmpty)
        let person = PersonLink.pseudonym(WorkerToken(high: 1, low: 1))
        #expect(reasons { $0.person = person } == [.personLink])
        #expect(reasons(linksPersons: true) { $0.person = person }.isEmpty)
        #expect(reasons { $0.oversight = "" } == [.recordEmpty])
        #expect(reasons { $0.professional.registration = "" } == [.recordEmpty])
        #expect(reasons { $0.assessedBy = "" } == [.recordEmpty])
        #expect(reasons { $0.reviewDue = $0.assessed } == [.expiryBeforeCompleted])
        #expect(reasons { $0.professional.body = "" } == [.recordEmpty])
        #expect(reasons { $0.professional.profession = "" } == [.recordEmpty])
        #expect(reasons { $0.activity = "Wound care" } == [.delegationActivity])
        #expect(reasons { $0.response = .accepted(day("2060-01-01")) } == [.completedInFuture])
        let silent = DelegationEnd(cause: .withdrawn, day: day("2025-06-01"), reason: " ")
        #expect(reasons { $0.end = silent } == [.delegationReason])
        let changed = DelegationEnd(cause: .needChanged, day: day("2025-06-01"), reason: "")
        #expect(reasons { $0.end = changed }.isEmpty)
    }
}

struct PrerequisiteTests {
    private static let topic: TopicCode = "fire-safety"
    private let worker = Worker(
        token: WorkerToken(high: 1, low: 1),
        employer: .organisation("U1", nil, isRegistered: nil),
        mainRole: "carer"
    )

    private func rule(
        _ id: RuleID,
        _ refresh: Refresh,
        _ roles: RoleScope = .everyone
    ) -> TrainingRule {
        let fulfilment = Fulfilment(Self.topic)
        return TrainingRule(
            id: id,
            fulfilment: fulfilment,
            roles: roles,
            basis: nil,
            refresh: refresh
        )
    }

    private func standing(
        _ rules: [TrainingRule],
        _ change: (inout WorkerFile) -> Void = { _ in }
    ) -> Standing? {
        var file = WorkerFile(
            evidence: [TrainingEvidence(topic: Self.topic, done: day("2024-06-15"))]
        )
        change(&file)
        return PrerequisiteStandings.all(
            of: [Self.topic],
            worker,
            file,
            rules: rules,
            on: day("2025-01-15")
        )[Self.topic]
    }

    @Test
    func `rules that bind come first, else the shortest time of all counts`() throws {
        let year = try #require(RefreshInterval(months: 12))
        let half = try #require(RefreshInterval(months: 6))
        let others = rule("b", .every(half), .mainRoles(["cook"]))
        let bound = standing([rule("a", .every(year)), others])
        #expect(bound?.state.isValid == true && bound?.lastDay == day("2025-06-15"))
        let unbound = [rule("a", .every(year), .notStated), others]
        #expect(standing(unbound)?.state == .expired)
    }

    @Test
    func `without a rule only what the record says counts, and an exemption shows nothing`() throws
    {
        #expect(standing([])?.state == .noExpiryRecorded)
        let given = standing([]) { $0.evidence[0].expiry = .day(day("2025-02-01")) }
        #expect(given?.state.isValid == true && given?.lastDay == day("2025-02-01"))
        let year = try #require(RefreshInterval(months: 12))
        let all = [rule("a", .every(year))]
        let exempt = Exemption(rule: "a", reason: "x", from: day("2024-01-01"), until: nil)
        let missing = standing(all) { ($0.evidence, $0.exemptions) = ([], [exempt]) }
        #expect(missing?.state == .missing)
        let paused = standing(all) { $0.pauses = [Pause(from: day("2024-01-01"), until: nil)] }
        #expect(paused?.state.isValid == true)
    }
}
