extension Rule {
    /// A `sep=` line that names a delimiter that is not read here.
    package static let csvDelimiter: Rule = "csv_delimiter"
}

/// Finds out what stands between the cells of a file, from its beginning.
package struct CSVSniffer: Equatable, Sendable {
    /// The bytes of the beginning that are looked at.
    package static let sampleBytesMax = 16 * 1_024
    /// The rows of the sample that are compared.
    package static let sampleRowsMax = 20

    /// What stands between the cells.
    package let delimiter: CSVDelimiter
    /// The bytes to skip: the byte order mark and Excel's `sep=` line.
    package let skippedBytes: Int
    /// The lines to skip: one if there is a `sep=` line.
    package let skippedLines: Int

    /// Looks at the beginning of a file.
    ///
    /// A `sep=` line decides. Without one, the delimiter is the candidate that stands in the first
    /// row and cuts the most rows into the same number of cells; then the one that makes the most
    /// cells; then comma, semicolon, tab. A file of one column has the comma.
    ///
    /// - Parameter sample: The first bytes of the file, at most `sampleBytesMax`.
    /// - Throws: `csv_delimiter` if the `sep=` line names another character.
    package init(sample: [UInt8]) throws(TextError) {
        let mark = TextEncoding.utf8WithMark.mark
        let start = sample.starts(with: mark) ? mark.count : 0
        let text = sample[start...]
        if let line = Self.separatorLine(of: text) {
            guard let named = CSVDelimiter(rawValue: line.character) else {
                throw TextError(
                    .csvDelimiter,
                    found: String(decoding: [line.character], as: UTF8.self),
                    problem: "in the line “sep=” is not a delimiter that can be read",
                    expected: "sep=, or sep=; or sep=| or a tab"
                )
            }
            delimiter = named
            skippedBytes = start + line.bytes
            skippedLines = 1
            return
        }
        delimiter = Self.likeliest(in: text)
        skippedBytes = start
        skippedLines = 0
    }

    /// `sep=X` in any case, without quotes, with its line end.
    private static func separatorLine(
        of text: ArraySlice<UInt8>
    ) -> (character: UInt8, bytes: Int)? {
        let word = text.prefix(4).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        guard word.elementsEqual("sep=".utf8), let character = text.dropFirst(4).first else {
            return nil
        }
        // A spreadsheet adds the delimiters of the empty cells when it saves such a file again.
        var rest = text.dropFirst(5).drop { $0 == character }
        guard rest.isEmpty || rest.first == 0x0D || rest.first == 0x0A else { return nil }
        if rest.first == 0x0D { rest = rest.dropFirst() }
        if rest.first == 0x0A { rest = rest.dropFirst() }
        return (character, rest.startIndex - text.startIndex)
    }

    private static func likeliest(in text: ArraySlice<UInt8>) -> CSVDelimiter {
        var best = (delimiter: CSVDelimiter.comma, agreeing: 0, cells: 1)
        for candidate in [CSVDelimiter.comma, .semicolon, .tab] {
            let counts = cellCounts(in: text, delimiter: candidate)
            guard let first = counts.first, first > 1 else { continue }
            let agreeing = counts.count { $0 == first }
            if (agreeing, first) > (best.agreeing, best.cells) {
                best = (candidate, agreeing, first)
            }
        }
        return best.delimiter
    }

    /// The cells of the first rows, if `delimiter` stood between them; blank rows are left out.
    private static func cellCounts(
        in text: ArraySlice<UInt8>,
        delimiter: CSVDelimiter
    ) -> [Int] {
        var counts: [Int] = []
        var cells = 1
        var isQuoted = false
        var isBlank = true
        for byte in text {
            switch byte {
            case 0x22:
                isQuoted.toggle()
                isBlank = false
            case delimiter.rawValue where !isQuoted:
                cells += 1
                isBlank = false
            case 0x0A where !isQuoted, 0x0D where !isQuoted:
                if !isBlank { counts.append(cells) }
                if counts.count == sampleRowsMax { return counts }
                cells = 1
                isBlank = true
            default: isBlank = false
            }
        }
        // The last row may be cut off by the end of the sample, so it counts only if it is alone.
        if counts.isEmpty, !isBlank { counts.append(cells) }
        return counts
    }
}
