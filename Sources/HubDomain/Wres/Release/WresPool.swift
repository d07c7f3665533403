import Glibc
package import HubText

/// Released returns of several employers, added up, of one cycle or of several.
///
/// Withdrawing a return affects later answers only; corrections need nothing special.
package struct WresPool: Sendable {
    /// A release with the councils whose staff it counts, by which an employer is known again in
    /// another year.
    package struct Entry: Sendable {
        let councils: [GSSCode]
        let released: ReleasedReturn

        /// A release of these councils.
        package init(_ released: ReleasedReturn, of councils: [GSSCode]) {
            self.councils = councils
            self.released = released
        }
    }

    /// The most years that are added.
    package static let yearsMax = PooledYears.yearsMax

    /// What a pool needs of a release.
    private struct Member {
        let employer: Int
        let totals: ReleasedTotals
        let source: HarassmentSource?
        let bands: [BandCode]

        init(_ released: ReleasedReturn, employer: Int) {
            self.employer = employer
            totals = released.totals
            source = released.harassmentSource
            bands = released.bands
        }
    }

    private let years: [[Member]]
    /// The employers, each once.
    package let employers: Int
    private let policy: ReleasePolicy

    /// A pool of one cycle.
    ///
    /// - Parameters:
    ///   - returns: What employers released, the viewer's own not among them; no two may count
    ///     the same council.
    ///   - policy: The hub's policy.
    package init(_ returns: [ReleasedReturn], policy: ReleasePolicy = .standard) {
        years = [returns.enumerated().map { Member($1, employer: $0) }]
        employers = returns.count
        self.policy = policy
    }

    /// A pool of several cycles, by counts: ratios are never averaged.
    ///
    /// Five councils are five, in however many years they released: returns that share a council
    /// are of one employer.
    ///
    /// - Parameters:
    ///   - cycles: What employers released in each; no two of one cycle may count the same council.
    ///   - policy: The hub's policy.
    /// - Complexity: Linear in the councils.
    package init(cycles: [[Entry]], policy: ReleasePolicy = .standard) {
        var found = EmployerGroups()
        let codes = cycles.map { $0.map { found.add($0.councils) } }
        let numbers = found.numbers
        years = zip(cycles, codes).map { entries, codes in
            zip(entries, codes).map { Member($0.released, employer: numbers[$1]) }
        }
        employers = (numbers.max() ?? -1) + 1
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
    /// - Complexity: Linear in the returns.
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
        // An entry and a referral are two things, and no sum of them is either.
        guard !isOfTwoMeanings(indicator, services) else {
            return .notComputable(.differentMeaning)
        }
        let all = [
            counts.minorityEvents, counts.minorityPeople, counts.whiteEvents, counts.whitePeople,
        ]
        guard all.allSatisfy(\.isPrinted) else { return .tooSmall }
        guard let table = counts.table else { return .notComputable(.notProvided) }
        return Self.figure(counts, RatioReading(table, polarity: indicator.polarity))
    }

    /// Whether some released entries and others referrals under indicator 4.
    private func isOfTwoMeanings(
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> Bool {
        guard indicator == .fitnessToPractise else { return false }
        var events: Set<WresQuantity> = []
        for member in years.joined()
        where member.totals.sums(indicator, services, member.source) != nil {
            for service in services {
                let parts = member.totals.parts(of: indicator, service, member.source)
                if let parts { events.insert(parts.events) }
            }
        }
        return events.count > 1
    }

    private func counts(
        _ indicator: WresIndicator,
        _ services: [WresService]
    ) -> PooledRatio? {
        var sums: RatioSums?
        var seen = [Bool](repeating: false, count: employers)
        var given = 0
        var isReported = false
        var isSurveyed = false
        for year in years {
            var own: RatioSums?
            for member in year {
                guard
                    let added = member.totals.sums(indicator, services, member.source)
                else { continue }
                own = own.map { $0 + added } ?? added
                seen[member.employer] = true
                if member.source == .survey { isSurveyed = true } else { isReported = true }
            }
            guard let own else { continue }
            sums = sums.map { $0.addingYear(own) } ?? own
            given += 1
        }
        guard let sums else { return nil }
        return PooledRatio(
            minorityEvents: sums.minorityEvents,
            minorityPeople: sums.minorityPeople,
            whiteEvents: sums.whiteEvents,
            whitePeople: sums.whitePeople,
            contributors: seen.count { $0 },
            years: given,
            isMixed: indicator.dependsOnCollection && isReported && isSurveyed
        )
    }

    /// The figure of sums, its interval widened by how far protection may have moved them.
    static func figure(_ counts: PooledRatio, _ reading: RatioReading) -> PooledFigure {
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
            return sum + count.variance * relative * relative
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
    /// - Returns: A share for each band, nil for one not printed; nil for too few employers, and
    ///   for no bands.
    package func bandShares(_ services: [WresService], _ bands: [BandCode]) -> [PooledShare?]? {
        guard !bands.isEmpty else { return nil }
        var seen = [Bool](repeating: false, count: employers)
        var sums: [BandSums]?
        for year in years {
            var own: [BandSums]?
            for member in year where member.bands == bands {
                guard let added = member.totals.bands(bands.count, services) else { continue }
                seen[member.employer] = true
                own = own.map { zip($0, added).map(+) } ?? added
            }
            guard let own else { continue }
            sums = sums.map { zip($0, own).map { $0.addingYear($1) } } ?? own
        }
        guard let sums, seen.count(where: { $0 }) >= policy.contributorsMin else { return nil }
        return sums.map { sum in
            guard sum.minority.isPrinted, sum.white.isPrinted else { return nil }
            return PooledShare(sum)
        }
    }

    /// The ratios as a chart.
    package func chart(_ services: [WresService]) -> IntervalChart {
        RatioChart.chart(
            WresIndicator.ratios.map { indicator in
                let label = indicator.label
                switch figure(indicator, services) {
                case .shown(let reading): return reading.entry(label)
                case .notComputable(let reason): return RatioChart.Entry(label, missing: reason)
                case .tooFewCouncils: return RatioChart.Entry(label, missing: .tooFewCouncils)
                case .tooSmall: return RatioChart.Entry(label, missing: .tooRounded)
                }
            }
        )
    }
}
