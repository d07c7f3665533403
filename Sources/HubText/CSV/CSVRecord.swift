/// One row of a table as it stands in the file.
package struct CSVRecord: Equatable, Sendable {
    /// The row as a spreadsheet numbers it: the header is 1, blank rows count.
    package var row: Int
    /// The line of the file where the row begins, from 1.
    package var line: Int
    /// The cells; none for a blank line, one empty cell for `""`.
    package var fields: [String]
    /// What is wrong with the way the row is written; its cells are as good as they can be.
    package var problems: [CSVProblem]

    /// A row with its place.
    package init(row: Int, line: Int, fields: [String], problems: [CSVProblem] = []) {
        self.row = row
        self.line = line
        self.fields = fields
        self.problems = problems
    }

    /// Whether no cell holds more than white space, as below the last row of a saved sheet.
    package var isBlank: Bool {
        fields.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
    }
}

/// Something wrong with how one cell is written.
package struct CSVProblem: Hashable, Sendable {
    /// What can be wrong.
    package enum Kind: Sendable, CaseIterable {
        /// A quote inside a cell that does not begin with one; read as a quote.
        case strayQuote
        /// Text after the closing quote; read as part of the cell.
        case textAfterQuote
        /// A cell with more characters than the limit.
        case fieldTooLong
        /// Bytes that are no UTF-8; shown with replacement characters.
        case notUTF8
    }

    /// What is wrong.
    package var kind: Kind
    /// The cell, counted from 0.
    package var column: Int

    /// A problem of one cell.
    package init(_ kind: Kind, column: Int) {
        self.kind = kind
        self.column = column
    }
}
