import HubText

extension PageText {
    /// The bars of a chart for a page that is narrow, as on a telephone.
    ///
    /// Each stands under its words, as wide as the page, with the chart's line across it; the axis
    /// below them names as many places as have room. The style sheet shows them in place of the
    /// picture.
    ///
    /// - Parameters:
    ///   - chart: The chart that the picture shows, too.
    ///   - title: What it shows, in a phrase.
    ///   - band: A part of the axis that is shaded; nil for none.
    ///   - isLong: Whether the axis stands above the bars as well: whoever reads the first must not
    ///     look for it behind the last.
    mutating func bars(
        _ chart: SpanChart,
        title: String,
        band: ClosedRange<Double>? = nil,
        isLong: Bool = false
    ) {
        raw("<div class=\"bars\">")
        element("p", title)
        let hasBars = chart.rows.contains { $0.span != nil }
        let axis = hasBars ? Self.axis(chart.ticks, chart.line) : ""
        if isLong, !axis.isEmpty { raw(axis) }
        raw("<ul>")
        let ground = Self.ground(chart.line, band)
        for row in chart.rows {
            let words = SVGText.escaped("\(row.label): \(row.shown)")
            let bar = row.span.map { Self.bar($0, row.role, on: ground) } ?? ""
            raw("<li>\(words)\(bar)</li>")
        }
        raw("</ul>")
        if !axis.isEmpty { raw(axis) }
        element("p", chart.legend, "class=\"note\"")
        raw("</div>")
    }

    /// What a character of a name and the room behind it take of a page that is narrow, and from
    /// where on a name stands before its mark.
    private static let (characterShare, gapShare, beforeFrom) = (0.024, 0.03, 0.75)

    /// The names of an axis, as many as have room beside each other: that of the line first, then
    /// those of the ends.
    private static func axis(_ ticks: [IntervalChart.Tick], _ line: Double?) -> String {
        guard ticks.count > 1 else { return "" }
        let lined = line.flatMap { line in
            ticks.indices.min { abs(ticks[$0].place - line) < abs(ticks[$1].place - line) }
        }
        let ends = [ticks.startIndex, ticks.endIndex - 1]
        var taken: [(index: Int, room: ClosedRange<Double>)] = []
        for index in [lined].compactMap(\.self) + ends + ticks.indices {
            let tick = ticks[index]
            let width = Double(tick.label.count) * characterShare + gapShare
            let start = tick.place > beforeFrom ? tick.place - width : tick.place
            let room = start...(start + width)
            if taken.allSatisfy({ !$0.room.overlaps(room) }) { taken.append((index, room)) }
        }
        let names = taken.map(\.index).sorted().map { index in
            let place = percent(ticks[index].place)
            let label = SVGText.escaped(ticks[index].label)
            return ticks[index].place > beforeFrom
                ? "<span class=\"before\" style=\"right:\(100 - place)%\">\(label)</span>"
                : "<span style=\"left:\(place)%\">\(label)</span>"
        }
        return "<div class=\"scale\" aria-hidden=\"true\">\(names.joined())</div>"
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
            + "<span class=\"\(ChartInk(role).rawValue)\" "
            + "style=\"margin-left:\(start)%;width:\(max(1, to - start))%\"></span></div>"
    }
}
