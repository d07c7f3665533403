package import HubText

/// What a record itself says about its end.
package enum StatedExpiry: Hashable, Sendable {
    /// It says nothing, which is not the same as "never".
    case unstated
    /// The last day on which it counts.
    case day(Day)
    /// It says that it does not expire.
    case never
}

/// Until when a record counts towards a requirement: three states that are never mixed.
package enum Expiry: Hashable, Sendable {
    /// The record brought its last day.
    case given(Day)
    /// A rule's interval made it.
    case derived(Day)
    /// There is none: neither the record nor a rule says one.
    case none

    /// The last day, if there is one.
    package var day: Day? {
        switch self {
        case .given(let day), .derived(let day): day
        case .none: nil
        }
    }

    /// The earlier of a record's own last day and the one that an interval gives.
    ///
    /// Both bind: a certificate does not outlive what it says, and who set the interval meant it
    /// for certificates that say more. Of equal days it is the record's.
    ///
    /// - Parameters:
    ///   - stated: What the record says.
    ///   - derived: What the interval gives, if there is one.
    package init(stated: StatedExpiry, derived: Day?) {
        switch (stated, derived) {
        case (.day(let given), let derived?):
            self = given <= derived ? .given(given) : .derived(derived)
        case (.day(let given), nil): self = .given(given)
        case (_, let derived?): self = .derived(derived)
        case (_, nil): self = .none
        }
    }
}

/// How long before its last day a record is "expiring": a number of days, set by council and topic.
package struct WarningPeriod: Hashable, Sendable {
    /// The longest period.
    package static let daysMax = 730
    /// What is used where nobody set one.
    package static let standard = WarningPeriod(unchecked: 90)

    /// From 0, which never warns, to `daysMax`.
    package let days: Int

    /// A period, or nil outside the limits.
    package init?(days: Int) {
        guard (0...Self.daysMax).contains(days) else { return nil }
        self.days = days
    }

    private init(unchecked days: Int) { self.days = days }
}

/// Whether something with a last day still counts on a day: the one rule about dates.
///
/// ```
///          last day ≥ today + N      today ≤ last day < today + N      last day < today
///              up to date                     expiring                     expired
/// ```
/// On its last day it is still valid; at exactly today + N it is not yet expiring.
package enum Validity: Hashable, Sendable {
    /// It counts, and for long enough.
    case upToDate
    /// It counts, and not for long.
    case expiring
    /// It counts no more.
    case expired

    /// The validity on a day.
    ///
    /// - Parameters:
    ///   - lastDay: The last day on which it counts.
    ///   - today: The day in London.
    ///   - warning: How long before it is expiring.
    package init(lastDay: Day, today: Day, warning: WarningPeriod) {
        let left = today.days(until: lastDay)
        self = left < 0 ? .expired : (left < warning.days ? .expiring : .upToDate)
    }

    /// The days on which the validity changes by itself: the first expiring and the first expired.
    ///
    /// - Parameters:
    ///   - lastDay: The last day on which it counts.
    ///   - warning: How long before it is expiring.
    /// - Returns: The days, earlier first; one alone where it is never expiring.
    package static func changes(lastDay: Day, warning: WarningPeriod) -> [Day] {
        let expired = lastDay.advanced(by: 1)
        guard warning.days > 0 else { return [expired].compactMap(\.self) }
        return [lastDay.advanced(by: 1 - warning.days), expired].compactMap(\.self)
    }
}
