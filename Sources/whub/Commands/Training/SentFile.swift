import HubDomain
import HubText
import HubWire

/// A training file as it is sent: the mapped columns alone, with commas, every row in its place.
struct SentFile {
    private let file: TrainingFile
    private let mapping: HubDomain.ColumnMapping
    private let kept: [Int]

    /// A file that is to be sent.
    init(_ file: TrainingFile, _ mapping: HubDomain.ColumnMapping) {
        self.file = file
        self.mapping = mapping
        kept = mapping.columns.indices.filter { mapping.columns[$0].meaning.isSent }
    }

    /// How the columns that are sent are to be read.
    var wire: TrainingMapping {
        var wire = TrainingMapping()
        wire.columns = kept.map { index in
            let column = mapping.columns[index]
            var sent = TrainingColumn(title: column.title, meaning: column.meaning.text)
            sent.monthFirst = column.isOrderStated && column.order == .monthFirst
            sent.dayFirst = column.isOrderStated && column.order == .dayFirst
            sent.number = UInt32(index + 1)
            return sent
        }
        wire.topicNames = mapping.topicNames.map {
            LearnedTopic(name: $0.name, topic: $0.topic?.text ?? ColumnMeaning.left.text)
        }
        wire.kind = mapping.kind == .training ? "" : mapping.kind.word
        wire.twoDigitYearsFrom = UInt32(mapping.shortYearsFrom ?? 0)
        return wire
    }

    /// Adds a row as it is sent.
    func append(_ scanner: CSVScanner, to output: inout [UInt8]) {
        // Headings above the titles stay here; their rows are blank, so that each keeps its number.
        if !scanner.cells.isEmpty, scanner.row >= file.titlesRow {
            for (place, index) in kept.enumerated() {
                if place > 0 { output.append(CSVDelimiter.comma.rawValue) }
                guard index < scanner.cells.count else { continue }
                SentFile.append(scanner.content(scanner.cells[index]), to: &output)
            }
        }
        output.append(0x0A)
    }

    /// Hands out what is sent, in pieces of one size; the last may be shorter.
    ///
    /// - Parameters:
    ///   - size: How large a piece is.
    ///   - body: Is given each piece.
    /// - Throws: When the file is no table; what `body` throws.
    func pieces(
        of size: Int,
        _ body: ([UInt8]) throws(CommandError) -> Void
    ) throws(CommandError) {
        var output: [UInt8] = []
        output.reserveCapacity(size * 2)
        try file.each { (scanner) throws(CommandError) in
            append(scanner, to: &output)
            while output.count >= size {
                try body(Array(output.prefix(size)))
                output.removeFirst(size)
            }
        }
        if !output.isEmpty { try body(output) }
    }

    private static func append(_ cell: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let isPlain = cell.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
        guard !isPlain else {
            output += cell
            return
        }
        output.append(0x22)
        for byte in cell {
            if byte == 0x22 { output.append(byte) }
            output.append(byte)
        }
        output.append(0x22)
    }
}
