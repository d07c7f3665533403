import HubText

extension PageText {
    /// A chart of values with their limits, and bars in its place where the page is narrow.
    ///
    /// - Parameters:
    ///   - chart: The chart; the same value that a terminal draws.
    ///   - id: Distinguishes the pictures of one page; letters and digits.
    ///   - title: What it shows, in a phrase.
    ///   - barsLegend: How the bars are read, in fewer words than the picture.
    mutating func figure(
        _ chart: IntervalChart,
        id: String,
        title: String,
        barsLegend: String
    ) {
        raw("<figure class=\"wide\">")
        raw(IntervalChartPicture.svg(chart, id: id, title: title))
        let rows = chart.rows.map { row in
            SpanChart.Row(
                row.label,
                span: row.limits.map { limits in
                    PlotFrame.inside(limits.lowerBound)...PlotFrame.inside(limits.upperBound)
                },
                shown: row.shown,
                role: row.role
            )
        }
        bars(
            SpanChart(rows, ticks: chart.ticks, line: chart.centre, legend: barsLegend),
            title: title,
            band: chart.band
        )
        raw("</figure>")
    }
}
