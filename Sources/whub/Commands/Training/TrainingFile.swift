import HubDomain
import HubText
import HubWire

/// A training file on the disk: read a piece at a time, as often as it is needed, and decoded.
struct TrainingFile {
    /// The largest file.
    static let bytesMax = 512 * 1_024 * 1_024

    /// What stands between its cells.
    let delimiter: CSVDelimiter
    /// What it was written in.
    let encoding: TextEncoding
    /// The titles of its columns.
    private(set) var titles: [String] = []
    /// The row that has them, as a spreadsheet counts.
    private(set) var titlesRow = 1

    private let source: FileSource
    /// The bytes of a line that names the delimiter.
    private let skippedBytes: Int

    /// Finds out how a file is written, and reads its titles.
    init(_ source: FileSource) throws(CommandError) {
        self.source = source
        var detector = EncodingDetector()
        try source.each { piece in
            detector.feed(piece)
            return true
        }
        let detected = detector
        encoding = try TrainingFile.step { () throws(TextError) in try detected.finish() }
        let sample = try TrainingFile.sample(source, encoding)
        let sniffed = try TrainingFile.step { () throws(TextError) in
            try TrainingFile.sniffed(sample)
        }
        delimiter = sniffed.delimiter
        skippedBytes = sniffed.skippedBytes
        try findTitles()
        if titles.isEmpty { throw .dataError("the file is empty: it has no row of titles") }
    }

    /// The beginning of the file, decoded.
    private static func sample(
        _ source: FileSource,
        _ encoding: TextEncoding
    ) throws(CommandError) -> [UInt8] {
        var decoder = TextDecoder(encoding)
        var sample: [UInt8] = []
        try source.each { (piece) throws(CommandError) in
            sample += try step { () throws(TextError) in try decoder.decode(piece) }
            return sample.count < CSVSniffer.sampleBytesMax
        }
        return Array(sample.prefix(CSVSniffer.sampleBytesMax))
    }

    /// What stands between the cells; a heading above the titles need not have it.
    private static func sniffed(_ sample: [UInt8]) throws(TextError) -> CSVSniffer {
        let whole = try CSVSniffer(sample: sample)
        var rest = sample[...]
        for _ in 0...TitleRow.rowsAboveMax {
            let line = rest.prefix { $0 != 0x0A }
            let found = try CSVSniffer(sample: Array(rest))
            if line.contains(found.delimiter.rawValue) {
                let isFirst = line.startIndex == sample.startIndex
                return isFirst || whole.skippedBytes == 0 ? found : whole
            }
            rest = rest.dropFirst(line.count + 1)
            if rest.isEmpty { break }
        }
        return whole
    }

    private mutating func findTitles() throws(CommandError) {
        var rows: [(row: Int, cells: [String])] = []
        try eachWhile { (scanner) in
            let cells = TrainingFile.cells(scanner)
            if cells.contains(where: { !$0.isEmpty }) { rows.append((scanner.row, cells)) }
            return rows.count <= TitleRow.rowsAboveMax
        }
        let topics = TopicMatcher(try TrainingMap.catalogue())
        let place = TitleRow.find(rows.map(\.cells), topics: topics)
        guard rows.indices.contains(place) else { return }
        titles = rows[place].cells
        titlesRow = rows[place].row
    }

    private static func cells(_ scanner: CSVScanner) -> [String] {
        scanner.cells.map {
            let text = String(decoding: scanner.content($0), as: UTF8.self)
            return TextRule.trimmed(CellGuard.removed(from: text))
        }
    }

    /// Hands out the file piece by piece, as UTF-8 and without what stands before its first row.
    ///
    /// - Parameter body: Is given a piece; says whether it wants the next.
    /// - Throws: When the file cannot be read or is no text; what `body` throws.
    func pieces(_ body: ([UInt8]) throws(CommandError) -> Bool) throws(CommandError) {
        var decoder = TextDecoder(encoding)
        var skipped = 0
        var isWhole = true
        try source.each { (piece) throws(CommandError) in
            var text = try TrainingFile.step { () throws(TextError) in try decoder.decode(piece) }
            if skipped < skippedBytes {
                let skips = min(skippedBytes - skipped, text.count)
                text.removeFirst(skips)
                skipped += skips
            }
            isWhole = try body(text)
            return isWhole
        }
        guard isWhole else { return }
        let ended = decoder
        try TrainingFile.step { () throws(TextError) in try ended.finish() }
    }

    /// Hands out the rows one by one, blank ones and those above the titles too.
    ///
    /// - Parameter body: Is given each row.
    /// - Throws: As `pieces`, and when the file is no table.
    func each(_ body: (CSVScanner) throws(CommandError) -> Void) throws(CommandError) {
        try eachWhile { (scanner) throws(CommandError) in
            try body(scanner)
            return true
        }
    }

    /// Hands out rows as long as more are wanted.
    private func eachWhile(
        _ body: (CSVScanner) throws(CommandError) -> Bool
    ) throws(CommandError) {
        var scanner = CSVScanner(delimiter: delimiter, limits: TrainingFileReader.limits)
        var isOver = false
        try pieces { (piece) throws(CommandError) in
            scanner.append(piece)
            while !isOver,
                try TrainingFile.step({ () throws(TextError) in try scanner.next() })
            {
                isOver = try !body(scanner)
            }
            return !isOver
        }
        guard !isOver else { return }
        if try TrainingFile.step({ () throws(TextError) in try scanner.finish() }) {
            _ = try body(scanner)
        }
    }

    /// Hands out the rows below the titles that are not blank.
    ///
    /// - Parameters:
    ///   - rowsMax: How many are wanted.
    ///   - body: Is given each row.
    /// - Throws: As `each`.
    func eachRecord(
        atMost rowsMax: Int = .max,
        _ body: (CSVScanner) throws(CommandError) -> Void
    ) throws(CommandError) {
        let titlesRow = titlesRow
        var rows = 0
        try eachWhile { (scanner) throws(CommandError) in
            guard scanner.row > titlesRow, !scanner.cells.isEmpty else { return true }
            rows += 1
            try body(scanner)
            return rows < rowsMax
        }
    }

    /// The rows that are looked at to tell days from answers.
    private static let sampleRows = 500

    /// The first cells of each column, blank ones left out.
    func sample() throws(CommandError) -> [[String]] {
        var cells = titles.map { _ in [String]() }
        try eachRecord(atMost: TrainingFile.sampleRows) { (scanner) in
            for index in 0..<min(scanner.cells.count, cells.count) {
                let bytes = scanner.content(scanner.cells[index])
                let text = TextRule.trimmed(String(decoding: bytes, as: UTF8.self))
                if !text.isEmpty { cells[index].append(text) }
            }
        }
        return cells
    }

    /// Runs what reads the table, and says why it is none.
    static func step<Result>(
        _ body: () throws(TextError) -> Result
    ) throws(CommandError) -> Result {
        do throws(TextError) {
            return try body()
        } catch {
            throw .dataError("the file cannot be read as a table: \(error)")
        }
    }
}
