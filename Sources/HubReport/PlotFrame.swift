import HubText

/// The frame of a plot with a flat and an upright axis; places are shares of their lengths.
struct PlotFrame {
    /// The size of the picture.
    static let size = (width: 760.0, height: 460.0)
    private static let top = 40.0
    private static let right = 20.0
    private static let bottom = 60.0

    /// How far the plot is from the left, where the labels of the upright axis stand.
    let left: Double

    /// A frame with room for the labels of an axis.
    init(_ ticks: [IntervalChart.Tick] = []) {
        let widest = ticks.map { DisplayWidth.of($0.label) }.max() ?? 0
        left = max(60, Double(widest) * 7 + 16)
    }

    /// The lower edge of the plot.
    var floor: Double { Self.size.height - Self.bottom }

    /// A point of the picture; what leaves the plot stands at its edge.
    func point(_ flat: Double, _ upright: Double) -> (Double, Double) {
        let width = Self.size.width - left - Self.right
        let height = Self.size.height - Self.top - Self.bottom
        return (
            left + Self.inside(flat) * width, Self.top + (1 - Self.inside(upright)) * height
        )
    }

    /// A place brought onto its axis.
    static func inside(_ share: Double) -> Double {
        share.isFinite ? min(max(share, 0), 1) : (share < 0 ? 0 : 1)
    }

    /// A picture with title, notice and the marks of the upright axis.
    func canvas(_ title: String, _ notice: String, _ ticks: [IntervalChart.Tick]) -> SVGCanvas {
        var canvas = SVGCanvas(width: Self.size.width, height: Self.size.height)
        canvas.text(title, at: (0, 20), size: 18)
        if !notice.isEmpty {
            canvas.text(notice, at: (0, Self.size.height - 6), colour: SVGCanvas.alert)
        }
        for tick in ticks where (0...1).contains(tick.place) {
            let height = point(0, tick.place).1
            canvas.line(point(0, tick.place), point(1, tick.place), "#e6e6e6")
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
        var used = -Double.infinity
        for tick in ticks where (0...1).contains(tick.place) {
            let middle = place(tick.place)
            canvas.line((middle, height), (middle, height + 5), SVGCanvas.quiet)
            let half = Double(DisplayWidth.of(tick.label)) * 3.5
            guard middle - half >= used + 7 || used < 0 else { continue }
            canvas.text(tick.label, at: (middle, height + 20), anchor: "middle", size: 12)
            used = middle + half
        }
    }
}
