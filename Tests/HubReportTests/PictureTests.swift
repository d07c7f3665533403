import HubDomain
import HubReport
import HubText
import Testing

/// Pictures as SVG: well-formed, self-contained, and with all they show in words.
struct PictureTests {
    private func table(_ counts: [Int]) throws -> RatioTable {
        RatioTable(
            minority: try EventCount(events: counts[0], people: counts[1]),
            white: try EventCount(events: counts[2], people: counts[3])
        )
    }

    private func chart(_ label: String = "2 Appointment") throws -> IntervalChart {
        RatioChart.chart([
            .init(
                label,
                RatioReading(
                    try table([52, 400, 300, 1_200]),
                    polarity: .favourableAbove
                )
            ),
            .init(
                "3",
                RatioReading(try table([8, 508, 0, 500]), polarity: .adverseAbove)
            ),
            .init("6", missing: .notProvided),
        ])
    }

    @Test
    func `a chart is one element with its text alternative`() throws {
        let chart = try chart()
        let svg = IntervalChartPicture.svg(chart, id: "a1", title: "Nine ratios")
        let names = try #require(Markup.elements(svg))
        #expect(names.prefix(3) == ["svg", "title", "desc"])
        #expect(names.count { $0 == "circle" } == 1)
        #expect(svg.contains("role=\"img\" aria-labelledby=\"a1-title a1-desc\""))
        for sentence in chart.alternative {
            #expect(svg.contains(sentence.replacingMarks), "\(sentence)")
        }
    }

    @Test
    func `a picture fetches nothing and runs nothing`() throws {
        let svg = IntervalChartPicture.svg(
            try chart(),
            id: "x",
            title: "T",
            notice: "Invented data"
        )
        let words = ["<script", "<image", "href", "url(", "@import", "<style", "on" + "load"]
        for word in words { #expect(!svg.contains(word), "\(word)") }
        let addresses = svg.split(separator: "\"").filter { $0.contains("://") }
        #expect(addresses == ["http://www.w3.org/2000/svg"])
        #expect(svg.contains("Invented data"))
        #expect(svg.firstRange(of: "Invented data") != nil)
    }

    @Test
    func `what somebody typed is text and never markup`() throws {
        let label = "<script>\"&' \u{202E}\u{1B}"
        let svg = IntervalChartPicture.svg(try chart(label), id: "\"><b", title: "<i>&")
        #expect(Markup.elements(svg) != nil)
        #expect(svg.contains("&lt;script&gt;&quot;&amp;&#39;"))
        #expect(!svg.contains("\u{1B}") && !svg.contains("\u{202E}"))
        #expect(svg.contains("aria-labelledby=\"b-title b-desc\""))
    }

    @Test
    func `the same chart is the same bytes`() throws {
        let first = IntervalChartPicture.svg(try chart(), id: "a", title: "T")
        #expect(first == IntervalChartPicture.svg(try chart(), id: "a", title: "T"))
        #expect(first != IntervalChartPicture.svg(try chart("other"), id: "a", title: "T"))
    }

    @Test
    func `a funnel plot names each council outside its limits`() throws {
        var entries = try (1...20).map { index in
            (
                label: "Council \(index)",
                table: try table([10 * index, 100 * index, 100 * index, 1_000 * index])
            )
        }
        entries.append(("Council out", try table([60, 200, 100, 1_000])))
        entries.append(("Council without", try table([0, 200, 100, 1_000])))
        let plot = try #require(FunnelPlot.ratios(entries))
        #expect(plot.points.count == 21)
        #expect(plot.points.filter(\.isOutside).map(\.label) == ["Council out"])
        #expect(
            plot.alternative == [
                "20 of 21 lie between the limits.", "Council out: 3.00, outside the limits.",
            ]
        )
        let svg = plot.svg(id: "f", title: "Disciplinary")
        let names = try #require(Markup.elements(svg))
        #expect(names.count { $0 == "circle" } == 21 && names.count { $0 == "polyline" } == 2)
        #expect(svg.contains(">Council out<") && !svg.contains(">Council 3<"))
        #expect(FunnelPlot.ratios([]) == nil)
        #expect(FunnelPlot.ratios([("x", try table([0, 5, 0, 5]))]) == nil)
    }

    @Test(arguments: [0.0, 0.5, 0.98, 1.0])
    func `a name beside a point stays in the picture`(precision: Double) throws {
        let name = "Example Metropolitan Borough Council, adults"
        let plot = FunnelPlot(
            [.init(name, precision: precision, value: 0.5, isOutside: true, shown: "3.00")],
            limits: [],
            centre: 0.5,
            ticks: [],
            precisionTicks: [],
            precisionLabel: "Precision"
        )
        let lines = plot.svg(id: "f", title: "T").split(separator: "\n")
        let text = String(try #require(lines.first { $0.hasSuffix(">\(name)</text>") }))
        let place = try #require(text.firstMatch(of: /x="([0-9.]+)"/))
        let start = try #require(Double(place.1))
        let width = Double(name.count) * 7
        if text.contains("text-anchor=\"end\"") {
            #expect(start - width >= 0 && precision > 0.5)
        } else {
            #expect(start + width <= 760 && precision <= 0.5)
        }
    }

    @Test(arguments: [
        ([10, 100, 100, 1_000], ["0", "5", "10"]),
        ([1_000, 10_000, 10_000, 100_000], ["0", "500", "1,000"]),
        ([1, 4, 1, 5], ["0", "0.2", "0.4", "0.6"]),
    ])
    func `the axis of precision has numbers`(counts: [Int], labels: [String]) throws {
        let plot = try #require(FunnelPlot.ratios([("a", try table(counts))]))
        #expect(plot.precisionTicks.map(\.label) == labels)
        #expect(plot.precisionTicks.allSatisfy { (0...1).contains($0.place) })
        let svg = plot.svg(id: "f", title: "T")
        for label in labels { #expect(svg.contains(">\(label)</text>"), "\(label)") }
    }

    @Test
    func `limits narrow with precision around the ratio of all together`() throws {
        let funnel = try #require(RatioFunnel([try table([10, 100, 100, 1_000])]))
        #expect((funnel.centre - 1).magnitude < 1e-12)
        let widths = funnel.limits.map { $0.high - $0.low }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 > $1 })
        for limit in funnel.limits {
            #expect(limit.low < funnel.centrePlace && funnel.centrePlace < limit.high)
        }
    }

    @Test
    func `a text that is longer than a picture is wide takes several lines`() {
        let words = (1...60).map { "word\($0)" }.joined(separator: " ")
        let short = FanChart([], ticks: [], legend: "short")
        let long = FanChart([], ticks: [], legend: words)
        func texts(_ chart: FanChart, _ title: String, _ notice: String = "") -> Int {
            let svg = FanChartPicture.svg(chart, id: "a", title: title, notice: notice)
            return svg.split(separator: "\n").count { $0.hasPrefix("<text") }
        }
        #expect(texts(short, "T") == 2 && texts(short, "T", "N") == 3)
        #expect(texts(long, "T") > 3 && texts(short, words) > 3 && texts(short, "T", words) > 4)
        let svg = FanChartPicture.svg(long, id: "a", title: "T")
        for number in 1...60 { #expect(svg.contains("word\(number)")) }
    }

    @Test
    func `a plot stays inside its frame whatever it is given`() {
        let wild = FunnelPlot(
            [.init("a", precision: .infinity, value: -.infinity, isOutside: true, shown: "x")],
            limits: [.init(precision: 2, low: -3, high: 9)],
            centre: .nan,
            ticks: [.init(5, "far")],
            precisionTicks: [.init(.nan, "none")],
            precisionLabel: "<p>"
        )
        let svg = wild.svg(id: "w", title: "T", notice: "N")
        #expect(Markup.elements(svg) != nil && !svg.contains("nan") && !svg.contains("inf"))
        #expect(!svg.contains("far") && !svg.contains("none<"))
    }
}

extension String {
    /// The text as it stands in an element.
    fileprivate var replacingMarks: String {
        map { $0 == "'" ? "&#39;" : String($0) }.joined()
    }
}
