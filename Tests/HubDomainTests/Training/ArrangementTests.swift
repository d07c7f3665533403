import HubText
import Testing

@testable import HubDomain

/// What stands beside a worker's records.
struct ArrangementTests {
    private static let today = Day(year: 2025, month: 6, day: 15) ?? .first
    private static let rules: Set<RuleID> = ["g1"]
    private static let topics: Set<TopicCode> = ["fire-safety"]

    private func reasons(_ arrangement: Arrangement) -> [ReasonCode] {
        arrangement.checked(
            rules: Self.rules,
            topics: Self.topics,
            RecordPolicy(today: Self.today)
        ).errors.map(\.reason)
    }

    private func day(_ step: Int) -> Day { Self.today.advanced(by: step) ?? .first }

    @Test
    func `an exemption has a rule and a code, and never a sentence`() {
        var one = Arrangement(kind: .exempt, subject: "g1", from: day(0), reason: "other-post")
        #expect(reasons(one) == [])
        one.reason = ""
        #expect(reasons(one) == [.exemptionReason])
        one.reason = "she has been ill"
        #expect(reasons(one) == [.exemptionReason])
        one.reason = String(repeating: "a", count: Arrangement.reasonCharactersMax)
        #expect(reasons(one) == [])
        one.reason += "a"
        #expect(reasons(one) == [.exemptionReason])
        one.reason = "x"
        one.subject = "g2"
        #expect(reasons(one) == [.ruleUnknown])
        one.subject = "g1"
        one.until = day(-1)
        #expect(reasons(one) == [.pauseDays])
        one.until = day(0)
        #expect(reasons(one) == [])
    }

    @Test
    func `a pause keeps no reason`() {
        let pause = Arrangement(kind: .paused, from: day(0), reason: "ill")
        let checked = pause.checked(rules: [], topics: [], RecordPolicy(today: Self.today))
        #expect(checked.isAccepted && checked.value.reason.isEmpty)
    }

    @Test
    func `a place on a course is of today or to come`() {
        var one = Arrangement(kind: .booked, subject: "fire-safety", from: day(0))
        #expect(reasons(one) == [])
        one.from = day(-1)
        #expect(reasons(one) == [.bookedBefore])
        one.from = TrainingLimits.lastEnd(Self.today)
        #expect(reasons(one) == [])
        one.from = one.from.advanced(by: 1) ?? .last
        #expect(reasons(one) == [.dayImplausible])
        one.from = day(0)
        one.subject = "swimming"
        #expect(reasons(one) == [.topicUnknown])
    }

    @Test
    func `what a former employer recorded is done before, and somebody accepted it`() {
        var one = Arrangement(kind: .accepted, subject: "fire-safety", from: day(-9))
        #expect(reasons(one) == [.acceptedByNobody])
        one.acceptedBy = "team manager"
        #expect(reasons(one) == [])
        one.from = day(1)
        #expect(reasons(one) == [.completedInFuture])
        one.from = day(-9)
        one.until = day(-9)
        #expect(reasons(one) == [.expiryBeforeCompleted])
        one.until = day(-8)
        #expect(reasons(one) == [])
    }

    @Test
    func `each kind makes its own state, and its last day is the last`() {
        let rule = TrainingRule(
            id: "g1",
            fulfilment: Fulfilment("fire-safety"),
            basis: nil,
            refresh: .once
        )
        let worker = Worker(token: .init(high: 1, low: 1), employer: .individual)
        func state(_ arrangement: Arrangement, _ step: Int) -> TrainingState? {
            var file = WorkerFile()
            arrangement.add(to: &file)
            return StatusLedger.Entry(worker, file, rules: [rule], on: day(step))
                .lines.first?.standing.state
        }
        let exempt = Arrangement(
            kind: .exempt,
            subject: "g1",
            from: day(0),
            until: day(5),
            reason: "x"
        )
        #expect(state(exempt, -1) == .missing)
        #expect(state(exempt, 0) == .exempt && state(exempt, 5) == .exempt)
        #expect(state(exempt, 6) == .missing)
        var other = exempt
        other.subject = "g9"
        #expect(state(other, 0) == .missing)
        let pause = Arrangement(kind: .paused, from: day(0), until: day(0))
        #expect(state(pause, 0) == .paused && state(pause, 1) == .missing)
        let booked = Arrangement(kind: .booked, subject: "fire-safety", from: day(3))
        #expect(state(booked, 3) == .booked && state(booked, 4) == .missing)
        let accepted = Arrangement(
            kind: .accepted,
            subject: "fire-safety",
            from: day(-3),
            acceptedBy: "team manager"
        )
        #expect(state(accepted, 0) == .acceptedFromFormer)
    }
}
