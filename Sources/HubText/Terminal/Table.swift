/// A table for a terminal: columns as wide as they must be, long text wrapped, numbers to the
/// right.
package struct Table: Equatable, Sendable {
    /// Where a cell's text stands.
    package enum Alignment: Sendable {
        /// To the left; the column may be narrowed and its text wrapped between words.
        case leading
        /// To the right, for numbers; the column is never narrowed.
        case trailing
        /// Beneath the row, over the whole width and without a title: for long texts, which a
        /// column would make narrow.
        case below
    }

    /// A column.
    package struct Column: Equatable, Sendable {
        /// Its title.
        package var title: String
        /// Where its text stands.
        package var alignment: Alignment

        /// A column with a title.
        package init(_ title: String, _ alignment: Alignment = .leading) {
            self.title = title
            self.alignment = alignment
        }
    }

    /// A cell.
    package struct Cell: Equatable, Sendable, ExpressibleByStringLiteral {
        /// Its text, raw: it is escaped when it is printed.
        package var text: String
        /// What it stands for.
        package var role: TextRole?

        /// A cell with a text.
        package init(_ text: String, role: TextRole? = nil) {
            self.text = text
            self.role = role
        }

        /// A cell with a plain text.
        package init(stringLiteral value: String) {
            self.init(value)
        }
    }

    /// The columns to which a column may be narrowed.
    package static let columnColumnsMin = 8
    /// The longest word that is never broken.
    ///
    /// Ids, codes and fingerprints are copied whole. What is longer is a link, which a column of
    /// its own would not hold either.
    package static let wholeWordColumnsMax = 48
    private static let gap = 2
    /// How far what stands beneath stands in: the further lines of a cell that is printed behind
    /// its title, and a text beneath its row.
    private static let linearMargin = 2

    /// The columns.
    package let columns: [Column]
    /// The rows; a short one has empty cells, what is too much is left out.
    package private(set) var rows: [[Cell]]

    /// A table without or with rows.
    package init(_ columns: [Column], rows: [[Cell]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// Adds a row at the end.
    package mutating func add(_ row: [Cell]) {
        rows.append(row)
    }

    /// The table as lines without line ends.
    ///
    /// A table that cannot be made narrow enough without breaking a word, and every table in the
    /// linear layout, is printed cell by cell with the column's title before each.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: The lines, none wider than the terminal.
    /// - Complexity: Linear in the text, and columns times the terminal's width.
    package func lines(_ style: TerminalStyle) -> [String] {
        guard !columns.isEmpty else { return [] }
        let cells = rows.map { row in
            columns.indices.map { index in
                let cell = index < row.count ? row[index] : ""
                return Cell(TerminalText.escaped(cell.text, keepingLines: true), role: cell.role)
            }
        }
        guard style.layout == .grid else { return linear(cells, style) }
        let beside = columns.indices.filter { columns[$0].alignment != .below }
        let below = columns.indices.filter { columns[$0].alignment == .below }
        let inner = Table(beside.map { columns[$0] })
        let besides = cells.map { row in beside.map { row[$0] } }
        guard let widths = inner.widths(of: besides, within: style.columns) else {
            return linear(cells, style)
        }
        let titles = inner.columns.map { Cell(TerminalText.escaped($0.title), role: .heading) }
        var lines = inner.grid(titles, widths, style)
        let rules = widths.map { Cell(String(repeating: style.rule, count: $0)) }
        lines += inner.grid(rules, widths, style)
        for (row, cells) in zip(besides, cells) {
            lines += inner.grid(row, widths, style)
            for index in below { lines += Self.beneath(cells[index], style) }
        }
        return lines
    }

    /// A text beneath its row.
    private static func beneath(_ cell: Cell, _ style: TerminalStyle) -> [String] {
        guard !cell.text.isEmpty else { return [] }
        let margin = String(repeating: " ", count: linearMargin)
        return TextWrap.lines(cell.text, columns: style.columns - linearMargin).map {
            margin + style.theme.painted($0, as: cell.role)
        }
    }

    /// How wide each column stands; `nil` where they do not fit beside each other.
    private func widths(of cells: [[Cell]], within total: Int) -> [Int]? {
        let titles = columns.map { TerminalText.escaped($0.title) }
        var widths = titles.map { DisplayWidth.of($0) }
        var least = titles.map { Self.leastColumns($0) }
        for row in cells {
            for (index, cell) in row.enumerated() {
                for line in cell.text.split(separator: "\n") {
                    widths[index] = max(widths[index], DisplayWidth.of(String(line)))
                }
                least[index] = max(least[index], Self.leastColumns(cell.text))
            }
        }
        for index in widths.indices where columns[index].alignment == .leading {
            widths[index] = min(widths[index], total)
        }
        let available = total - Self.gap * (columns.count - 1)
        var excess = widths.reduce(0, +) - available
        while excess > 0 {
            let narrowable = widths.indices.filter {
                columns[$0].alignment == .leading && widths[$0] > least[$0]
            }
            guard let widest = narrowable.max(by: { widths[$0] < widths[$1] }) else { return nil }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// The columns that a text needs so that none of its words is broken.
    private static func leastColumns(_ text: String) -> Int {
        let words = text.split { $0 == " " || $0 == "\n" }
        let widths = words.map { DisplayWidth.of(String($0)) }
        return widths.filter { $0 <= wholeWordColumnsMax }.max().map { max($0, columnColumnsMin) }
            ?? columnColumnsMin
    }

    private func grid(_ row: [Cell], _ widths: [Int], _ style: TerminalStyle) -> [String] {
        let wrapped = zip(row, widths).map { TextWrap.lines($0.text, columns: $1) }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { line in
            var text = ""
            var pending = 0
            for (index, lines) in wrapped.enumerated() {
                let piece = line < lines.count ? lines[line] : ""
                let free = max(0, widths[index] - DisplayWidth.of(piece))
                let before = columns[index].alignment == .trailing ? free : 0
                if !piece.isEmpty {
                    text += String(repeating: " ", count: pending + before)
                    text += style.theme.painted(piece, as: row[index].role)
                    pending = free - before
                } else {
                    pending += widths[index]
                }
                pending += Self.gap
            }
            return text
        }
    }

    private func linear(_ cells: [[Cell]], _ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        for (number, row) in cells.enumerated() {
            if number > 0 { lines.append("") }
            for (column, cell) in zip(columns, row) where !cell.text.isEmpty {
                let text = TerminalText.escaped(column.title) + ": " + cell.text
                let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
                for (index, part) in parts.enumerated() {
                    // What stands beneath a title without one of its own belongs to it.
                    let columns = index == 0 ? 0 : Self.linearMargin
                    let margin = String(repeating: " ", count: columns)
                    let wrapped = TextWrap.lines(String(part), columns: style.columns - columns)
                    lines += wrapped.map { $0.isEmpty ? "" : margin + $0 }
                }
            }
        }
        return lines
    }
}
