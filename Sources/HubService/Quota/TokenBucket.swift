package import HubSystem

/// How fast a bucket fills, and how much it holds.
package struct QuotaRate: Hashable, Sendable {
    /// Units that come back in a second.
    package let perSecond: UInt64
    /// Units that a full bucket holds.
    package let burst: UInt64

    /// A rate; neither number is below 1.
    ///
    /// - Parameters:
    ///   - perSecond: Units that come back in a second.
    ///   - burst: Units that a full bucket holds; those of two seconds, if it is not given.
    package init(perSecond: UInt64, burst: UInt64? = nil) {
        self.perSecond = min(max(1, perSecond), QuotaRate.most)
        self.burst = min(max(1, burst ?? self.perSecond * 2), QuotaRate.most)
    }

    /// The fastest rate and the largest bucket: a unit is never less than a nanosecond.
    package static let most: UInt64 = 1_000_000_000

    /// The price of the dearest call, in units.
    package static let dearestCall = UInt64(CallPrice.dearest)

    /// The slowest rate at which a full bucket, two seconds' worth, pays for every call.
    ///
    /// Below it an import is let through only when nothing else was asked for lately, and its price
    /// keeps its caller out for so long that the next one comes too late.
    package static let leastForEveryCall = (dearestCall + 1) / 2
}

/// Units that are taken out and come back evenly with time.
///
/// One number says it all: the moment at which the bucket is full. What is missing now is the time
/// until then, so nothing has to be refilled, and taking costs a multiplication and a comparison.
/// What is charged afterwards may empty the bucket below its bottom: then nothing is given until
/// that has come back.
///
/// Invariant: `full` is never more than the whole bucket and `debtMilliseconds` ahead of the moment
/// it was last changed at.
package struct TokenBucket: Hashable, Sendable {
    /// The longest time for which a bucket can be kept below its bottom: no single charge, and no
    /// mistake in one, keeps anybody out for longer.
    package static let debtMilliseconds: UInt64 = 60_000

    /// A unit's share of a second, rounded up: the rate is never exceeded.
    private let nanosecondsPerUnit: UInt64
    private let burst: UInt64
    /// The steady clock's reading when the bucket is full.
    private var full: UInt64 = 0

    /// A full bucket.
    ///
    /// - Parameter rate: How fast it fills, and how much it holds.
    package init(_ rate: QuotaRate) {
        nanosecondsPerUnit = (1_000_000_000 + rate.perSecond - 1) / rate.perSecond
        burst = rate.burst
    }

    /// From empty to full, in nanoseconds.
    private var window: UInt64 { burst * nanosecondsPerUnit }

    /// Takes units out, all or none.
    ///
    /// What is more than the bucket holds is taken as all that it holds: else it would never be
    /// given.
    ///
    /// - Parameters:
    ///   - units: How many.
    ///   - now: The moment.
    /// - Returns: `nil` when they were taken; else milliseconds until they are there, at least 1.
    package mutating func take(_ units: UInt64, _ now: Moment) -> UInt64? {
        let after = max(full, now.nanoseconds) + min(units, burst) * nanosecondsPerUnit
        guard after > now.nanoseconds + window else {
            full = after
            return nil
        }
        return TokenBucket.milliseconds(after - now.nanoseconds - window)
    }

    /// Takes as many units as there are, up to a number.
    ///
    /// - Parameters:
    ///   - least: Fewer are not taken.
    ///   - most: More are not taken.
    ///   - now: The moment.
    /// - Returns: How many were taken, or how long to wait.
    package mutating func take(from least: UInt64, upTo most: UInt64, _ now: Moment) -> Taken {
        let wanted = max(least, min(most, UInt64(max(0, level(now)))))
        if let wait = take(wanted, now) { return .wait(milliseconds: wait) }
        return .units(min(wanted, burst))
    }

    /// What was taken of a bucket.
    package enum Taken: Hashable, Sendable {
        /// So many.
        case units(UInt64)
        /// None: the least is there in so many milliseconds.
        case wait(milliseconds: UInt64)
    }

    /// Charges for what was done already, whatever there is left.
    ///
    /// - Parameters:
    ///   - units: How many.
    ///   - now: The moment.
    package mutating func charge(_ units: UInt64, _ now: Moment) {
        let (cost, isTooMuch) = units.multipliedReportingOverflow(by: nanosecondsPerUnit)
        let last = now.nanoseconds + window + TokenBucket.debtMilliseconds * 1_000_000
        let (after, isTooLate) = max(full, now.nanoseconds).addingReportingOverflow(cost)
        full = isTooMuch || isTooLate ? last : min(after, last)
    }

    /// Puts units back that were taken and not used.
    ///
    /// - Parameter units: How many.
    package mutating func giveBack(_ units: UInt64) {
        let (time, isTooMuch) = units.multipliedReportingOverflow(by: nanosecondsPerUnit)
        full = isTooMuch || time > full ? 0 : full - time
    }

    /// The units in the bucket; below zero when more was charged than there was.
    ///
    /// - Parameter now: The moment.
    /// - Returns: Whole units.
    package func level(_ now: Moment) -> Int64 {
        let missing = full > now.nanoseconds ? full - now.nanoseconds : 0
        return Int64(burst) - Int64((missing + nanosecondsPerUnit - 1) / nanosecondsPerUnit)
    }

    /// Whether nothing is missing.
    ///
    /// - Parameter now: The moment.
    /// - Returns: Whether a new bucket would be the same.
    package func isFull(_ now: Moment) -> Bool { full <= now.nanoseconds }

    /// How long the bucket stays below its bottom.
    ///
    /// - Parameter now: The moment.
    /// - Returns: Milliseconds, rounded up; 0 when it is not.
    package func millisecondsBelowZero(_ now: Moment) -> UInt64 {
        let bottom = now.nanoseconds + window
        return full > bottom ? TokenBucket.milliseconds(full - bottom) : 0
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> UInt64 {
        (nanoseconds + 999_999) / 1_000_000
    }
}
