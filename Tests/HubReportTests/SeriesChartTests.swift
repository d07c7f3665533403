import HubReport
import HubText
import Testing

/// Bars of figures through time.
struct SeriesChartTests {
    private static let bars = [
        BarChart.Bar("2022/23", value: 9.9, shown: "9.9%"),
        BarChart.Bar("2023/24", value: nil, shown: "hidden by the publisher"),
        BarChart.Bar("2024/25", value: -1.5, shown: "-1.5%"),
    ]

    @Test func `bars begin at zero, and what has no value has none`() throws {
        let chart = SeriesChart.chart(Self.bars, legend: "A rate.")
        let zero = try #require(chart.line)
        #expect(chart.rows[0].span?.lowerBound == zero)
        #expect(chart.rows[1].span == nil && chart.rows[1].shown == "hidden by the publisher")
        #expect(chart.rows[2].span?.upperBound == zero)
        for span in chart.rows.compactMap(\.span) {
            #expect((0...1).contains(span.lowerBound) && (0...1).contains(span.upperBound))
        }
    }

    @Test func `a picture says in words all that it shows`() {
        let svg = SpanChartPicture.svg(
            SeriesChart.chart(Self.bars, legend: "A rate."),
            id: "series",
            title: "A rate, England"
        )
        #expect(svg.contains("2023/24: hidden by the publisher.") && svg.contains("A rate."))
        let none = SeriesChart.chart([], legend: "Nothing.")
        #expect(none.rows.isEmpty && none.line != nil)
    }
}
