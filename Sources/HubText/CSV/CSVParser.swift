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

/// Bytes in, records out (RFC 4180, read as generously as Python's csv module reads it).
///
/// ```
///                  delimiter: cell ends       CR, LF, CRLF: record ends (from all but quoted)
///  rowStart ──any──► fieldStart ──"──► quoted ◄──"── quoteSeen ──other──► plain (a problem)
///      │                 └──other──► plain  └──"──────►┘
///      └── line end: a record without cells
/// ```
///
/// Invariants: `fields` and `field` hold the current record only; `rowBytes` is never above its
/// limit; in `rowStart` all three are empty. The division of the bytes makes no difference. After
/// an error the parser takes nothing more: whoever feeds it stops.
package struct CSVParser: Sendable {
    private enum State {
        case rowStart
        case fieldStart
        case plain
        case quoted
        case quoteSeen
    }

    /// What stands between cells.
    package let delimiter: CSVDelimiter
    /// How large the table may be.
    package let limits: CSVLimits
    /// The rows completed so far.
    package private(set) var rows = 0

    private var state = State.rowStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var problems: [CSVProblem] = []
    private var rowBytes = 0
    private var line = 1
    private var rowLine = 1
    private var quoteLine = 1
    private var isAfterReturn = false
    private var isReturnARowEnd = false

    /// A parser at the beginning of a file, after its byte order mark.
    package init(delimiter: CSVDelimiter, limits: CSVLimits = .standard, firstLine: Int = 1) {
        self.delimiter = delimiter
        self.limits = limits
        line = firstLine
        rowLine = firstLine
    }

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
        for byte in bytes { try take(byte, into: &records) }
    }

    /// Ends the file; a last row without a line end is a row.
    ///
    /// - Parameter records: Where the last record is put.
    /// - Throws: `csv_quote_open` if a quote was never closed, and as `feed`.
    package mutating func finish(into records: inout [CSVRecord]) throws(TextError) {
        switch state {
        case .rowStart: break
        case .quoted: throw quoteOpen()
        case .fieldStart, .plain, .quoteSeen: try endRecord(into: &records)
        }
    }

    private mutating func take(
        _ byte: UInt8,
        into records: inout [CSVRecord]
    ) throws(TextError) {
        let isSecondHalf = byte == 0x0A && isAfterReturn
        isAfterReturn = byte == 0x0D
        if isSecondHalf, isReturnARowEnd {
            isReturnARowEnd = false
            return
        }
        isReturnARowEnd = false
        let isLineEnd = byte == 0x0D || byte == 0x0A
        if isLineEnd, !isSecondHalf { line += 1 }
        rowBytes += 1
        guard rowBytes <= limits.rowBytesMax else { throw rowTooLong() }

        switch state {
        case .quoted:
            if byte == 0x22 { state = .quoteSeen } else { field.append(byte) }
        case .quoteSeen where byte == 0x22:
            field.append(byte)
            state = .quoted
        case .rowStart, .fieldStart, .plain, .quoteSeen:
            if isLineEnd {
                isReturnARowEnd = byte == 0x0D
                try endRecord(into: &records)
            } else if byte == delimiter.rawValue {
                try endField()
                state = .fieldStart
            } else {
                takeContent(byte)
            }
        }
    }

    private mutating func takeContent(_ byte: UInt8) {
        if byte == 0x22, state == .rowStart || state == .fieldStart {
            state = .quoted
            quoteLine = line
            return
        }
        if state == .quoteSeen {
            note(.textAfterQuote)
        } else if byte == 0x22 {
            note(.strayQuote)
        }
        field.append(byte)
        state = .plain
    }

    private mutating func note(_ kind: CSVProblem.Kind) {
        let problem = CSVProblem(kind, column: fields.count)
        if problems.last != problem { problems.append(problem) }
    }

    private mutating func endField() throws(TextError) {
        guard fields.count < limits.fieldsMax else {
            throw TextError(
                .csvTooManyFields,
                problem: "row \(rows + 1) (line \(rowLine)) has more than \(limits.fieldsMax) "
                    + "cells",
                expected: "at most \(limits.fieldsMax) columns"
            )
        }
        let text = String(validating: field, as: UTF8.self)
        if text == nil { note(.notUTF8) }
        let cell = text ?? String(decoding: field, as: UTF8.self)
        if field.count > limits.fieldCharactersMax, cell.count > limits.fieldCharactersMax {
            note(.fieldTooLong)
        }
        fields.append(cell)
        field.removeAll(keepingCapacity: true)
    }

    private mutating func endRecord(into records: inout [CSVRecord]) throws(TextError) {
        guard rows < limits.rowsMax else {
            throw TextError(
                .csvTooManyRows,
                problem: "the file has more than \(limits.rowsMax) rows",
                expected: "the table in several files"
            )
        }
        if state != .rowStart { try endField() }
        rows += 1
        records.append(CSVRecord(row: rows, line: rowLine, fields: fields, problems: problems))
        state = .rowStart
        fields.removeAll(keepingCapacity: true)
        problems.removeAll(keepingCapacity: true)
        rowBytes = 0
        rowLine = line
    }

    private func rowTooLong() -> TextError {
        if state == .quoted { return quoteOpen() }
        return TextError(
            .csvRowTooLong,
            problem: "row \(rows + 1) (line \(rowLine)) has more than \(limits.rowBytesMax) bytes",
            expected: "rows of at most \(limits.rowBytesMax) bytes"
        )
    }

    private func quoteOpen() -> TextError {
        let column = Place.letter(of: fields.count) ?? ""
        return TextError(
            .csvQuoteOpen,
            problem: "the quote opened on line \(quoteLine), column \(column), is never closed",
            expected: "a second quote at the end of the cell; a quote inside a cell is doubled"
        )
    }
}
