import HubText

/// A text in a picture, in as many lines as its width takes.
///
/// SVG breaks no lines, and a reader's typeface is not known: a character is taken as wide as those
/// of the wider common ones are on average.
struct TextBlock {
    /// The width of a character, as a share of the type's size.
    private static let characterShare = 0.56

    private let lines: [String]
    private let size: Double
    private let colour: String
    /// From one line to the next.
    let step: Double

    /// How much of the picture it takes.
    var height: Double { Double(lines.count) * step }

    /// What the picture shows.
    static func title(_ text: String, width: Double) -> TextBlock {
        TextBlock(text, width, size: 18, step: 24, SVGCanvas.ink)
    }

    /// What must be read with it; no line where it is empty.
    static func notice(_ text: String, width: Double) -> TextBlock {
        TextBlock(text, width, size: 14, step: 24, SVGCanvas.alert)
    }

    /// How it is read.
    static func legend(_ text: String, width: Double) -> TextBlock {
        TextBlock(text, width, size: 12, step: 16, SVGCanvas.quiet)
    }

    private init(
        _ text: String,
        _ width: Double,
        size: Double,
        step: Double,
        _ colour: String
    ) {
        let columns = Int(width / (size * Self.characterShare))
        lines = text.isEmpty ? [] : TextWrap.lines(text, columns: columns)
        self.size = size
        self.step = step
        self.colour = colour
    }

    /// Draws it.
    ///
    /// - Parameters:
    ///   - base: Where the first line stands.
    ///   - canvas: The picture.
    func draw(at base: Double, on canvas: inout SVGCanvas) {
        for (index, line) in lines.enumerated() {
            canvas.text(
                line,
                at: (0, base + Double(index) * step),
                size: size,
                colour: colour
            )
        }
    }
}
