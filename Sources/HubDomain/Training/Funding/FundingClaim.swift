package import HubText

/// What a claim is for.
package enum ClaimKind: String, Sendable, CaseIterable {
    /// A training course, once it is completed.
    case course
    /// The first part of a qualification.
    case qualificationStart = "qualification-start"
    /// The rest of a qualification.
    case qualificationCompletion = "qualification-completion"
}

/// A claim that was sent, and what became of it.
package struct SentClaim: Hashable, Sendable {
    /// How much.
    package var amount: Money
    /// When it was sent.
    package var submitted: Day
    /// When it was decided; nil while it is not.
    package var decided: Day?
    /// Whether it was granted; nil while it is not decided.
    package var isGranted: Bool?
    /// When it was paid; nil while it is not.
    package var paid: Day?

    /// A claim.
    package init(
        amount: Money,
        submitted: Day,
        decided: Day? = nil,
        isGranted: Bool? = nil,
        paid: Day? = nil
    ) {
        self.paid = paid
        self.amount = amount
        self.submitted = submitted
        self.decided = decided
        self.isGranted = isGranted
    }
}

/// One worker's funded course or qualification: the days on which claims depend.
package struct FundedCourse: Equatable, Sendable {
    /// The months in which a claim can be made, where no edition says otherwise.
    package static let windowMonths = 3

    /// The course or qualification.
    package var course: String
    /// Whether it is a qualification, which is claimed in two parts.
    package var isQualification: Bool
    /// When the first instalment was paid, which decides about the edition.
    package var firstPaid: Day?
    /// When it was started.
    package var started: Day?
    /// When it was completed.
    package var completed: Day?
    /// What a place costs.
    package var cost: Money?
    /// Where proof of payment, start and completion is.
    package var evidence: [String]
    /// The claims that were sent.
    package var sent: [ClaimKind: SentClaim]

    /// A course.
    package init(
        course: String,
        isQualification: Bool,
        firstPaid: Day? = nil,
        started: Day? = nil,
        completed: Day? = nil,
        cost: Money? = nil,
        evidence: [String] = [],
        sent: [ClaimKind: SentClaim] = [:]
    ) {
        self.course = course
        self.isQualification = isQualification
        self.firstPaid = firstPaid
        self.started = started
        self.completed = completed
        self.cost = cost
        self.evidence = evidence
        self.sent = sent
    }

    /// The claims that it leads to.
    package var kinds: [ClaimKind] {
        isQualification ? [.qualificationStart, .qualificationCompletion] : [.course]
    }

    /// The day from which a claim's three months count; nil until it is there.
    ///
    /// A course and a completion count from completion; a start from the later of payment and
    /// start.
    package func windowStart(_ kind: ClaimKind) -> Day? {
        switch kind {
        case .course, .qualificationCompletion: return completed
        case .qualificationStart:
            guard let firstPaid, let started else { return nil }
            return max(firstPaid, started)
        }
    }

    /// Adds a claim that was sent, if it could be made on that day.
    ///
    /// - Parameters:
    ///   - kind: The claim.
    ///   - claim: As it was sent; one that was refused before may be sent again.
    ///   - rates: The rates of every edition.
    /// - Throws: `claimKind`, `claimNotOpen`, `claimAmount`.
    package mutating func add(
        _ kind: ClaimKind,
        _ claim: SentClaim,
        rates: [FundingRate]
    ) throws(DomainError) {
        guard kinds.contains(kind) else {
            throw DomainError(
                .claimKind,
                path: "part",
                found: kind.rawValue,
                problem: "is no claim of this course",
                expected: kinds.map(\.rawValue).joined(separator: ", ")
            )
        }
        var before = self
        if before.sent[kind]?.isGranted == false { before.sent[kind] = nil }
        switch before.state(kind, rates: rates, on: claim.submitted).state {
        case .open(_, let amount), .late(_, let amount):
            guard (Money(pence: 1)...amount).contains(claim.amount) else {
                throw DomainError(
                    .claimAmount,
                    path: "amount_pence",
                    found: claim.amount.description,
                    problem: "cannot be claimed",
                    expected: "up to \(amount)"
                )
            }
            sent[kind] = claim
        case .waiting: throw Self.notOpen(claim, "a day that it depends on is not recorded")
        case .noRate: throw Self.notOpen(claim, "no rate is known for the first payment")
        case .lapsed(let last): throw Self.notOpen(claim, "the last day was \(last.words)")
        case .sent: throw Self.notOpen(claim, "it was sent before")
        }
    }

    private static func notOpen(_ claim: SentClaim, _ why: String) -> DomainError {
        DomainError(
            .claimNotOpen,
            path: "submitted",
            found: claim.submitted.slashed,
            problem: "is no day for it: \(why)"
        )
    }

    /// The course with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<FundedCourse> {
        var check = RecordCheck(policy)
        var record = self
        record.course = check.required(course, TrainingLimits.title, "course")
        record.evidence = evidence.map { check.text($0, TrainingLimits.reference, "evidence") }
        check.done(firstPaid, "first_paid")
        check.done(started, "started")
        check.done(completed, "completed")
        check.span(started, completed, .claimDays, "completed")
        for (kind, claim) in sent.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            check.done(claim.submitted, "sent[\(kind.rawValue)]")
            check.done(claim.decided, "sent[\(kind.rawValue)]")
            check.done(claim.paid, "sent[\(kind.rawValue)]")
            check.span(claim.submitted, claim.decided, .claimDays, "sent[\(kind.rawValue)]")
            check.span(claim.decided, claim.paid, .claimDays, "sent[\(kind.rawValue)]")
            if !kinds.contains(kind) {
                check.fail(
                    .claimKind,
                    "sent[\(kind.rawValue)]",
                    found: kind.rawValue,
                    "is no claim of this course",
                    expected: kinds.map(\.rawValue).joined(separator: ", ")
                )
            }
        }
        return check.checked(record)
    }
}

/// Where a claim stands on a day.
package enum ClaimState: Hashable, Sendable {
    /// The day from which it counts is not there yet.
    case waiting
    /// No rate is known for the day of the first payment.
    case noRate
    /// It can be claimed until a day, that day included.
    case open(until: Day, amount: Money)
    /// The edition's last day has passed; late claims are looked at one by one until a day.
    case late(until: Day, amount: Money)
    /// It can no longer be claimed.
    case lapsed(Day)
    /// It was sent.
    case sent(SentClaim)

    /// Whether it lapses within so many days, today included.
    package func isLapsing(within days: Int, of today: Day) -> Bool {
        switch self {
        case .open(let until, _), .late(let until, _): today.days(until: until) < days
        case .waiting, .noRate, .lapsed, .sent: false
        }
    }
}

extension FundedCourse {
    /// Where a claim stands.
    ///
    /// - Parameters:
    ///   - kind: The claim.
    ///   - rates: The rates of every edition.
    ///   - today: The day in London.
    /// - Returns: The state, and the next day on which it changes by itself.
    package func state(
        _ kind: ClaimKind,
        rates: [FundingRate],
        on today: Day
    ) -> (state: ClaimState, nextChange: Day?) {
        if let claim = sent[kind] { return (.sent(claim), nil) }
        guard let start = windowStart(kind), start <= today, let firstPaid else {
            return (.waiting, windowStart(kind).flatMap { $0 > today ? $0 : nil })
        }
        guard let rate = FundingRate.rate(for: course, firstPaid: firstPaid, among: rates) else {
            return (.noRate, nil)
        }
        let amount =
            switch kind {
            case .course: min(rate.amountMax, cost ?? rate.amountMax)
            case .qualificationStart: rate.startAmount(cost: cost)
            case .qualificationCompletion: rate.completionAmount(cost: cost)
            }
        let window = start.advanced(byMonths: rate.windowMonths) ?? .last
        // Completion claims may come in a later year, so an edition's last day does not end them.
        let limit = kind == .qualificationCompletion ? nil : rate.claimUntil
        let until = min(window, limit ?? window)
        if today <= until { return (.open(until: until, amount: amount), until.advanced(by: 1)) }
        if let late = rate.lateUntil, let limit, limit < window {
            let last = min(late, window)
            if today <= last { return (.late(until: last, amount: amount), last.advanced(by: 1)) }
            return (.lapsed(last), nil)
        }
        return (.lapsed(until), nil)
    }
}

/// Places on a course that somebody offers.
package struct CoursePlaces: Hashable, Sendable {
    /// The course.
    package let course: String
    /// How many are offered.
    package let offered: Int
    /// How many are taken.
    package let taken: Int

    /// Places; negative numbers count as none.
    package init(course: String, offered: Int, taken: Int) {
        self.course = course
        self.offered = max(0, offered)
        self.taken = max(0, taken)
    }

    /// How many are left; none where more were taken than offered.
    package var left: Int { max(0, offered - taken) }
}
