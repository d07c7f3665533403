package import HubText

/// Reads a training file of any size piece by piece: bytes in, records and findings out.
///
/// ```
/// append(piece) ─► next row ─► cells by mapping ─► one record, or one for each topic's column
///                                  │ each distinct text, staff number and topic is looked at once
///                                  └► findings: all counted, the first of each kind kept
/// finish() ─► what can only be said at the end: the order of day and month, one workplace
/// ```
/// Memory grows with distinct staff numbers, texts and records (20 bytes each), not with bytes. The
/// division of the bytes makes no difference.
package struct TrainingFileReader: Sendable {
    /// How large a training file may be.
    package static let limits = CSVLimits(
        rowBytesMax: 256 * 1_024,
        fieldsMax: 256,
        fieldCharactersMax: 8_000,
        rowsMax: 2_000_000
    )
    /// The distinct texts of one file.
    package static let textsMax = 2_000_000

    /// Which column is what.
    package let mapping: ColumnMapping
    /// The names of one file that stand for no topic of the catalogue.
    package static let namesMax = 3_000

    /// What records name by number: the topics, then the subjects of other kinds as they come.
    package internal(set) var topics: [TopicCode]
    /// The distinct staff numbers, that records name by number.
    package internal(set) var staffNumbers: [StaffNumber] = []
    /// The row that first names each of `staffNumbers`.
    package internal(set) var firstRows: [Int32] = []
    /// Those of `staffNumbers` of whom a row is right: the others are nobody.
    package internal(set) var hasRightRow: Set<Int> = []
    /// The distinct texts, that records name by number; the first is empty.
    package internal(set) var texts = [""]
    /// What each of `texts` says: the same for two that differ in capitals and spaces alone.
    var textHashes: [UInt32] = [0]
    /// The names that stand for no topic.
    package internal(set) var unknownTopics = UnknownTopics()
    /// What was found.
    package internal(set) var report = FindingReport()
    /// The days' columns, by their place.
    package internal(set) var dateColumns: [Int: DateColumn] = [:]
    /// What the file says of the workers themselves, by their places in `staffNumbers`.
    package internal(set) var workerFacts: [Int: ImportedFacts] = [:]
    /// The rows read so far, the titles and blank ones not counted.
    package internal(set) var rowsRead = 0

    let policy: RecordPolicy
    let matcher: TopicMatcher
    var scanner: CSVScanner
    var caches: ReaderCaches
    var keys = RecordKeys()
    var hasTitles: Bool
    /// The row of the titles; what stands above it is no part of the table.
    private let titlesRow: Int
    private(set) var isEnded = false
    var organisations: Set<Int> = []
    /// The rows of training in a file that has no column for the day of completion.
    var daysLacking = 0
    /// What rows say of whom they are about, by the places in `staffNumbers`.
    var signs: [WorkerSigns] = []
    /// Those of `texts` that stand for a role and read as somebody’s name.
    var nameLike: Set<Int> = []
    /// How often each role and each team is written.
    var spellings: [ImportField: SpellingCounts] = [.role: .init(), .team: .init()]
    // Compared bytewise; numbers of staff numbers that were written in one way or another.
    var workers: [StaffNumber: Int] = [:]
    let topicNumbers: [TopicCode: Int]
    /// The numbers of subjects of other kinds, and of those of each text by kind.
    var subjects: [TopicCode: Int] = [:]
    var named: [NamedText: Int] = [:]
    /// The numbers of texts that the file does not have.
    var usualNames: [RecordKind: Int] = [:]
    private let kindColumn: Int?
    private let columns: [ImportField: Int]
    /// Looked up once for all rows.
    let completedColumn: Int?
    let hasOrganisations: Bool
    let isWide: Bool
    /// What the present row says of its worker; empty in files that say nothing of workers.
    var facts = ImportedFacts()
    let hasFacts: Bool
    /// The columns of which days that could be either way are refused.
    let mixedColumns: Set<Int>
    /// Whether the file has no records.
    let isOfWorkers: Bool
    let pathway: [PathwayCategory]

    /// A reader at the beginning of a file in UTF-8, after its byte order mark.
    ///
    /// - Parameters:
    ///   - mapping: Which column is what; it has a column for each title.
    ///   - catalogue: The topics.
    ///   - policy: The day, and what the council keeps.
    ///   - delimiter: What stands between cells.
    ///   - seed: Where hashes begin; random for what strangers send.
    ///   - limits: How large the file may be.
    ///   - mixedColumns: The columns that write days in both orders, as an earlier reader of the
    ///     file found: of them no day that could be either is right.
    ///   - titlesRow: The row of the titles, where others stand above them.
    package init(
        mapping: ColumnMapping,
        catalogue: TrainingCatalogue,
        policy: RecordPolicy,
        delimiter: CSVDelimiter = .comma,
        seed: UInt64,
        limits: CSVLimits = TrainingFileReader.limits,
        mixedColumns: Set<Int> = [],
        titlesRow: Int = 1
    ) {
        self.mixedColumns = mixedColumns
        self.titlesRow = titlesRow
        self.mapping = mapping
        self.policy = policy
        topics = catalogue.topics.map(\.code)
        topicNumbers = Dictionary(
            topics.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        matcher = TopicMatcher(catalogue, learned: mapping.topicNames)
        scanner = CSVScanner(delimiter: delimiter, limits: limits)
        caches = ReaderCaches(columns: mapping.columns, seed: seed)
        hasTitles = false
        var columns: [ImportField: Int] = [:]
        for (index, column) in mapping.columns.enumerated() {
            if case .field(let field) = column.meaning { columns[field] = index }
        }
        self.columns = columns
        completedColumn = columns[.completed]
        kindColumn = columns[.kind]
        hasOrganisations = columns[.organisation] != nil
        isWide = mapping.isWide
        pathway = catalogue.pathway
        hasFacts = columns.keys.contains { $0.isFact }
        isOfWorkers =
            !mapping.isWide && columns[.topic] == nil && columns[.category] == nil
            && columns[.title] == nil && mapping.kind.usualName == nil
        for (index, column) in mapping.columns.enumerated() where column.meaning.isDay {
            dateColumns[index] = DateColumn(order: column.order)
        }
    }

    /// The columns that were found to write days in both orders, once the file is read.
    ///
    /// What a row’s own day means is not known before the last one is read, so the file has to be
    /// read once more, by a reader that knows them.
    package var foundMixed: Set<Int> {
        Set(
            dateColumns.keys.filter {
                dateColumns[$0]?.verdict == .mixed && !mapping.columns[$0].isOrderStated
            }
        )
    }

    /// Keeps every finding, for whoever takes them away row by row with `takeFindings`.
    package mutating func keepAllFindings() { report.keepsAll = true }

    /// Hands out the findings that are kept and forgets them; the counts stay.
    package mutating func takeFindings() -> [Finding] { report.take() }

    /// Reads the next piece.
    ///
    /// - Parameters:
    ///   - piece: The bytes, of any number.
    ///   - records: Where sound records are put.
    /// - Throws: What `CSVScanner` throws; after that the reader is of no more use.
    /// - Complexity: Linear in the piece; searching for what an unknown topic may mean costs the
    ///   names of all topics, once for each distinct name.
    package mutating func read(
        _ piece: [UInt8],
        into records: inout [ImportedRecord]
    ) throws(TextError) {
        scanner.append(piece)
        while try scanner.next() { takeRow(into: &records) }
    }

    /// Ends the file.
    ///
    /// - Parameter records: Where the last records are put.
    /// - Throws: As `read`.
    package mutating func finish(into records: inout [ImportedRecord]) throws(TextError) {
        if try scanner.finish() { takeRow(into: &records) }
        isEnded = true
        for (column, days) in dateColumns.sorted(by: { $0.key < $1.key }) {
            judge(days, column)
        }
        if organisations.count == 1, rowsRead >= Self.oneUnitRowsMin, !organisations.contains(0) {
            remark(
                .oneUnit,
                .warning,
                column: column(of: .organisation),
                "every row names the same workplace"
            )
        }
        tellDaysLacking()
        tellSpellings()
        tellStaffNumbers()
    }

    /// The rows from which one workplace for all is remarked on.
    package static let oneUnitRowsMin = 100

    private mutating func takeRow(into records: inout [ImportedRecord]) {
        guard hasTitles else {
            hasTitles = !scanner.cells.isEmpty && scanner.row >= titlesRow
            return
        }
        if scanner.cells.isEmpty { return }
        let bytes = scanner.bytes
        var row = RowCells()
        takeKind(&row)
        if matcher.ignoresAny, row.kind.isAboutTopics, isLeftOut() {
            rowsRead += 1
            return
        }
        var isBlank = true
        for index in 0..<min(scanner.cells.count, mapping.columns.count) {
            let cell = scanner.cells[index]
            if let range = cell.range, range.isEmpty || bytes[range.lowerBound] != 0x27 {
                let trimmed = CellText.trimmed(bytes.span, range)
                if trimmed.isEmpty { continue }
                isBlank = false
                take(bytes.span, trimmed, index, &row)
            } else {
                // Rare: a guard against formulas, or quotes that are doubled.
                let text = String(decoding: scanner.content(cell), as: UTF8.self)
                let plain = Array(TextRule.trimmed(CellGuard.removed(from: text)).utf8)
                if plain.isEmpty { continue }
                isBlank = false
                take(plain.span, 0..<plain.count, index, &row)
            }
        }
        if isBlank { return }
        rowsRead += 1
        finish(&row, into: &records)
    }

    /// What kind of record the row is: known before any of its cells is looked at.
    private mutating func takeKind(_ row: inout RowCells) {
        row.kind = mapping.kind
        guard let kindColumn, kindColumn < scanner.cells.count else { return }
        let typed = TextRule.trimmed(
            CellGuard.removed(
                from: String(decoding: scanner.content(scanner.cells[kindColumn]), as: UTF8.self)
            )
        )
        if typed.isEmpty { return }
        if let kind = RecordKind.read(typed) {
            row.kind = kind
        } else {
            fail(.recordKind, kindColumn, &row) {
                DomainError(
                    .recordKind,
                    path: "",
                    found: typed,
                    problem: "is no kind of record",
                    expected: RecordKind.words
                )
            }
        }
    }

    /// The column of a field; nil if the file has none.
    func column(of field: ImportField) -> Int? { columns[field] }

    /// The place of a cell of the present row; what is said at the end is about no row.
    func place(_ column: Int?) -> Place {
        Place(
            row: isEnded ? nil : scanner.row,
            line: isEnded ? nil : scanner.rowLine,
            column: column,
            columnName: column.map { mapping.columns[$0].title }
        )
    }
}
