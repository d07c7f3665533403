package import HubText

/// How far a plan is.
///
/// ```
///          review              agree            begin          close
///   draft ────────► in review ───────► agreed ────────► live ────────► closed
///     ▲                 │                 │               │
///     └─── give back, with a reason ◄─────┴───────────────┘
/// ```
///
/// From agreed on its agreement can be worded anew, with a reason.
/// It is written while it is a draft or in review; while it is live its progress is. A plan that
/// is live or closed can be carried on by a new one. That it was agreed, and given back, stays
/// known in the plan itself.
package enum PlanState: Hashable, Sendable {
    /// Being written.
    case draft
    /// Being looked at.
    case inReview
    /// Agreed, and not begun.
    case agreed(Agreement)
    /// Being carried out since a day.
    case live(Agreement, since: Day)
    /// At its end, on a day.
    case closed(Agreement, on: Day)

    /// A state without what belongs to it.
    package enum Stage: String, Sendable, CaseIterable {
        /// Being written.
        case draft
        /// Being looked at.
        case inReview = "in review"
        /// Agreed, and not begun.
        case agreed
        /// Being carried out.
        case live
        /// At its end.
        case closed
    }

    /// Who agreed, when, and who entered it.
    package struct Agreement: Hashable, Sendable {
        /// The role that agreed.
        package let role: String
        /// The day.
        package let day: Day
        /// Whoever entered it: a role, or what names a principal.
        package let enteredBy: String

        /// An agreement of its parts.
        package init(role: String, day: Day, enteredBy: String) {
            self.role = role
            self.day = day
            self.enteredBy = enteredBy
        }
    }

    /// What somebody does with a plan.
    package enum Step: Equatable, Sendable {
        /// Writes in it.
        case edit
        /// Says how far its actions are.
        case report
        /// Gives it to its reviewers.
        case review
        /// Records that a role agreed it.
        case agree(Agreement)
        /// Words the agreement that is there anew, such as a role in the place of a name.
        case reword(Agreement, why: String)
        /// Begins with it.
        case begin
        /// Makes it a draft again.
        case giveBack(reason: String)
        /// Carries it on in a new plan.
        case refresh
        /// Ends it.
        case close
    }

    /// Takes a step.
    ///
    /// - Parameters:
    ///   - step: What is to be done.
    ///   - today: The day in London.
    /// - Returns: The state after it.
    /// - Throws: PLAN-0101 for another state, PLAN-0102 for an agreement that cannot be, PLAN-0103
    ///   for a missing reason.
    package func after(_ step: Step, today: Day) throws(DomainError) -> PlanState {
        switch (self, step) {
        case (.draft, .edit), (.inReview, .edit), (.live, .report), (.live, .refresh),
            (.closed, .refresh):
            return self
        case (.draft, .review): return .inReview
        case (.inReview, .agree(let agreement)):
            return .agreed(try Self.checked(agreement, today: today))
        case (.agreed, .reword(let agreement, let why)):
            return .agreed(try Self.reworded(agreement, why, today: today))
        case (.live(_, let since), .reword(let agreement, let why)):
            return .live(try Self.reworded(agreement, why, today: today), since: since)
        case (.closed(_, let day), .reword(let agreement, let why)):
            return .closed(try Self.reworded(agreement, why, today: today), on: day)
        case (.agreed(let agreement), .begin): return .live(agreement, since: today)
        case (.live(let agreement, _), .close): return .closed(agreement, on: today)
        case (.inReview, .giveBack(let reason)), (.agreed, .giveBack(let reason)),
            (.live, .giveBack(let reason)):
            _ = try Self.required(reason, path: "reason", subject: "The reason", .planReason)
            return .draft
        default:
            throw DomainError(
                .planState,
                path: "state",
                found: words,
                problem: "is a state in which nobody can \(step.words)",
                expected: "a plan that is \(step.wanted)"
            )
        }
    }

    /// The state without what belongs to it.
    package var stage: Stage {
        switch self {
        case .draft: .draft
        case .inReview: .inReview
        case .agreed: .agreed
        case .live: .live
        case .closed: .closed
        }
    }

    /// The state in words.
    package var words: String { stage.rawValue }

    private static func reworded(
        _ agreement: Agreement,
        _ why: String,
        today: Day
    ) throws(DomainError) -> Agreement {
        _ = try required(why, path: "why", subject: "The reason", .planReason)
        return try checked(agreement, today: today)
    }

    private static func checked(
        _ agreement: Agreement,
        today: Day
    ) throws(DomainError) -> Agreement {
        guard agreement.day <= today else {
            throw DomainError(
                .planAgreement,
                path: "agreement.day",
                subject: "The day of the agreement",
                found: agreement.day.words,
                problem: "is in the future",
                expected: "\(today.words) or an earlier day"
            )
        }
        return Agreement(
            role: try required(
                agreement.role,
                path: "agreement.role",
                subject: "The role that agreed",
                .planAgreement
            ),
            day: agreement.day,
            enteredBy: try required(
                agreement.enteredBy,
                path: "agreement.entered_by",
                subject: "The role that entered it",
                .planAgreement,
                isWritten: false
            )
        )
    }

    private static func required(
        _ text: String,
        path: String,
        subject: String,
        _ reason: ReasonCode,
        isWritten: Bool = true
    ) throws(DomainError) -> String {
        let kept: String
        do throws(TextError) {
            kept = try TextRule.line.acceptRequired(text)
        } catch {
            throw DomainError(reason, path: path, subject: subject, error)
        }
        // What the hub itself knows of a principal is no text that somebody wrote.
        if isWritten, let personal = PersonalText.find(in: kept) {
            throw personal.error(.planPerson, path: path, subject: subject)
        }
        return kept
    }
}

extension PlanState.Step {
    /// The step, behind "nobody can".
    fileprivate var words: String {
        switch self {
        case .edit: "write in the plan"
        case .report: "report progress"
        case .review: "give the plan to its reviewers"
        case .agree: "record an agreement"
        case .reword: "word its agreement anew"
        case .begin: "begin"
        case .giveBack: "make it a draft again"
        case .refresh: "carry it on in a new plan"
        case .close: "close it"
        }
    }

    /// The states in which it can be done.
    fileprivate var wanted: String {
        switch self {
        case .edit: "a draft or in review"
        case .report, .close: "live"
        case .review: "a draft"
        case .agree: "in review; an agreement that is there is worded anew with a reason"
        case .reword: "agreed, live or closed"
        case .begin: "agreed"
        case .giveBack: "in review, agreed or live"
        case .refresh: "live or closed"
        }
    }
}
