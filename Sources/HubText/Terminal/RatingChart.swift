/// A picture of ratings on one ordinal scale, with the same in words.
package struct RatingChart: Equatable, Sendable {
    /// One thing that is rated.
    package struct Row: Equatable, Sendable {
        /// Its name, raw.
        package var label: String
        /// Its level, counted from 1; nil if it is not rated.
        package var level: Int?

        /// A thing and its level.
        package init(_ label: String, level: Int?) {
            self.label = label
            self.level = level
        }
    }

    private static let labelColumnsMax = 44
    private static let notRated = "not rated"

    /// The names of the levels in their order, the first is level 1.
    package let levelNames: [String]
    /// Whether the last level is the best.
    package let isHigherBetter: Bool
    /// What is rated.
    package let rows: [Row]

    /// A picture of `rows`; a level outside the scale counts as not rated.
    package init(levelNames: [String], isHigherBetter: Bool, rows: [Row]) {
        self.levelNames = levelNames.map { TerminalText.escaped($0) }
        self.isHigherBetter = isHigherBetter
        self.rows = rows.map { row in
            let isKnown = row.level.map { $0 >= 1 && $0 <= levelNames.count } ?? false
            return Row(TerminalText.escaped(row.label), level: isKnown ? row.level : nil)
        }
    }

    /// The picture, or the words where the layout is linear.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    package func lines(_ style: TerminalStyle) -> [String] {
        guard style.layout == .grid else {
            return alternative.flatMap { TextWrap.lines($0, columns: style.columns) }
        }
        let natural = rows.map { DisplayWidth.of($0.label) }.max() ?? 0
        let labelColumns = min(natural, Self.labelColumnsMax, style.columns / 2)
        let lines = rows.flatMap { row in
            let label = TextWrap.lines(row.label, columns: labelColumns)
            let name = row.level.map { levelNames[$0 - 1] } ?? Self.notRated
            let room = style.columns - labelColumns - levelNames.count - 6
            let shown = TerminalText.truncated(
                name,
                columns: max(room, Self.notRated.count),
                ellipsis: style.ellipsis
            )
            let picture =
                TextWrap.padded(label[0], columns: labelColumns) + "  " + blocks(row, style) + "  "
                + style.theme.painted(shown, as: role(of: row))
            return [picture] + label.dropFirst()
        }
        return lines + [legend]
    }

    /// The ratings as sentences, which say all that the picture says.
    package var alternative: [String] {
        rows.map { row in
            guard let level = row.level else { return "\(row.label): \(Self.notRated)." }
            return "\(row.label): \(levelNames[level - 1]), level \(level) of \(levelNames.count)."
        } + [legend]
    }

    /// The scale's direction in words.
    package var legend: String {
        guard let first = levelNames.first, let last = levelNames.last else { return "" }
        let (best, worst) = isHigherBetter ? (last, first) : (first, last)
        let levels = NumberText.count(levelNames.count, "level")
        return "Scale: \(levels), from “\(worst)” (worst) to “\(best)” (best)."
    }

    private func blocks(_ row: Row, _ style: TerminalStyle) -> String {
        let (full, empty) = style.signs == .unicode ? ("■", "□") : ("#", ".")
        let level = row.level ?? 0
        let filled = String(repeating: full, count: level)
        let rest = String(repeating: empty, count: max(0, levelNames.count - level))
        let painted = style.theme.painted(filled, as: role(of: row)) + rest
        return style.signs == .unicode ? painted : "[" + painted + "]"
    }

    /// The outer thirds of the scale have a colour; the words beside it say the same.
    private func role(of row: Row) -> TextRole? {
        guard let level = row.level else { return .quiet }
        guard levelNames.count > 1 else { return nil }
        let share = (level - 1) * 100 / (levelNames.count - 1)
        let fromWorst = isHigherBetter ? share : 100 - share
        return fromWorst >= 67 ? .good : (fromWorst <= 33 ? .bad : .warning)
    }
}
