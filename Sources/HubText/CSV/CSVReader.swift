/// Reads a table from UTF-8 as people have it: mark, `sep=` line, any delimiter, guarded cells.
///
/// Nothing is known before the first `CSVSniffer.sampleBytesMax` bytes or the end of the file are
/// there, so that the division into pieces makes no difference. Cells come back as they were before
/// `CSVWriter` guarded them.
package struct CSVReader: Sendable {
    private enum State {
        case beginning([UInt8])
        case reading(CSVParser)
    }

    private let limits: CSVLimits
    private let givenDelimiter: CSVDelimiter?
    private var state = State.beginning([])

    /// A reader at the beginning of a file.
    ///
    /// - Parameters:
    ///   - delimiter: What stands between the cells, if it is known; nil to find out.
    ///   - limits: How large the table may be.
    package init(delimiter: CSVDelimiter? = nil, limits: CSVLimits = .standard) {
        givenDelimiter = delimiter
        self.limits = limits
    }

    /// What stands between the cells, once it is known.
    package var delimiter: CSVDelimiter? {
        switch state {
        case .beginning: givenDelimiter
        case .reading(let parser): parser.delimiter
        }
    }

    /// Reads the next piece.
    ///
    /// - Parameter bytes: The piece, of any size.
    /// - Returns: The records that are complete.
    /// - Throws: What `CSVSniffer` and `CSVParser` throw; the reader takes nothing more after that.
    /// - Complexity: Linear in `bytes`.
    package mutating func feed(_ bytes: [UInt8]) throws(TextError) -> [CSVRecord] {
        var records: [CSVRecord] = []
        switch state {
        case .beginning(var sample):
            state = .beginning([])
            sample.append(contentsOf: bytes)
            if sample.count < CSVSniffer.sampleBytesMax {
                state = .beginning(sample)
            } else {
                try begin(with: sample, into: &records)
            }
        case .reading(var parser):
            state = .beginning([])
            try parser.feed(bytes, into: &records)
            state = .reading(parser)
        }
        return records.map(Self.unguarded)
    }

    /// Ends the file.
    ///
    /// - Returns: The last records.
    /// - Throws: As `feed`.
    package mutating func finish() throws(TextError) -> [CSVRecord] {
        var records: [CSVRecord] = []
        if case .beginning(let sample) = state { try begin(with: sample, into: &records) }
        guard case .reading(var parser) = state else { return [] }
        try parser.finish(into: &records)
        state = .reading(parser)
        return records.map(Self.unguarded)
    }

    /// Reads a table that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: The whole table as UTF-8.
    ///   - limits: How large it may be.
    /// - Returns: Its records.
    /// - Throws: As `feed`.
    package static func records(
        of bytes: [UInt8],
        limits: CSVLimits = .standard
    ) throws(TextError) -> [CSVRecord] {
        var reader = CSVReader(limits: limits)
        var records = try reader.feed(bytes)
        records += try reader.finish()
        return records
    }

    private mutating func begin(
        with beginning: [UInt8],
        into records: inout [CSVRecord]
    ) throws(TextError) {
        let sample = Array(beginning.prefix(CSVSniffer.sampleBytesMax))
        let sniffer = try CSVSniffer(sample: sample)
        var parser = CSVParser(
            delimiter: givenDelimiter ?? sniffer.delimiter,
            limits: limits,
            firstLine: 1 + sniffer.skippedLines
        )
        try parser.feed(Array(beginning.dropFirst(sniffer.skippedBytes)), into: &records)
        state = .reading(parser)
    }

    private static func unguarded(_ record: CSVRecord) -> CSVRecord {
        var record = record
        for index in record.fields.indices where CellGuard.isGuarded(record.fields[index]) {
            record.fields[index] = CellGuard.removed(from: record.fields[index])
        }
        return record
    }
}
