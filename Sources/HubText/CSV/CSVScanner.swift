/// Finds the rows and cells of a table in its bytes and copies none of them (RFC 4180, read as
/// generously as Python's csv module reads it).
///
/// ```
///                  delimiter: cell ends       CR, LF, CRLF: row ends (from all but quoted)
///  rowStart ──any──► cellStart ──"──► quoted ◄──"── quoteSeen ──other──► plain (a problem)
///      │                 └──other──► plain  └──"──────►┘
///      └── line end: a row without cells
/// ```
///
/// `append` takes a piece, `next` goes on to the next complete row, whose cells hold until the next
/// call of either; `finish` ends the file. The division of the bytes makes no difference.
/// Invariants: `bytes` holds one piece and at most one row that is not complete, so memory is
/// bounded by the piece and `rowBytesMax`; in `rowStart` there is no cell. After an error the
/// scanner takes nothing more: whoever feeds it stops.
package struct CSVScanner: Sendable {
    /// Where a cell stands in `bytes`, its quotes included, and how it is written.
    package struct Cell: Sendable {
        fileprivate(set) var start: Int
        fileprivate(set) var end: Int
        fileprivate(set) var isQuoted = false
        fileprivate(set) var hasDoubledQuotes = false
        fileprivate(set) var hasTextAfterQuote = false
        fileprivate(set) var hasStrayQuote = false

        fileprivate var isMarked: Bool { isQuoted || hasTextAfterQuote || hasStrayQuote }

        /// Whether the cell has no quote anywhere: then it has no delimiter and no line end either,
        /// and can be written just so wherever its delimiter is the same.
        package var isBare: Bool { !isMarked }

        /// The bytes of the cell's text, where they stand in the file just so; nil where doubled
        /// quotes or text behind a quote have to be put together first.
        package var range: Range<Int>? {
            if hasDoubledQuotes || hasTextAfterQuote { return nil }
            return isQuoted ? start + 1..<end - 1 : start..<end
        }
    }

    private enum State {
        case rowStart
        case cellStart
        case plain
        case quoted
        case quoteSeen
    }

    /// What stands between cells.
    package let delimiter: CSVDelimiter
    /// How large the table may be.
    package let limits: CSVLimits
    /// What was fed and is not yet done with.
    package private(set) var bytes: [UInt8] = []
    /// The cells of the present row.
    package private(set) var cells: [Cell] = []
    /// The number of the present row, from 1.
    package private(set) var row = 0
    /// The line on which the present row begins.
    package private(set) var rowLine = 1

    private var state = State.rowStart
    private var position = 0
    private var rowStart = 0
    private var line = 1
    private var quoteLine = 1
    private var isRowOpen = false
    private var isReturnARowEnd = false

    /// A scanner at the beginning of a file, after its byte order mark.
    package init(delimiter: CSVDelimiter, limits: CSVLimits = .standard, firstLine: Int = 1) {
        self.delimiter = delimiter
        self.limits = limits
        line = firstLine
        rowLine = firstLine
    }

    /// Takes the next piece.
    ///
    /// - Parameter piece: The bytes, of any number.
    /// - Complexity: Linear in the piece and in the row that is not complete.
    package mutating func append(_ piece: [UInt8]) {
        let done = isRowOpen ? rowStart : position
        if done > 0 {
            bytes.removeSubrange(0..<done)
            for index in cells.indices where isRowOpen {
                cells[index].start -= done
                cells[index].end -= done
            }
            position -= done
            rowStart = 0
        }
        bytes.append(contentsOf: piece)
    }

    /// Goes on to the next row.
    ///
    /// - Returns: Whether there is a complete one.
    /// - Throws: `csv_row_too_long`, `csv_too_many_fields`, `csv_too_many_rows` or
    ///   `csv_quote_open`.
    /// - Complexity: Linear in the row.
    package mutating func next() throws(TextError) -> Bool {
        if !isRowOpen {
            // Whether a row begins cannot be told before there is a byte.
            guard position < bytes.count else { return false }
            cells.removeAll(keepingCapacity: true)
            skipSecondHalf()
            rowStart = position
            rowLine = line
            isRowOpen = true
        }
        let limit = rowStart + limits.rowBytesMax
        while position < bytes.count {
            guard position < limit else { throw rowTooLong() }
            if try step(until: min(bytes.count, limit)) { return true }
        }
        return false
    }

    /// Ends the file; a last row without a line end is a row.
    ///
    /// - Returns: Whether there is such a row.
    /// - Throws: `csv_quote_open` if a quote was never closed, and as `next`.
    package mutating func finish() throws(TextError) -> Bool {
        guard isRowOpen else { return false }
        switch state {
        case .rowStart: return false
        case .quoted: throw quoteOpen()
        case .cellStart: try beginCell(at: position)
        case .plain, .quoteSeen: break
        }
        endCell(at: position)
        try endRow()
        return true
    }

    /// The text of a cell of the present row as bytes.
    ///
    /// - Complexity: Linear in the cell.
    package func content(_ cell: Cell) -> ArraySlice<UInt8> {
        if let range = cell.range { return bytes[range] }
        var content: [UInt8] = []
        var isInside = true
        var index = cell.start + 1
        while index < cell.end {
            let byte = bytes[index]
            if isInside, byte == 0x22 {
                isInside = index + 1 < cell.end && bytes[index + 1] == 0x22
                if isInside { content.append(byte) }
                index += isInside ? 2 : 1
            } else {
                content.append(byte)
                index += 1
            }
        }
        return content[...]
    }

    /// Takes bytes until something ends.
    ///
    /// - Returns: Whether the row did.
    private mutating func step(until end: Int) throws(TextError) -> Bool {
        switch state {
        case .rowStart, .cellStart:
            let byte = bytes[position]
            if byte == 0x22 {
                try beginCell(at: position)
                cells[cells.count - 1].isQuoted = true
                quoteLine = line
                state = .quoted
                position += 1
                return false
            }
            if state == .rowStart, byte == 0x0A || byte == 0x0D { return try lineEnd(byte) }
            try beginCell(at: position)
            state = .plain
        case .plain: return try takePlain(until: end)
        case .quoted: takeQuoted(until: end)
        case .quoteSeen:
            let byte = bytes[position]
            if byte == 0x22 {
                cells[cells.count - 1].hasDoubledQuotes = true
                state = .quoted
                position += 1
            } else {
                if byte != delimiter.rawValue, byte != 0x0A, byte != 0x0D {
                    cells[cells.count - 1].hasTextAfterQuote = true
                }
                state = .plain
            }
        }
        return false
    }

    /// Takes plain cells, as many as there are: nearly every cell of nearly every file.
    private mutating func takePlain(until end: Int) throws(TextError) -> Bool {
        let room = limits.fieldsMax - cells.count
        let open = cells[cells.count - 1].start
        let (index, start) = Self.takePlain(
            in: bytes,
            from: position,
            until: end,
            start: open,
            delimiter.rawValue,
            room: room,
            into: &cells
        )
        cells[cells.count - 1].start = start
        position = index
        guard index < end else { return false }
        switch bytes[index] {
        case delimiter.rawValue:
            endCell(at: index)
            state = .cellStart
            position += 1
            return false
        case 0x22:
            cells[cells.count - 1].hasStrayQuote = true
            position += 1
            return false
        default:
            endCell(at: index)
            return try lineEnd(bytes[index])
        }
    }

    private mutating func takeQuoted(until end: Int) {
        let (index, lines) = Self.quotedEnd(in: bytes.span, from: position, until: end)
        line += lines
        position = index
        guard index < end else { return }
        state = .quoteSeen
        position += 1
    }

    /// Goes over plain cells to the first byte that is not of one, or ends one before a quote.
    ///
    /// - Returns: That byte's place, and where the cell before it begins.
    private static func takePlain(
        in bytes: [UInt8],
        from position: Int,
        until end: Int,
        start: Int,
        _ delimiter: UInt8,
        room: Int,
        into cells: inout [Cell]
    ) -> (index: Int, start: Int) {
        let span = bytes.span
        var index = position
        var start = start
        var room = room
        // The cell that is open may be one that began with a quote.
        let isOpenPlain = !cells[cells.count - 1].isMarked
        while index < end {
            let byte = span[index]
            if byte > 0x2C, byte != delimiter {
                index += 1
                continue
            }
            if byte == 0x0A || byte == 0x0D || byte == 0x22 { break }
            if byte != delimiter {
                index += 1
                continue
            }
            let next = index + 1
            guard isOpenPlain, room > 0, next < end, span[next] != 0x22 else { break }
            cells[cells.count - 1].start = start
            cells[cells.count - 1].end = index
            cells.append(Cell(start: next, end: next))
            room -= 1
            start = next
            index = next
        }
        return (index, start)
    }

    private static func quotedEnd(
        in span: Span<UInt8>,
        from start: Int,
        until end: Int
    ) -> (index: Int, lines: Int) {
        var index = start
        var lines = 0
        while index < end {
            let byte = span[index]
            if byte == 0x22 { break }
            // The quote that opened the cell stands before, so there is always a byte to look at.
            if byte == 0x0D || (byte == 0x0A && span[index - 1] != 0x0D) { lines += 1 }
            index += 1
        }
        return (index, lines)
    }

    private mutating func lineEnd(_ byte: UInt8) throws(TextError) -> Bool {
        position += 1
        line += 1
        isReturnARowEnd = byte == 0x0D
        try endRow()
        return true
    }

    private mutating func skipSecondHalf() {
        guard isReturnARowEnd, position < bytes.count else { return }
        if bytes[position] == 0x0A { position += 1 }
        isReturnARowEnd = false
    }

    private mutating func beginCell(at start: Int) throws(TextError) {
        guard cells.count < limits.fieldsMax else {
            throw TextError(
                .csvTooManyFields,
                problem: "row \(row + 1) (line \(rowLine)) has more than \(limits.fieldsMax) cells",
                expected: "at most \(limits.fieldsMax) columns"
            )
        }
        cells.append(Cell(start: start, end: start))
    }

    private mutating func endCell(at end: Int) {
        cells[cells.count - 1].end = end
    }

    private mutating func endRow() throws(TextError) {
        guard row < limits.rowsMax else {
            throw TextError(
                .csvTooManyRows,
                problem: "the file has more than \(limits.rowsMax) rows",
                expected: "the table in several files"
            )
        }
        row += 1
        state = .rowStart
        isRowOpen = false
    }

    private func rowTooLong() -> TextError {
        if state == .quoted { return quoteOpen() }
        return TextError(
            .csvRowTooLong,
            problem: "row \(row + 1) (line \(rowLine)) has more than \(limits.rowBytesMax) bytes",
            expected: "rows of at most \(limits.rowBytesMax) bytes"
        )
    }

    private func quoteOpen() -> TextError {
        let column = Place.letter(of: cells.count - 1) ?? ""
        return TextError(
            .csvQuoteOpen,
            problem: "the quote opened on line \(quoteLine), column \(column), is never closed",
            expected: "a second quote at the end of the cell; a quote inside a cell is doubled"
        )
    }
}
