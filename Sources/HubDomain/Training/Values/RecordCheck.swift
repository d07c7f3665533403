package import HubText

/// A record brought to its kept form, with everything that is wrong with it.
package struct Checked<Value: Sendable>: Sendable {
    /// The record as it would be kept.
    package let value: Value
    /// Why it cannot be; empty if it can.
    package let errors: [DomainError]
    /// What was left out of it.
    package let remarks: [DomainError]

    /// Whether it can be kept.
    package var isAccepted: Bool { errors.isEmpty }
}

/// What a record is checked against.
package struct RecordPolicy: Equatable, Sendable {
    /// The day in London.
    package var today: Day
    /// Whether the council keeps notes.
    package var keepsNotes: Bool

    /// A policy; notes are off unless a council has said what they are for.
    package init(today: Day, keepsNotes: Bool = false) {
        self.today = today
        self.keepsNotes = keepsNotes
    }
}

/// Checks the parts of one record and collects all that is wrong, not only the first.
struct RecordCheck {
    let policy: RecordPolicy
    private(set) var errors: [DomainError] = []
    private(set) var remarks: [DomainError] = []

    init(_ policy: RecordPolicy) { self.policy = policy }

    mutating func fail(
        _ reason: ReasonCode,
        _ path: String,
        about subject: String = "",
        found: String? = nil,
        _ problem: String,
        suggestion: String? = nil,
        expected: String = ""
    ) {
        errors.append(
            DomainError(
                reason,
                path: path,
                subject: subject,
                found: found,
                problem: problem,
                expected: expected,
                suggestion: suggestion
            )
        )
    }

    /// Tidies a text that may be empty; a bad one, or one that tells who somebody is, becomes empty
    /// and is an error.
    mutating func text(_ text: String, _ rule: TextRule, _ path: String) -> String {
        do throws(TextError) {
            let tidy = try rule.accept(text)
            let isReference = rule == TrainingLimits.reference
            guard let personal = PersonalText.find(in: tidy, isReference: isReference) else {
                return tidy
            }
            errors.append(personal.error(path))
            return ""
        } catch {
            errors.append(DomainError(.trainingText, path: path, error))
            return ""
        }
    }

    /// Notes where the council keeps them; nothing else.
    mutating func notes(_ text: String) -> String {
        guard policy.keepsNotes || text.isEmpty else {
            remarks.append(
                DomainError(
                    .notesOff,
                    path: "notes",
                    problem: "the notes are left out",
                    expected: "no notes unless the council keeps them"
                )
            )
            return ""
        }
        return self.text(text, TrainingLimits.notes, "notes")
    }

    /// A day on which something was done: not too early, not to come.
    mutating func done(_ day: Day?, _ path: String, about subject: String = "") {
        guard let day else { return }
        if day > policy.today {
            fail(
                .completedInFuture,
                path,
                about: subject,
                found: day.slashed,
                "is a day to come",
                expected: "a day until \(policy.today.words)"
            )
        } else if day < TrainingLimits.firstDay {
            implausible(day, path, about: subject)
        }
    }

    /// A day on which something ends: after it was done, and not too far ahead.
    mutating func end(
        _ end: Day?,
        after done: Day?,
        _ path: String,
        about subject: String = ""
    ) {
        guard let end else { return }
        if let done, end <= done {
            fail(
                .expiryBeforeCompleted,
                path,
                about: subject,
                found: end.slashed,
                "is not after \(done.slashed), the day it was completed",
                expected: "a later day"
            )
        } else if end > TrainingLimits.lastEnd(policy.today) || end < TrainingLimits.firstDay {
            implausible(end, path, about: subject)
        }
    }

    /// A first and a last day; both count.
    mutating func span(_ first: Day?, _ last: Day?, _ reason: ReasonCode, _ path: String) {
        guard let first, let last, last < first else { return }
        fail(
            reason,
            path,
            found: last.slashed,
            "is before \(first.slashed), the first day",
            expected: "the same day or a later one"
        )
    }

    func checked<Value>(_ value: Value) -> Checked<Value> {
        Checked(value: value, errors: errors, remarks: remarks)
    }

    private mutating func implausible(_ day: Day, _ path: String, about subject: String) {
        let last = TrainingLimits.lastEnd(policy.today)
        fail(
            .dayImplausible,
            path,
            about: subject,
            found: day.slashed,
            "cannot be meant",
            expected: "a day from \(TrainingLimits.firstDay.words) to \(last.words)"
        )
    }
}
