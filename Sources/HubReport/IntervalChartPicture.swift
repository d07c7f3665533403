package import HubText

/// A chart of values with their limits, as self-contained SVG.
package enum IntervalChartPicture {
    private static let width = 900.0
    private static let labels = 320.0
    private static let shown = 150.0
    private static let row = 30.0

    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - chart: The chart; the same value that a terminal draws.
    ///   - id: Distinguishes the pictures of one page; letters and digits.
    ///   - title: What it shows, in a phrase.
    ///   - notice: What must be read with it, such as that its data are invented; empty for none.
    /// - Returns: An SVG element with title, text alternative and picture.
    package static func svg(
        _ chart: IntervalChart,
        id: String,
        title: String,
        notice: String = ""
    ) -> String {
        let heading = TextBlock.title(title, width: width)
        let warning = TextBlock.notice(notice, width: width)
        let legend = TextBlock.legend(
            [chart.legend, colours(chart)].filter { !$0.isEmpty }.joined(separator: " "),
            width: width
        )
        let top = 16 + heading.height + warning.height
        let bottom = top + Double(chart.rows.count) * row
        var canvas = SVGCanvas(width: width, height: bottom + 48 + legend.height)
        heading.draw(at: 20, on: &canvas)
        warning.draw(at: 20 + heading.height, on: &canvas)
        let left = place(chart.band.lowerBound)
        let right = place(chart.band.upperBound)
        canvas.box((left, top), (right - left, bottom - top), SVGCanvas.shade)
        canvas.line((place(chart.centre), top), (place(chart.centre), bottom), SVGCanvas.quiet)
        for (index, row) in chart.rows.enumerated() {
            draw(row, at: top + (Double(index) + 0.5) * Self.row, on: &canvas)
        }
        PlotFrame.axis(chart.ticks, at: bottom, place, on: &canvas)
        legend.draw(at: bottom + 52, on: &canvas)
        let words = (notice.isEmpty ? [] : [notice]) + chart.alternative
        return canvas.document(id: id, title: title, alternative: words)
    }

    /// What the colours of this chart say, for those who see them.
    private static func colours(_ chart: IntervalChart) -> String {
        let roles = Set(chart.rows.map(\.role))
        let meanings: [(TextRole?, String)] = [
            (.bad, "red is adverse and clear"), (.warning, "brown is adverse and not clear"),
            (.good, "green is in favour"), (nil, "blue is inside the range"),
            (.quiet, "grey is too few cases or no ratio"),
        ]
        let words = meanings.filter { roles.contains($0.0) }.map(\.1)
        return words.isEmpty ? "" : "Colours: \(words.joined(separator: ", "))."
    }

    private static func place(_ share: Double) -> Double {
        labels + PlotFrame.inside(share) * (width - labels - shown)
    }

    private static func draw(
        _ row: IntervalChart.Row,
        at height: Double,
        on canvas: inout SVGCanvas
    ) {
        let colour = SVGCanvas.colour(of: row.role)
        canvas.text(row.label, at: (0, height + 5))
        if let limits = row.limits {
            let (low, high) = (place(limits.lowerBound), place(limits.upperBound))
            canvas.line((low, height), (high, height), colour, 3)
            end(at: low, height, leaves: limits.lowerBound < 0, toward: 8, colour, on: &canvas)
            end(at: high, height, leaves: limits.upperBound > 1, toward: -8, colour, on: &canvas)
        }
        if let value = row.value { canvas.dot((place(value), height), colour) }
        canvas.text(row.shown, at: (width, height + 5), anchor: "end")
    }

    /// A stroke where the limit is, an arrow where it lies outside the axis.
    private static func end(
        at place: Double,
        _ height: Double,
        leaves: Bool,
        toward: Double,
        _ colour: String,
        on canvas: inout SVGCanvas
    ) {
        guard leaves else {
            return canvas.line((place, height - 6), (place, height + 6), colour, 2)
        }
        canvas.line((place, height), (place + toward, height - 6), colour, 2)
        canvas.line((place, height), (place + toward, height + 6), colour, 2)
    }
}
