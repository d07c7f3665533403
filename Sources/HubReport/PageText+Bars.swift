import HubText

extension PageText {
    /// The bars of a chart for a page that is narrow, as on a telephone.
    ///
    /// Each stands under its words, as wide as the page. The style sheet shows them instead of the
    /// picture.
    ///
    /// - Parameters:
    ///   - chart: The chart that the picture shows, too.
    ///   - title: What it shows, in a phrase.
    ///   - isScaled: Whether the names of its axis, and the line across its bars, say something
    ///     that the words of the bars do not.
    mutating func bars(_ chart: SpanChart, title: String, isScaled: Bool = false) {
        raw("<div class=\"bars\">")
        element("p", title)
        let scale = isScaled ? Self.scale(chart.ticks) : ""
        if !scale.isEmpty { raw(scale) }
        raw("<ul>")
        for row in chart.rows {
            let words = SVGText.escaped("\(row.label): \(row.shown)")
            let bar = row.span.map { Self.bar($0, row.role) } ?? ""
            guard isScaled, let line = chart.line else {
                raw("<li>\(words)\(bar)</li>")
                continue
            }
            let place = "style=\"--line:\(Self.percent(line))%\""
            raw("<li>\(words)<div class=\"track\" \(place)>\(bar)</div></li>")
        }
        raw("</ul>")
        if !scale.isEmpty { raw(scale) }
        element("p", chart.legend, "class=\"note\"")
        raw("</div>")
    }

    /// The most names on the scale of a page that is narrow, by how long they are.
    private static let (namesMax, longNamesMax, shortCharacters) = (7, 4, 5)

    /// The names of the axis, as many as have room beside each other.
    private static func scale(_ ticks: [IntervalChart.Tick]) -> String {
        guard ticks.count > 1 else { return "" }
        let isShort = ticks.allSatisfy { $0.label.count <= shortCharacters }
        let step = (ticks.count - 1) / (isShort ? namesMax : longNamesMax) + 1
        let names = stride(from: 0, to: ticks.count, by: step).map { index in
            let place = min(percent(ticks[index].place), isShort ? 88 : 80)
            return "<span style=\"left:\(place)%\">\(SVGText.escaped(ticks[index].label))</span>"
        }
        return "<div class=\"scale\">\(names.joined())</div>"
    }

    private static func percent(_ share: Double) -> Int {
        Int((min(max(share, 0), 1) * 100).rounded())
    }

    private static func bar(_ span: ClosedRange<Double>, _ role: TextRole?) -> String {
        let (from, to) = (percent(span.lowerBound), percent(span.upperBound))
        let start = min(from, 99)
        return "<span style=\"margin-left:\(start)%;width:\(max(1, to - start))%;"
            + "background:\(SVGCanvas.colour(of: role))\"></span>"
    }
}
