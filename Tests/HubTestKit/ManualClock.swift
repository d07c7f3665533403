package import HubSystem

/// A clock that stands still until a test moves it.
package final class ManualClock: Sendable {
    private struct Hands {
        var moment = Moment(nanoseconds: 1_000_000_000)
        var instant: Instant
    }

    private let hands: Lock<Hands>

    /// A clock that shows `instant`.
    package init(instant: Instant) {
        hands = Lock(Hands(instant: instant))
    }

    /// The clock to hand to what is tested.
    package var clock: HubClock {
        HubClock(
            steady: { [hands] in hands.withLock { $0.moment } },
            calendar: { [hands] in hands.withLock { $0.instant } }
        )
    }

    /// Moves both hands forward.
    package func advance(milliseconds: UInt64) {
        hands.withLock { hands in
            hands.moment = hands.moment.advanced(milliseconds: milliseconds)
            let later = hands.instant.microseconds + Int64(milliseconds) * 1_000
            hands.instant = Instant(microseconds: later)
        }
    }

    /// Sets the calendar alone, as an administrator or a broken battery would.
    package func set(instant: Instant) {
        hands.withLock { $0.instant = instant }
    }
}
