/// A value, or the reason why there is none.
package enum Computed<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The value.
    case known(Value)
    /// There is none, and this is why.
    case unknown(NotComputable)

    /// The value, if there is one.
    package var value: Value? {
        switch self {
        case .known(let value): value
        case .unknown: nil
        }
    }

    /// Why there is no value.
    package var reason: NotComputable? {
        switch self {
        case .known: nil
        case .unknown(let reason): reason
        }
    }

    /// The value changed, or the same reason.
    package func map<Other>(_ change: (Value) -> Other) -> Computed<Other> {
        switch self {
        case .known(let value): .known(change(value))
        case .unknown(let reason): .unknown(reason)
        }
    }
}

/// Why a figure cannot be computed.
package enum NotComputable: String, Sendable, CaseIterable {
    /// Nobody of the minoritised group could have had the event.
    case noMinorityPeople = "no_minority_people"
    /// Nobody of the white group could have had the event.
    case noWhitePeople = "no_white_people"
    /// Nobody of either group had the event.
    case noEvents = "no_events"
    /// Nobody of the white group had the event, so there is no finite ratio.
    case noWhiteEvents = "no_white_events"
    /// Nobody of the minoritised group had the event, which the method cannot take.
    case noMinorityEvents = "no_minority_events"
    /// More events than people, as leavers may be: a ratio of rates, but no share of people.
    case moreEventsThanPeople = "more_events_than_people"
    /// The indicator has no direction.
    case noDirection = "no_direction"
    /// The council did not provide the counts.
    case notProvided = "not_provided"
    /// A count is known only to be small.
    case censored = "censored"
    /// The counts did not leave their employer.
    case notReleased = "not_released"
    /// Too few employers released the counts.
    case tooFewCouncils = "too_few_councils"
    /// A count is too small to be printed.
    case tooSmall = "too_small"
    /// Sums are too small beside what rounding may have moved.
    case tooRounded = "too_rounded"
    /// Years were collected in different ways, such as by a survey and from reports.
    case differentCollection = "different_collection"
    /// One counts entries into fitness to practise, and the other referrals to it.
    case differentMeaning = "different_meaning"
    /// There are shares and no counts.
    case sharesOnly = "shares_only"

    /// The reason as a sentence without its full stop.
    package var words: String {
        switch self {
        case .noMinorityPeople:
            "there was nobody of the minoritised group to whom it could have happened"
        case .noWhitePeople: "there was nobody of the white group to whom it could have happened"
        case .noEvents: "there were no events in either group"
        case .noWhiteEvents:
            "there is no finite ratio, because there were no events in the white group"
        case .noMinorityEvents:
            "the method needs at least one event in each group, and the minoritised group had none"
        case .moreEventsThanPeople:
            "there were more events than people, so the shares have no interval"
        case .noDirection: "the indicator has no direction"
        case .notProvided: "the counts were not provided"
        case .censored: "a count is known only to be small"
        case .notReleased: "the counts were not released"
        case .tooFewCouncils: "too few councils released the counts"
        case .tooSmall: "a count is too small to be printed"
        case .tooRounded: "too small beside what rounding may have moved"
        case .differentCollection: "the years were collected in different ways"
        case .differentMeaning: "not comparable: entered / referred"
        case .sharesOnly: "only shares were given, and this needs counts"
        }
    }
}
