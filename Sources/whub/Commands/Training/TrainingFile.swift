import HubDomain
import HubText
import HubWire

/// A training file as it was read from the disk: UTF-8, with its titles.
struct TrainingFile {
    /// The largest file.
    static let bytesMax = 512 * 1_024 * 1_024

    /// The file after its byte order mark.
    let bytes: [UInt8]
    /// What stands between its cells.
    let delimiter: CSVDelimiter
    /// What it was written in.
    let encoding: TextEncoding
    /// The titles of its columns.
    let titles: [String]

    /// Decodes a file and reads its titles.
    init(_ file: [UInt8]) throws(CommandError) {
        do throws(TextError) {
            let text = try DecodedText(file: file)
            let sample = Array(text.bytes.prefix(CSVSniffer.sampleBytesMax))
            let sniffed = try CSVSniffer(sample: sample)
            encoding = text.encoding
            delimiter = sniffed.delimiter
            bytes =
                sniffed.skippedBytes == 0
                ? text.bytes : Array(text.bytes.dropFirst(sniffed.skippedBytes))
            titles = try TrainingFile.titles(bytes, delimiter)
        } catch {
            throw .dataError("the file cannot be read as a table: \(error)")
        }
        if titles.isEmpty { throw .dataError("the file is empty: it has no row of titles") }
    }

    private static func titles(
        _ bytes: [UInt8],
        _ delimiter: CSVDelimiter
    ) throws(TextError) -> [String] {
        var scanner = CSVScanner(delimiter: delimiter, limits: TrainingFileReader.limits)
        var start = 0
        while start < bytes.count {
            let end = min(start + pieceBytes, bytes.count)
            scanner.append(Array(bytes[start..<end]))
            start = end
            while try scanner.next() {
                if !scanner.cells.isEmpty { return cells(scanner) }
            }
        }
        return try scanner.finish() ? cells(scanner) : []
    }

    private static func cells(_ scanner: CSVScanner) -> [String] {
        scanner.cells.map {
            let text = String(decoding: scanner.content($0), as: UTF8.self)
            return TextRule.trimmed(CellGuard.removed(from: text))
        }
    }

    static let pieceBytes = 1_024 * 1_024

    /// Hands out the rows one by one, blank ones too.
    func each(_ body: (CSVScanner) throws(CommandError) -> Void) throws(CommandError) {
        var scanner = CSVScanner(delimiter: delimiter, limits: TrainingFileReader.limits)
        var start = 0
        while start < bytes.count {
            let end = min(start + TrainingFile.pieceBytes, bytes.count)
            scanner.append(Array(bytes[start..<end]))
            start = end
            while try TrainingFile.step({ () throws(TextError) in try scanner.next() }) {
                try body(scanner)
            }
        }
        if try TrainingFile.step({ () throws(TextError) in try scanner.finish() }) {
            try body(scanner)
        }
    }

    /// The rows that are looked at to tell days from answers.
    private static let sampleRows = 500

    /// The first cells of each column, blank ones left out.
    func sample() throws(CommandError) -> [[String]] {
        var cells = titles.map { _ in [String]() }
        var rows = 0
        try each { (scanner) throws(CommandError) in
            guard !scanner.cells.isEmpty, rows <= TrainingFile.sampleRows else { return }
            rows += 1
            // The first is the row of titles.
            guard rows > 1 else { return }
            for index in 0..<min(scanner.cells.count, cells.count) {
                let bytes = scanner.content(scanner.cells[index])
                let text = TextRule.trimmed(String(decoding: bytes, as: UTF8.self))
                if !text.isEmpty { cells[index].append(text) }
            }
        }
        return cells
    }

    private static func step(_ body: () throws(TextError) -> Bool) throws(CommandError) -> Bool {
        do throws(TextError) {
            return try body()
        } catch {
            throw .dataError("the file cannot be read as a table: \(error)")
        }
    }

    /// The file as it is sent, the mapped columns alone, with commas.
    ///
    /// Every row keeps its number.
    ///
    /// - Parameter mapping: Which column is what.
    /// - Returns: The bytes, and the columns that they have.
    /// - Throws: When the file is no table.
    func sent(
        _ mapping: HubDomain.ColumnMapping
    ) throws(CommandError) -> (bytes: [UInt8], mapping: TrainingMapping) {
        let kept = mapping.columns.indices.filter { mapping.columns[$0].meaning.isSent }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        try each { (scanner) throws(CommandError) in
            if !scanner.cells.isEmpty {
                for (place, index) in kept.enumerated() {
                    if place > 0 { output.append(CSVDelimiter.comma.rawValue) }
                    guard index < scanner.cells.count else { continue }
                    TrainingFile.append(scanner.content(scanner.cells[index]), to: &output)
                }
            }
            output.append(0x0A)
        }
        var wire = TrainingMapping()
        wire.columns = kept.map { index in
            let column = mapping.columns[index]
            var sent = TrainingColumn(title: column.title, meaning: column.meaning.text)
            sent.monthFirst = column.order == .monthFirst
            sent.number = UInt32(index + 1)
            return sent
        }
        wire.topicNames = mapping.topicNames.map {
            LearnedTopic(name: $0.name, topic: $0.topic.text)
        }
        wire.kind = mapping.kind == .training ? "" : mapping.kind.word
        return (output, wire)
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
