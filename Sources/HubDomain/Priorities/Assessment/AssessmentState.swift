package import HubText

/// How far an assessment is.
///
/// ```
///            hand in              agree
///   draft ───────────► handed in ───────► agreed
///     ▲                    │                 │
///     └──── take back ◄────┘                 │
///     └──── reopen, with a reason ◄──────────┘
/// ```
///
/// Contributors and stewards write while it is a draft; every arrow is a steward's. A value and not
/// a noncopyable machine: it is stored, sent and compared, and each step is one function.
package enum AssessmentState: Equatable, Sendable {
    /// Being written.
    case draft
    /// Complete, on a day.
    case handedIn(Day)
    /// Agreed by a role on a day, after it was handed in.
    case agreed(Agreement, handedIn: Day)

    /// Who agreed, and when.
    package struct Agreement: Equatable, Sendable {
        /// The role that agreed, such as "director of adult social services".
        package let role: String
        /// The day of agreement; directors often agree before it is handed in.
        package let day: Day

        /// An agreement of its parts.
        package init(role: String, day: Day) {
            self.role = role
            self.day = day
        }
    }

    /// What somebody does with an assessment.
    package enum Step: Equatable, Sendable {
        /// Writes in it.
        case edit
        /// Says that it is complete.
        case handIn
        /// Makes it a draft again before it is agreed.
        case takeBack(reason: String)
        /// Records that a role agreed it on a day.
        case agree(role: String, on: Day)
        /// Makes it a draft again after it was agreed.
        case reopen(reason: String)
    }

    /// The roles that matter here, as granted for self-assessments.
    package enum Actor: String, Sendable, CaseIterable {
        /// Reads.
        case viewer
        /// Writes.
        case contributor
        /// Writes, hands in, records agreement, reopens.
        case steward
    }

    /// The rule for the role that agreed and for reasons.
    package static let wordsRule = TextRule.line

    /// Takes a step.
    ///
    /// - Parameters:
    ///   - step: What is to be done.
    ///   - actor: The role of whoever does it.
    ///   - today: The day in London.
    ///   - opening: The window's first day, before which nobody can have agreed; nil if it is not
    ///     confirmed.
    /// - Returns: The state after it; the same for an edit.
    /// - Throws: PRIO-0117 for the role, PRIO-0116 for the state, PRIO-0118 and PRIO-0119 for an
    ///   agreement, PRIO-0120 for a missing reason.
    package func after(
        _ step: Step,
        by actor: Actor,
        today: Day,
        opening: Day? = nil
    ) throws(DomainError) -> AssessmentState {
        guard actor == .steward || (actor == .contributor && step == .edit) else {
            throw DomainError(
                .stateRole,
                path: "state",
                found: actor.rawValue,
                problem: "is a role that may not \(step.words)",
                expected: step == .edit ? "a contributor or a steward" : "a steward"
            )
        }
        switch (self, step) {
        case (.draft, .edit): return self
        case (.draft, .handIn): return .handedIn(today)
        case (.handedIn, .takeBack(let reason)), (.agreed, .reopen(let reason)):
            try Self.checkReason(reason)
            return .draft
        case (.handedIn(let day), .agree(let role, let agreed)):
            return .agreed(
                try Self.agreement(role: role, on: agreed, opening: opening, today: today),
                handedIn: day
            )
        default:
            throw DomainError(
                .stateStep,
                path: "state",
                problem: "an assessment that is \(words) does not let you \(step.words)",
                expected: "one that is \(step.wantedState)"
            )
        }
    }

    /// The steps that a role could take now, in words for a menu.
    ///
    /// - Parameter actor: The role.
    /// - Returns: The names of the steps.
    package func possibleSteps(for actor: Actor) -> [String] {
        switch (self, actor) {
        case (_, .viewer): []
        case (.draft, .contributor): ["edit"]
        case (_, .contributor): []
        case (.draft, .steward): ["edit", "hand in"]
        case (.handedIn, .steward): ["take back", "record agreement"]
        case (.agreed, .steward): ["reopen"]
        }
    }

    /// The state in words.
    package var words: String {
        switch self {
        case .draft: "a draft"
        case .handedIn: "handed in"
        case .agreed: "agreed"
        }
    }

    private static func agreement(
        role: String,
        on day: Day,
        opening: Day?,
        today: Day
    ) throws(DomainError) -> Agreement {
        let checked: String
        do throws(TextError) {
            checked = try wordsRule.acceptRequired(role)
        } catch {
            throw DomainError(
                .agreementRole,
                path: "agreement.role",
                subject: "The role that agreed",
                error
            )
        }
        // A window that was moved into the future after it was handed in says nothing about then.
        let first = opening.flatMap { $0 <= today ? $0 : nil }
        guard day <= today, first.map({ $0 <= day }) ?? true else {
            throw DomainError(
                .agreementDay,
                path: "agreement.day",
                subject: "The day of the agreement",
                found: day.words,
                problem: day > today ? "is in the future" : "is before the window opened",
                expected: Self.days(from: first, to: today)
            )
        }
        return Agreement(role: checked, day: day)
    }

    /// The days that can be, in words; one day is no span.
    private static func days(from first: Day?, to last: Day) -> String {
        guard let first else { return "\(last.words) or an earlier day" }
        return first == last ? "\(last.words)" : "a day from \(first.words) to \(last.words)"
    }

    private static func checkReason(_ reason: String) throws(DomainError) {
        do throws(TextError) {
            _ = try wordsRule.acceptRequired(reason)
        } catch {
            throw DomainError(.reopenReason, path: "reason", subject: "The reason", error)
        }
    }
}

extension AssessmentState.Step {
    /// The step in words, after "may not".
    fileprivate var words: String {
        switch self {
        case .edit: "change it"
        case .handIn: "hand it in"
        case .takeBack: "take it back"
        case .agree: "record its agreement"
        case .reopen: "reopen it"
        }
    }

    fileprivate var wantedState: String {
        switch self {
        case .edit, .handIn: "a draft"
        case .takeBack, .agree: "handed in"
        case .reopen: "agreed"
        }
    }
}
