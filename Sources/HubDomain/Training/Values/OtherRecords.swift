package import HubText

/// When something was achieved: a day, or a year where that is all that is known.
package enum Achieved: Hashable, Sendable {
    /// On a day.
    case day(Day)
    /// In a year.
    case year(Int)

    /// The year.
    package var year: Int {
        switch self {
        case .day(let day): day.parts.year
        case .year(let year): year
        }
    }
}

/// A qualification.
package struct Qualification: Equatable, Sendable {
    /// Its group, as ASC-WDS has types; empty where nobody says.
    package var group: String
    /// Its title.
    package var title: String
    /// Its level; nil where nobody says.
    package var level: Int?
    /// When it was achieved; nil where nobody knows.
    package var achieved: Achieved?
    /// Whether it is a recognised adult social care qualification; nil where nobody answered.
    package var isRecognised: TriState?
    /// Where the certificate is.
    package var evidence: String
    /// Notes, where the council keeps any.
    package var notes: String

    /// The levels that exist.
    package static let levels = 0...8

    /// A qualification.
    package init(
        group: String = "",
        title: String,
        level: Int? = nil,
        achieved: Achieved? = nil,
        isRecognised: TriState? = nil,
        evidence: String = "",
        notes: String = ""
    ) {
        self.group = group
        self.title = title
        self.level = level
        self.achieved = achieved
        self.isRecognised = isRecognised
        self.evidence = evidence
        self.notes = notes
    }

    /// The qualification in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<Qualification> {
        var check = RecordCheck(policy)
        var record = self
        record.group = check.text(group, TrainingLimits.name, "group")
        record.title = check.text(title, TrainingLimits.title, "title")
        record.evidence = check.text(evidence, TrainingLimits.reference, "evidence")
        record.notes = check.notes(notes)
        if record.title.isEmpty {
            check.fail(.recordEmpty, "title", "the qualification has no title")
        }
        if let level, !Self.levels.contains(level) {
            check.fail(
                .trainingText,
                "level",
                found: "\(level)",
                "is not a level",
                expected: "0 to 8"
            )
        }
        switch achieved {
        case .day(let day): check.done(day, "achieved")
        case .year(let year): check.year(year, from: TrainingLimits.firstYear, .qualificationYear)
        case nil: break
        }
        return check.checked(record)
    }
}

/// How far somebody is with a certificate: an answer of its own in ASC-WDS.
package enum CertificateAnswer: String, Sendable, CaseIterable {
    /// It is completed.
    case completed
    /// It is started or in progress.
    case started
    /// Neither.
    case no
}

/// The Level 2 Adult Social Care Certificate of one worker; it is not the Care Certificate.
package struct LevelTwoCertificate: Equatable, Sendable {
    /// How far.
    package let answer: CertificateAnswer
    /// The year it was completed.
    package let year: Int?

    /// An answer.
    package init(answer: CertificateAnswer, year: Int? = nil) {
        self.answer = answer
        self.year = year
    }

    /// The answer with what is wrong: a year only with a completed one, from 2024 to this year.
    package func checked(_ policy: RecordPolicy) -> Checked<LevelTwoCertificate> {
        var check = RecordCheck(policy)
        if let year {
            if answer == .completed {
                check.year(year, from: TrainingLimits.levelTwoFirstYear, .levelTwoYear)
            } else {
                check.fail(
                    .levelTwoYear,
                    "year",
                    found: "\(year)",
                    "stands beside an answer that is not “completed”",
                    expected: "no year"
                )
            }
        }
        return check.checked(self)
    }
}

/// That somebody is registered with a professional body.
package struct ProfessionalRegistration: Equatable, Sendable {
    /// The body.
    package var body: String
    /// The first day.
    package var from: Day?
    /// What it says about its end.
    package var expiry: StatedExpiry

    /// A registration; the number is kept by the body and not here.
    package init(body: String, from: Day?, expiry: StatedExpiry = .unstated) {
        self.body = body
        self.from = from
        self.expiry = expiry
    }

    /// The registration in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<ProfessionalRegistration> {
        var check = RecordCheck(policy)
        var record = self
        record.body = check.required(body, TrainingLimits.name, "body")
        check.done(from, "from")
        if case .day(let end) = expiry { check.end(end, after: from, "expiry") }
        return check.checked(record)
    }
}

/// That somebody was checked: what and when, never a result and never a number.
package struct EmploymentCheck: Equatable, Sendable {
    /// What kind of check, in the council's words.
    package var kind: String
    /// When it was done.
    package var done: Day?
    /// When it is to be done again.
    package var renewBy: Day?

    /// A check.
    package init(kind: String, done: Day?, renewBy: Day? = nil) {
        self.kind = kind
        self.done = done
        self.renewBy = renewBy
    }

    /// The check in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<EmploymentCheck> {
        var check = RecordCheck(policy)
        var record = self
        record.kind = check.required(kind, TrainingLimits.name, "kind")
        check.done(done, "done")
        check.end(renewBy, after: done, "renew_by")
        return check.checked(record)
    }
}

/// That somebody was seen to be able, or not yet.
package struct Competency: Equatable, Sendable {
    /// What in.
    package var topic: TopicCode
    /// When.
    package var assessed: Day?
    /// The role of the assessor.
    package var assessedBy: String
    /// Whether the worker was found able.
    package var isAble: Bool
    /// When it is to be assessed again.
    package var reviewBy: Day?

    /// An assessment.
    package init(
        topic: TopicCode,
        assessed: Day?,
        assessedBy: String,
        isAble: Bool,
        reviewBy: Day? = nil
    ) {
        self.topic = topic
        self.assessed = assessed
        self.assessedBy = assessedBy
        self.isAble = isAble
        self.reviewBy = reviewBy
    }

    /// The assessment in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<Competency> {
        var check = RecordCheck(policy)
        var record = self
        record.assessedBy = check.required(assessedBy, TrainingLimits.name, "assessed_by")
        check.done(assessed, "assessed")
        check.end(reviewBy, after: assessed, "review_by")
        return check.checked(record)
    }
}

/// That somebody was supervised: when, never what was said.
package struct Supervision: Equatable, Sendable {
    /// What kind, in the council's words.
    package var kind: String
    /// When.
    package var held: Day?
    /// When the next one is due.
    package var nextBy: Day?

    /// A supervision.
    package init(kind: String, held: Day?, nextBy: Day? = nil) {
        self.kind = kind
        self.held = held
        self.nextBy = nextBy
    }

    /// The supervision in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<Supervision> {
        var check = RecordCheck(policy)
        var record = self
        record.kind = check.required(kind, TrainingLimits.name, "kind")
        check.done(held, "held")
        check.end(nextBy, after: held, "next_by")
        return check.checked(record)
    }
}

extension RecordCheck {
    /// A text that must say something.
    mutating func required(_ text: String, _ rule: TextRule, _ path: String) -> String {
        let tidy = self.text(text, rule, path)
        if tidy.isEmpty, errors.last?.path != path {
            fail(.recordEmpty, path, "the cell is empty", expected: "some words")
        }
        return tidy
    }

    /// A year until this one.
    mutating func year(_ year: Int, from first: Int, _ reason: ReasonCode) {
        let last = policy.today.parts.year
        if !(first...max(first, last)).contains(year) {
            fail(
                reason,
                "year",
                found: "\(year)",
                "cannot be",
                expected: "a year from \(first) to \(last)"
            )
        }
    }
}
