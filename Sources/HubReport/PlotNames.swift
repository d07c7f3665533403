import HubText

/// Names beside the points of a plot, none over another and none outside it.
///
/// A name stands right or left of its point, where that is taken a few lines above or below with a
/// stroke to it; what has no room is not drawn, and told.
struct PlotNames {
    /// A name at its place.
    struct Name {
        let text: String
        let spot: (Double, Double)
        let place: (Double, Double)
        let isRight: Bool
        /// Whether it stands on another line than its point.
        var isMoved: Bool { (place.1 - spot.1).magnitude > 0.5 }
    }

    private struct Box {
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    /// The longest name; the words beside the picture have all of it.
    static let charactersMax = 48
    /// How far a name stands from its point.
    private static let gap = 7.0
    /// How wide a letter of this size is taken to be.
    private static let letterWidth = 7.0
    /// How many lines above and below a point are tried.
    private static let linesMax = 8
    private static let dotRadius = 4.0

    /// The names that have room.
    private(set) var names: [Name] = []
    /// How many have none.
    private(set) var missing = 0

    /// Finds places.
    ///
    /// - Parameters:
    ///   - wanted: The names and their points; the first have the first choice.
    ///   - dots: All points, which names keep clear of where they can.
    ///   - corner: The upper left corner of the plot.
    ///   - end: The right edge of the picture and the lower one of the plot.
    /// - Complexity: Names times points and names.
    init(
        _ wanted: [(label: String, spot: (Double, Double))],
        dots: [(Double, Double)],
        from corner: (Double, Double),
        to end: (Double, Double)
    ) {
        let points = dots.map { dot in
            Box(
                left: dot.0 - Self.dotRadius,
                right: dot.0 + Self.dotRadius,
                top: dot.1 - Self.dotRadius,
                bottom: dot.1 + Self.dotRadius
            )
        }
        var taken: [Box] = []
        for (label, spot) in wanted {
            let text = TerminalText.truncated(label, columns: Self.charactersMax, ellipsis: "…")
            let places = Self.places(text, spot).filter { _, box in
                box.left >= corner.0 && box.right <= end.0
                    && box.top >= corner.1 - PlotFrame.labelHeight / 2
                    && box.bottom <= end.1 + PlotFrame.labelHeight / 2
                    && !taken.contains(where: box.overlaps)
            }
            let clear = places.first { _, box in !points.contains(where: box.overlaps) }
            guard let (name, box) = clear ?? places.first else {
                missing += 1
                continue
            }
            taken.append(box)
            names.append(name)
        }
    }

    /// Where a name may stand, the best place first.
    private static func places(
        _ text: String,
        _ spot: (Double, Double)
    ) -> [(name: Name, box: Box)] {
        let width = Double(DisplayWidth.of(text)) * letterWidth
        let offsets = [0] + (1...linesMax).flatMap { [-$0, $0] }
        return offsets.flatMap { line -> [(Name, Box)] in
            let height = spot.1 + Double(line) * PlotFrame.labelHeight
            return [true, false].map { isRight in
                let start = isRight ? spot.0 + gap : spot.0 - gap
                let box = Box(
                    left: isRight ? start : start - width,
                    right: isRight ? start + width : start,
                    top: height - PlotFrame.labelHeight / 2,
                    bottom: height + PlotFrame.labelHeight / 2
                )
                let name = Name(text: text, spot: spot, place: (start, height), isRight: isRight)
                return (name, box)
            }
        }
    }

    /// Draws the names, each with a stroke to its point where it is on another line.
    func draw(on canvas: inout SVGCanvas) {
        for name in names {
            if name.isMoved { canvas.line(name.spot, name.place, SVGCanvas.quiet) }
            canvas.text(
                name.text,
                at: (name.place.0, name.place.1 + 4),
                anchor: name.isRight ? "start" : "end",
                size: 12
            )
        }
    }

    /// What is said of names without room; nil where all have some.
    var caution: String? {
        guard missing > 0 else { return nil }
        return missing == 1
            ? "1 name outside the limits has no room here: the words with the picture have it."
            : "\(missing) names outside the limits have no room here: the words with the picture "
                + "have them."
    }
}
