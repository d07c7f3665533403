/// Writes a table that Excel opens as it was meant: mark, CRLF, quotes where needed, guarded cells.
package struct CSVWriter: Sendable {
    /// What stands between the cells.
    package let delimiter: CSVDelimiter
    /// Whether dangerous cells are guarded; only a file that no spreadsheet will open goes without.
    package let guardsCells: Bool
    /// What was written since the last `take()`.
    package private(set) var bytes: [UInt8] = []

    /// A writer at the beginning of a file.
    ///
    /// - Parameters:
    ///   - delimiter: What stands between the cells.
    ///   - hasMark: Whether the file begins with the UTF-8 byte order mark, without which Excel
    ///     takes it for Windows-1252.
    ///   - guardsCells: Whether formulas and leading zeros are guarded.
    package init(
        delimiter: CSVDelimiter = .comma,
        hasMark: Bool = true,
        guardsCells: Bool = true
    ) {
        self.delimiter = delimiter
        self.guardsCells = guardsCells
        if hasMark { bytes = TextEncoding.utf8WithMark.mark }
    }

    /// Writes one row.
    ///
    /// - Parameter cells: The cells; a row without cells is a blank line.
    /// - Complexity: Linear in the bytes of the cells.
    package mutating func write(_ cells: [String]) {
        if cells.count == 1, cells[0].isEmpty {
            // Unquoted, one empty cell would be a blank line.
            bytes.append(contentsOf: [0x22, 0x22])
        } else {
            for (index, cell) in cells.enumerated() {
                if index > 0 { bytes.append(delimiter.rawValue) }
                append(guardsCells ? CellGuard.added(to: cell) : cell)
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// Hands out what was written and forgets it, for writing piece by piece.
    package mutating func take() -> [UInt8] {
        let written = bytes
        bytes.removeAll(keepingCapacity: true)
        return written
    }

    private mutating func append(_ cell: String) {
        let needsQuotes =
            cell.utf8.contains {
                $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || CSVDelimiter(rawValue: $0) != nil
            } || cell.utf8.first == 0x20 || cell.utf8.last == 0x20
            || cell.prefix(4).lowercased() == "sep="
        guard needsQuotes else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(0x22)
        for byte in cell.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
