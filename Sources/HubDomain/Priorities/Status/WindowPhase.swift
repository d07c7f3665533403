package import HubText

/// Where a day lies to the days of a window.
package enum WindowPhase: Equatable, Sendable {
    /// It opens later, on a day.
    case upcoming(Day)
    /// It is open; a date that is not confirmed stands in nobody's way.
    case open
    /// It closed, on a day.
    case closed(Day)

    /// The phase on a day.
    ///
    /// - Parameters:
    ///   - opens: The first day; nil if it is not confirmed.
    ///   - closes: The last day; nil if it is not confirmed.
    ///   - today: The day in London.
    package init(opens: Day?, closes: Day?, today: Day) {
        if let opens, today < opens {
            self = .upcoming(opens)
        } else if let closes, today > closes {
            self = .closed(closes)
        } else {
            self = .open
        }
    }
}
