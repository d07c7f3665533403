private import Glibc

/// A moment on the machine's steady clock, in nanoseconds; only differences mean anything.
@usableFromInline
package struct Moment: Hashable, Comparable, Sendable {
    /// Nanoseconds since an arbitrary start.
    package let nanoseconds: UInt64

    /// A moment `nanoseconds` after the clock's start.
    package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    /// Orders moments by time.
    @usableFromInline
    package static func < (left: Moment, right: Moment) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment this much later; the last moment there is when the sum is out of range.
    package func advanced(milliseconds: UInt64) -> Moment {
        let (product, tooFar) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, tooLate) = nanoseconds.addingReportingOverflow(product)
        return Moment(nanoseconds: tooFar || tooLate ? .max : sum)
    }

    /// Whole milliseconds from this moment to `later`, rounded up; 0 when it has passed.
    package func milliseconds(until later: Moment) -> UInt64 {
        guard later > self else { return 0 }
        let gap = later.nanoseconds - nanoseconds
        return gap / 1_000_000 + (gap % 1_000_000 == 0 ? 0 : 1)
    }
}

/// A moment of the calendar: microseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before.
    package let microseconds: Int64

    /// The instant `microseconds` after the start of 1970, UTC.
    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// Orders instants by time.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The instant `seconds` later, held inside what can be told.
    package func advanced(seconds: Int64) -> Instant {
        let (product, tooFar) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, tooLate) = microseconds.addingReportingOverflow(product)
        guard tooFar || tooLate else { return Instant(microseconds: sum) }
        return Instant(microseconds: seconds < 0 ? .min : .max)
    }
}

/// Where time comes from: the machine, or a test's hand.
///
/// One clock is injected for everything (deadlines, journals, certificates), so that a test can set
/// the day and see what every part makes of it.
package struct HubClock: Sendable {
    private let readSteady: @Sendable () -> Moment
    private let readCalendar: @Sendable () -> Instant

    /// A clock read through two functions.
    package init(
        steady: @escaping @Sendable () -> Moment,
        calendar: @escaping @Sendable () -> Instant
    ) {
        readSteady = steady
        readCalendar = calendar
    }

    /// The steady clock's reading.
    package var moment: Moment { readSteady() }

    /// The calendar's reading.
    package var instant: Instant { readCalendar() }

    /// The machine's own clocks.
    package static let system = HubClock(
        steady: { Moment(nanoseconds: read(CLOCK_MONOTONIC, unit: 1)) },
        calendar: { Instant(microseconds: Int64(read(CLOCK_REALTIME, unit: 1_000))) }
    )

    private static func read(_ clock: clockid_t, unit: UInt64) -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return (UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(time.tv_nsec)) / unit
    }
}
