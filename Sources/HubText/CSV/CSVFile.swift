/// A whole table in memory, with what was found out about its file.
package struct CSVFile: Equatable, Sendable {
    /// The encoding the file was in.
    package let encoding: TextEncoding
    /// What stood between its cells.
    package let delimiter: CSVDelimiter
    /// Its records, the header first.
    package let records: [CSVRecord]

    /// Detects, decodes and reads a file.
    ///
    /// - Parameters:
    ///   - file: All bytes of the file.
    ///   - limits: How large the table may be.
    /// - Throws: What `DecodedText` and `CSVReader` throw.
    /// - Complexity: Linear in the file.
    package init(file: [UInt8], limits: CSVLimits = .standard) throws(TextError) {
        let text = try DecodedText(file: file)
        var reader = CSVReader(limits: limits)
        var records = try reader.feed(text.bytes)
        records += try reader.finish()
        encoding = text.encoding
        delimiter = reader.delimiter ?? .comma
        self.records = records
    }
}
