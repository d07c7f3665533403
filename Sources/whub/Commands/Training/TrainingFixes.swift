import HubArguments
import HubClient
import HubDomain
import HubSystem
import HubText

/// The file that was sent, with what is wrong beside each row, made on this computer by the rules
/// that the hub goes by.
///
/// ```
/// first reading: what can only be said at the end: the order of day and month, one workplace
/// second reading, piece by piece: ─► reader ─► findings of the piece's rows ─┐
///                                 └► scanner ─► the rows themselves ────────┴► written at once
/// ```
/// Memory does not grow with what is wrong: a piece's findings are forgotten once they are written.
struct TrainingFixes {
    /// The rows that are written, at most; what is left out is said.
    static let rowsMax = 1_000_000

    private let file: TrainingFile
    private let mapping: HubDomain.ColumnMapping
    private let onlyWrong: Bool
    private let erasedRows: Set<Int>
    private let restrictedRows: Set<Int>
    private let held: [Int: [Finding]]

    /// A file to be written.
    ///
    /// - Parameters:
    ///   - file: What was sent.
    ///   - mapping: Which column is what.
    ///   - onlyWrong: Whether rows without an error are left out, since they are kept already.
    ///   - erasedRows: The first row of each worker who was erased, as the hub says.
    ///   - restrictedRows: The first row of each worker whose records are restricted.
    ///   - held: What only the hub knows of rows, by their numbers.
    init(
        _ file: TrainingFile,
        _ mapping: HubDomain.ColumnMapping,
        onlyWrong: Bool,
        erasedRows: [UInt32] = [],
        restrictedRows: [UInt32] = [],
        held: [Int: [Finding]] = [:]
    ) {
        self.held = held
        self.file = file
        self.mapping = mapping
        self.onlyWrong = onlyWrong
        self.erasedRows = Set(erasedRows.map { Int($0) })
        self.restrictedRows = Set(restrictedRows.map { Int($0) })
    }

    /// Reads the file and writes it with its findings.
    ///
    /// - Parameter body: Is given what is written, piece by piece.
    /// - Returns: How many rows were left out for want of room.
    /// - Throws: When the file is no table; what `body` throws.
    func write(_ body: ([UInt8]) throws(CommandError) -> Void) throws(CommandError) -> Int {
        let whole = try wholeFile()
        var reader = try LocalReading.reader(file, mapping, mixed: whole.mixed)
        reader.keepAllFindings()
        var rows = FixesRows(file, mapping, whole.findings, onlyWrong: onlyWrong)
        rows.marked = [
            WorkerMark(erasedRows, .erasedWorker, .error),
            WorkerMark(restrictedRows, .restrictedWorker, .warning),
        ]
        rows.late = whole.ofRows.merging(held) { $0 + $1 }
        var scanner = CSVScanner(delimiter: file.delimiter, limits: TrainingFileReader.limits)
        var records: [ImportedRecord] = []
        try file.pieces { (piece) throws(CommandError) in
            try TrainingFile.step { () throws(TextError) in
                try reader.read(piece, into: &records)
            }
            records.removeAll(keepingCapacity: true)
            rows.take(reader.takeFindings())
            scanner.append(piece)
            while try TrainingFile.step({ () throws(TextError) in try scanner.next() }) {
                rows.write(scanner)
            }
            try body(rows.taken())
            return true
        }
        try TrainingFile.step { () throws(TextError) in try reader.finish(into: &records) }
        rows.take(reader.takeFindings())
        if try TrainingFile.step({ () throws(TextError) in try scanner.finish() }) {
            rows.write(scanner)
        }
        try body(rows.taken())
        return rows.leftOut
    }

    /// What is said of the file as a whole, and the columns that have days in both orders.
    ///
    /// What is only known of a row at the end of the file stands by that row.
    private func wholeFile() throws(CommandError) -> (
        findings: [Finding], ofRows: [Int: [Finding]], mixed: Set<Int>
    ) {
        var reader = try LocalReading.reader(file, mapping)
        var records: [ImportedRecord] = []
        try file.pieces { (piece) throws(CommandError) in
            try TrainingFile.step { () throws(TextError) in
                try reader.read(piece, into: &records)
            }
            records.removeAll(keepingCapacity: true)
            // Those of rows come again in the second reading.
            _ = reader.takeFindings()
            return true
        }
        reader.keepAllFindings()
        try TrainingFile.step { () throws(TextError) in try reader.finish(into: &records) }
        let found = reader.takeFindings()
        var ofRows: [Int: [Finding]] = [:]
        for finding in found where FixesRows.isLate(finding) {
            if let row = finding.place.row { ofRows[row, default: []].append(finding) }
        }
        return (found.filter { $0.place.row == nil }, ofRows, reader.foundMixed)
    }
}

/// Workers of whom the hub alone knows something, and what is said beside each of their rows.
private struct WorkerMark {
    private let firstRows: Set<Int>
    private let error: DomainError
    private let severity: Severity
    private var numbers: Set<StaffNumber> = []

    /// Workers by the first row of each.
    init(_ firstRows: Set<Int>, _ error: DomainError, _ severity: Severity) {
        self.firstRows = firstRows
        self.error = error
        self.severity = severity
    }

    /// Whether a row could be of such a worker: none comes before the first that the hub names.
    func mayBe(_ row: Int) -> Bool { !numbers.isEmpty || firstRows.contains(row) }

    /// What is said of a row; nil where it is another worker’s.
    mutating func finding(_ row: Int, of number: StaffNumber) -> Finding? {
        if firstRows.contains(row) { numbers.insert(number) }
        guard numbers.contains(number) else { return nil }
        return error.finding(at: Place(row: row), severity: severity)
    }
}

/// The rows of a file with what is wrong beside them, as they are written.
private struct FixesRows {
    private let file: TrainingFile
    private let kept: [Int]
    private let numberColumn: Int?
    private let onlyWrong: Bool
    /// Workers of whom the hub alone knows something.
    var marked: [WorkerMark] = []
    private var writer: CSVWriter
    private var found: [Int: [Finding]] = [:]
    /// What was known of rows at the end of the first reading alone.
    var late: [Int: [Finding]] = [:]
    private var aboutFile: [Finding]
    private var written = 0
    private(set) var leftOut = 0

    init(
        _ file: TrainingFile,
        _ mapping: HubDomain.ColumnMapping,
        _ aboutFile: [Finding],
        onlyWrong: Bool
    ) {
        self.file = file
        self.onlyWrong = onlyWrong
        self.aboutFile = aboutFile
        numberColumn = mapping.columns.firstIndex { $0.meaning == .field(.staffNumber) }
        let known = AnnotatedTable.columns.map { CSVColumn.folded($0.title) }
        kept = file.titles.indices.filter { !known.contains(CSVColumn.folded(file.titles[$0])) }
        writer = CSVWriter(delimiter: file.delimiter)
        // Only what was not kept: the titles alone stand above it.
        if onlyWrong { writeTitles() }
    }

    private mutating func writeTitles() {
        writer.write(kept.map { file.titles[$0] } + AnnotatedTable.columns.map(\.title))
    }

    /// Whether a finding about a row comes when the whole file is read.
    static func isLate(_ finding: Finding) -> Bool {
        [ReasonCode.spellingNear, .staffNumberSpelling].contains { reason in
            finding.reason?.utf8.elementsEqual(reason.text.utf8) ?? false
        }
    }

    /// Takes the findings of rows that are written next.
    mutating func take(_ findings: [Finding]) {
        for finding in findings {
            guard let row = finding.place.row, !Self.isLate(finding) else { continue }
            found[row, default: []].append(finding)
        }
    }

    /// Hands out what was written, and forgets it.
    mutating func taken() -> [UInt8] {
        found.removeAll(keepingCapacity: true)
        return writer.take()
    }

    /// Writes a row; rows keep their numbers where all of them are written.
    mutating func write(_ scanner: CSVScanner) {
        guard scanner.row > file.titlesRow else { return writeAbove(scanner) }
        guard !scanner.cells.isEmpty else {
            if !onlyWrong { writer.write([]) }
            return
        }
        var own = (found[scanner.row] ?? []) + (late[scanner.row] ?? [])
        own += marks(scanner)
        if onlyWrong, !own.contains(where: { $0.severity == .error }) { return }
        if written >= TrainingFixes.rowsMax {
            leftOut += 1
            return
        }
        written += 1
        let all = aboutFile + own
        aboutFile = []
        let problems = all.map { words($0) }.joined(separator: "\n")
        writer.write(kept.map { cell($0, scanner) } + [problems, Self.suggestions(all)])
    }

    /// The values that are suggested; each with its column where there are several.
    private static func suggestions(_ findings: [Finding]) -> String {
        let found = findings.filter { $0.suggestion != nil }
        return found.map { finding in
            let value = finding.suggestion ?? ""
            let column = finding.place.columnName ?? ""
            return found.count > 1 && !column.isEmpty ? "\(column): \(value)" : value
        }.joined(separator: "\n")
    }

    private mutating func writeAbove(_ scanner: CSVScanner) {
        if onlyWrong { return }
        if scanner.row == file.titlesRow { return writeTitles() }
        writer.write(scanner.cells.indices.map { cell($0, scanner) })
    }

    private func cell(_ index: Int, _ scanner: CSVScanner) -> String {
        guard index < scanner.cells.count else { return "" }
        let bytes = scanner.content(scanner.cells[index])
        return CellGuard.removed(from: String(decoding: bytes, as: UTF8.self))
    }

    /// What the hub alone knows of the row’s worker.
    private mutating func marks(_ scanner: CSVScanner) -> [Finding] {
        guard let numberColumn, marked.contains(where: { $0.mayBe(scanner.row) }),
            let number = try? StaffNumber.read(TextRule.trimmed(cell(numberColumn, scanner)))
        else { return [] }
        return marked.indices.compactMap { marked[$0].finding(scanner.row, of: number) }
    }

    /// The finding in words; without its row where the reader is looking at that row.
    private func words(_ finding: Finding) -> String {
        var finding = finding
        if !onlyWrong { finding.place.row = nil }
        finding.place.line = nil
        finding.suggestion = nil
        return finding.reason.map { "\(finding.sentence) (\($0))" } ?? finding.sentence
    }
}
