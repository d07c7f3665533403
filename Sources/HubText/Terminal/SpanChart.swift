/// Bars from one place of an axis to another: comparisons, waterfalls and tornados are such.
package struct SpanChart: Equatable, Sendable {
    /// One bar.
    package struct Row: Equatable, Sendable {
        /// Its name, raw.
        package var label: String
        /// Where it begins and ends, on the axis from 0 to 1; nil for no figure, which is not zero.
        package var span: ClosedRange<Double>?
        /// The figure in words, raw; for a missing one the reason why.
        package var shown: String
        /// What it stands for.
        package var role: TextRole?

        /// A bar.
        package init(
            _ label: String,
            span: ClosedRange<Double>?,
            shown: String,
            role: TextRole? = nil
        ) {
            self.label = label
            self.span = span
            self.shown = shown
            self.role = role
        }
    }

    private static let axisColumnsMin = 14
    private static let gap = "  "

    /// The bars, from the top.
    package let rows: [Row]
    /// The marks of the axis, from the left.
    package let ticks: [IntervalChart.Tick]
    /// A line across all bars, such as that of zero; nil for none.
    package let line: Double?
    /// What the bars are, as a sentence.
    package let legend: String

    /// A chart; texts are escaped here.
    package init(
        _ rows: [Row],
        ticks: [IntervalChart.Tick],
        line: Double? = nil,
        legend: String
    ) {
        self.rows = rows.map { row in
            var row = row
            row.label = TerminalText.escaped(row.label)
            row.shown = TerminalText.escaped(row.shown)
            return row
        }
        self.ticks = ticks
        self.line = line
        self.legend = TerminalText.escaped(legend)
    }

    /// The chart as sentences, which say all that the picture says.
    package var alternative: [String] { rows.map { "\($0.label): \($0.shown)." } + [legend] }

    /// The picture, or the sentences where the layout is linear.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    package func lines(_ style: TerminalStyle) -> [String] {
        guard style.layout == .grid else {
            return alternative.flatMap { TextWrap.lines($0, columns: style.columns) }
        }
        let labels = columns(rows.map(\.label), most: style.columns * 2 / 5)
        let shown = columns(rows.map(\.shown), most: style.columns / 3)
        let columns = max(Self.axisColumnsMin, style.columns - labels - shown - 4)
        let lines = rows.map { row in
            let label = TerminalText.truncated(row.label, columns: labels, ellipsis: style.ellipsis)
            let text = TerminalText.truncated(row.shown, columns: shown, ellipsis: style.ellipsis)
            return TextWrap.padded(label, columns: labels) + Self.gap
                + TextWrap.paddedLeft(text, columns: shown) + Self.gap
                + drawn(row, columns: columns, style)
        }
        let margin = String(repeating: " ", count: labels + shown + 4)
        let evenTicks = AxisText.evenly(ticks, columns: columns)
        return (lines + [margin + AxisText.line(evenTicks, columns: columns)])
            .map(TextRule.trimmedRight) + TextWrap.lines(legend, columns: style.columns)
    }

    private func columns(_ texts: [String], most: Int) -> Int {
        min(texts.map { DisplayWidth.of($0) }.max() ?? 0, most)
    }

    private func drawn(_ row: Row, columns: Int, _ style: TerminalStyle) -> String {
        let isUnicode = style.signs == .unicode
        var cells = [String](repeating: " ", count: columns)
        if let line { cells[AxisText.column(line, of: columns)] = isUnicode ? "│" : "|" }
        if let span = row.span {
            let start = AxisText.column(span.lowerBound, of: columns)
            let end = AxisText.column(span.upperBound, of: columns)
            for index in start...end {
                cells[index] = style.theme.painted(isUnicode ? "█" : "#", as: row.role)
            }
        }
        return cells.joined()
    }
}

extension SpanChart {
    /// A step of a waterfall.
    package typealias Step = (label: String, value: Double, shown: String)

    /// Steps that lead from nothing to a sum, each bar beginning where the last ended.
    ///
    /// - Parameters:
    ///   - steps: The steps, in order; below zero they lead back.
    ///   - total: What the sum is called and how it is shown.
    ///   - legend: What the steps are.
    /// - Returns: The chart, with the sum as its last bar.
    package static func waterfall(
        _ steps: [Step],
        total: (label: String, shown: String),
        legend: String
    ) -> SpanChart {
        var levels = [0.0]
        for step in steps { levels.append(levels[levels.count - 1] + step.value) }
        let axis = LinearAxis(levels, withZero: true)
        func span(_ one: Double, _ other: Double) -> ClosedRange<Double> {
            min(axis.place(one), axis.place(other))...max(axis.place(one), axis.place(other))
        }
        var rows: [Row] = []
        for (index, step) in steps.enumerated() {
            rows.append(
                Row(
                    step.label,
                    span: span(levels[index], levels[index + 1]),
                    shown: step.shown,
                    role: step.value < 0 ? .good : nil
                )
            )
        }
        let end = span(0, levels[levels.count - 1])
        rows.append(Row(total.label, span: end, shown: total.shown, role: .heading))
        return SpanChart(rows, ticks: axis.ticks, line: axis.place(0), legend: legend)
    }

    /// Values side by side, each bar from zero.
    ///
    /// - Parameters:
    ///   - values: The values; nil for no figure, with the reason in its words.
    ///   - line: A value to compare with, such as that of England; nil for none.
    ///   - legend: What the bars are.
    /// - Returns: The chart, in the order of the values.
    package static func comparison(
        _ values: [(label: String, value: Double?, shown: String)],
        line: Double? = nil,
        legend: String
    ) -> SpanChart {
        let axis = LinearAxis(
            values.compactMap(\.value) + [line].compactMap(\.self),
            withZero: true
        )
        let zero = axis.place(0)
        let rows = values.map { entry in
            let end = entry.value.map(axis.place)
            return Row(
                entry.label,
                span: end.map { min(zero, $0)...max(zero, $0) },
                shown: entry.shown,
                role: entry.value == nil ? .quiet : nil
            )
        }
        return SpanChart(rows, ticks: axis.ticks, line: line.map(axis.place), legend: legend)
    }

    /// What a result would be with one thing low and high: the bars that reach furthest first.
    ///
    /// - Parameters:
    ///   - bars: The results, in the order in which they are to stand.
    ///   - middle: The result in the middle.
    ///   - legend: What the bars are.
    /// - Returns: The chart, with a line at the middle.
    package static func tornado(
        _ bars: [(label: String, low: Double, high: Double, shown: String)],
        middle: Double,
        legend: String
    ) -> SpanChart {
        let axis = LinearAxis(bars.flatMap { [$0.low, $0.high] } + [middle])
        let rows = bars.map { bar in
            let (one, other) = (axis.place(bar.low), axis.place(bar.high))
            return Row(bar.label, span: min(one, other)...max(one, other), shown: bar.shown)
        }
        return SpanChart(rows, ticks: axis.ticks, line: axis.place(middle), legend: legend)
    }
}
