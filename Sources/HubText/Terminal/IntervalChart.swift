/// Values with their limits on one axis, above a shaded band: a picture and the same in words.
///
/// Places on the axis come from the caller as shares of its length, so that the axis may be
/// logarithmic; the chart itself knows no scale.
package struct IntervalChart: Equatable, Sendable {
    /// A mark of the axis.
    package struct Tick: Equatable, Sendable {
        /// Where it stands, from 0 at the left end to 1 at the right.
        package var place: Double
        /// What stands below it.
        package var label: String
        /// Whether its label stays where those beside it leave no room for both.
        package var isMain: Bool

        /// A mark.
        package init(_ place: Double, _ label: String, isMain: Bool = false) {
            self.place = place
            self.label = label
            self.isMain = isMain
        }

        /// The marks of an axis whose labels have room, in their order.
        ///
        /// - Parameters:
        ///   - ticks: The marks.
        ///   - gap: What stays free between two labels.
        ///   - span: From where to where a label reaches.
        /// - Returns: The main marks, then each whose label keeps away from those taken before.
        package static func withRoom(
            _ ticks: [Tick],
            gap: Double,
            span: (Tick) -> ClosedRange<Double>
        ) -> [Tick] {
            let inside = ticks.filter { (0...1).contains($0.place) }
            var taken: [(tick: Tick, span: ClosedRange<Double>)] = []
            for tick in inside.filter(\.isMain) + inside.filter({ !$0.isMain }) {
                let own = span(tick)
                let isFree = taken.allSatisfy {
                    own.lowerBound >= $0.span.upperBound + gap
                        || own.upperBound + gap <= $0.span.lowerBound
                }
                if isFree { taken.append((tick, own)) }
            }
            return taken.map(\.tick).sorted { $0.place < $1.place }
        }
    }

    /// One value.
    package struct Row: Equatable, Sendable {
        /// Its name, raw.
        package var label: String
        /// Its name where there is no room for all of it, raw.
        package var shortLabel: String
        /// Where the value stands; nil for none.
        package var value: Double?
        /// Where its limits stand; below 0 or above 1 where they leave the axis.
        package var limits: ClosedRange<Double>?
        /// The value in words, raw; for a missing one the reason why.
        package var shown: String
        /// What the row says as a sentence without its name, raw.
        package var sentence: String
        /// What the value stands for.
        package var role: TextRole?

        /// A value.
        package init(
            _ label: String,
            value: Double?,
            limits: ClosedRange<Double>?,
            shown: String,
            sentence: String,
            role: TextRole? = nil,
            shortLabel: String? = nil
        ) {
            self.label = label
            self.shortLabel = shortLabel ?? label
            self.value = value
            self.limits = limits
            self.shown = shown
            self.sentence = sentence
            self.role = role
        }
    }

    private static let axisColumnsMin = 14
    private static let gap = "  "

    /// The rows, from the top.
    package let rows: [Row]
    /// The marks of the axis, from the left.
    package let ticks: [Tick]
    /// The band that is shaded.
    package let band: ClosedRange<Double>
    /// The line inside the band, such as that of equal likelihood.
    package let centre: Double
    /// What the band and the line are, as a sentence.
    package let legend: String

    /// A chart; texts are escaped here.
    package init(
        _ rows: [Row],
        ticks: [Tick],
        band: ClosedRange<Double>,
        centre: Double,
        legend: String
    ) {
        self.rows = rows.map { row in
            var row = row
            row.label = TerminalText.escaped(row.label)
            row.shortLabel = TerminalText.escaped(row.shortLabel)
            row.shown = TerminalText.escaped(row.shown)
            row.sentence = TerminalText.escaped(row.sentence)
            return row
        }
        self.ticks = ticks
        self.band = band
        self.centre = centre
        self.legend = TerminalText.escaped(legend)
    }

    /// The chart as sentences, which say all that the picture says.
    package var alternative: [String] {
        rows.map { "\($0.label): \($0.sentence)" } + [legend]
    }

    /// The picture, or the sentences where the layout is linear.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    package func lines(_ style: TerminalStyle) -> [String] {
        guard style.layout == .grid else {
            return alternative.flatMap { TextWrap.lines($0, columns: style.columns) }
        }
        let most = style.columns * 5 / 16
        let hasRoom = rows.allSatisfy { DisplayWidth.of($0.label) <= most }
        let names = rows.map { hasRoom ? $0.label : $0.shortLabel }
        let labels = columns(names, most: most)
        let shown = columns(rows.map(\.shown), most: style.columns / 4)
        let room = style.columns - labels - shown - 2 * Self.gap.count
        let columns = max(Self.axisColumnsMin, room)
        let lines = zip(rows, names).map { row, name in
            let label = TerminalText.truncated(name, columns: labels, ellipsis: style.ellipsis)
            let text = TerminalText.truncated(row.shown, columns: shown, ellipsis: style.ellipsis)
            return TextWrap.padded(label, columns: labels) + Self.gap
                + drawn(row, columns: columns, style) + Self.gap
                + style.theme.painted(text, as: row.role)
        }
        let margin = String(repeating: " ", count: labels + Self.gap.count)
        return (lines + [margin + AxisText.line(ticks, columns: columns)]).map(
            TextRule.trimmedRight
        )
            + TextWrap.lines(legend, columns: style.columns)
    }

    private func columns(_ texts: [String], most: Int) -> Int {
        min(texts.map { DisplayWidth.of($0) }.max() ?? 0, most)
    }

    private func drawn(_ row: Row, columns: Int, _ style: TerminalStyle) -> String {
        let signs = Signs(style.signs)
        func column(_ place: Double) -> Int { AxisText.column(place, of: columns) }
        var cells = [String](repeating: signs.empty, count: columns)
        for index in column(band.lowerBound)...column(band.upperBound) { cells[index] = signs.band }
        cells[column(centre)] = signs.centre
        if let limits = row.limits {
            let (low, high) = (column(limits.lowerBound), column(limits.upperBound))
            for index in low...high { cells[index] = signs.line }
            cells[low] = limits.lowerBound < 0 ? signs.leftward : signs.low
            cells[high] = limits.upperBound > 1 ? signs.rightward : signs.high
        }
        if let value = row.value { cells[column(value)] = signs.point }
        return cells.joined()
    }

    /// The signs of the picture.
    private struct Signs {
        let empty: String
        let band: String
        let centre: String
        let line: String
        let low: String
        let high: String
        let leftward: String
        let rightward: String
        let point: String

        init(_ signs: TerminalStyle.Signs) {
            let isUnicode = signs == .unicode
            empty = isUnicode ? "·" : "."
            band = isUnicode ? "░" : ":"
            centre = isUnicode ? "│" : "|"
            line = isUnicode ? "─" : "-"
            low = isUnicode ? "├" : "["
            high = isUnicode ? "┤" : "]"
            leftward = isUnicode ? "←" : "<"
            rightward = isUnicode ? "→" : ">"
            point = isUnicode ? "●" : "o"
        }
    }
}
