package import HubText

/// How far a return is.
///
/// A sheet makes it a draft, or checked where nothing stands against handing it in; both can be
/// replaced freely. Once handed in its counts change only by a correction, which has a reason.
package enum ReturnStage: String, Sendable, CaseIterable {
    /// Something is wrong or missing.
    case draft
    /// Nothing stands against handing it in.
    case checked
    /// Handed in to the region.
    case handedIn = "handed in"
    /// The council's leadership agreed.
    case agreed
    /// Counts were corrected after handing in; it may be agreed again.
    case corrected

    /// What is done with a return.
    package enum Step: Equatable, Sendable {
        /// A sheet is read into it.
        case draft(isSound: Bool)
        /// It is handed in.
        case handIn
        /// Its counts are corrected.
        case correct(why: String)
        /// The leadership agreed.
        case agree(role: String, on: Day)
        /// The agreement is recorded anew, such as a role in the place of a name.
        case reword(role: String, on: Day, why: String)
        /// The reason of a change is worded anew, such as one that names somebody.
        case rewordReason(String)
        /// The council sent it to the national programme by itself.
        case markSent(on: Day)
        /// Its release is taken back.
        case withdraw(why: String, isWithdrawn: Bool)
        /// It is released again.
        case restore(isWithdrawn: Bool)

        /// The step in words, after "does not let you".
        var words: String {
            switch self {
            case .draft: "change its draft"
            case .handIn: "hand it in"
            case .correct: "correct it"
            case .agree: "record its agreement"
            case .reword: "word its agreement anew"
            case .rewordReason: "word a reason anew"
            case .markSent: "record that it was sent"
            case .withdraw: "take its release back"
            case .restore: "release it again"
            }
        }

        /// The stages in which it can be taken.
        var stages: [ReturnStage] {
            switch self {
            case .draft: [.draft, .checked]
            case .handIn: [.checked]
            case .correct, .rewordReason, .markSent, .withdraw, .restore:
                [.handedIn, .agreed, .corrected]
            case .agree: [.handedIn, .corrected]
            case .reword: [.agreed]
            }
        }
    }

    /// Whether what was sent to the national programme is not what stands now.
    ///
    /// - Parameters:
    ///   - sent: The day on which it was sent last; nil for never.
    ///   - corrected: The day of the last correction; nil for none.
    /// - Returns: Whether it is to be sent again. Of one day the correction was the later, until
    ///   somebody agreed to it.
    package func mustBeSentAgain(sent: Day?, corrected: Day?) -> Bool {
        guard let sent, let corrected else { return false }
        return corrected > sent || corrected == sent && self == .corrected
    }

    /// Whether its author alone sees the counts.
    package var isPrivate: Bool { self == .draft || self == .checked }

    /// Takes a step.
    ///
    /// - Parameters:
    ///   - step: What is to be done.
    ///   - end: The last day of the twelve months, before which nobody can have agreed; nil where
    ///     it is not given.
    ///   - corrected: The day of the last correction, before which nobody can have agreed to what
    ///     stands now; nil for none. A sheet may well be agreed to before it is handed in.
    ///   - today: The day in London.
    /// - Returns: The stage after it.
    /// - Throws: WRES-0171 for the stage, WRES-0172 to WRES-0175 for what is said of the step.
    package func after(
        _ step: Step,
        end: Day?,
        corrected: Day? = nil,
        today: Day
    ) throws(DomainError) -> ReturnStage {
        guard step.stages.contains(self) else {
            let wanted = step.stages.map(\.rawValue).joined(separator: " or ")
            throw DomainError(
                .wresStep,
                path: "state",
                problem: "a return that is \(rawValue) does not let you \(step.words)",
                expected: "one that is \(wanted)"
            )
        }
        switch step {
        case .draft(let isSound): return isSound ? .checked : .draft
        case .handIn: return .handedIn
        case .correct(let why):
            _ = try Self.line(why, .wresCorrectionReason, "why", "The reason")
            return .corrected
        case .agree(let role, let day):
            _ = try Self.line(role, .wresAgreementRole, "agreement.role", "The role that agreed")
            try Self.check(day, .wresAgreementDay, "agreement.day", end, corrected, today)
            return .agreed
        case .reword(let role, let day, let why):
            _ = try Self.line(why, .wresCorrectionReason, "why", "The reason")
            _ = try Self.line(role, .wresAgreementRole, "agreement.role", "The role that agreed")
            try Self.check(day, .wresAgreementDay, "agreement.day", end, corrected, today)
            return .agreed
        case .rewordReason(let reason):
            _ = try Self.line(reason, .wresCorrectionReason, "reason", "The reason")
            return self
        case .markSent(let day):
            try Self.check(day, .wresSentDay, "day", end, nil, today)
            return self
        case .withdraw(let why, let isWithdrawn):
            _ = try Self.line(why, .wresWithdrawalReason, "why", "The reason")
            try Self.require(!isWithdrawn, "its release is taken back already")
            return self
        case .restore(let isWithdrawn):
            try Self.require(isWithdrawn, "its release was not taken back")
            return self
        }
    }

    private static func require(_ holds: Bool, _ problem: String) throws(DomainError) {
        guard !holds else { return }
        throw DomainError(.wresReleaseState, path: "state", problem: problem)
    }

    /// A line of text as it is kept.
    private static func line(
        _ text: String,
        _ reason: ReasonCode,
        _ path: String,
        _ subject: String
    ) throws(DomainError) -> String {
        do throws(TextError) {
            return try TextRule.line.acceptRequired(text)
        } catch {
            throw DomainError(reason, path: path, subject: subject, error)
        }
    }

    private static func check(
        _ day: Day,
        _ reason: ReasonCode,
        _ path: String,
        _ end: Day?,
        _ corrected: Day?,
        _ today: Day
    ) throws(DomainError) {
        let problem: String
        if let end, day < end {
            problem = "is before the twelve months ended, which was on \(end.words)"
        } else if let corrected, day < corrected {
            problem = "is before the counts were corrected, which was on \(corrected.words)"
        } else if day > today {
            problem = "is in the future"
        } else {
            return
        }
        let first = [end, corrected].compactMap(\.self).max()
        throw DomainError(
            reason,
            path: path,
            subject: "The day",
            found: day.words,
            problem: problem,
            expected: first.map { "a day from \($0.words) to \(today.words)" }
                ?? "\(today.words) or an earlier day"
        )
    }
}
