package import HubText

/// One thing that was done, as the status sees it.
package struct TrainingEvidence: Hashable, Sendable {
    /// What kind of thing.
    package var kind: RequiredEvidence
    /// About what: a topic, or the council's code of the kind of check, body or supervision.
    package var topic: TopicCode
    /// When; nil where nobody knows.
    package var done: Day?
    /// What it says about its end.
    package var expiry: StatedExpiry
    /// Whose record it is.
    package var origin: RecordOrigin
    /// Whether it shows that somebody is able; false only for an assessment that found otherwise.
    package var isAble: Bool

    /// Evidence.
    package init(
        kind: RequiredEvidence = .training,
        topic: TopicCode,
        done: Day?,
        expiry: StatedExpiry = .unstated,
        origin: RecordOrigin = .own,
        isAble: Bool = true
    ) {
        self.kind = kind
        self.topic = topic
        self.done = done
        self.expiry = expiry
        self.origin = origin
        self.isAble = isAble
    }

    /// A training record as evidence.
    package init(_ record: TrainingRecord) {
        self.init(
            topic: record.topic,
            done: record.completed,
            expiry: record.expiry,
            origin: record.origin
        )
    }

    /// An assessment of competency as evidence.
    package init(_ record: Competency) {
        self.init(
            kind: .competency,
            topic: record.topic,
            done: record.assessed,
            expiry: record.reviewBy.map { .day($0) } ?? .unstated,
            isAble: record.isAble
        )
    }
}

/// A place on a course.
package struct Booking: Hashable, Sendable {
    /// About what.
    package var topic: TopicCode
    /// When; the booking counts until this day has passed.
    package var day: Day

    /// A booking.
    package init(topic: TopicCode, day: Day) {
        self.topic = topic
        self.day = day
    }
}

/// That something is not required of somebody.
package struct Exemption: Hashable, Sendable {
    /// The rule.
    package var rule: RuleID
    /// Why.
    package var reason: String
    /// The first day.
    package var from: Day
    /// The last day; nil for as long as it stands.
    package var until: Day?

    /// An exemption.
    package init(rule: RuleID, reason: String, from: Day, until: Day?) {
        self.rule = rule
        self.reason = reason
        self.from = from
        self.until = until
    }

    /// The exemption in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<Exemption> {
        var check = RecordCheck(policy)
        var kept = self
        kept.reason = check.text(reason, TrainingLimits.reason, "reason")
        if kept.reason.isEmpty, check.errors.isEmpty {
            check.fail(.exemptionReason, "reason", "the exemption has no reason")
        }
        check.span(from, until, .pauseDays, "until")
        return check.checked(kept)
    }

    func covers(_ day: Day) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }
}

/// Everything about one worker that a status depends on, but for the requirement itself.
package struct WorkerFile: Equatable, Sendable {
    /// What was done.
    package var evidence: [TrainingEvidence]
    /// When recognised adult social care qualifications were gained.
    package var recognised: [Achieved]
    /// Places on courses.
    package var bookings: [Booking]
    /// What is not required.
    package var exemptions: [Exemption]
    /// When nothing is required.
    package var pauses: [Pause]
    /// What cuts intervals in this worker's team.
    package var cuts: [IntervalCut]

    /// A file.
    package init(
        evidence: [TrainingEvidence] = [],
        recognised: [Achieved] = [],
        bookings: [Booking] = [],
        exemptions: [Exemption] = [],
        pauses: [Pause] = [],
        cuts: [IntervalCut] = []
    ) {
        self.evidence = evidence
        self.recognised = recognised
        self.bookings = bookings
        self.exemptions = exemptions
        self.pauses = pauses
        self.cuts = cuts
    }
}
