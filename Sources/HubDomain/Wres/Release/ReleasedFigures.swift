import HubText

/// A sum of released counts with how far protection may have moved it.
package struct PooledCount: Equatable, Sendable {
    /// The sum.
    package let sum: Int
    /// How many atoms were added.
    package let atoms: Int
    /// The policy they were released with.
    package let policy: ReleasePolicy

    /// A sum.
    package init(sum: Int, atoms: Int, policy: ReleasePolicy) {
        self.sum = sum
        self.atoms = atoms
        self.policy = policy
    }

    /// How far the sum is taken to be off at most.
    package var halfWidth: Double { policy.halfWidth(atoms: atoms) }

    /// Whether it is large enough to be printed.
    package var isPrinted: Bool { Double(sum) >= 2 * halfWidth }

    /// Both sums together.
    package static func + (left: PooledCount, right: PooledCount) -> PooledCount {
        PooledCount(
            sum: left.sum + right.sum,
            atoms: left.atoms + right.atoms,
            policy: left.policy
        )
    }
}

/// A ratio of released counts, with both sources of its uncertainty.
package struct PooledRatio: Equatable, Sendable {
    /// The four sums: minoritised events and people, white events and people.
    package let minorityEvents: PooledCount
    /// People of the minoritised group.
    package let minorityPeople: PooledCount
    /// Events of the white group.
    package let whiteEvents: PooledCount
    /// People of the white group.
    package let whitePeople: PooledCount
    /// The employers that were added.
    package let contributors: Int

    /// A ratio of sums.
    package init(
        minorityEvents: PooledCount,
        minorityPeople: PooledCount,
        whiteEvents: PooledCount,
        whitePeople: PooledCount,
        contributors: Int
    ) {
        self.minorityEvents = minorityEvents
        self.minorityPeople = minorityPeople
        self.whiteEvents = whiteEvents
        self.whitePeople = whitePeople
        self.contributors = contributors
    }

    /// The counts as a table; people are raised to their events where rounding put them below.
    package var table: RatioTable? {
        guard
            let minority = try? EventCount(
                events: minorityEvents.sum,
                people: max(minorityPeople.sum, minorityEvents.sum)
            ),
            let white = try? EventCount(
                events: whiteEvents.sum,
                people: max(whitePeople.sum, whiteEvents.sum)
            )
        else { return nil }
        return RatioTable(minority: minority, white: white)
    }
}

/// A figure about several employers, or why there is none.
package enum PooledFigure: Equatable, Sendable {
    /// The figure.
    case shown(PooledReading)
    /// Too few employers released it.
    case tooFewCouncils
    /// The sums are too small beside what protection may have moved.
    case tooSmall
    /// There is no ratio.
    case notComputable(NotComputable)

    /// The figure, where there is one.
    package var reading: PooledReading? {
        if case .shown(let reading) = self { return reading }
        return nil
    }

    /// Why a hidden figure is hidden, in words that say nothing more than the state.
    package var words: String {
        switch self {
        case .shown: ""
        case .tooFewCouncils: "too few councils"
        case .tooSmall: "too small to be printed"
        case .notComputable(let reason): reason.words
        }
    }
}

/// What is said about a pooled ratio.
package struct PooledReading: Equatable, Sendable {
    /// The sums.
    package let counts: PooledRatio
    /// What the released counts say by themselves.
    package let reading: RatioReading
    /// The interval with both sources of uncertainty, which is shown.
    package let interval: RatioInterval
    /// The standard deviation of the logarithm of the ratio from sampling.
    package let samplingDeviation: Double
    /// The same from protection.
    package let protectionDeviation: Double

    /// By how much protection widens the interval: 0.05 for 5 %.
    package var price: Double {
        let both = samplingDeviation * samplingDeviation + protectionDeviation * protectionDeviation
        return samplingDeviation > 0 ? both.squareRoot() / samplingDeviation - 1 : 0
    }

    /// The price in words, shown beside the figure.
    package var priceWords: String {
        let percent = Int((price * 100).rounded())
        return "Protected counts of \(counts.contributors) councils: protection widens the "
            + "interval by \(percent < 1 ? "less than 1" : "about \(percent)")%."
    }

    /// The figure for a chart.
    package func entry(_ label: String) -> RatioChart.Entry {
        RatioChart.Entry(
            label,
            ratio: reading.ratio,
            interval: interval,
            reading: reading.reading.value,
            isClear: !interval.holdsOne,
            isTooFew: reading.isTooFew
        )
    }
}
