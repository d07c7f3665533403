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

    /// Whether a window comes before another in a list: open ones by their last days, those without
    /// one after them; then those to come, the next first; then closed ones, the latest first.
    ///
    /// - Parameters:
    ///   - closes: The window's last day.
    ///   - other: The other window's phase.
    ///   - otherCloses: The other window's last day.
    /// - Returns: Nil where neither comes before the other.
    package func precedes(_ closes: Day?, _ other: WindowPhase, _ otherCloses: Day?) -> Bool? {
        guard rank == other.rank else { return rank < other.rank }
        switch (self, other) {
        case (.upcoming(let left), .upcoming(let right)):
            return left == right ? nil : left < right
        case (.closed(let left), .closed(let right)): return left == right ? nil : left > right
        default:
            guard closes != otherCloses else { return nil }
            guard let closes else { return false }
            guard let otherCloses else { return true }
            return closes < otherCloses
        }
    }

    private var rank: Int {
        switch self {
        case .open: 0
        case .upcoming: 1
        case .closed: 2
        }
    }
}
