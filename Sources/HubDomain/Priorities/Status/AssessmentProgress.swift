package import HubText

/// How far one council is, as the region sees it: states and days, never content.
package enum AssessmentProgress: Equatable, Sendable {
    /// There is no assessment, or an empty draft.
    case notStarted
    /// There is a draft that says something, last changed on a day.
    case draft(changed: Day)
    /// It was handed in on a day.
    case handedIn(Day)
    /// It was agreed on a day.
    case agreed(Day, handedIn: Day)

    /// The progress of an assessment.
    ///
    /// - Parameters:
    ///   - assessment: The assessment, nil if there is none.
    ///   - changed: The day in London of its last change.
    package init(_ assessment: Assessment?, changed: Day) {
        switch assessment?.state {
        case nil: self = .notStarted
        case .draft:
            self = assessment?.isEmpty == true ? .notStarted : .draft(changed: changed)
        case .handedIn(let day): self = .handedIn(day)
        case .agreed(let agreement, let handedIn):
            self = .agreed(agreement.day, handedIn: handedIn)
        }
    }

    /// The state in words: not started, draft, handed in, agreed.
    package var words: String {
        switch self {
        case .notStarted: "not started"
        case .draft: "draft"
        case .handedIn: "handed in"
        case .agreed: "agreed"
        }
    }

    /// The day that belongs to the state; nil if it was not started.
    package var day: Day? {
        switch self {
        case .notStarted: nil
        case .draft(let day), .handedIn(let day), .agreed(let day, _): day
        }
    }
}

/// What a council has to do about its self-assessment, and by when.
package struct AssessmentDue: Equatable, Sendable {
    /// How pressing it is.
    package enum Urgency: Equatable, Sendable {
        /// Nothing is left to do.
        case done
        /// There is no closing date.
        case noClosingDate
        /// There is time.
        case later(days: Int)
        /// It closes within `soonDays` days; 0 is today.
        case soon(days: Int)
        /// It closed so many days ago.
        case overdue(days: Int)
    }

    /// What comes next.
    package enum Step: Equatable, Sendable {
        /// Begin.
        case start
        /// Finish and hand in.
        case handIn
        /// Have it agreed.
        case agree
        /// Nothing.
        case none
    }

    /// What somebody can do about a self-assessment.
    package enum Part: Equatable, Sendable {
        /// Writes it, hands it in and records that it is agreed.
        case steward
        /// Writes it.
        case contributor
        /// Reads it.
        case reader
    }

    /// From how many days before the closing date something is due soon.
    package static let soonDays = 14

    /// How pressing it is.
    package let urgency: Urgency
    /// What comes next.
    package let step: Step
    /// Whether it was handed in after the closing date.
    package let wasLate: Bool

    /// Computes what is due.
    ///
    /// The closing date itself is in time. After handing in, the closing date presses no more:
    /// agreement has no date of its own.
    ///
    /// - Parameters:
    ///   - progress: How far the council is.
    ///   - closing: The closing date, nil if the region set none.
    ///   - today: The day in London.
    package init(_ progress: AssessmentProgress, closing: Day?, today: Day) {
        let handedIn: Day?
        switch progress {
        case .notStarted: (step, handedIn) = (.start, nil)
        case .draft: (step, handedIn) = (.handIn, nil)
        case .handedIn(let day): (step, handedIn) = (.agree, day)
        case .agreed(_, let day): (step, handedIn) = (.none, day)
        }
        wasLate = closing.flatMap { limit in handedIn.map { $0 > limit } } ?? false
        guard handedIn == nil else {
            urgency = .done
            return
        }
        guard let closing else {
            urgency = .noClosingDate
            return
        }
        let days = today.days(until: closing)
        urgency =
            days < 0
            ? .overdue(days: -days)
            : (days <= Self.soonDays ? .soon(days: days) : .later(days: days))
    }

    /// What is due as a sentence of plain English, in a window that is to come.
    ///
    /// - Parameters:
    ///   - opens: Its first day.
    ///   - part: What the reader can do about it.
    /// - Returns: The sentence.
    package func sentence(opens: Day, for part: Part = .steward) -> String {
        switch step {
        case .start: "It opens on \(opens.words)."
        case .handIn: "A draft; it opens on \(opens.words), and can be handed in from then on."
        case .agree, .none: sentence(for: part)
        }
    }

    /// What is due as a sentence of plain English, for whoever does it.
    package var sentence: String { sentence(for: .steward) }

    /// What is due as a sentence of plain English.
    ///
    /// - Parameter part: What the reader can do about it; what is another's stands there as that.
    /// - Returns: The sentence.
    package func sentence(for part: Part) -> String {
        let late = wasLate ? " It was handed in after the closing date." : ""
        switch step {
        case .none: return "Handed in and agreed." + late
        case .agree:
            let agree =
                part == .steward
                ? "have it agreed and record the agreement" : "a steward records the agreement"
            return "Handed in; \(agree)." + late
        case .start: return "Not started. " + time
        case .handIn: return "A draft; \(Self.handIn(part)). " + time
        }
    }

    private static func handIn(_ part: Part) -> String {
        switch part {
        case .steward: "finish it and hand it in"
        case .contributor: "finish it, and a steward hands it in"
        case .reader: "a steward hands it in"
        }
    }

    private var time: String {
        switch urgency {
        case .done: ""
        case .noClosingDate: "There is no closing date."
        case .soon(0): "It closes today."
        case .soon(1), .later(1): "It closes tomorrow."
        case .soon(let days), .later(let days): "It closes in \(days) days."
        case .overdue(1): "It closed yesterday."
        case .overdue(let days): "It closed \(days) days ago."
        }
    }
}
