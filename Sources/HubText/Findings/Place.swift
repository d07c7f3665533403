/// Where in a table something was found.
package struct Place: Hashable, Sendable {
    /// The row as a spreadsheet numbers it: the first line of the sheet is 1.
    package var row: Int?
    /// The line of the file; it differs from the row where a cell holds line ends.
    package var line: Int?
    /// The column, counted from 0.
    package var column: Int?
    /// The column's title.
    package var columnName: String?
    /// The part of a record for programs, such as "items[SWP1].rating"; never in words.
    package var path: String?
    /// The part of a record for people, such as "SWP1 Leadership, S2".
    package var subject: String?

    /// A place as far as it is known.
    package init(
        row: Int? = nil,
        line: Int? = nil,
        column: Int? = nil,
        columnName: String? = nil,
        path: String? = nil,
        subject: String? = nil
    ) {
        self.row = row
        self.line = line
        self.column = column
        self.columnName = columnName
        self.path = path
        self.subject = subject
    }

    /// The column as a spreadsheet names it: A, B, … Z, AA.
    package var columnLetter: String? {
        column.flatMap(Place.letter)
    }

    /// The spreadsheet's name of a column.
    ///
    /// - Parameter column: The column, counted from 0.
    /// - Returns: Its letters, or nil for a negative number.
    package static func letter(of column: Int) -> String? {
        guard column >= 0 else { return nil }
        var letters: [UInt8] = []
        var rest = column
        while rest >= 0 {
            letters.append(UInt8(truncatingIfNeeded: rest % 26) + 0x41)
            rest = rest / 26 - 1
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The place in words, such as "Row 7, column C (Start date)"; empty if nothing is known.
    ///
    /// The subject is said only where there is neither row nor column, the path never.
    package var words: String {
        var parts: [String] = []
        if let row {
            parts.append("row \(row)" + (line.map { $0 == row ? "" : " (line \($0))" } ?? ""))
        } else if let line {
            parts.append("line \(line)")
        }
        let name = columnName.map { Excerpt.of($0) }
        if let letter = columnLetter {
            parts.append("column \(letter)" + (name.map { " (\($0))" } ?? ""))
        } else if let name {
            parts.append("column “\(name)”")
        }
        // Somebody who looks at a sheet knows its rows; the subject is for those without one.
        if parts.isEmpty { return subject.map { TerminalText.escaped($0) } ?? "" }
        let words = parts.joined(separator: ", ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
