import HubDomain
import HubText
import Testing

@testable import HubReport

/// What bars stand for, for whoever sees colours, does not tell them apart, or prints in black.
struct ChartInkTests {
    /// How bright a colour is, from 0 to 1, as WCAG 2.2 defines relative luminance.
    private func luminance(_ colour: String) throws -> Double {
        let number = try #require(Int(colour.dropFirst(), radix: 16))
        let parts = [number >> 16, (number >> 8) & 255, number & 255].map { part -> Double in
            let share = Double(part) / 255
            guard share > 0.04045 else { return share / 12.92 }
            // Without the system's library: x to the power of 2.4 by bisection of its fifth root.
            let base = (share + 0.055) / 1.055
            var (low, high) = (0.0, 1.0)
            for _ in 0..<60 {
                let middle = (low + high) / 2
                let fifth = middle * middle * middle * middle * middle
                if fifth < base { low = middle } else { high = middle }
            }
            return base * base * low * low
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private func contrast(_ one: String, _ other: String) throws -> Double {
        let pair = try [luminance(one), luminance(other)].sorted()
        return (pair[1] + 0.05) / (pair[0] + 0.05)
    }

    @Test
    func `the ratio is that of the standard`() throws {
        #expect(try abs(contrast("#000000", "#ffffff") - 21) < 0.01)
        #expect(try abs(contrast("#767676", "#ffffff") - 4.54) < 0.01)
    }

    @Test(arguments: ChartInk.allCases)
    func `every colour stands out from the page and from what is shaded`(ink: ChartInk) throws {
        for ground in ["#ffffff", SVGCanvas.shade, "#e4e4e4"] {
            #expect(try contrast(ink.colour, ground) >= 3, "\(ink) on \(ground)")
        }
    }

    @Test
    func `no two things have one colour, or one pattern`() {
        let inks = ChartInk.allCases
        #expect(Set(inks.map { Array($0.colour.utf8) }).count == inks.count)
        #expect(Set(inks.map(\.lines)).count == inks.count)
        #expect(Set(inks.map { Array($0.rule.utf8) }).count == inks.count)
        let roles: [TextRole?] = TextRole.allCases + [nil]
        #expect(Set(roles.map { ChartInk($0) }).count == roles.count)
    }

    @Test
    func `a picture and a narrow page draw the same ink`() {
        let rows = [TextRole.bad, .heading].map {
            SpanChart.Row("A", span: 0...0.5, shown: "1", role: $0)
        }
        let chart = SpanChart(rows, ticks: [], line: 0, legend: "Invented.")
        let picture = SpanChartPicture.svg(chart, id: "a", title: "A")
        #expect(picture.contains("stroke-dasharray=\"2 4\"") && picture.contains("#5b2a86"))
        var page = PageText()
        page.bars(chart, title: "A")
        #expect(
            page.html.contains("<span class=\"bad\"") && page.html.contains("<span class=\"whole\"")
        )
        let style = PageText.head("A")
        #expect(ChartInk.allCases.allSatisfy { style.contains($0.rule) })
        #expect(!style.contains("url(") && !picture.contains("url("))
    }
}
