import HubText

/// Puts text and numbers into SVG; nothing in a text can become markup.
enum SVGText {
    /// A text for an element or an attribute: marks escaped, what cannot be seen spelled out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in TerminalText.escaped(text) {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A coordinate with one place, so that the same picture is the same bytes everywhere.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let size = tenths.magnitude
        return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
    }
}

/// An SVG picture while it is drawn: self-contained, with a text alternative, without scripts.
///
/// Colours carry no meaning alone: each that does is said in words beside it.
struct SVGCanvas {
    /// The grey of lines and small print.
    static let quiet = "#555555"
    /// The shade of a band.
    static let shade = "#dde8f0"
    /// The ink of text.
    static let ink = "#1a1a1a"
    /// The ink of what must be read.
    static let alert = "#8a1c00"
    /// The ink of lines that carry values.
    static let trace = "#1d4e89"

    /// What is left free at both sides.
    private static let margin = 12.0

    private let width: Double
    private let height: Double
    private var elements: [String] = []

    /// An empty picture of a size.
    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func line(
        _ from: (Double, Double),
        _ to: (Double, Double),
        _ colour: String,
        _ width: Double = 1
    ) {
        let n = SVGText.number
        elements.append(
            "<line x1=\"\(n(from.0))\" y1=\"\(n(from.1))\" x2=\"\(n(to.0))\" y2=\"\(n(to.1))\" "
                + "stroke=\"\(colour)\" stroke-width=\"\(n(width))\"/>"
        )
    }

    mutating func box(_ corner: (Double, Double), _ size: (Double, Double), _ colour: String) {
        let n = SVGText.number
        elements.append(
            "<rect x=\"\(n(corner.0))\" y=\"\(n(corner.1))\" width=\"\(n(size.0))\" "
                + "height=\"\(n(size.1))\" fill=\"\(colour)\"/>"
        )
    }

    /// A bar in the colour and pattern of what it stands for.
    mutating func bar(_ corner: (Double, Double), _ size: (Double, Double), _ ink: ChartInk) {
        let n = SVGText.number
        box(corner, size, ink.colour)
        for line in ink.lines {
            let height = n(corner.1 + size.1 * (0.5 + line.place))
            let dashes = line.dashes.map(String.init).joined(separator: " ")
            elements.append(
                "<line x1=\"\(n(corner.0))\" y1=\"\(height)\" x2=\"\(n(corner.0 + size.0))\" "
                    + "y2=\"\(height)\" stroke=\"#fff\" stroke-width=\"\(n(size.1 * line.width))\""
                    + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"") + "/>"
            )
        }
    }

    mutating func dot(_ centre: (Double, Double), _ colour: String, radius: Double = 5) {
        let n = SVGText.number
        elements.append(
            "<circle cx=\"\(n(centre.0))\" cy=\"\(n(centre.1))\" r=\"\(n(radius))\" "
                + "fill=\"\(colour)\"/>"
        )
    }

    mutating func path(_ points: [(Double, Double)], _ colour: String, _ width: Double = 1) {
        elements.append(
            "<polyline points=\"\(Self.places(points))\" fill=\"none\" "
                + "stroke=\"\(colour)\" stroke-width=\"\(SVGText.number(width))\"/>"
        )
    }

    mutating func area(_ points: [(Double, Double)], _ colour: String) {
        elements.append("<polygon points=\"\(Self.places(points))\" fill=\"\(colour)\"/>")
    }

    private static func places(_ points: [(Double, Double)]) -> String {
        points.map { "\(SVGText.number($0.0)),\(SVGText.number($0.1))" }.joined(separator: " ")
    }

    /// The ink of what a value stands for; words beside it say the same.
    static func colour(of role: TextRole?) -> String {
        ChartInk(role).colour
    }

    mutating func text(
        _ text: String,
        at place: (Double, Double),
        anchor: String = "start",
        size: Double = 14,
        colour: String = SVGCanvas.ink
    ) {
        elements.append(
            "<text x=\"\(SVGText.number(place.0))\" y=\"\(SVGText.number(place.1))\" "
                + "text-anchor=\"\(anchor)\" font-size=\"\(SVGText.number(size))\" "
                + "fill=\"\(colour)\">\(SVGText.escaped(text))</text>"
        )
    }

    /// The picture.
    ///
    /// - Parameters:
    ///   - id: Distinguishes the pictures of one page; letters and digits.
    ///   - title: What it shows, in a phrase.
    ///   - alternative: The same in sentences, for whoever does not see it.
    /// - Returns: The SVG element.
    func document(id: String, title: String, alternative: [String]) -> String {
        let key = String(id.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        let (m, w) = (SVGText.number(Self.margin), SVGText.number(width + 2 * Self.margin))
        let h = SVGText.number(height)
        let head =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
            + "aria-labelledby=\"\(key)-title \(key)-desc\" viewBox=\"-\(m) 0 \(w) \(h)\" "
            + "font-family=\"sans-serif\">\n"
            + "<title id=\"\(key)-title\">\(SVGText.escaped(title))</title>\n"
            + "<desc id=\"\(key)-desc\">"
            + alternative.map(SVGText.escaped).joined(separator: "\n") + "</desc>\n"
        return head + elements.joined(separator: "\n") + "\n</svg>\n"
    }
}
