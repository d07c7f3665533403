import HubDomain
import HubReport
import HubText
import Testing

/// Names and marks of plots: no text lies over another, and none outside its picture.
struct PlotNamesTests {
    /// A text of a picture with the room that it is taken to need.
    private struct Box {
        let text: String
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    /// Numbers that are the same each time (Steele, Lea and Flood 2014, SplitMix).
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    private let pattern =
        /<text x="([-0-9.]+)" y="([0-9.]+)" text-anchor="(\w+)" font-size="([0-9]+)"[^>]*>([^<]*)</

    private func boxes(_ svg: String) throws -> [Box] {
        try svg.matches(of: pattern).map { match in
            let x = try #require(Double(match.1))
            let base = try #require(Double(match.2))
            let size = try #require(Double(match.4))
            let width = Double(DisplayWidth.of(String(match.5))) * size * 0.56
            let left =
                switch match.3 {
                case "start": x
                case "end": x - width
                default: x - width / 2
                }
            return Box(
                text: String(match.5),
                left: left,
                right: left + width,
                top: base - size * 0.8,
                bottom: base + size * 0.2
            )
        }
    }

    private func check(_ svg: String, width: Double) throws {
        let boxes = try boxes(svg)
        for (index, box) in boxes.enumerated() {
            #expect(box.left >= -12 && box.right <= width + 12, "outside: \(box.text)")
            for other in boxes.dropFirst(index + 1) {
                #expect(!box.overlaps(other), "\(box.text) / \(other.text)")
            }
        }
    }

    /// A plot of points at random places, of which most lie outside.
    private func plot(_ count: Int, seed: UInt64, spread: Double) -> FunnelPlot {
        var chance = Chance(state: seed)
        let axis = RatioAxis([0.02, 50])
        let points = (0..<count).map { number in
            let long =
                "Example Metropolitan Borough Council \(number), Mental Health Trust and Partners"
            return FunnelPlot.Point(
                number % 3 == 0 ? long : "Council \(number)",
                precision: 0.5 + spread * Double.random(in: -0.5...0.5, using: &chance),
                value: 0.5 + spread * Double.random(in: -0.5...0.5, using: &chance),
                isOutside: number % 4 != 0,
                shown: "3.00"
            )
        }
        return FunnelPlot(
            points,
            limits: [],
            centre: 0.5,
            ticks: axis.ticks,
            precisionTicks: [.init(0, "0"), .init(0.5, "500"), .init(1, "1,000")],
            precisionLabel: "Precision: 1 over the squared standard error"
        )
    }

    @Test(arguments: 0..<20, [0.02, 0.3, 1.0])
    func `names of points outside lie beside each other, never over`(
        seed: Int,
        spread: Double
    ) throws {
        for count in [2, 9, 30, 153] {
            let plot = plot(count, seed: UInt64(seed), spread: spread)
            let svg = plot.svg(id: "f", title: "Title of the picture", notice: "Invented.")
            try check(svg, width: 760)
            // What has no room is told, and every name stands in the words.
            let outside = plot.points.filter(\.isOutside)
            let drawn = outside.count { point in
                svg.contains(">\(point.label)</text>")
                    || svg.contains(">\(point.label.prefix(47))…</text>")
            }
            let missing = outside.count - drawn
            #expect(svg.contains("have no room here") == (missing > 1))
            #expect(svg.contains("has no room here") == (missing == 1))
            if missing > 1 { #expect(svg.contains("\(missing) names outside the limits")) }
            for point in outside { #expect(svg.contains("\(point.label): 3.00, outside")) }
        }
        let few = plot(9, seed: UInt64(seed), spread: 1).svg(id: "f", title: "T")
        #expect(!few.contains("no room here"))
    }

    @Test
    func `a name on another line than its point has a stroke to it`() {
        let names = ["A Council", "B Council", "C Council"]
        let points = names.map {
            FunnelPlot.Point($0, precision: 0.5, value: 0.5, isOutside: true, shown: "3.00")
        }
        func lines(_ points: [FunnelPlot.Point]) -> Int {
            let plot = FunnelPlot(
                points,
                limits: [],
                centre: 0.5,
                ticks: [],
                precisionTicks: [],
                precisionLabel: "P"
            )
            return plot.svg(id: "f", title: "T").split(separator: "\n").count {
                $0.hasPrefix("<line")
            }
        }
        // Right and left of the point there is room for two.
        #expect(lines(points) == lines(Array(points.prefix(2))) + 1)
    }

    @Test(arguments: [[0.02, 50], [0.5, 2], [0.9, 1.1], [0.02, 1], [0.3, 12]])
    func `marks of ratios keep apart on both axes, and 1 stays`(ends: [Double]) throws {
        let axis = RatioAxis(ends)
        let rows = WresIndicator.ratios.map { indicator in
            IntervalChart.Row(
                indicator.label,
                value: axis.place(1),
                limits: axis.place(0.95)...axis.place(1.05),
                shown: "1.00, not clear",
                sentence: ""
            )
        }
        let chart = IntervalChart(
            rows,
            ticks: axis.ticks,
            band: axis.place(0.8)...axis.place(1.25),
            centre: axis.place(1),
            legend: "Shaded: the four-fifths range."
        )
        let svg = IntervalChartPicture.svg(chart, id: "c", title: "Nine ratios")
        try check(svg, width: 900)
        #expect(svg.contains(">1</text>"))
        for columns in [40, 60, 80, 120] {
            let style = TerminalStyle(columns: columns)
            let line = try #require(chart.lines(style).dropFirst(rows.count).first)
            #expect(line.split(separator: " ").contains("1"), "\(line)")
        }
        let plot = FunnelPlot(
            [],
            limits: [],
            centre: 0.5,
            ticks: axis.ticks,
            precisionTicks: [],
            precisionLabel: "P"
        )
        let funnel = plot.svg(id: "f", title: "T")
        try check(funnel, width: 760)
        #expect(funnel.contains(">1</text>"))
    }
}
