extension Rule {
    /// A row over its limit of bytes.
    package static let csvRowTooLong: Rule = "csv_row_too_long"
    /// A row over its limit of cells.
    package static let csvTooManyFields: Rule = "csv_too_many_fields"
    /// A file over its limit of rows.
    package static let csvTooManyRows: Rule = "csv_too_many_rows"
    /// A quote that is opened and never closed.
    package static let csvQuoteOpen: Rule = "csv_quote_open"
}

/// Bytes in, records out: a `CSVScanner` whose cells are made into text.
package struct CSVParser: Sendable {
    private var scanner: CSVScanner

    /// A parser at the beginning of a file, after its byte order mark.
    package init(delimiter: CSVDelimiter, limits: CSVLimits = .standard, firstLine: Int = 1) {
        scanner = CSVScanner(delimiter: delimiter, limits: limits, firstLine: firstLine)
    }

    /// What stands between cells.
    package var delimiter: CSVDelimiter { scanner.delimiter }
    /// How large the table may be.
    package var limits: CSVLimits { scanner.limits }
    /// The rows completed so far.
    package var rows: Int { scanner.row }

    /// Reads the next piece.
    ///
    /// - Parameters:
    ///   - bytes: The piece, of any size.
    ///   - records: Where complete records are put.
    /// - Throws: `csv_row_too_long`, `csv_too_many_fields`, `csv_too_many_rows` or
    ///   `csv_quote_open`.
    /// - Complexity: Linear in `bytes`.
    package mutating func feed(
        _ bytes: [UInt8],
        into records: inout [CSVRecord]
    ) throws(TextError) {
        scanner.append(bytes)
        while try scanner.next() { records.append(record) }
    }

    /// Ends the file; a last row without a line end is a row.
    ///
    /// - Parameter records: Where the last record is put.
    /// - Throws: `csv_quote_open` if a quote was never closed, and as `feed`.
    package mutating func finish(into records: inout [CSVRecord]) throws(TextError) {
        if try scanner.finish() { records.append(record) }
    }

    private var record: CSVRecord {
        var fields: [String] = []
        var problems: [CSVProblem] = []
        fields.reserveCapacity(scanner.cells.count)
        for (column, cell) in scanner.cells.enumerated() {
            if cell.hasTextAfterQuote {
                problems.append(CSVProblem(.textAfterQuote, column: column))
            }
            if cell.hasStrayQuote { problems.append(CSVProblem(.strayQuote, column: column)) }
            let bytes = scanner.content(cell)
            let text = String(validating: bytes, as: UTF8.self)
            if text == nil { problems.append(CSVProblem(.notUTF8, column: column)) }
            let field = text ?? String(decoding: bytes, as: UTF8.self)
            let max = limits.fieldCharactersMax
            if bytes.count > max, field.count > max {
                problems.append(CSVProblem(.fieldTooLong, column: column))
            }
            fields.append(field)
        }
        return CSVRecord(
            row: scanner.row,
            line: scanner.rowLine,
            fields: fields,
            problems: problems
        )
    }
}
