import HubText

/// A sum of released counts with how far protection may have moved it.
package struct PooledCount: Equatable, Sendable {
    /// The sum.
    package let sum: Int
    /// How many atoms were added.
    package let atoms: Int
    /// The policy they were released with.
    package let policy: ReleasePolicy
    /// The atoms that would be as far off together if their offsets had nothing to do with each
    /// other: as many as there are, and more where they are of several years.
    package let weight: Double

    /// A sum of atoms that are different cells.
    package init(sum: Int, atoms: Int, policy: ReleasePolicy) {
        self.init(sum: sum, atoms: atoms, policy: policy, weight: Double(atoms))
    }

    private init(sum: Int, atoms: Int, policy: ReleasePolicy, weight: Double) {
        self.sum = sum
        self.atoms = atoms
        self.policy = policy
        self.weight = weight
    }

    /// How far the sum is taken to be off at most.
    package var halfWidth: Double { policy.halfWidth(weight: weight) }

    /// The variance that protection adds to the sum.
    package var variance: Double { weight * policy.variancePerAtom }

    /// Whether it is large enough to be printed.
    package var isPrinted: Bool { Double(sum) >= 2 * halfWidth }

    /// Both sums together, of different cells.
    package static func + (left: PooledCount, right: PooledCount) -> PooledCount {
        PooledCount(
            sum: left.sum + right.sum,
            atoms: left.atoms + right.atoms,
            policy: left.policy,
            weight: left.weight + right.weight
        )
    }

    /// The same cells in another year added.
    ///
    /// A cell has one offset in all years, so that an unchanged count is off by the same each year:
    /// the widths are added as they are, which is the most that they can come to.
    package func addingYear(_ year: PooledCount) -> PooledCount {
        let width = weight.squareRoot() + year.weight.squareRoot()
        return PooledCount(
            sum: sum + year.sum,
            atoms: atoms + year.atoms,
            policy: policy,
            weight: width * width
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
    /// The employers that were added, each once.
    package let contributors: Int
    /// The years in which any of them released the counts.
    package let years: Int
    /// Whether harassment was collected in both ways, of an indicator that depends on it.
    package let isMixed: Bool

    /// A ratio of sums.
    package init(
        minorityEvents: PooledCount,
        minorityPeople: PooledCount,
        whiteEvents: PooledCount,
        whitePeople: PooledCount,
        contributors: Int,
        years: Int = 1,
        isMixed: Bool = false
    ) {
        self.minorityEvents = minorityEvents
        self.minorityPeople = minorityPeople
        self.whiteEvents = whiteEvents
        self.whitePeople = whitePeople
        self.contributors = contributors
        self.years = years
        self.isMixed = isMixed
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
        case .tooSmall: NotComputable.tooRounded.words
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
        let years = counts.years > 1 ? " in \(counts.years) years" : ""
        return "Protected counts of \(counts.contributors) councils\(years): protection widens the "
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
