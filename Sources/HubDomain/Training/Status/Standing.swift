package import HubText

/// How somebody stands to one requirement.
package enum TrainingState: Int, Sendable, CaseIterable {
    /// It is shown, and for long enough.
    case upToDate
    /// It is shown, and not for long.
    case expiring
    /// It is shown by a record of a former employer that was accepted, and for long enough.
    case acceptedFromFormer
    /// There is a record, and nothing says when it ends though it has to be done again.
    case noExpiryRecorded
    /// It was shown once.
    case expired
    /// It was never shown.
    case missing
    /// It is not shown, and there is a place on a course.
    case booked
    /// It is not shown, and does not have to be yet.
    case notYetDue
    /// It is not required, for a reason.
    case exempt
    /// Nothing is required for the time being.
    case paused

    /// Whether it counts as shown today.
    package var isValid: Bool {
        switch self {
        case .upToDate, .expiring, .acceptedFromFormer: true
        case .noExpiryRecorded, .expired, .missing, .booked, .notYetDue, .exempt, .paused: false
        }
    }

    /// The state in words.
    package var words: String {
        switch self {
        case .upToDate: "up to date"
        case .expiring: "expiring"
        case .acceptedFromFormer: "accepted from a former employer"
        case .noExpiryRecorded: "no expiry recorded"
        case .expired: "expired"
        case .missing: "missing"
        case .booked: "booked"
        case .notYetDue: "not yet due"
        case .exempt: "exempt"
        case .paused: "paused"
        }
    }
}

/// How one worker stands to one requirement on a day, and until when that stays so.
package struct Standing: Hashable, Sendable {
    /// The state.
    package var state: TrainingState
    /// Whether it has to be shown today: the denominator of every figure.
    package var isRequired: Bool
    /// The last day on which what there is counts, or counted; nil where there is none.
    package var lastDay: Day?
    /// Whether the last day stood in the record (true) or was made by a rule (false); nil without.
    package var isLastDayGiven: Bool?
    /// The next place on a course.
    package var bookedFor: Day?
    /// The role of who accepted a former employer's record.
    package var acceptedBy: String?
    /// The parts of the nearest way that are not shown.
    package var lacking: [TopicCode]
    /// The next day on which any of this changes by itself; nil for never.
    package var nextChange: Day?

    /// A standing.
    package init(
        state: TrainingState,
        isRequired: Bool,
        lastDay: Day? = nil,
        isLastDayGiven: Bool? = nil,
        bookedFor: Day? = nil,
        acceptedBy: String? = nil,
        lacking: [TopicCode] = [],
        nextChange: Day? = nil
    ) {
        self.state = state
        self.isRequired = isRequired
        self.lastDay = lastDay
        self.isLastDayGiven = isLastDayGiven
        self.bookedFor = bookedFor
        self.acceptedBy = acceptedBy
        self.lacking = lacking
        self.nextChange = nextChange
    }
}
