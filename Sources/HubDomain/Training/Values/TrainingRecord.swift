package import HubText

/// How training was delivered.
package enum Delivery: String, Sendable, CaseIterable {
    /// In one room.
    case faceToFace = "face-to-face"
    /// By e-learning.
    case eLearning = "e-learning"
}

/// Who delivered training.
package enum DeliveredBy: String, Sendable, CaseIterable {
    /// The employer's own staff.
    case inHouse = "in-house"
    /// Somebody else.
    case external
}

/// Whose record something is.
package enum RecordOrigin: Hashable, Sendable {
    /// The present employer's own.
    case own
    /// A former employer's, accepted by somebody in a role.
    case formerEmployer(acceptedBy: String)
}

/// That somebody was trained in something, or another thing that is held of a worker.
package struct TrainingRecord: Equatable, Sendable {
    /// What in; of other kinds the text of the subject.
    package var topic: TopicCode
    /// What the course was called; of other kinds the name as the council wrote it.
    package var title: String
    /// When it was completed; nil where nobody knows.
    package var completed: Day?
    /// What it says about its end.
    package var expiry: StatedExpiry
    /// The one question of its kind: whether training was accredited, a qualification is a
    /// recognised one, somebody was found able; nil where nobody answered.
    package var accredited: TriState?
    /// Who provided it, or the role of who assessed; empty where nobody says.
    package var provider: String
    /// Who delivered it.
    package var deliveredBy: DeliveredBy?
    /// How.
    package var delivery: Delivery?
    /// Where the certificate is.
    package var evidence: String
    /// Whose record it is.
    package var origin: RecordOrigin
    /// Notes, where the council keeps any.
    package var notes: String
    /// The year of a qualification whose day nobody knows.
    package var year: Int?
    /// The level of a qualification.
    package var level: Int?

    /// What it is about.
    package var subject: RecordSubject { RecordSubject(text: topic.text) }

    /// When a qualification was achieved; nil where nobody knows.
    package var achieved: Achieved? { completed.map { .day($0) } ?? year.map { .year($0) } }

    /// A record.
    package init(
        topic: TopicCode,
        title: String = "",
        completed: Day?,
        expiry: StatedExpiry = .unstated,
        accredited: TriState? = nil,
        provider: String = "",
        deliveredBy: DeliveredBy? = nil,
        delivery: Delivery? = nil,
        evidence: String = "",
        origin: RecordOrigin = .own,
        notes: String = "",
        year: Int? = nil,
        level: Int? = nil
    ) {
        self.year = year
        self.level = level
        self.topic = topic
        self.title = title
        self.completed = completed
        self.expiry = expiry
        self.accredited = accredited
        self.provider = provider
        self.deliveredBy = deliveredBy
        self.delivery = delivery
        self.evidence = evidence
        self.origin = origin
        self.notes = notes
    }

    /// The record in its kept form, with what is wrong.
    ///
    /// - Parameter policy: The day, and what the council keeps.
    /// - Returns: The record, the errors, and what was left out.
    package func checked(_ policy: RecordPolicy) -> Checked<TrainingRecord> {
        var check = RecordCheck(policy)
        var record = self
        record.title = check.text(title, TrainingLimits.title, "title")
        record.provider = check.text(provider, TrainingLimits.name, "provider")
        record.evidence = check.text(evidence, TrainingLimits.reference, "evidence")
        record.notes = check.notes(notes)
        if case .formerEmployer(let role) = origin {
            let role = check.text(role, TrainingLimits.name, "accepted_by")
            record.origin = .formerEmployer(acceptedBy: role)
        }
        check.done(completed, "completed")
        if case .day(let end) = expiry { check.end(end, after: completed, "expiry") }
        if record.title.isEmpty, completed == nil, expiry == .unstated {
            check.fail(
                .recordEmpty,
                "",
                "the record has neither a title nor a day",
                expected: "what was done, or when"
            )
        }
        return check.checked(record)
    }
}
