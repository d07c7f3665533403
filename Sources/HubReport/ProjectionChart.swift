package import HubDomain
package import HubText

/// Charts of projections, for terminals and pages alike.
package enum ProjectionChart {
    /// The fan of a quantity: the middle, and the range of four of five runs.
    ///
    /// - Parameters:
    ///   - quantity: What is drawn.
    ///   - simulation: The runs.
    /// - Returns: The chart.
    package static func fan(_ quantity: ProjectionQuantity, _ simulation: Simulation) -> FanChart {
        let path = simulation.path(quantity)
        let axis = LinearAxis(path.flatMap { [$0.p10, $0.p90] })
        return FanChart(
            zip(simulation.years, path).map { year, spread in
                FanChart.Point(
                    "\(year)",
                    low: axis.place(spread.p10),
                    middle: axis.place(spread.p50),
                    high: axis.place(spread.p90),
                    sentence: "\(number(spread.p50)), from \(number(spread.p10)) to "
                        + "\(number(spread.p90))"
                )
            },
            ticks: axis.ticks,
            legend: "\(quantity.words): the line is the median (P50), the shade holds four of five "
                + "runs (P10 to P90), as far as the assumptions go."
        )
    }

    /// From what the recruits of all years come, and what covers them.
    package static func waterfall(_ projection: Projection) -> SpanChart {
        let (first, last) = (projection.years.first ?? 0, projection.years.last ?? 0)
        return .waterfall(
            projection.steps.map { ($0.name, $0.value, number($0.value)) },
            total: ("To find otherwise", number(projection.sum(.gap))),
            legend: "People from \(first) to \(last), with the middle value of each assumption."
        )
    }

    /// How much each assumption matters for a quantity.
    package static func tornado(
        _ quantity: ProjectionQuantity,
        _ sensitivity: Sensitivity
    ) -> SpanChart {
        .tornado(
            sensitivity.bars.filter { $0.swing >= 0.5 }.map { bar in
                (bar.kind.words, bar.low, bar.high, "\(number(bar.low)) to \(number(bar.high))")
            },
            middle: sensitivity.middle,
            legend: "\(quantity.words), with one assumption at its low and high and the others in "
                + "the middle. The line is \(number(sensitivity.middle))."
        )
    }

    /// A number of people or posts, to the whole.
    package static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "no number" }
        return NumberText.grouped(Int(value.rounded()))
    }
}
