package import HubText

/// A path through time with its range, as self-contained SVG.
package enum FanChartPicture {
    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - chart: The chart; the same value that a terminal draws.
    ///   - id: Distinguishes the pictures of one page; letters and digits.
    ///   - title: What it shows, in a phrase.
    ///   - notice: What must be read with it; empty for none.
    /// - Returns: An SVG element with title, text alternative and picture.
    package static func svg(
        _ chart: FanChart,
        id: String,
        title: String,
        notice: String = ""
    ) -> String {
        let frame = PlotFrame(title, notice: notice, legend: chart.legend, chart.ticks)
        var canvas = frame.canvas(chart.ticks)
        func line(_ part: (FanChart.Point) -> Double) -> [(Double, Double)] {
            chart.points.enumerated().map { frame.point(chart.place(of: $0), part($1)) }
        }
        canvas.area(line(\.high) + line(\.low).reversed(), SVGCanvas.shade)
        canvas.path(line(\.high), SVGCanvas.quiet)
        canvas.path(line(\.low), SVGCanvas.quiet)
        canvas.path(line(\.middle), SVGCanvas.trace, 2.5)
        for spot in line(\.middle) { canvas.dot(spot, SVGCanvas.trace, radius: 3) }
        PlotFrame.axis(chart.times, at: frame.floor, { frame.point($0, 0).0 }, on: &canvas)
        let words = (notice.isEmpty ? [] : [notice]) + chart.alternative
        return canvas.document(id: id, title: title, alternative: words)
    }
}
