package import HubText

/// Charts of figures through time, for pages.
package enum SeriesChart {
    /// Bars from zero on one axis; a statement without a value has its reason and no bar.
    ///
    /// - Parameters:
    ///   - bars: The bars, as a terminal draws them.
    ///   - legend: What they are, as a sentence.
    /// - Returns: The chart.
    package static func chart(_ bars: [BarChart.Bar], legend: String) -> SpanChart {
        let axis = LinearAxis(bars.compactMap(\.value), withZero: true)
        let zero = axis.place(0)
        return SpanChart(
            bars.map { bar in
                let span = bar.value.map { value in
                    min(zero, axis.place(value))...max(zero, axis.place(value))
                }
                return SpanChart.Row(bar.label, span: span, shown: bar.shown)
            },
            ticks: axis.ticks,
            line: zero,
            legend: legend
        )
    }
}
