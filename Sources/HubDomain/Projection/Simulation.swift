/// Many runs of a projection, each with values drawn from what is thought possible.
///
/// A run draws one normal number for each uncertain assumption, in the order of `drawn`, and uses
/// it in all its years: above zero it moves the value towards `high`, below towards `low`, so that
/// low, value and high are P10, P50 and P90. Then it draws one for each year after the base year
/// of each assumption that moves from year to year. Values outside what makes sense are brought to
/// its edge. The numbers are quantiles of the uniform numbers of SplitMix64 from the seed, so that
/// the same seed makes the same runs anywhere.
package struct Simulation: Equatable, Sendable {
    /// The fewest and most runs.
    package static let runs = 100...100_000
    /// The runs where nobody says how many.
    package static let runsDefault = 10_000

    /// A quantity in one year: the values that are undercut once in ten, as often as not, and
    /// exceeded once in ten.
    package struct Spread: Equatable, Sendable {
        /// The tenth percentile.
        package let p10: Double
        /// The median.
        package let p50: Double
        /// The ninetieth percentile.
        package let p90: Double
    }

    /// The years, without the base year.
    package let years: [Int]
    /// What the runs began with.
    package let seed: UInt64
    /// How many runs there were.
    package let count: Int
    private let spreads: [Spread]

    /// Runs a projection.
    ///
    /// - Parameters:
    ///   - assumptions: What is assumed.
    ///   - count: How many runs.
    ///   - seed: Where the random numbers begin.
    /// - Throws: PROJ-0107 for too few or too many runs.
    /// - Complexity: Runs times years times assumptions, and sorting the runs of each year.
    package init(
        _ assumptions: Assumptions,
        runs count: Int = runsDefault,
        seed: UInt64
    ) throws(DomainError) {
        guard Self.runs.contains(count) else {
            throw DomainError(
                .projectionRuns,
                path: "runs",
                found: "\(count)",
                problem: "is not a number of runs",
                expected: "a number from \(Self.runs.lowerBound) to \(Self.runs.upperBound)"
            )
        }
        let model = ProjectionModel(assumptions)
        var chance = SplitMix(state: seed)
        var values = model.middle
        var results = [Double](repeating: 0, count: model.resultCount)
        var all = [Double](repeating: 0, count: model.resultCount * count)
        let draws = Self.draws(model)
        for run in 0..<count {
            for draw in draws { draw.move(&values, &chance) }
            model.evaluate(values, into: &results)
            for place in 0..<model.resultCount { all[place * count + run] = results[place] }
        }
        var spreads: [Spread] = []
        spreads.reserveCapacity(model.resultCount)
        for place in 0..<model.resultCount {
            let sorted = all[place * count..<(place + 1) * count].sorted()
            spreads.append(
                Spread(
                    p10: Self.quantile(sorted, 0.1),
                    p50: Self.quantile(sorted, 0.5),
                    p90: Self.quantile(sorted, 0.9)
                )
            )
        }
        self.spreads = spreads
        years = Array(model.years.dropFirst())
        self.seed = seed
        self.count = count
    }

    /// A quantity in all years.
    package func path(_ quantity: ProjectionQuantity) -> [Spread] {
        Array(spreads[quantity.rawValue * years.count..<(quantity.rawValue + 1) * years.count])
    }

    /// A quantile by a line between the neighbouring values (Hyndman and Fan 1996, type 7).
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    private static func draws(_ model: ProjectionModel) -> [Draw] {
        let length = model.years.count
        return zip(ProjectionModel.drawn, model.paths).enumerated().compactMap { index, entry in
            let (kind, path) = entry
            guard path.isUncertain else { return nil }
            let range =
                kind == .demandIndex && model.isGrowth
                ? AssumptionKind.demandGrowth.range : kind.range
            return Draw(path: path, start: index * length, range: range)
        }
    }
}

/// How one assumption moves in a run.
private struct Draw {
    let path: AssumptionPath
    let start: Int
    let range: ClosedRange<Double>
    private let hasLevel: Bool
    private let hasYears: Bool

    init(path: AssumptionPath, start: Int, range: ClosedRange<Double>) {
        self.path = path
        self.start = start
        self.range = range
        hasLevel = (path.down + path.up).contains { $0 > 0 }
        hasYears = path.yearly.dropFirst().contains { $0 > 0 }
    }

    func move(_ values: inout [Double], _ chance: inout SplitMix) {
        let level = hasLevel ? NormalQuantile.of(chance.inside()) : 0
        let slopes = level < 0 ? path.down : path.up
        for index in path.values.indices {
            var value = path.values[index] + level * slopes[index]
            if hasYears, index > 0 {
                value += path.yearly[index] * NormalQuantile.of(chance.inside())
            }
            values[start + index] = min(max(value, range.lowerBound), range.upperBound)
        }
    }
}
