import HubDomain
import HubText
import Testing

struct RatioChartTests {
    private func entry(_ label: String, _ counts: [Int]) throws -> RatioChart.Entry {
        .init(label, RatioReading(try RatioTests.table(counts), polarity: .adverseAbove))
    }

    @Test
    func `half and double are equally far from one`() {
        let axis = RatioAxis([0.4, 1.6])
        #expect((axis.low, axis.high) == (0.2, 2))
        let even = RatioAxis([0.5, 2])
        #expect(RatioTests.isNear(even.place(1), 0.5))
        #expect(RatioTests.isNear(even.place(0.8) + even.place(1.25), 1))
        #expect(even.ticks.map(\.label) == ["0.5", "0.8", "1", "1.25", "2"])
        #expect(even.place(0) < 0 && even.place(.infinity) > 1)
        let wide = RatioAxis([1e-9, 1e9])
        #expect((wide.low, wide.high) == (0.02, 50))
    }

    @Test
    func `the sentences say what the picture shows`() throws {
        let chart = RatioChart.chart([
            try entry("S6", [52, 400, 300, 1_200]), try entry("S3", [8, 508, 0, 500]),
            try entry("S5", [0, 40, 0, 400]), try entry("S10", [3, 40, 6, 400]),
            .init("6", missing: .notProvided),
        ])
        #expect(
            chart.alternative == [
                "S6: 0.52, 48% less likely, with 95% confidence 0.40 to 0.68; in favour of "
                    + "minoritised staff, outside the four-fifths range; clear.",
                "S3: not computed: there is no finite ratio, because there were no events in the "
                    + "white group. With 95% confidence 2.06 or more.",
                "S5: not computed: there were no events in either group.",
                "S10: 5.00, with 95% confidence 1.39 to 17.25; too few cases to read anything "
                    + "into it.",
                "6: not computed: the counts were not provided.",
                "Shaded: the four-fifths range from 0.8 to 1.25. The line at 1 is equal "
                    + "likelihood. The bar is the range in which the ratio lies with 95% "
                    + "confidence. Below 1 is adverse for the indicators 2, 5 and 9, above 1 for "
                    + "the others.",
            ]
        )
        let lines = chart.lines(TerminalStyle())
        #expect(lines[1].contains("→") && lines[1].hasSuffix("no finite ratio"))
        #expect(lines[0].hasSuffix("0.52, in favour"))
        #expect(lines[3].hasSuffix("5.00, too few"))
        #expect(lines[5].contains("0.8") && lines[5].contains("20"))
    }

    @Test
    func `where a ratio is not clear the doubt stands in the place of the direction`() throws {
        // Outside the four-fifths range both ways, with intervals over 1.
        let chart = RatioChart.chart([
            try entry("up", [24, 200, 72, 800]), try entry("down", [12, 200, 72, 800]),
        ])
        let lines = chart.lines(TerminalStyle())
        #expect(lines[0].hasSuffix("1.33, not clear") && lines[1].hasSuffix("0.67, not clear"))
        #expect(
            chart.legend.hasSuffix(
                "“Not clear” is a ratio outside the range whose bar reaches over 1."
            )
        )
        // What it says of the range stays in its sentence.
        #expect(
            chart.alternative[0].hasSuffix("adverse, outside the four-fifths range; not clear.")
        )
        let clear = RatioChart.chart([try entry("S6", [52, 400, 300, 1_200])])
        #expect(!clear.legend.contains("Not clear"))
    }
}
