package import HubText

/// Values against their precision, between limits that chance alone seldom leaves.
///
/// A primitive: places on both axes come from the caller as shares of their lengths, and so does
/// the reading of each point. It knows no scale and no statistics.
package struct FunnelPlot: Equatable, Sendable {
    /// One value.
    package struct Point: Equatable, Sendable {
        /// What it belongs to, raw.
        package var label: String
        /// Its precision, from 0 at the left to 1 at the right.
        package var precision: Double
        /// Its value, from 0 at the bottom to 1 at the top.
        package var value: Double
        /// Whether it lies outside the limits.
        package var isOutside: Bool
        /// The value in words, raw.
        package var shown: String

        /// A value.
        package init(
            _ label: String,
            precision: Double,
            value: Double,
            isOutside: Bool,
            shown: String
        ) {
            self.label = label
            self.precision = precision
            self.value = value
            self.isOutside = isOutside
            self.shown = shown
        }
    }

    /// Both limits at one precision.
    package struct Limit: Equatable, Sendable {
        /// The precision.
        package var precision: Double
        /// The lower limit.
        package var low: Double
        /// The upper limit.
        package var high: Double

        /// Both limits at one precision.
        package init(precision: Double, low: Double, high: Double) {
            self.precision = precision
            self.low = low
            self.high = high
        }
    }

    /// The values.
    package let points: [Point]
    /// The limits, by rising precision.
    package let limits: [Limit]
    /// The value of all together.
    package let centre: Double
    /// The marks of the upright axis.
    package let ticks: [IntervalChart.Tick]
    /// The marks of the flat axis.
    package let precisionTicks: [IntervalChart.Tick]
    /// What the flat axis is.
    package let precisionLabel: String

    /// A plot.
    package init(
        _ points: [Point],
        limits: [Limit],
        centre: Double,
        ticks: [IntervalChart.Tick],
        precisionTicks: [IntervalChart.Tick],
        precisionLabel: String
    ) {
        self.points = points
        self.limits = limits
        self.centre = centre
        self.ticks = ticks
        self.precisionTicks = precisionTicks
        self.precisionLabel = precisionLabel
    }

    /// The plot as sentences: how many lie where, and each that lies outside.
    package var alternative: [String] {
        let outside = points.filter(\.isOutside)
        let inside = points.count - outside.count
        return ["\(inside) of \(points.count) lie between the limits."]
            + outside.map { "\($0.label): \($0.shown), outside the limits." }
    }

    /// The plot as a self-contained SVG element.
    ///
    /// - Parameters:
    ///   - id: Distinguishes the pictures of one page; letters and digits.
    ///   - title: What it shows, in a phrase.
    ///   - notice: What must be read with it; empty for none.
    /// - Returns: The element.
    package func svg(id: String, title: String, notice: String = "") -> String {
        // Whether names have room does not depend on what stands above the plot.
        let told = [notice, names(in: PlotFrame("", ticks)).caution ?? ""]
            .filter { !$0.isEmpty }
        let frame = PlotFrame(title, notice: told.joined(separator: " "), ticks)
        var canvas = frame.canvas(ticks)
        let place = frame.point
        canvas.line(place(0, centre), place(1, centre), SVGCanvas.quiet, 2)
        canvas.path(limits.map { place($0.precision, $0.low) }, SVGCanvas.quiet)
        canvas.path(limits.map { place($0.precision, $0.high) }, SVGCanvas.quiet)
        for point in points {
            let spot = place(point.precision, point.value)
            canvas.dot(spot, ChartInk(point.isOutside ? .bad : nil).colour, radius: 4)
        }
        names(in: frame).draw(on: &canvas)
        PlotFrame.axis(precisionTicks, at: frame.floor, { place($0, 0).0 }, on: &canvas)
        canvas.text(
            precisionLabel,
            at: (PlotFrame.width / 2, frame.floor + 38),
            anchor: "middle",
            size: 12
        )
        let words = told + alternative
        return canvas.document(id: id, title: title, alternative: words)
    }

    /// The names of the points outside, from the top; they say what the colour says.
    private func names(in frame: PlotFrame) -> PlotNames {
        let spots = points.map { frame.point($0.precision, $0.value) }
        let outside = zip(points, spots).filter(\.0.isOutside).sorted { $0.1.1 < $1.1.1 }
        return PlotNames(
            outside.map { ($0.0.label, $0.1) },
            dots: spots,
            from: (frame.left, frame.ceiling),
            to: (PlotFrame.width, frame.floor)
        )
    }
}
