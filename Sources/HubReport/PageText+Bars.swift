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
    mutating func bars(_ chart: SpanChart, title: String) {
        raw("<div class=\"bars\">")
        element("p", title)
        raw("<ul>")
        for row in chart.rows {
            let words = SVGText.escaped("\(row.label): \(row.shown)")
            raw("<li>\(words)\(row.span.map { Self.bar($0, row.role) } ?? "")</li>")
        }
        raw("</ul>")
        element("p", chart.legend, "class=\"note\"")
        raw("</div>")
    }

    private static func bar(_ span: ClosedRange<Double>, _ role: TextRole?) -> String {
        func percent(_ share: Double) -> Int { Int((min(max(share, 0), 1) * 100).rounded()) }
        let (from, to) = (percent(span.lowerBound), percent(span.upperBound))
        let start = min(from, 99)
        return "<span style=\"margin-left:\(start)%;width:\(max(1, to - start))%;"
            + "background:\(SVGCanvas.colour(of: role))\"></span>"
    }
}
