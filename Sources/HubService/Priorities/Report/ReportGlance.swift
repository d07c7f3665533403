import HubDomain
import HubText
import HubWire

/// The ratings at a glance: a line for each priority.
///
/// Three things are told apart: a priority about which nothing was said, one that was not rated,
/// and a count of none.
struct ReportGlance {
    let frame: AssessmentFrame
    let stored: HubWire.Assessment
    /// What changed since the last assessment; `nil` where there is none.
    let comparison: AssessmentComparison?

    /// More priorities than this have no room on the page.
    static let rowsMax = 24
    private static let levelColumnsMax = 20

    /// The lines of the part.
    var lines: [String] {
        let shown = Array(frame.edition.items.prefix(Self.rowsMax))
        let titles = ["Priority"] + ratingTitle + ["S", "A"] + sinceTitle
        let table = drawn([titles] + shown.map(row))
        return ["## Ratings at a glance", ""] + table + left + [""] + scaleLines
    }

    /// How many priorities have no line.
    var leftOut: Int { max(0, frame.edition.items.count - Self.rowsMax) }

    private var ratingTitle: [String] { frame.domainScale == nil ? [] : ["Rating"] }

    private var sinceTitle: [String] { comparison == nil ? [] : ["Since last"] }

    private var left: [String] {
        guard leftOut > 0 else { return [] }
        let count = ReportText.counted(leftOut, "more priority has", "more priorities have")
        return ["", "\(count) no line here."]
    }

    private func row(_ item: HubWire.FrameworkItem) -> [String] {
        let name = "\(ReportText.escaped(item.code)) \(ReportText.escaped(item.name))"
        let priority = stored.priorities.first { $0.item == item.code }
        var cells = [name]
        if frame.domainScale != nil { cells.append(rating(priority)) }
        // Nothing said at all is not the same as no strength among what was said.
        cells.append(priority.map { "\($0.strengths.count)" } ?? "–")
        cells.append(priority.map { "\($0.improvements.count)" } ?? "–")
        if comparison != nil { cells.append(since(item)) }
        return cells
    }

    private func rating(_ priority: PriorityAssessment?) -> String {
        guard let priority else { return "nothing said" }
        guard let rating = priority.rating else { return "no rating given" }
        guard let scale = frame.domainScale, let name = scale.name(of: Int(rating)) else {
            return "level \(rating) is not on the scale"
        }
        let bar =
            String(repeating: "■", count: Int(rating))
            + String(repeating: "□", count: scale.levels.count - Int(rating))
        let level = ReportText.escaped(name)
        let shown = ReportText.fitting(level, columns: Self.levelColumnsMax)
        return "\(bar) \(rating) of \(scale.levels.count) \(shown)"
    }

    private func since(_ item: HubWire.FrameworkItem) -> String {
        let isRated = stored.priorities.first { $0.item == item.code }?.rating != nil
        let words = comparison?.movementWords(ItemCode(text: item.code), isRated: isRated)
        return words ?? "–"
    }

    /// The table as Markdown, in columns that line up as plain text.
    private func drawn(_ table: [[String]]) -> [String] {
        let count = table[0].count
        var widths = (0..<count).map { column in
            table.map { DisplayWidth.of($0[column]) }.max() ?? 1
        }
        let others = widths.dropFirst().reduce(0, +)
        let room = ReportText.columns - others - 3 * count - 1
        widths[0] = max(12, min(widths[0], room))
        let lines = table.map { row in
            let cells = zip(row, widths).map { cell, width in
                TextWrap.padded(ReportText.fitting(cell, columns: width), columns: width)
            }
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ")
        return [lines[0], "| \(rule) |"] + lines.dropFirst()
    }

    /// What the levels mean, and which end is the good one.
    private var scaleLines: [String] {
        let legend = "S: strengths. A: areas for improvement. –: nothing was said."
        guard let scale = frame.domainScale, let first = scale.levels.first,
            let last = scale.levels.last
        else {
            return ReportText.paragraph("The window has no scale, so nothing is rated. \(legend)")
        }
        let levels = scale.levels.enumerated().map { place, level in
            var meaning = level.meaning.isEmpty ? "" : " – \(ReportText.escaped(level.meaning))"
            if meaning.hasSuffix(".") { meaning.removeLast() }
            return "\(place + 1) \(ReportText.escaped(level.name))\(meaning)"
        }
        let isHigher = scale.direction == .higherIsBetter
        let (best, words) = isHigher ? (last, "Higher is better") : (first, "Lower is better")
        let end = "\(words): “\(ReportText.escaped(best.name))” is the good end."
        let name = ReportText.escaped(scale.name)
        let full = ReportText.paragraph(
            "Scale “\(name)”: \(levels.joined(separator: "; ")). \(end)"
        )
        guard full.count > Self.scaleLinesMax else { return full + ReportText.paragraph(legend) }
        let names = scale.levels.enumerated().map {
            "\($0.offset + 1) \(ReportText.escaped($0.element.name))"
        }
        return ReportText.paragraph(
            "Scale “\(name)”: \(names.joined(separator: "; ")). \(end) What the levels mean: "
                + "`whub priorities scales`."
        ) + ReportText.paragraph(legend)
    }

    private static let scaleLinesMax = 6
}
