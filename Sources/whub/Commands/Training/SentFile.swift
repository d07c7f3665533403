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
    ///
    /// Cells that stand side by side in the file and need no quotes are taken together: they are
    /// nearly all there are, and each cell by itself costs more than its bytes.
    func append(_ scanner: CSVScanner, to output: inout [UInt8]) {
        defer { output.append(0x0A) }
        // Headings above the titles stay here; their rows are blank, so that each keeps its number.
        guard !scanner.cells.isEmpty, scanner.row >= file.titlesRow else { return }
        let cells = scanner.cells
        let isComma = scanner.delimiter == .comma
        var run: Range<Int>?
        var last = -1
        for (place, index) in kept.enumerated() {
            if index < cells.count, isComma, cells[index].isBare, let range = cells[index].range {
                if let open = run, last == index - 1 {
                    run = open.lowerBound..<range.upperBound
                } else {
                    SentFile.end(&run, of: scanner, to: &output)
                    if place > 0 { output.append(CSVDelimiter.comma.rawValue) }
                    run = range
                }
                last = index
                continue
            }
            SentFile.end(&run, of: scanner, to: &output)
            if place > 0 { output.append(CSVDelimiter.comma.rawValue) }
            guard index < cells.count else { continue }
            SentFile.append(scanner.content(cells[index]), to: &output)
        }
        SentFile.end(&run, of: scanner, to: &output)
    }

    /// Adds cells that stand side by side, with what stands between them.
    private static func end(
        _ run: inout Range<Int>?,
        of scanner: CSVScanner,
        to output: inout [UInt8]
    ) {
        guard let open = run else { return }
        output += scanner.bytes[open]
        run = nil
    }

    /// How many bytes a row has as it is sent.
    func count(_ scanner: CSVScanner) -> Int {
        guard !scanner.cells.isEmpty, scanner.row >= file.titlesRow else { return 1 }
        let cells = scanner.cells
        let isComma = scanner.delimiter == .comma
        var count = max(1, kept.count)
        for index in kept where index < cells.count {
            if isComma, cells[index].isBare, let range = cells[index].range {
                count += range.count
            } else {
                var cell: [UInt8] = []
                SentFile.append(scanner.content(cells[index]), to: &cell)
                count += cell.count
            }
        }
        return count
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
