import Glibc

/// How a ratio changed from one year to the next.
package struct RatioChange: Equatable, Sendable {
    /// The later ratio over the earlier one: below 1 it fell.
    package let factor: Double
    /// The limits of the factor.
    package let interval: RatioInterval
    /// Whether one of the years has too few cases to read.
    package let isTooFew: Bool

    /// Whether the interval excludes no change.
    package var isClear: Bool { !interval.holdsOne }

    /// Compares two years.
    ///
    /// The limits come from those of both score intervals by the method of variance estimates
    /// recovery on the log scale (Zou and Donner 2008, "Construction of confidence limits about
    /// effect measures: a general approach"). The years are taken to be independent; where most of
    /// the staff are the same people, the true interval is rather narrower.
    ///
    /// - Parameters:
    ///   - earlier: The year before.
    ///   - later: The year.
    /// - Returns: The change, or why there is none: each year needs a ratio above zero.
    package static func from(
        _ earlier: RatioTable,
        to later: RatioTable
    ) -> Computed<RatioChange> {
        switch (limits(earlier), limits(later)) {
        case (.unknown(let reason), _), (_, .unknown(let reason)): return .unknown(reason)
        case (.known(let before), .known(let after)):
            let change = after.middle - before.middle
            let below = hypot(after.middle - after.low, before.high - before.middle)
            let above = hypot(after.high - after.middle, before.middle - before.low)
            let fewest = min(earlier.smallestExpected, later.smallestExpected)
            return .known(
                RatioChange(
                    factor: exp(change),
                    interval: RatioInterval(lower: exp(change - below), upper: exp(change + above)),
                    isTooFew: fewest < RatioReading.expectedMinDefault
                )
            )
        }
    }

    /// A ratio and its limits on the log scale.
    private struct LogLimits: Equatable {
        let low: Double
        let middle: Double
        let high: Double
    }

    private static func limits(_ table: RatioTable) -> Computed<LogLimits> {
        guard table.ratioProblem == nil, let ratio = table.ratio.value else {
            return .unknown(table.ratioProblem ?? .noEvents)
        }
        guard ratio > 0 else { return .unknown(.noMinorityEvents) }
        return RatioInterval.koopman(table).map {
            LogLimits(low: log($0.lower), middle: log(ratio), high: log($0.upper))
        }
    }
}

/// Two or three years read together, by their counts.
package struct PooledYears: Equatable, Sendable {
    /// The most years that are read together.
    package static let yearsMax = 3

    /// The sum of the years.
    ///
    /// Somebody who stayed counts in each year, as in the years themselves.
    package let table: RatioTable
    /// How many years had counts.
    package let years: Int

    /// Pools years; nil without any year, or with more than `yearsMax`.
    ///
    /// - Parameter tables: The years, nil for one in which the counts were not provided; missing
    ///   is not zero.
    package init?(_ tables: [RatioTable?]) {
        let known = tables.compactMap(\.self)
        guard tables.count <= Self.yearsMax, let sum = RatioTable.pooled(known) else { return nil }
        table = sum
        years = known.count
    }
}
