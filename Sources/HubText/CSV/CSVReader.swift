/// Reads a table from UTF-8 as people have it: mark, `sep=` line, any delimiter, guarded cells.
///
/// Nothing is known before the first `CSVSniffer.sampleBytesMax` bytes or the end of the file are
/// there, so that the division into pieces makes no difference. Cells come back as they were before
/// `CSVWriter` guarded them.
package struct CSVReader: Sendable {
    private enum State {
        case beginning([UInt8])
        case reading(CSVParser)
        case failed(TextError)
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
        case .beginning, .failed: givenDelimiter
        case .reading(let parser): parser.delimiter
        }
    }

    /// Reads the next piece.
    ///
    /// - Parameter bytes: The piece, of any size.
    /// - Returns: The records that are complete.
    /// - Throws: What `CSVSniffer` and `CSVParser` throw; after that the same error for ever.
    /// - Complexity: Linear in `bytes`.
    package mutating func feed(_ bytes: [UInt8]) throws(TextError) -> [CSVRecord] {
        let (limits, delimiter) = (limits, givenDelimiter)
        return try advance { (state, records) throws(TextError) in
            switch state {
            case .beginning(var sample):
                sample.append(contentsOf: bytes)
                guard sample.count >= CSVSniffer.sampleBytesMax else { return .beginning(sample) }
                return .reading(try Self.begun(with: sample, delimiter, limits, into: &records))
            case .reading(var parser):
                try parser.feed(bytes, into: &records)
                return .reading(parser)
            case .failed(let error): throw error
            }
        }
    }

    /// Ends the file.
    ///
    /// - Returns: The last records.
    /// - Throws: As `feed`.
    package mutating func finish() throws(TextError) -> [CSVRecord] {
        let (limits, delimiter) = (limits, givenDelimiter)
        return try advance { (state, records) throws(TextError) in
            var parser: CSVParser
            switch state {
            case .beginning(let sample):
                parser = try Self.begun(with: sample, delimiter, limits, into: &records)
            case .reading(let reading): parser = reading
            case .failed(let error): throw error
            }
            try parser.finish(into: &records)
            return .reading(parser)
        }
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

    /// Goes on to the next state; the state is moved out, so that a parser is never copied.
    private mutating func advance(
        _ step: (consuming State, inout [CSVRecord]) throws(TextError) -> State
    ) throws(TextError) -> [CSVRecord] {
        var records: [CSVRecord] = []
        let current = state
        state = .beginning([])
        do throws(TextError) {
            state = try step(current, &records)
        } catch {
            state = .failed(error)
            throw error
        }
        return records.map(Self.unguarded)
    }

    private static func begun(
        with beginning: [UInt8],
        _ givenDelimiter: CSVDelimiter?,
        _ limits: CSVLimits,
        into records: inout [CSVRecord]
    ) throws(TextError) -> CSVParser {
        let sample = Array(beginning.prefix(CSVSniffer.sampleBytesMax))
        let sniffer = try CSVSniffer(sample: sample)
        var parser = CSVParser(
            delimiter: givenDelimiter ?? sniffer.delimiter,
            limits: limits,
            firstLine: 1 + sniffer.skippedLines
        )
        try parser.feed(Array(beginning.dropFirst(sniffer.skippedBytes)), into: &records)
        return parser
    }

    private static func unguarded(_ record: CSVRecord) -> CSVRecord {
        var record = record
        for index in record.fields.indices where CellGuard.isGuarded(record.fields[index]) {
            record.fields[index] = CellGuard.removed(from: record.fields[index])
        }
        return record
    }
}
