/// A path through time with the range in which it lies: a picture and the same in words.
///
/// Places on the upright axis come from the caller as shares of its length.
package struct FanChart: Equatable, Sendable {
    /// One time.
    package struct Point: Equatable, Sendable {
        /// Its name, raw.
        package var label: String
        /// The lower end of the range.
        package var low: Double
        /// The middle.
        package var middle: Double
        /// The upper end of the range.
        package var high: Double
        /// What it says as a sentence without its name, raw.
        package var sentence: String

        /// A time.
        package init(
            _ label: String,
            low: Double,
            middle: Double,
            high: Double,
            sentence: String
        ) {
            self.label = label
            self.low = low
            self.middle = middle
            self.high = high
            self.sentence = sentence
        }
    }

    /// The lines of the picture.
    private static let height = 13
    private static let columnsMin = 20
    private static let columnsPerPoint = 6

    /// The times, in order.
    package let points: [Point]
    /// The marks of the upright axis, from below.
    package let ticks: [IntervalChart.Tick]
    /// What the range is, as a sentence.
    package let legend: String

    /// A chart; texts are escaped here.
    package init(_ points: [Point], ticks: [IntervalChart.Tick], legend: String) {
        self.points = points.map { point in
            var point = point
            point.label = TerminalText.escaped(point.label)
            point.sentence = TerminalText.escaped(point.sentence)
            return point
        }
        self.ticks = ticks
        self.legend = TerminalText.escaped(legend)
    }

    /// The chart as sentences, which say all that the picture says.
    package var alternative: [String] {
        points.map { "\($0.label): \($0.sentence)" } + [legend]
    }

    /// Where a time stands on the flat axis, from 0 to 1.
    package func place(of index: Int) -> Double {
        points.count > 1 ? Double(index) / Double(points.count - 1) : 0.5
    }

    /// The marks of the flat axis.
    package var times: [IntervalChart.Tick] {
        points.indices.map { IntervalChart.Tick(place(of: $0), points[$0].label) }
    }

    /// The picture, or the sentences where the layout is linear.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    package func lines(_ style: TerminalStyle) -> [String] {
        guard style.layout == .grid, !points.isEmpty else {
            return alternative.flatMap { TextWrap.lines($0, columns: style.columns) }
        }
        let margin = ticks.map { DisplayWidth.of($0.label) }.max() ?? 0
        let room = min(style.columns - margin - 2, points.count * Self.columnsPerPoint)
        let columns = max(Self.columnsMin, room)
        var names = [String](repeating: "", count: Self.height)
        for tick in ticks where (0...1).contains(tick.place) {
            names[Self.row(tick.place)] = tick.label
        }
        let picture = drawn(columns: columns, style)
        let lines = zip(names, picture).map { name, line in
            TextWrap.paddedLeft(name, columns: margin) + "  " + line
        }
        let gap = String(repeating: " ", count: margin + 2)
        let shown = AxisText.evenly(times, columns: columns)
        return (lines + [gap + AxisText.line(shown, columns: columns)]).map(TextRule.trimmedRight)
            + TextWrap.lines(legend, columns: style.columns)
    }

    private static func row(_ place: Double) -> Int {
        height - 1 - AxisText.column(place, of: height)
    }

    /// The rows of the picture, from above.
    private func drawn(columns: Int, _ style: TerminalStyle) -> [String] {
        let isUnicode = style.signs == .unicode
        let (band, point) = (isUnicode ? "░" : ":", isUnicode ? "●" : "o")
        let line = isUnicode ? "─" : "-"
        var cells = [[String]](
            repeating: [String](repeating: " ", count: columns),
            count: Self.height
        )
        for column in 0..<columns {
            let (low, middle, high) = between(Double(column) / Double(max(1, columns - 1)))
            let (top, bottom) = (Self.row(high), Self.row(low))
            for row in min(top, bottom)...max(top, bottom) { cells[row][column] = band }
            cells[Self.row(middle)][column] = line
        }
        for index in points.indices {
            let column = AxisText.column(place(of: index), of: columns)
            cells[Self.row(points[index].middle)][column] = point
        }
        return cells.map { $0.joined() }
    }

    /// The range at a place of the flat axis, on lines between the times.
    private func between(_ place: Double) -> (low: Double, middle: Double, high: Double) {
        let position = place * Double(points.count - 1)
        let before = min(max(Int(position), 0), points.count - 1)
        let after = min(before + 1, points.count - 1)
        let share = position - Double(before)
        func mixed(_ part: (Point) -> Double) -> Double {
            part(points[before]) * (1 - share) + part(points[after]) * share
        }
        return (mixed(\.low), mixed(\.middle), mixed(\.high))
    }
}
