import HubText

/// The frame of a plot with a flat and an upright axis; places are shares of their lengths.
struct PlotFrame {
    /// The width of the picture.
    static let width = 760.0
    private static let plotHeight = 360.0
    private static let right = 20.0
    /// How high a line of the small type is, in which labels stand.
    static let labelHeight = 14.0

    /// How far the plot is from the left, where the labels of the upright axis stand.
    let left: Double
    private let heading: TextBlock
    private let warning: TextBlock
    private let legend: TextBlock

    /// A frame with room for what stands around the plot.
    ///
    /// - Parameters:
    ///   - title: What the picture shows.
    ///   - notice: What must be read with it; empty for none.
    ///   - legend: How it is read; empty for none.
    ///   - ticks: The marks of the upright axis.
    init(
        _ title: String,
        notice: String = "",
        legend: String = "",
        _ ticks: [IntervalChart.Tick] = []
    ) {
        let widest = ticks.map { DisplayWidth.of($0.label) }.max() ?? 0
        left = max(60, Double(widest) * 7 + 16)
        heading = .title(title, width: Self.width)
        warning = .notice(notice, width: Self.width)
        self.legend = .legend(legend, width: Self.width)
    }

    private var top: Double { 16 + heading.height + warning.height }

    /// The upper edge of the plot.
    var ceiling: Double { top }

    /// The lower edge of the plot.
    var floor: Double { top + Self.plotHeight }

    /// A point of the picture; what leaves the plot stands at its edge.
    func point(_ flat: Double, _ upright: Double) -> (Double, Double) {
        let width = Self.width - left - Self.right
        return (
            left + Self.inside(flat) * width, top + (1 - Self.inside(upright)) * Self.plotHeight
        )
    }

    /// A place brought onto its axis.
    static func inside(_ share: Double) -> Double {
        share.isFinite ? min(max(share, 0), 1) : (share < 0 ? 0 : 1)
    }

    /// A picture with all that stands around the plot, and the marks of the upright axis.
    func canvas(_ ticks: [IntervalChart.Tick]) -> SVGCanvas {
        var canvas = SVGCanvas(width: Self.width, height: floor + 44 + legend.height)
        heading.draw(at: 20, on: &canvas)
        warning.draw(at: 20 + heading.height, on: &canvas)
        legend.draw(at: floor + 40, on: &canvas)
        for tick in ticks where (0...1).contains(tick.place) {
            canvas.line(point(0, tick.place), point(1, tick.place), "#e6e6e6")
        }
        // Marks of a logarithmic axis may be nearer to each other than their labels are high.
        let chosen = IntervalChart.Tick.withRoom(ticks, gap: 0) { tick in
            let height = point(0, tick.place).1
            return height - Self.labelHeight / 2...height + Self.labelHeight / 2
        }
        for tick in chosen {
            let height = point(0, tick.place).1
            canvas.text(tick.label, at: (left - 8, height + 4), anchor: "end", size: 12)
        }
        return canvas
    }

    /// The marks of a flat axis; a label too near to the one before it is left out.
    ///
    /// - Parameters:
    ///   - ticks: The marks.
    ///   - height: Where the axis lies.
    ///   - place: Where a share of the axis lies.
    ///   - canvas: The picture.
    static func axis(
        _ ticks: [IntervalChart.Tick],
        at height: Double,
        _ place: (Double) -> Double,
        on canvas: inout SVGCanvas
    ) {
        canvas.line((place(0), height), (place(1), height), SVGCanvas.quiet)
        for tick in ticks where (0...1).contains(tick.place) {
            let middle = place(tick.place)
            canvas.line((middle, height), (middle, height + 5), SVGCanvas.quiet)
        }
        let chosen = IntervalChart.Tick.withRoom(ticks, gap: 7) { tick in
            let half = Double(DisplayWidth.of(tick.label)) * 3.5
            return place(tick.place) - half...place(tick.place) + half
        }
        for tick in chosen {
            canvas.text(
                tick.label,
                at: (place(tick.place), height + 20),
                anchor: "middle",
                size: 12
            )
        }
    }
}
