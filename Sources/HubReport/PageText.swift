import HubText

/// A page of HTML while it is written: well-formed, self-contained, without scripts.
///
/// Nothing in a text can become markup: every text goes through `SVGText.escaped`.
struct PageText {
    /// What was written so far.
    private(set) var html = ""

    /// The bytes so far.
    var bytes: Int { html.utf8.count }

    /// An element with a text in it.
    mutating func element(_ name: String, _ text: String, _ attributes: String = "") {
        let space = attributes.isEmpty ? "" : " "
        // A note of several lines stays one.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines.map { SVGText.escaped(String($0)) }.joined(separator: "<br>")
        html += "<\(name)\(space)\(attributes)>\(words)</\(name)>\n"
    }

    /// Begins or ends elements, and adds what is markup already.
    mutating func raw(_ markup: String) { html += markup + "\n" }

    /// A list of texts.
    mutating func list(_ texts: [String], _ attributes: String = "") {
        raw("<ul\(attributes.isEmpty ? "" : " \(attributes)")>")
        for text in texts { element("li", text) }
        raw("</ul>")
    }

    /// Begins a table: it can be moved sideways where the page is narrow, with a keyboard, too.
    mutating func beginTable(_ caption: String, _ columns: [String]) {
        let label = SVGText.escaped(caption)
        raw("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\">")
        raw("<table style=\"\(Self.titles(columns))\">")
        element("caption", caption)
        raw("<thead><tr>")
        for column in columns { element("th", column, "scope=\"col\"") }
        raw("</tr></thead><tbody>")
    }

    /// The titles of the columns behind the first, for cells that stand below each other where the
    /// page is narrow.
    private static func titles(_ columns: [String]) -> String {
        columns.enumerated().dropFirst().map { index, title in
            let text = SVGText.escaped(title.replacing("'", with: "’"))
            return "--c\(index + 1):'\(text): '"
        }.joined(separator: ";")
    }

    /// A row whose first cell names it; a class may mark it, and words in it say the same.
    static func row(_ cells: [String], _ mark: String = "") -> String {
        var row = mark.isEmpty ? "<tr>" : "<tr class=\"\(mark)\">"
        for (index, cell) in cells.enumerated() {
            let text = SVGText.escaped(cell)
            row += index == 0 ? "<th scope=\"row\">\(text)</th>" : "<td>\(text)</td>"
        }
        return row + "</tr>"
    }

    /// Ends a table.
    mutating func endTable() { raw("</tbody></table></div>") }

    /// A table while the page is not full up to a place; what has no room is counted below it.
    ///
    /// - Parameters:
    ///   - caption: What it holds.
    ///   - columns: The titles.
    ///   - rows: The cells; the first names its row.
    ///   - place: How many bytes the page may have behind its last row.
    /// - Returns: How many rows had no room.
    mutating func table(
        _ caption: String,
        _ columns: [String],
        _ rows: [[String]],
        upTo place: Int
    ) -> Int {
        beginTable(caption, columns)
        var leftOut = 0
        for cells in rows {
            let row = Self.row(cells)
            if bytes + row.utf8.count > place {
                leftOut += 1
            } else {
                raw(row)
            }
        }
        endTable()
        if leftOut > 0 { element("p", "\(leftOut) more have no room on this page.") }
        return leftOut
    }

    /// The head of a page, up to its body.
    static func head(_ title: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>\(SVGText.escaped(title))</title>
        <style>
        \(style)
        </style>
        </head>
        """
    }

    /// The most columns whose titles are told where cells stand below each other.
    private static let columnsMax = 12

    private static let titleRules = (2...columnsMax).map {
        "  td:nth-child(\($0))::before { content: var(--c\($0)); }"
    }.joined(separator: "\n")

    private static let style = """
        :root { color-scheme: light; }
        body { margin: 0; background: #fff; color: #1a1a1a; font: 1rem/1.5 sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.8rem; line-height: 1.2; }
        h2 { margin-top: 2rem; border-bottom: 2px solid #1d4e89; }
        .note { color: #555; }
        .example { border: 3px solid #8a1c00; padding: 0.5rem 1rem; color: #8a1c00; }
        .glance { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0; list-style: none; }
        .glance li { border: 1px solid #767676; padding: 0.25rem 0.75rem; }
        figure { margin: 1rem 0; overflow-x: auto; }
        figure svg { min-width: 44rem; max-width: 100%; height: auto; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; min-width: 100%; }
        caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
        th, td { border: 1px solid #b5b5b5; padding: 0.3rem 0.5rem; text-align: left;
          vertical-align: top; }
        thead th { white-space: nowrap; }
        tbody th { max-width: 20rem; }
        td { min-width: 6rem; overflow-wrap: break-word; }
        th, td, li, p { overflow-wrap: break-word; hyphens: auto; }
        thead th { background: #dde8f0; }
        tr.red th { border-left: 0.5rem solid #a4161a; }
        tr.amber th { border-left: 0.5rem solid #8a5a00; }
        tr.green th { border-left: 0.5rem solid #1b6e3c; }
        .bars { display: none; }
        .bars ul { list-style: none; padding: 0; }
        .bars li { margin-bottom: 0.5rem; }
        .track { position: relative; padding: 0.3rem 0; border-bottom: 1px solid #767676; }
        .track span { display: block; height: 0.6rem; position: relative; }
        .track b { position: absolute; top: 0; bottom: 0; background: #e4e4e4; }
        .track i { position: absolute; top: 0; bottom: 0; border-left: 2px solid #1a1a1a; }
        .bars .scale { position: relative; height: 1.4rem; font-size: 0.8rem; color: #555; }
        .bars .scale span { position: absolute; height: auto; white-space: nowrap;
          border-left: 1px solid #767676; padding-left: 0.2rem; }
        .bars .scale .before { border-left: 0; border-right: 1px solid #767676; padding: 0 0.2rem; }
        \(ChartInk.allCases.map(\.rule).joined(separator: "\n"))
        @media screen and (max-width: 46rem) {
          figure.wide svg { display: none; }
          .bars { display: block; }
          table, tbody, tr, th, td, caption { display: block; }
          thead { display: none; }
          tr { border: 1px solid #767676; margin-bottom: 0.75rem; }
          th, td { border: 0; }
          tbody th { max-width: none; background: #dde8f0; }
          td:empty { display: none; }
          td::before { font-weight: bold; }
        \(titleRules)
        }
        @media print {
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          h2, caption { break-after: avoid; }
          tr, figure, li { break-inside: avoid; }
          thead { display: table-header-group; break-inside: avoid; break-after: avoid; }
          tbody tr:first-child { break-before: avoid; }
          thead th { white-space: normal; }
          .table, figure { overflow: visible; }
          figure svg { min-width: 0; width: 100%; }
          table { width: 100%; }
          td { min-width: 0; }
          th, td { font-size: 9pt; padding: 0.2rem 0.3rem; }
        }
        @page { size: A4; margin: 15mm; }
        """
}
