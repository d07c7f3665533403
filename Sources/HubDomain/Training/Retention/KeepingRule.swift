package import HubText

/// A class of records that is kept for a time of its own.
package enum KeptClass: Int, Sendable, CaseIterable {
    /// Who was trained.
    case training = 1
    /// Who gained a qualification.
    case qualification = 2
    /// Who is registered with a professional body.
    case registration = 3
    /// Who was checked.
    case check = 4
    /// Who was seen to be able.
    case competency = 5
    /// Who was supervised.
    case supervision = 6
    /// Delegated healthcare activities.
    case delegation = 7
    /// Funded courses with their claims.
    case funding = 8
    /// Everything that is recorded of a worker who left.
    case worker = 9
    /// Development programmes.
    case programme = 10

    /// The class's word, in commands and lists.
    package var word: String { "\(self)" }

    /// The class of a word; nil for another.
    package init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// What it holds, for people.
    package var words: String {
        switch self {
        case .training: "training records"
        case .qualification: "qualifications"
        case .registration: "professional registrations"
        case .check: "checks"
        case .competency: "competency records"
        case .supervision: "supervisions"
        case .delegation: "delegated activities"
        case .funding: "funded courses and claims"
        case .worker: "workers who left, with everything"
        case .programme: "development programmes"
        }
    }

    /// The kind of records that the class is; nil for what is no record of training.
    package var kind: RecordKind? { RecordKind(rawValue: rawValue - 1) }

    /// The events from which its time can count.
    package var events: [KeepingEvent] {
        switch self {
        case .worker: [.left]
        case .delegation, .funding, .programme: [.ended, .left]
        default: [.done, .left]
        }
    }
}

/// The event from which a time of keeping counts.
package enum KeepingEvent: Int, Sendable, CaseIterable {
    /// The record's own day.
    case done = 1
    /// The end of a delegated activity or a programme, or the last day of a funded course.
    case ended = 2
    /// The last day of employment.
    case left = 3

    /// The event's word, in commands and lists.
    package var word: String { "\(self)" }

    /// The event of a word; nil for another.
    package init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// What it is, for people.
    package var words: String {
        switch self {
        case .done: "the day of the record"
        case .ended: "its end"
        case .left: "the last day of employment"
        }
    }
}

/// How long a council keeps a class of records.
///
/// No period is anybody's but the council's: none was found in a source, and without a rule nothing
/// is ever due.
package struct KeepingRule: Hashable, Sendable {
    /// The months that a rule may say.
    package static let monthsRange = 1...1_200

    /// What is kept.
    package var kept: KeptClass
    /// How many months.
    package var months: Int
    /// After what.
    package var event: KeepingEvent

    /// A rule; nil where the months are out of range or the class has no such event.
    package init?(_ kept: KeptClass, months: Int, after event: KeepingEvent) {
        guard Self.monthsRange.contains(months), kept.events.contains(event) else { return nil }
        self.kept = kept
        self.months = months
        self.event = event
    }

    /// The last day on which something is kept whose event was on a day.
    package func lastDay(after day: Day) -> Day {
        day.advanced(byMonths: months) ?? .last
    }

    /// Whether something whose event was on a day is kept longer than the rule says.
    package func isDue(_ day: Day, on today: Day) -> Bool { lastDay(after: day) < today }

    /// The first day whose events are not due: what happened before it is.
    ///
    /// - Parameter today: The day in London.
    /// - Returns: That day.
    /// - Complexity: Constant: months differ by three days at most.
    package func cutOff(_ today: Day) -> Day {
        guard var day = today.advanced(byMonths: -months) else { return .first }
        while let before = day.advanced(by: -1), !isDue(before, on: today) { day = before }
        while isDue(day, on: today), let after = day.advanced(by: 1) { day = after }
        return day
    }

    /// As in "training records: 6 years after the day of the record".
    package var words: String { "\(kept.words): \(period) after \(event.words)" }

    /// As in "6 years" or "18 months".
    package var period: String { Self.period(months) }

    /// Months as people say them.
    package static func period(_ months: Int) -> String {
        let perYear = RefreshInterval.monthsPerYear
        return months % perYear == 0
            ? NumberText.count(months / perYear, "year") : NumberText.count(months, "month")
    }
}
