package import HubDomain
import HubText

extension FunnelPlot {
    /// Ratios of several councils against their precision, around the ratio of all together.
    ///
    /// - Parameters:
    ///   - entries: Names and what was released of each; those without a ratio above zero are left
    ///     out.
    ///   - others: What was released of those that are not drawn, which is part of all together.
    ///   - whole: The ratio of all together where it is known with hidden counts.
    ///   - precisionLabel: What the flat axis is called.
    /// - Returns: The plot; nil where nothing is left, or all together have no ratio.
    package static func ratios(
        _ entries: [(label: String, table: RatioTable)],
        with others: [RatioTable] = [],
        around whole: Double? = nil,
        precisionLabel: String = "Precision: 1 over the squared standard error"
    ) -> FunnelPlot? {
        let funnel = RatioFunnel(entries.map(\.table), with: others, around: whole)
        guard let funnel else { return nil }
        let points = entries.compactMap { entry -> Point? in
            guard let spot = funnel.spot(entry.table), let ratio = entry.table.ratio.value else {
                return nil
            }
            return Point(
                entry.label,
                precision: spot.precision,
                value: spot.value,
                isOutside: spot.isOutside,
                shown: RatioWords.fixed(ratio, places: 2)
            )
        }
        return FunnelPlot(
            points,
            limits: funnel.limits.map {
                Limit(precision: $0.precision, low: $0.low, high: $0.high)
            },
            centre: funnel.centrePlace,
            ticks: funnel.axis.ticks,
            precisionTicks: funnel.precisionTicks,
            precisionLabel: precisionLabel
        )
    }
}
