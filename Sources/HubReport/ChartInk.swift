import HubText

/// What a bar stands for, as a colour and a pattern that no other has.
///
/// One means one thing on all pages. Whoever does not tell two colours apart, or prints in black,
/// tells the patterns; words beside a bar say the same.
enum ChartInk: String, CaseIterable {
    /// A value that is neither good nor bad.
    case plain
    /// As it should be.
    case good
    /// To be looked at.
    case warning
    /// Wrong, or late.
    case bad
    /// A sum, or what is finished.
    case whole
    /// Of less weight.
    case quiet

    /// The ink of a role.
    init(_ role: TextRole?) {
        switch role {
        case nil: self = .plain
        case .good: self = .good
        case .warning: self = .warning
        case .bad: self = .bad
        case .heading: self = .whole
        case .quiet: self = .quiet
        }
    }

    /// The colour: at least three to one against the page and what is shaded on it.
    var colour: String {
        switch self {
        case .plain: SVGCanvas.trace
        case .good: "#1b6e3c"
        case .warning: "#8a5a00"
        case .bad: "#a4161a"
        case .whole: "#5b2a86"
        case .quiet: "#767676"
        }
    }

    /// A white line along the middle of a bar, that makes the pattern.
    struct Line: Hashable, Sendable {
        /// How far from the middle, in heights of the bar.
        let place: Double
        /// How wide, in heights of the bar.
        let width: Double
        /// How long the dashes and the gaps between them are; none for a line without gaps.
        let dashes: [Int]
    }

    /// The lines of the pattern; none for a solid bar.
    var lines: [Line] {
        switch self {
        case .plain: []
        case .good: [Line(place: 0, width: 0.12, dashes: [])]
        case .warning: [Line(place: 0, width: 1, dashes: [2, 10])]
        case .bad: [Line(place: 0, width: 1, dashes: [2, 4])]
        case .whole:
            [-0.2, 0.2].map { Line(place: $0, width: 0.1, dashes: []) }
        case .quiet: [Line(place: 0, width: 0.3, dashes: [4, 6])]
        }
    }

    /// The same for the style sheet of a page.
    var rule: String {
        let images = lines.map { line in
            let (from, to) = (
                Self.percent(0.5 + line.place - line.width / 2),
                Self.percent(0.5 + line.place + line.width / 2)
            )
            guard line.dashes.count == 2 else {
                return "linear-gradient(transparent \(from)%,#fff \(from)% \(to)%,"
                    + "transparent \(to)%)"
            }
            let (dash, whole) = (line.dashes[0], line.dashes[0] + line.dashes[1])
            return "repeating-linear-gradient(90deg,#fff 0 \(dash)px,transparent \(dash)px "
                + "\(whole)px) center/100% \(to - from)% no-repeat"
        }
        let ground = (images + [colour]).joined(separator: ",")
        return ".track .\(rawValue) { background: \(ground); }"
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
