import HubReport
import HubText
import Testing

/// Fans, comparisons, waterfalls and tornados: on a terminal, as SVG and in words.
struct ChartTests {
    private let axis = LinearAxis([100.0, 180.0])

    private var fan: FanChart {
        FanChart(
            (0..<5).map { index in
                let middle = 110 + 10 * Double(index)
                return FanChart.Point(
                    "\(2030 + index)",
                    low: axis.place(middle - 5),
                    middle: axis.place(middle),
                    high: axis.place(middle + 5 * Double(index)),
                    sentence: "about \(Int(middle)) <posts>"
                )
            },
            ticks: axis.ticks,
            legend: "The shade is the range in which four of five runs lie."
        )
    }

    private var waterfall: SpanChart {
        .waterfall(
            [("Leavers", 300, "300"), ("Growth", 100, "100"), ("From training", -150, "-150")],
            total: ("To find", "250"),
            legend: "Ten years together."
        )
    }

    @Test(arguments: [
        ([100.0, 180.0], 100.0, 180.0, "100"), ([0, 1_836_000], 0, 2_000_000, "0"),
        ([0.12, 0.19], 0.12, 0.2, "0.12"), ([7, 7], 6, 8, "6.0"), ([], 0, 1, "0.0"),
        ([-30, 95], -50, 100, "-50"),
    ])
    func `an axis ends at round numbers that hold all values`(
        values: [Double],
        low: Double,
        high: Double,
        first: String
    ) {
        let axis = LinearAxis(values)
        #expect((axis.low - low).magnitude < 1e-9 && (axis.high - high).magnitude < 1e-9, "\(axis)")
        #expect((2...LinearAxis.ticksMax + 1).contains(axis.ticks.count), "\(axis.ticks)")
        #expect(axis.ticks.first?.label == first)
        #expect(axis.ticks.map(\.label).count == Set(axis.ticks.map(\.label)).count)
        for value in values { #expect((-1e-9...1 + 1e-9).contains(axis.place(value))) }
    }

    @Test
    func `an axis takes no number that is none`() {
        let axis = LinearAxis([1, .nan, .infinity, 3], withZero: true)
        #expect(axis.low == 0 && axis.high == 3)
    }

    @Test
    func `a fan is drawn with its range, its middle and its axes`() {
        let lines = fan.lines(TerminalStyle(columns: 60))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("░") && text.count { $0 == "●" } == 5)
        #expect(text.contains("2030") && text.contains("2034") && text.contains("180"))
        #expect(lines.allSatisfy { $0.count <= 60 })
        let ascii = fan.lines(TerminalStyle(columns: 60, signs: .ascii)).joined()
        #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test
    func `labels that have no room are left out evenly, and the last one stays`() {
        let axis = LinearAxis([0.0, 15])
        let points = (0..<15).map { index in
            FanChart.Point("\(2026 + index)", low: 0, middle: 0.5, high: 1, sentence: "x")
        }
        let chart = FanChart(points, ticks: axis.ticks, legend: "l")
        let lines = chart.lines(TerminalStyle(columns: 70))
        let labels = lines[13].split(separator: " ").map(String.init)
        #expect(labels == ["2026", "2028", "2030", "2032", "2034", "2036", "2038", "2040"])
    }

    @Test
    func `a fan says in words what it draws`() {
        let words = fan.lines(.accessible(columns: 80))
        #expect(words.first == "2030: about 110 <posts>")
        #expect(words.last == "The shade is the range in which four of five runs lie.")
        let svg = FanChartPicture.svg(fan, id: "f", title: "Posts", notice: "Example")
        #expect(svg.contains("2030: about 110 &lt;posts&gt;") && svg.contains("<polygon"))
        #expect(svg.count(of: "<polyline") == 3 && svg.count(of: "<circle") == 5)
        #expect(svg.contains("Example") && !svg.contains("<posts>"))
        #expect(FanChart([], ticks: [], legend: "x").lines(TerminalStyle()) == ["x"])
    }

    @Test
    func `a waterfall leads from nothing to its sum`() throws {
        let spans = waterfall.rows.compactMap(\.span)
        #expect(spans.count == 4 && waterfall.rows.last?.label == "To find")
        #expect(spans[0].upperBound == spans[1].lowerBound)
        #expect(spans[1].upperBound == spans[2].upperBound)
        #expect((spans[3].upperBound - spans[2].lowerBound).magnitude < 1e-12)
        let text = waterfall.lines(TerminalStyle(columns: 70)).joined(separator: "\n")
        #expect(text.contains("█") && text.contains("Leavers") && text.contains("-150"))
        #expect(waterfall.alternative.contains("From training: -150."))
    }

    @Test
    func `a comparison has bars from zero, and a missing figure has none`() {
        let chart = SpanChart.comparison(
            [
                ("Example Council A", 8.5, "8.5%"), ("Example Council B", nil, "not given"),
                ("Example Council C", 29.8, "29.8%"),
            ],
            line: 24.8,
            legend: "The line is England."
        )
        #expect(chart.rows[0].span?.lowerBound == 0 && chart.rows[1].span == nil)
        let svg = SpanChartPicture.svg(chart, id: "c", title: "Turnover")
        #expect(svg.count(of: "<rect") == 2 && svg.contains("not given"))
        #expect(svg.contains("The line is England."))
    }

    @Test
    func `a tornado stands around its middle`() {
        let chart = SpanChart.tornado(
            [("Turnover, %", 80, 130, "80 to 130"), ("Demand", 95, 104, "95 to 104")],
            middle: 100,
            legend: "Each with the others in the middle."
        )
        for row in chart.rows {
            #expect(row.span?.contains(chart.line ?? -1) ?? false)
        }
        #expect(chart.lines(.accessible()).first == "Turnover, %: 80 to 130.")
    }

    @Test
    func `pictures stay inside their frame whatever they are given`() {
        let wild = FanChart(
            [
                .init("a", low: -.infinity, middle: .nan, high: 9, sentence: "x"),
                .init("b", low: 0, middle: 0.5, high: 1, sentence: "y"),
            ],
            ticks: [.init(5, "far")],
            legend: "<i>"
        )
        let svg = FanChartPicture.svg(wild, id: "w", title: "T")
        #expect(!svg.contains("nan") && !svg.contains("inf") && !svg.contains("far"))
        #expect(!wild.lines(TerminalStyle()).isEmpty)
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
