package import HubText

/// Bars on one axis as self-contained SVG: comparisons, waterfalls and tornados.
package enum SpanChartPicture {
    private static let width = 900.0
    private static let labels = 320.0
    private static let shown = 150.0
    private static let row = 30.0
    private static let line = 17.0

    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - chart: The chart; the same value that a terminal draws.
    ///   - id: Distinguishes the pictures of one page; letters and digits.
    ///   - title: What it shows, in a phrase.
    ///   - notice: What must be read with it; empty for none.
    /// - Returns: An SVG element with title, text alternative and picture.
    package static func svg(
        _ chart: SpanChart,
        id: String,
        title: String,
        notice: String = ""
    ) -> String {
        let heading = TextBlock.title(title, width: width)
        let warning = TextBlock.notice(notice, width: width)
        let legend = TextBlock.legend(chart.legend, width: width)
        let top = 16 + heading.height + warning.height
        let labels = chart.rows.map { ChartLabel.lines($0.label) }
        let heights = labels.map { max(row, Double($0.count) * line + 10) }
        let bottom = heights.reduce(top, +)
        var canvas = SVGCanvas(width: width, height: bottom + 48 + legend.height)
        heading.draw(at: 20, on: &canvas)
        warning.draw(at: 20 + heading.height, on: &canvas)
        var above = top
        for (index, row) in chart.rows.enumerated() {
            let height = above + heights[index] / 2
            above += heights[index]
            let first = height - Double(labels[index].count - 1) * Self.line / 2
            for (number, text) in labels[index].enumerated() {
                canvas.text(text, at: (0, first + Double(number) * Self.line + 5))
            }
            if let span = row.span {
                let (from, to) = (place(span.lowerBound), place(span.upperBound))
                let size = (max(to - from, 1), Self.row - 10)
                canvas.bar((from, height - size.1 / 2), size, ChartInk(row.role))
            }
            canvas.text(row.shown, at: (width, height + 5), anchor: "end")
        }
        if let mark = chart.line {
            canvas.line((place(mark), top), (place(mark), bottom), SVGCanvas.ink)
        }
        PlotFrame.axis(chart.ticks, at: bottom, place, on: &canvas)
        legend.draw(at: bottom + 52, on: &canvas)
        let words = (notice.isEmpty ? [] : [notice]) + chart.alternative
        return canvas.document(id: id, title: title, alternative: words)
    }

    private static func place(_ share: Double) -> Double {
        labels + PlotFrame.inside(share) * (width - labels - shown)
    }
}
