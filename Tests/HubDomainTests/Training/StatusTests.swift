import HubDomain
import HubText
import Testing

let today = day("2025-06-15")
let threeYears = RefreshInterval(months: 36).map { Refresh.every($0) } ?? .notStated

/// A rule about fire safety, changed as a test wants.
func rule(_ change: (inout TrainingRule) -> Void = { _ in }) -> TrainingRule {
    var rule = TrainingRule(
        id: "r1",
        fulfilment: Fulfilment("fire-safety"),
        basis: .employer,
        refresh: .notStated
    )
    change(&rule)
    return rule
}

/// Training in fire safety.
func trained(
    _ done: String?,
    _ expiry: StatedExpiry = .unstated,
    topic: TopicCode = "fire-safety",
    kind: RequiredEvidence = .training,
    origin: RecordOrigin = .own,
    isAble: Bool = true
) -> TrainingEvidence {
    TrainingEvidence(
        kind: kind,
        topic: topic,
        done: done.map(day),
        expiry: expiry,
        origin: origin,
        isAble: isAble
    )
}

/// How a file stands to a rule on 15 June 2025.
func standing(
    _ rule: TrainingRule,
    _ file: WorkerFile,
    started: Day? = nil,
    on day: Day = today
) -> Standing {
    StatusEngine.standing(Requirement(rule, started: started), in: file, on: day)
}

struct StatusTests {
    @Test(arguments: [
        ("2025-06-14", TrainingState.expired), ("2025-06-15", .expiring), ("2025-09-12", .expiring),
        ("2025-09-13", .upToDate),
    ])
    func `the published boundaries hold for a given expiry`(expiry: String, state: TrainingState) {
        let file = WorkerFile(evidence: [trained("2024-01-01", .day(day(expiry)))])
        let found = standing(rule(), file)
        #expect(found.state == state)
        #expect(found.isLastDayGiven == true)
    }

    @Test
    func `no expiry is a state of its own, and is not up to date`() {
        let file = WorkerFile(evidence: [trained("2024-01-01")])
        let found = standing(rule(), file)
        #expect(found.state == .noExpiryRecorded && found.nextChange == nil)
        #expect(standing(rule { $0.refresh = .once }, file).state == .upToDate)
        let never = WorkerFile(evidence: [trained("2024-01-01", .never)])
        #expect(standing(rule(), never).state == .upToDate)
        let undated = WorkerFile(evidence: [trained(nil)])
        #expect(standing(rule { $0.refresh = threeYears }, undated).state == .noExpiryRecorded)
    }

    @Test
    func `no record is missing, and a lapsed one is expired`() {
        #expect(standing(rule(), WorkerFile()).state == .missing)
        let other = WorkerFile(evidence: [trained("2025-01-01", topic: "food-hygiene")])
        #expect(standing(rule(), other).state == .missing)
        #expect(standing(rule(), other).lacking == ["fire-safety"])
        let lapsed = WorkerFile(evidence: [trained("2020-01-01")])
        #expect(standing(rule { $0.refresh = threeYears }, lapsed).state == .expired)
    }

    @Test
    func `a derived end counts on its day and not the day after`() {
        let file = WorkerFile(evidence: [trained("2022-06-15")])
        let rule = rule { $0.refresh = threeYears }
        let onTheDay = standing(rule, file)
        #expect(onTheDay.state == .expiring && onTheDay.isLastDayGiven == false)
        #expect(onTheDay.nextChange == day("2025-06-16"))
        #expect(standing(rule, file, on: day("2025-06-16")).state == .expired)
        #expect(standing(rule, file, on: day("2025-03-17")).state == .upToDate)
        #expect(standing(rule, file, on: day("2025-03-17")).nextChange == day("2025-03-18"))
    }

    @Test
    func `the latest end counts, whatever the order of the records`() {
        let records = [trained("2020-01-01"), trained("2024-06-01"), trained("2021-01-01")]
        let rule = rule { $0.refresh = threeYears }
        for order in [records, records.reversed()] {
            #expect(standing(rule, WorkerFile(evidence: order)).lastDay == day("2027-06-01"))
        }
    }

    @Test
    func `not yet due lasts from the start to the day before grace ends`() {
        let rule = rule { $0.graceDays = 84 }
        let started = day("2025-03-24")
        #expect(standing(rule, WorkerFile(), started: started).state == .notYetDue)
        let due = day("2025-06-16")
        #expect(standing(rule, WorkerFile(), started: started).nextChange == due)
        #expect(standing(rule, WorkerFile(), started: started, on: due).state == .missing)
        let early = WorkerFile(evidence: [trained("2025-04-01", .day(day("2028-04-01")))])
        let shown = standing(rule, early, started: started)
        #expect(shown.state == .upToDate && !shown.isRequired)
    }

    @Test
    func `a rule that is new gives everybody its grace`() {
        let rule = rule {
            $0.graceDays = 30
            $0.validFrom = day("2025-06-01")
        }
        #expect(Requirement(rule, started: day("2001-01-01")).dueFrom == day("2025-07-01"))
        #expect(Requirement(rule, started: day("2025-06-10")).dueFrom == day("2025-07-10"))
        #expect(Requirement(rule, started: nil).dueFrom == day("2025-07-01"))
    }

    @Test
    func `a booking shows on the day itself and no longer`() {
        let file = WorkerFile(bookings: [Booking(topic: "fire-safety", day: today)])
        let booked = standing(rule(), file)
        #expect(booked.state == .booked && booked.bookedFor == today)
        #expect(booked.isRequired && booked.nextChange == day("2025-06-16"))
        #expect(standing(rule(), file, on: day("2025-06-16")).state == .missing)
        let other = WorkerFile(bookings: [Booking(topic: "food-hygiene", day: today)])
        #expect(standing(rule(), other).state == .missing)
        let valid = WorkerFile(
            evidence: [trained("2025-01-01", .day(day("2025-07-01")))],
            bookings: [Booking(topic: "fire-safety", day: day("2025-06-20"))]
        )
        #expect(standing(rule(), valid).state == .expiring)
        #expect(standing(rule(), valid).bookedFor == day("2025-06-20"))
    }

    @Test
    func `exempt goes before paused, and both until their last day`() {
        let exempt = Exemption(rule: "r1", reason: "Agreed", from: day("2025-01-01"), until: today)
        var file = WorkerFile(exemptions: [exempt])
        #expect(standing(rule(), file).state == .exempt)
        #expect(!standing(rule(), file).isRequired)
        #expect(standing(rule(), file, on: day("2025-06-16")).state == .missing)
        file.pauses = [Pause(from: day("2025-06-01"), until: day("2025-06-20"))]
        #expect(standing(rule(), file).state == .exempt)
        #expect(standing(rule(), file, on: day("2025-06-16")).state == .paused)
        #expect(standing(rule(), file, on: day("2025-06-20")).state == .paused)
        #expect(standing(rule(), file, on: day("2025-06-21")).state == .missing)
        file.exemptions[0].rule = "r2"
        #expect(standing(rule(), file, on: day("2025-05-31")).state == .missing)
        #expect(exempt.checked(policy).isAccepted)
        let silent = Exemption(rule: "r1", reason: " ", from: today, until: nil)
        #expect(silent.checked(policy).errors.map(\.reason) == [.exemptionReason])
    }

    @Test
    func `a former employer's record is accepted by somebody, and expires like any other`() {
        let origin = RecordOrigin.formerEmployer(acceptedBy: "team manager")
        let record = trained("2024-01-01", .day(day("2025-12-31")), origin: origin)
        let found = standing(rule(), WorkerFile(evidence: [record]))
        #expect(found.state == .acceptedFromFormer && found.acceptedBy == "team manager")
        #expect(found.state.isValid)
        let later = standing(rule(), WorkerFile(evidence: [record]), on: day("2025-12-31"))
        #expect(later.state == .expiring && later.acceptedBy == "team manager")
    }
}

struct StatusRuleTests {
    @Test
    func `a tier needs its e-learning and its live part, and tier 1 or tier 2`() throws {
        let guide = try TrainingCatalogue.shipped().profile(.guide2024)
        let rule = try #require(guide?.rule("g7"))
        let (learning, one, two): (TopicCode, TopicCode, TopicCode) = (
            "oliver-mcgowan-e-learning", "oliver-mcgowan-tier-1", "oliver-mcgowan-tier-2"
        )
        let first = trained("2025-01-10", topic: learning)
        let half = standing(rule, WorkerFile(evidence: [first]))
        #expect(half.state == .missing && half.lacking == ["learning-disability-autism-awareness"])
        for live in [one, two] {
            let both = WorkerFile(evidence: [first, trained("2024-01-10", topic: live)])
            let found = standing(rule, both)
            #expect(found.state == .upToDate && found.lastDay == day("2027-01-10"))
        }
        let lives = WorkerFile(evidence: [one, two].map { trained("2025-01-10", topic: $0) })
        #expect(standing(rule, lives).state == .missing)
    }

    @Test
    func `an interval begins again with a recognised qualification gained within it`() {
        let interval = RefreshInterval(months: 36)
        let rule = rule {
            $0.refresh = interval.map { .unlessQualified($0, .restarts) } ?? .notStated
        }
        func lastDay(_ gained: Achieved...) -> Day? {
            let file = WorkerFile(evidence: [trained("2022-06-01")], recognised: gained)
            return standing(rule, file).lastDay
        }
        #expect(lastDay() == day("2025-06-01"))
        #expect(lastDay(.day(day("2025-06-01"))) == day("2028-06-01"))
        #expect(lastDay(.day(day("2025-06-02"))) == day("2025-06-01"))
        #expect(lastDay(.day(day("2022-05-31"))) == day("2025-06-01"))
        #expect(lastDay(.year(2_023)) == day("2026-01-01"))
        // All of 2022 is not within the interval, so the year alone shows nothing.
        #expect(lastDay(.year(2_022)) == day("2025-06-01"))
        let chain = lastDay(.day(day("2027-01-01")), .day(day("2024-06-01")))
        #expect(chain == day("2030-01-01"))
    }

    @Test
    func `a rule may say that a qualification waives the refresh`() {
        let interval = RefreshInterval(months: 36)
        let rule = rule {
            $0.refresh = interval.map { .unlessQualified($0, .waives) } ?? .notStated
        }
        let records = [trained("2020-01-01")]
        let file = WorkerFile(evidence: records, recognised: [.day(day("2021-01-01"))])
        #expect(standing(rule, file).state == .upToDate)
        #expect(standing(rule, WorkerFile(evidence: records)).state == .expired)
    }

    @Test
    func `an event cuts what was done before it, and nothing later`() {
        let rule = rule { $0.refresh = threeYears }
        let cut = IntervalCut(
            trigger: .risk,
            topics: ["fire-safety"],
            day: day("2025-05-01"),
            countsUntil: day("2025-06-30")
        )
        var file = WorkerFile(evidence: [trained("2025-04-30")], cuts: [cut])
        #expect(standing(rule, file).lastDay == day("2025-06-30"))
        file.evidence = [trained("2025-05-01")]
        #expect(standing(rule, file).lastDay == day("2028-05-01"))
        file.evidence = [trained("2025-04-30", .day(day("2025-06-20")))]
        #expect(standing(rule, file).lastDay == day("2025-06-20"))
        file.evidence = [trained("2025-04-30", .never)]
        #expect(standing(rule, file).lastDay == day("2025-06-30"))
        let other = IntervalCut(
            trigger: .lawOrPractice,
            topics: ["food-hygiene"],
            day: day("2025-05-01"),
            countsUntil: day("2025-06-30")
        )
        file = WorkerFile(evidence: [trained("2025-04-30")], cuts: [other])
        #expect(standing(rule, file).lastDay == day("2028-04-30"))
    }

    @Test
    func `training does not show competency, and not able ends an earlier able`() {
        let rule = rule {
            $0.evidence = .competency
            $0.refresh = RefreshInterval(months: 12).map { .every($0) } ?? .notStated
        }
        #expect(standing(rule, WorkerFile(evidence: [trained("2025-01-01")])).state == .missing)
        let able = trained("2025-01-01", kind: .competency)
        #expect(standing(rule, WorkerFile(evidence: [able])).state == .upToDate)
        let not = trained("2025-02-01", kind: .competency, isAble: false)
        #expect(standing(rule, WorkerFile(evidence: [able, not])).state == .missing)
        let again = trained("2025-03-01", kind: .competency)
        #expect(standing(rule, WorkerFile(evidence: [able, not, again])).state == .upToDate)
    }
}
