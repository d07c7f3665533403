import Glibc

/// The limits between which a ratio lies, with 95 % confidence.
package struct RatioInterval: Equatable, Sendable {
    /// The 0.975 quantile of the normal distribution.
    package static let quantile = 1.959963984540054
    /// The 0.95 quantile of the chi-squared distribution with one degree of freedom.
    package static let quantileSquared = quantile * quantile

    /// The lower limit; 0 where the minoritised group had no event.
    package let lower: Double
    /// The upper limit; infinite where the white group had no event.
    package let upper: Double

    /// An interval.
    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether equal likelihood is inside.
    package var holdsOne: Bool { lower <= 1 && 1 <= upper }

    /// The Katz log interval (Katz and others 1978, "Obtaining confidence intervals for the risk
    /// ratio in cohort studies"): RL · exp(± z · √(1/a − 1/n₁ + 1/c − 1/n₀)).
    ///
    /// Nothing is added to empty cells: that is biased where the groups differ in size.
    package static func katz(_ table: RatioTable) -> Computed<RatioInterval> {
        if let problem = table.shareProblem ?? table.ratioProblem { return .unknown(problem) }
        guard table.minority.events > 0, let ratio = table.ratio.value else {
            return .unknown(.noMinorityEvents)
        }
        let variance = inverse(table.minority) + inverse(table.white)
        let factor = exp(quantile * variance.squareRoot())
        return .known(RatioInterval(lower: ratio / factor, upper: ratio * factor))
    }

    private static func inverse(_ count: EventCount) -> Double {
        Double(count.people - count.events) / (Double(count.events) * Double(count.people))
    }

    /// Koopman's score interval (Koopman 1984, "Confidence intervals for the ratio of two binomial
    /// proportions"), the default: it holds for small counts, and for none in one of the groups.
    ///
    /// - Complexity: About a hundred evaluations of the score statistic.
    package static func koopman(_ table: RatioTable) -> Computed<RatioInterval> {
        if let problem = table.shareProblem { return .unknown(problem) }
        if table.minority.events == 0, table.white.events == 0 { return .unknown(.noEvents) }
        let upper = ScoreStatistic(table.minority, over: table.white).upperLimit
        // The statistic is the same for the ratio turned round, so its lower limit is an upper one.
        let turned = ScoreStatistic(table.white, over: table.minority).upperLimit
        return .known(RatioInterval(lower: turned.isFinite ? 1 / turned : 0, upper: upper))
    }
}

/// The score statistic of a ratio of two shares.
struct ScoreStatistic {
    private let events: Double
    private let people: Double
    private let baseEvents: Double
    private let basePeople: Double

    init(_ count: EventCount, over base: EventCount) {
        events = Double(count.events)
        people = Double(count.people)
        baseEvents = Double(base.events)
        basePeople = Double(base.people)
    }

    /// How far the data are from a ratio, to be compared with a chi-squared quantile.
    ///
    /// The shares p̃₀ and p̃₁ = θ·p̃₀ are those that make the data likeliest if θ is the ratio.
    func callAsFunction(_ theta: Double) -> Double {
        let all = people + basePeople
        let middle = theta * (people + baseEvents) + events + basePeople
        let square = middle * middle - 4 * theta * all * (events + baseEvents)
        // The smaller root, in the form that does not subtract nearly equal numbers.
        let baseShare = 2 * (events + baseEvents) / (middle + max(0, square).squareRoot())
        let share = min(1, theta * baseShare)
        let difference = events / people - theta * baseEvents / basePeople
        let variance =
            share * (1 - share) / people
            + theta * theta * baseShare * max(0, 1 - baseShare) / basePeople
        guard variance > 0 else { return difference == 0 ? 0 : .infinity }
        return difference * difference / variance
    }

    /// The ratio above the observed one at which the statistic reaches the quantile.
    var upperLimit: Double {
        guard baseEvents > 0 else { return .infinity }
        let observed = events / people / (baseEvents / basePeople)
        // Without events the statistic grows from nothing at zero, so any small ratio is below.
        var low = observed > 0 ? observed : 1 / (people * basePeople * 1_000)
        var high = low * 2
        while self(high) < RatioInterval.quantileSquared {
            low = high
            high *= 2
        }
        // Bisection ends when no number lies between, after about fifty steps.
        while true {
            let middle = low + (high - low) / 2
            guard low < middle, middle < high else { return middle }
            if self(middle) < RatioInterval.quantileSquared { low = middle } else { high = middle }
        }
    }
}
