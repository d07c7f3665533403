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
        let shownColumns = min(
            bars.map { DisplayWidth.of($0.shown) }.max() ?? 0,
            style.columns / 3
        )
        let room = max(Self.barColumnsMin, style.columns - labelColumns - shownColumns - 4)
        let largest = full ?? bars.compactMap(\.value).filter(\.isFinite).max() ?? 0
        return bars.map { bar in
            let label = cut(bar.label, labelColumns, style)
            let shown = cut(bar.shown, shownColumns, style)
            return TextWrap.padded(label, columns: labelColumns) + "  "
                + TextWrap.paddedLeft(shown, columns: shownColumns) + "  "
                + drawn(bar.value, of: largest, columns: room, style)
        }.map(TextRule.trimmedRight)
    }

    private func cut(_ text: String, _ columns: Int, _ style: TerminalStyle) -> String {
        TerminalText.truncated(text, columns: columns, ellipsis: style.ellipsis)
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
