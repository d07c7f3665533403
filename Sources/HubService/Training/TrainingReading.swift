import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// An uploaded file as it was read: packed records, and what was found.
struct TrainingReading {
    /// The records, in the file's order.
    private(set) var records: [PackedRecord] = []
    /// The distinct texts and, from `topicsFrom` on, the topics.
    private(set) var texts: [String] = []
    /// The text of the first topic.
    private(set) var topicsFrom = 0
    /// The distinct staff numbers.
    private(set) var numbers: [StaffNumber] = []
    /// Those of `numbers` of whom a row is right: the others are nobody.
    private(set) var hasRightRow: Set<Int> = []
    /// What the file says of the workers themselves, by their places in `numbers`.
    private(set) var facts: [Int: ImportedFacts] = [:]
    /// The first row of each of `numbers`.
    private var firstRows: [Int32] = []
    /// The first row of each worker who was erased, as many as are told.
    private(set) var erasedRows: [UInt32] = []
    /// The first row of each worker whose records are restricted, as many as are told.
    private(set) var restrictedRows: [UInt32] = []
    /// The names that are no topic.
    private(set) var unknownTopics: [UnknownTopics.Name] = []
    /// The rows of names beyond those.
    private(set) var unknownRowsLeftOut = 0
    /// What was found.
    private(set) var report = FindingReport()
    /// The rows that were read.
    private(set) var rows = 0
    /// The digest of the bytes and the mapping.
    private(set) var digest: [UInt8] = []
    /// The place of each mapped column in the council's own file; empty: they are the same.
    private let columns: [TrainingColumn]
    /// The day in London on which it was read.
    let today: Day

    /// The erased workers of one file who are told.
    static let erasedRowsMax = 4_000
    /// The workers of one file who are told because their records are restricted.
    static let restrictedRowsMax = 4_000

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Where it was uploaded.
    ///   - mapping: Which column is what.
    ///   - catalogue: The topics.
    ///   - today: The day in London.
    ///   - check: Asked at every piece.
    /// - Throws: `trainingShape` for what is no table; what `check` throws.
    init(
        _ path: String,
        _ mapping: TrainingMapping,
        _ catalogue: TrainingCatalogue,
        today: Day,
        check: () throws(Fault) -> Void
    ) throws(Fault) {
        columns = mapping.columns
        self.today = today
        let domain = try HubDomain.ColumnMapping(mapping)
        if let lacking = domain.lacking.first {
            throw Fault(
                DomainError(
                    .columnLacking,
                    path: "mapping.columns",
                    problem: "no column is the \(lacking.title.lowercased())",
                    expected: "one column of that meaning"
                )
            )
        }
        func made(_ mixed: Set<Int>) -> TrainingFileReader {
            TrainingFileReader(
                mapping: domain,
                catalogue: catalogue,
                policy: RecordPolicy(today: today),
                seed: SecureRandom.word(),
                mixedColumns: mixed
            )
        }
        var reader = made([])
        try read(path, &reader, check)
        let mixed = reader.foundMixed
        if !mixed.isEmpty {
            reader = made(mixed)
            records.removeAll(keepingCapacity: true)
            try read(path, &reader, check)
        }
        rows = reader.rowsRead
        report = reader.report
        hasRightRow = reader.hasRightRow
        numbers = reader.staffNumbers
        firstRows = reader.firstRows
        unknownTopics = reader.unknownTopics.sorted
        unknownRowsLeftOut = reader.unknownTopics.rowsLeftOut
        facts = reader.workerFacts
        texts = reader.texts
        topicsFrom = texts.count
        for index in records.indices { records[index].topic += Int32(topicsFrom) }
        texts += reader.topics.map(\.text)
    }

    /// Reads the whole file once.
    private mutating func read(
        _ path: String,
        _ reader: inout TrainingFileReader,
        _ check: () throws(Fault) -> Void
    ) throws(Fault) {
        var file = try StagedReader(path)
        var sha = SHA256()
        var found: [ImportedRecord] = []
        // Topics stand after the texts, whose number is known at the end alone.
        while true {
            try check()
            let piece = try file.piece()
            if piece.isEmpty { break }
            sha.update(piece)
            try TrainingReading.reading { () throws(TextError) in
                try reader.read(piece, into: &found)
            }
            take(&found)
        }
        try TrainingReading.reading { () throws(TextError) in try reader.finish(into: &found) }
        take(&found)
        digest = sha.finish().bytes
    }

    private mutating func take(_ found: inout [ImportedRecord]) {
        // No room is asked for ahead: for so many more it would be made anew at every piece.
        for record in found { records.append(PackedRecord(record, topicsFrom: 0)) }
        found.removeAll(keepingCapacity: true)
    }

    private static func reading(_ body: () throws(TextError) -> Void) throws(Fault) {
        do throws(TextError) {
            try body()
        } catch {
            throw Fault(DomainError(.trainingShape, path: "", error))
        }
    }

    /// Says that a worker of the file was erased, and takes the worker's records out.
    mutating func refuse(erased: [Int]) {
        for place in erased.sorted(by: { firstRows[$0] < firstRows[$1] }) {
            tellErased(row: Int(firstRows[place]))
            if erasedRows.count < TrainingReading.erasedRowsMax {
                erasedRows.append(UInt32(clamping: firstRows[place]))
            }
        }
        leaveOut(erased)
    }

    /// Says that a worker's records are restricted, and takes the worker's rows out: the others are
    /// kept all the same, or one worker would stop every night's file.
    mutating func leaveOut(restricted: [Int]) {
        for place in restricted.sorted(by: { firstRows[$0] < firstRows[$1] }) {
            let row = Int(firstRows[place])
            report.add(.workerRestricted, .warning, column: nil) {
                DomainError.restrictedWorker.finding(at: Place(row: row), severity: .warning)
            }
            if restrictedRows.count < TrainingReading.restrictedRowsMax {
                restrictedRows.append(UInt32(clamping: row))
            }
        }
        leaveOut(restricted)
    }

    private mutating func leaveOut(_ workers: [Int]) {
        guard !workers.isEmpty else { return }
        let out = Set(workers.map { Int32(clamping: $0) })
        records.removeAll { out.contains($0.worker) }
        for place in workers { facts[place] = nil }
    }

    /// The first row of a worker of the file.
    func firstRow(of worker: Int) -> UInt32 { UInt32(clamping: firstRows[worker]) }

    /// Says that a record is a slip away from one that is held.
    mutating func tellNear(_ record: PackedRecord, _ held: Day) {
        let column = columns.firstIndex { ColumnMeaning.read($0.meaning) == .field(.completed) }
        let place = Place(
            row: Int(record.row),
            column: column,
            columnName: column.map { columns[$0].title }
        )
        let found = record.completedDay?.slashed
        report.add(.recordNearHeld, .warning, column: column) {
            DomainError(
                .recordNearHeld,
                path: "",
                found: found,
                problem:
                    "is near \(held.slashed), which is held for the same training and is not in "
                    + "this file: both stay"
            ).finding(at: place, severity: .warning)
        }
    }

    /// Says that a recorded worker has a number in another spelling.
    mutating func tellHeld(_ worker: Int, _ reference: String, _ spelling: StaffNumber) {
        let place = numberPlace(row: Int(firstRows[worker]))
        report.add(.staffNumberHeld, .warning, column: place.column) {
            DomainError(
                .staffNumberHeld,
                path: "",
                problem:
                    "the staff number is that of \(reference), who is recorded, but for how it "
                    + "is typed: spaces, dashes, dots, slashes or leading zeros",
                expected: "the spelling that is recorded, or nothing to be done where they are two "
                    + "people",
                suggestion: spelling.text
            ).finding(at: place, severity: .warning)
        }
    }

    /// Says that the rest of many new numbers was not looked for in other spellings.
    mutating func tellNotTried(_ count: Int, of tried: Int) {
        let place = numberPlace(row: nil)
        report.add(.staffNumberHeld, .note, column: place.column, isOfFile: true) {
            DomainError(
                .staffNumberHeld,
                path: "",
                problem:
                    "the first \(NumberText.grouped(tried)) new staff numbers were looked for in "
                    + "other spellings, \(NumberText.grouped(count)) were not"
            ).finding(at: place, severity: .note)
        }
    }

    private func numberPlace(row: Int?) -> Place {
        let column = columns.firstIndex { ColumnMeaning.read($0.meaning) == .field(.staffNumber) }
        return Place(row: row, column: column, columnName: column.map { columns[$0].title })
    }

    private mutating func tellErased(row: Int) {
        report.add(.workerErased, .error, column: nil) {
            DomainError.erasedWorker.finding(at: Place(row: row))
        }
    }

    /// The names that are no topic, as they travel.
    func unknown() -> [UnknownTopic] {
        unknownTopics.map { name in
            UnknownTopic(
                name: name.name,
                rows: UInt64(name.rows),
                suggestion: name.suggestion ?? "",
                candidates: name.candidates.map(\.text)
            )
        }
    }

    /// The findings as they travel: columns are those of the council's own file.
    func findings() -> [HubWire.Finding] {
        report.kept.map { finding in
            var finding = finding
            finding.place.line = nil
            if let column = finding.place.column, columns.indices.contains(column),
                columns[column].number > 0
            {
                finding.place.column = Int(columns[column].number) - 1
            }
            return HubWire.Finding(finding)
        }
    }

    /// How many findings there are of each kind.
    func counts() -> [FindingCount] {
        let sorted = report.counts.sorted { left, right in
            (left.key.severity, left.value) > (right.key.severity, right.value)
        }
        return sorted.map { kind, count in
            var entry = FindingCount()
            entry.reason = kind.reason.text
            entry.column = kind.column.map { columns[$0].title } ?? ""
            entry.severity = HubWire.Severity(kind.severity)
            entry.count = UInt64(count)
            return entry
        }
    }

    /// The order in which the records are written: by worker, topic and day.
    ///
    /// - Parameter rank: The place of each worker.
    /// - Returns: The places of the records in `records`.
    func order(_ rank: [Int32]) -> [Int32] {
        var keys: [(key: UInt64, index: Int32)] = []
        keys.reserveCapacity(records.count)
        for (index, record) in records.enumerated() {
            // Days of the calendar fit 23 bits with a sign, topics of a catalogue 12.
            let topic = UInt64(UInt32(bitPattern: record.topic - Int32(topicsFrom)) & 0xFFF)
            let day = UInt64(UInt32(bitPattern: record.day &+ (1 << 23)) & 0xFF_FFFF)
            let worker = UInt64(UInt32(bitPattern: rank[Int(record.worker)]))
            keys.append((worker << 36 | topic << 24 | day, Int32(index)))
        }
        keys.sort { $0.key < $1.key }
        return keys.map(\.index)
    }
}
