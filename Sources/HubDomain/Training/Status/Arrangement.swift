package import HubText

/// What stands beside a worker's records: why something is not asked for now, or why it counts
/// although no record here shows it.
package struct Arrangement: Hashable, Sendable {
    /// The kinds; their numbers are kept in files.
    package enum Kind: Int, Sendable, CaseIterable {
        /// A rule does not bind the worker, for a reason.
        case exempt = 1
        /// Nothing is required; no reason is held.
        case paused = 2
        /// There is a place on a course.
        case booked = 3
        /// A former employer's record that somebody accepted.
        case accepted = 4
    }

    /// What kind of thing.
    package var kind: Kind
    /// A rule for an exemption, a topic for what is booked or accepted, nothing for a pause.
    package var subject: String
    /// The first day, the day of the course, or the day of completion.
    package var from: Day
    /// The last day; nil for as long as it stands, or where nothing is said.
    package var until: Day?
    /// Why something is not required: a code of the council's own.
    package var reason: String
    /// The role of who accepted a record.
    package var acceptedBy: String

    /// An arrangement.
    package init(
        kind: Kind,
        subject: String = "",
        from: Day,
        until: Day? = nil,
        reason: String = "",
        acceptedBy: String = ""
    ) {
        self.kind = kind
        self.subject = subject
        self.from = from
        self.until = until
        self.reason = reason
        self.acceptedBy = acceptedBy
    }

    /// The arrangement in its kept form, with what is wrong.
    ///
    /// - Parameters:
    ///   - rules: The rules that somebody can be exempt from.
    ///   - topics: The topics of the catalogue.
    ///   - policy: The day.
    /// - Returns: The arrangement and the errors.
    package func checked(
        rules: Set<RuleID>,
        topics: Set<TopicCode>,
        _ policy: RecordPolicy
    ) -> Checked<Arrangement> {
        var check = RecordCheck(policy)
        var kept = self
        checkSubject(rules, topics, &check)
        kept.reason = checkedReason(&check)
        kept.acceptedBy = check.text(acceptedBy, TrainingLimits.name, "accepted_by")
        if kind == .accepted, kept.acceptedBy.isEmpty, check.errors.isEmpty {
            check.fail(
                .acceptedByNobody,
                "accepted_by",
                "nobody is named who accepted the record",
                expected: "the role of who accepted it, and no name"
            )
        }
        checkDays(&check)
        return check.checked(kept)
    }

    private func checkSubject(
        _ rules: Set<RuleID>,
        _ topics: Set<TopicCode>,
        _ check: inout RecordCheck
    ) {
        switch kind {
        case .paused: break
        case .exempt:
            if !rules.contains(RuleID(text: subject)) {
                check.fail(
                    .ruleUnknown,
                    "subject",
                    found: subject,
                    "is not one of your rules",
                    expected: "a rule as `whub training rules` lists it"
                )
            }
        case .booked, .accepted:
            if !topics.contains(TopicCode(text: subject)) {
                check.fail(
                    .topicUnknown,
                    "subject",
                    found: subject,
                    "is not a topic of the catalogue",
                    expected: "a code as `whub training topics` lists it"
                )
            }
        }
    }

    /// A code, and never a sentence, which could tell of somebody's health.
    private func checkedReason(_ check: inout RecordCheck) -> String {
        guard kind == .exempt else { return "" }
        let isCode =
            (1...Self.reasonCharactersMax).contains(reason.utf8.count)
            && reason.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        if !isCode {
            check.fail(
                .exemptionReason,
                "reason",
                "the exemption has no reason, or one that is no code",
                expected: "up to \(Self.reasonCharactersMax) letters, digits and hyphens; no "
                    + "sentence, which could tell of health"
            )
        }
        return isCode ? reason : ""
    }

    /// The letters of a reason's code.
    package static let reasonCharactersMax = 40

    private func checkDays(_ check: inout RecordCheck) {
        switch kind {
        case .exempt, .paused: check.span(from, until, .pauseDays, "until")
        case .booked:
            if from < check.policy.today {
                check.fail(
                    .bookedBefore,
                    "from",
                    found: from.slashed,
                    "has passed",
                    expected: "today or a day to come"
                )
            }
        case .accepted:
            check.done(from, "from")
            check.end(until, after: from, "until")
        }
        if kind != .accepted { check.end(from, after: nil, "from") }
    }

    /// Puts the arrangement where a status looks.
    package func add(to file: inout WorkerFile) {
        switch kind {
        case .exempt:
            let rule = RuleID(text: subject)
            file.exemptions.append(
                Exemption(rule: rule, reason: reason, from: from, until: until)
            )
        case .paused: file.pauses.append(Pause(from: from, until: until))
        case .booked: file.bookings.append(Booking(topic: TopicCode(text: subject), day: from))
        case .accepted:
            file.evidence.append(
                TrainingEvidence(
                    topic: TopicCode(text: subject),
                    done: from,
                    expiry: until.map { .day($0) } ?? .unstated,
                    origin: .formerEmployer(acceptedBy: acceptedBy)
                )
            )
        }
    }
}
