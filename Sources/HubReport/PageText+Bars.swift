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
    ///   - isScaled: Whether the axis is named above and below the bars, as often as there is room:
    ///     its places say something that the words of the bars do not.
    mutating func bars(
        _ chart: SpanChart,
        title: String,
        band: ClosedRange<Double>? = nil,
        isScaled: Bool = false
    ) {
        raw("<div class=\"bars\">")
        element("p", title)
        let scale = isScaled ? Self.scale(chart.ticks) : ""
        if !scale.isEmpty { raw(scale) }
        raw("<ul>")
        let ground = Self.ground(chart.line, band)
        for row in chart.rows {
            let words = SVGText.escaped("\(row.label): \(row.shown)")
            let bar = row.span.map { Self.bar($0, row.role, on: ground) } ?? ""
            raw("<li>\(words)\(bar)</li>")
        }
        raw("</ul>")
        if !scale.isEmpty {
            raw(scale)
        } else if chart.rows.contains(where: { $0.span != nil }) {
            raw(Self.axis(chart))
        }
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
