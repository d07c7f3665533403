import Glibc
package import HubText

/// Released returns of several employers, added up.
///
/// Withdrawing a return affects later answers only; corrections need nothing special.
package struct WresPool: Sendable {
    private let returns: [ReleasedReturn]
    private let policy: ReleasePolicy

    /// A pool of one cycle.
    ///
    /// - Parameters:
    ///   - returns: What employers released, the viewer's own not among them; no two may count
    ///     the same council.
    ///   - policy: The hub's policy.
    package init(_ returns: [ReleasedReturn], policy: ReleasePolicy = .standard) {
        self.returns = returns
        self.policy = policy
    }

    /// A ratio over the employers that released all its counts.
    ///
    /// - Parameters:
    ///   - indicator: The indicator.
    ///   - services: One service, or several together.
    ///   - isNamed: Whether the employers are named to the viewer and agreed to it, so that their
    ///     number does not matter.
    /// - Returns: The figure, or why there is none.
    /// - Complexity: Linear in the employers.
    package func figure(
        _ indicator: WresIndicator,
        _ services: [WresService],
        isNamed: Bool = false
    ) -> PooledFigure {
        guard let counts = counts(indicator, services), counts.contributors > 0 else {
            return .notComputable(.notProvided)
        }
        guard isNamed || counts.contributors >= policy.contributorsMin else {
            return .tooFewCouncils
        }
        let all = [
            counts.minorityEvents, counts.minorityPeople, counts.whiteEvents, counts.whitePeople,
        ]
        guard all.allSatisfy(\.isPrinted) else { return .tooSmall }
        guard let table = counts.table else { return .notComputable(.notProvided) }
        return Self.figure(counts, RatioReading(table, polarity: indicator.polarity))
    }

    private func counts(
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> PooledRatio? {
        var sums: [PooledCount]?
        var contributors = 0
        for released in returns {
            guard let own = released.sums(indicator, services) else { continue }
            sums = sums.map { zip($0, own).map(+) } ?? own
            contributors += 1
        }
        guard let sums else { return nil }
        return PooledRatio(
            minorityEvents: sums[0],
            minorityPeople: sums[1],
            whiteEvents: sums[2],
            whitePeople: sums[3],
            contributors: contributors
        )
    }

    private static func figure(_ counts: PooledRatio, _ reading: RatioReading) -> PooledFigure {
        guard let ratio = reading.ratio.value, ratio > 0, let sampling = reading.koopman.value,
            let katz = reading.katz.value
        else { return .notComputable(reading.reason ?? .noEvents) }
        let sums = [
            counts.minorityEvents, counts.whitePeople, counts.whiteEvents, counts.minorityPeople,
        ]
        // The ratio rises with the first two sums and falls with the other two.
        let below = widened(log(ratio / sampling.lower), sums, rises: false)
        let above = widened(log(sampling.upper / ratio), sums, rises: true)
        let variance = sums.reduce(0.0) { sum, count in
            let relative = 1 / Double(count.sum)
            return sum + Double(count.atoms) * count.policy.variancePerAtom * relative * relative
        }
        return .shown(
            PooledReading(
                counts: counts,
                reading: reading,
                interval: RatioInterval(lower: ratio * exp(-below), upper: ratio * exp(above)),
                samplingDeviation: log(katz.upper / katz.lower) / (2 * RatioInterval.quantile),
                protectionDeviation: variance.squareRoot()
            )
        )
    }

    /// A distance on the log scale, together with how far each sum may be off in its direction.
    private static func widened(
        _ sampling: Double,
        _ sums: [PooledCount],
        rises: Bool
    ) -> Double {
        var square = sampling * sampling
        for (index, count) in sums.enumerated() {
            let isUp = (index < 2) == rises
            let off = log1p((isUp ? 1 : -1) * count.halfWidth / Double(count.sum))
            square += off * off
        }
        return square.squareRoot()
    }

    /// The minoritised group's share of each band, in percent of the staff of known ethnicity.
    ///
    /// - Returns: A share for each band, nil for one not printed; nil for too few employers.
    package func bandShares(_ services: [WresService], _ bands: [BandCode]) -> [Double?]? {
        let given = returns.filter { $0.bands == bands && !bands.isEmpty }
        var used = 0
        var sums = [(minority: PooledCount, white: PooledCount)?](
            repeating: nil,
            count: bands.count
        )
        for released in given {
            let own = bands.map { released.band($0, services) }
            guard own.allSatisfy({ $0 != nil }) else { continue }
            used += 1
            for (index, pair) in own.enumerated() {
                guard let pair else { continue }
                sums[index] = sums[index].map { ($0.minority + pair.0, $0.white + pair.1) } ?? pair
            }
        }
        guard used >= policy.contributorsMin else { return nil }
        return sums.map { pair in
            guard let pair, pair.minority.isPrinted, pair.white.isPrinted else { return nil }
            return 100 * Double(pair.minority.sum) / Double(pair.minority.sum + pair.white.sum)
        }
    }

    /// The ratios as a chart.
    package func chart(_ services: [WresService]) -> IntervalChart {
        RatioChart.chart(
            WresIndicator.ratios.map { indicator in
                let label = "\(indicator.rawValue) \(indicator.name)"
                switch figure(indicator, services) {
                case .shown(let reading): return reading.entry(label)
                case .notComputable(let reason): return RatioChart.Entry(label, missing: reason)
                case .tooFewCouncils: return RatioChart.Entry(label, missing: .tooFewCouncils)
                case .tooSmall: return RatioChart.Entry(label, missing: .tooSmall)
                }
            }
        )
    }
}

extension ReleasedReturn {
    /// The four sums of a ratio; nil unless every count of every service left.
    fileprivate func sums(
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> [PooledCount]? {
        var sums: [PooledCount]?
        for service in services {
            guard let parts = parts(of: indicator, service) else { return nil }
            var own: [PooledCount] = []
            for group in [EthnicGroup.minority, .white] {
                for quantity in [parts.events, parts.people] {
                    guard let total = total(quantity, service, group) else { return nil }
                    own.append(total)
                }
            }
            sums = sums.map { zip($0, own).map(+) } ?? own
        }
        return sums
    }

    /// The minoritised and white staff of a band; nil unless both left for every service.
    fileprivate func band(
        _ band: BandCode,
        _ services: [WresService]
    ) -> (PooledCount, PooledCount)? {
        var sum: (PooledCount, PooledCount)?
        for service in services {
            let counts = [EthnicGroup.minority, .white].map { group in
                atoms[WresCell(.staffInBand(band), service, group)]?.value.map {
                    PooledCount(sum: $0, atoms: 1, policy: policy)
                }
            }
            guard let minority = counts[0], let white = counts[1] else { return nil }
            sum = sum.map { ($0.0 + minority, $0.1 + white) } ?? (minority, white)
        }
        return sum
    }
}
