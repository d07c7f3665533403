import HubText

extension PageText {
    /// The bars of a chart for a page that is narrow, as on a telephone.
    ///
    /// Each stands under its words, as wide as the page, with the chart's line across it; below
    /// them the axis names its ends and the line. The style sheet shows them in place of the
    /// picture.
    ///
    /// - Parameters:
    ///   - chart: The chart that the picture shows, too.
    ///   - title: What it shows, in a phrase.
    ///   - band: A part of the axis that is shaded; nil for none.
    mutating func bars(_ chart: SpanChart, title: String, band: ClosedRange<Double>? = nil) {
        raw("<div class=\"bars\">")
        element("p", title)
        raw("<ul>")
        let ground = Self.ground(chart.line, band)
        for row in chart.rows {
            let words = SVGText.escaped("\(row.label): \(row.shown)")
            let bar = row.span.map { Self.bar($0, row.role, on: ground) } ?? ""
            raw("<li>\(words)\(bar)</li>")
        }
        raw("</ul>")
        if chart.rows.contains(where: { $0.span != nil }) { raw(Self.axis(chart)) }
        element("p", chart.legend, "class=\"note\"")
        raw("</div>")
    }

    private static func percent(_ share: Double) -> Int {
        Int((min(max(share, 0), 1) * 100).rounded())
    }

    /// The shaded part and the line behind a bar.
    private static func ground(_ line: Double?, _ band: ClosedRange<Double>?) -> String {
        let shade = band.map { band in
            let (from, to) = (percent(band.lowerBound), percent(band.upperBound))
            return "<b style=\"left:\(from)%;width:\(to - from)%\"></b>"
        }
        return (shade ?? "") + (line.map { "<i style=\"left:\(percent($0))%\"></i>" } ?? "")
    }

    private static func bar(
        _ span: ClosedRange<Double>,
        _ role: TextRole?,
        on ground: String
    ) -> String {
        let (from, to) = (percent(span.lowerBound), percent(span.upperBound))
        let start = min(from, 99)
        return "<div class=\"track\">\(ground)"
            + "<span style=\"margin-left:\(start)%;width:\(max(1, to - start))%;"
            + "background:\(SVGCanvas.colour(of: role))\"></span></div>"
    }

    /// The ends of the axis and its line by their marks; more have no room.
    private static func axis(_ chart: SpanChart) -> String {
        var marks: [IntervalChart.Tick] = []
        if let first = chart.ticks.first, let last = chart.ticks.last { marks = [first, last] }
        if let line = chart.line {
            let near = chart.ticks.min { abs($0.place - line) < abs($1.place - line) }
            if let near, !marks.contains(near) { marks.insert(near, at: 1) }
        }
        let texts = marks.map { mark in
            let place = percent(mark.place)
            let side = place < 10 ? "left:0" : place > 90 ? "right:0" : "left:\(place)%"
            let isInside = (10...90).contains(place)
            return "<span style=\"\(side)\"\(isInside ? " class=\"mid\"" : "")>"
                + "\(SVGText.escaped(mark.label))</span>"
        }
        return "<div class=\"axis\" aria-hidden=\"true\">\(texts.joined())</div>"
    }
}
