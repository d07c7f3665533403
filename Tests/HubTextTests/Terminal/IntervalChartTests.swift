import HubText
import Testing

struct IntervalChartTests {
    private func chart(_ rows: [IntervalChart.Row]) -> IntervalChart {
        IntervalChart(
            rows,
            ticks: [.init(0, "0.5"), .init(0.5, "1"), .init(0.52, "1.1"), .init(1, "2")],
            band: 0.4...0.6,
            centre: 0.5,
            legend: "Shaded: the range."
        )
    }

    private func row(
        _ value: Double?,
        _ limits: ClosedRange<Double>?,
        shown: String = "0.7"
    ) -> IntervalChart.Row {
        .init("Ratio", value: value, limits: limits, shown: shown, sentence: "it is so.")
    }

    @Test
    func `a value stands on its interval above the band`() {
        let lines = chart([row(0.25, 0.1...0.45)]).lines(TerminalStyle(columns: 40))
        // 40 columns less the label, the figure and two gaps leave 28 for the axis.
        #expect(lines[0] == "Ratio  ···├───●────┤░│░░···········  0.7")
        #expect(lines[1].hasPrefix("       0.5") && lines[1].hasSuffix("2"))
        #expect(!lines[1].contains("1.1"))
        #expect(lines.last == "Shaded: the range.")
    }

    @Test
    func `an interval that leaves the axis ends in an arrow`() {
        let lines = chart([row(nil, -1...2)]).lines(TerminalStyle(columns: 40, signs: .ascii))
        #expect(lines[0].contains("<---") && lines[0].contains("--->"))
        #expect(!lines[0].dropFirst(5).contains("o"))
        let endless = chart([row(0.5, 0.5...Double.infinity)])
        #expect(endless.lines(TerminalStyle(columns: 40))[0].contains("→"))
    }

    @Test
    func `without a value only the band is drawn`() {
        let line = chart([row(nil, nil, shown: "none")]).lines(TerminalStyle(columns: 40))[0]
        #expect(!line.contains("●") && !line.contains("├") && line.contains("░│░"))
    }

    @Test
    func `a screen reader gets sentences, and nothing that was typed moves the cursor`() {
        let chart = IntervalChart(
            [
                .init(
                    "A\u{1B}",
                    value: 0.5,
                    limits: nil,
                    shown: "1\u{7}",
                    sentence: "one\u{1B}."
                )
            ],
            ticks: [],
            band: 0.4...0.6,
            centre: 0.5,
            legend: "L"
        )
        #expect(chart.lines(.accessible()) == ["A\\u{1B}: one\\u{1B}.", "L"])
        #expect(!chart.lines(TerminalStyle()).joined().contains("\u{1B}"))
    }

    @Test(arguments: [40, 80, 400])
    func `no line is wider than the terminal`(columns: Int) {
        let long = IntervalChart.Row(
            String(repeating: "label ", count: 20),
            value: 0.5,
            limits: 0...1,
            shown: String(repeating: "shown ", count: 20),
            sentence: "x"
        )
        for line in chart([long]).lines(TerminalStyle(columns: columns)) {
            #expect(line.count <= columns, "\(line)")
        }
    }
}
