/// Horizontal bars from zero, with the figure beside each.
package struct BarChart: Equatable, Sendable {
    /// One bar.
    package struct Bar: Equatable, Sendable {
        /// Its name, raw.
        package var label: String
        /// Its length; nil for no figure, which is not zero.
        package var value: Double?
        /// The figure in words, raw; for a missing one the reason why.
        package var shown: String

        /// A bar.
        package init(_ label: String, value: Double?, shown: String) {
            self.label = label
            self.value = value
            self.shown = shown
        }
    }

    private static let barColumnsMin = 10
    private static let textColumnsMin = 8
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// The bars.
    package let bars: [Bar]
    /// The value of a full bar; nil for the largest.
    package let full: Double?

    /// Bars that end at `full`, or at the largest of them.
    package init(_ bars: [Bar], full: Double? = nil) {
        self.bars = bars.map {
            Bar(
                TerminalText.escaped($0.label),
                value: $0.value,
                shown: TerminalText.escaped($0.shown)
            )
        }
        self.full = full
    }

    /// The picture, or "label: figure" where the layout is linear.
    ///
    /// Values below zero or that are no number have no bar, longer ones than `full` end there.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    package func lines(_ style: TerminalStyle) -> [String] {
        guard style.layout == .grid else {
            return bars.flatMap {
                TextWrap.lines("\($0.label): \($0.shown)", columns: style.columns)
            }
        }
        let labelColumns = min(
            bars.map { DisplayWidth.of($0.label) }.max() ?? 0,
            style.columns / 3
        )
        // What stands beside a bar is the figure, and comes before the length of the bar.
        let shownColumns = min(
            bars.map { DisplayWidth.of($0.shown) }.max() ?? 0,
            max(Self.textColumnsMin, style.columns - labelColumns - Self.barColumnsMin - 4)
        )
        let room = max(Self.barColumnsMin, style.columns - labelColumns - shownColumns - 4)
        let largest = full ?? bars.compactMap(\.value).filter(\.isFinite).max() ?? 0
        return bars.flatMap { bar in
            // Nothing is cut: a long text goes on below.
            let labels = TextWrap.lines(bar.label, columns: max(1, labelColumns))
            let shown = TextWrap.lines(bar.shown, columns: max(1, shownColumns))
            return (0..<max(labels.count, shown.count, 1)).map { line in
                let label = line < labels.count ? labels[line] : ""
                let text = line < shown.count ? shown[line] : ""
                return TextWrap.padded(label, columns: labelColumns) + "  "
                    + TextWrap.paddedLeft(text, columns: shownColumns) + "  "
                    + (line > 0 ? "" : drawn(bar.value, of: largest, columns: room, style))
            }
        }.map(TextRule.trimmedRight)
    }

    private func drawn(
        _ value: Double?,
        of largest: Double,
        columns: Int,
        _ style: TerminalStyle
    ) -> String {
        guard let value, value.isFinite, largest.isFinite, value > 0, largest > 0 else { return "" }
        let eighths = Int((min(value / largest, 1) * Double(columns * 8)).rounded())
        guard style.signs == .unicode else {
            return String(repeating: "#", count: (eighths + 4) / 8)
        }
        return String(repeating: "█", count: eighths / 8) + Self.eighths[eighths % 8]
    }
}
