import HubArguments
import HubDomain
import HubText
import HubWire

/// A file of programmes, with what this computer and the hub find in it.
struct ProgrammeTable {
    /// The largest file.
    static let fileBytesMax = 1_024 * 1_024
    /// The rows of one file: those of one call.
    static let rowsMax = 200

    /// The bytes of the file.
    let bytes: [UInt8]
    /// What was found so far, in the order of the rows.
    private(set) var findings: [HubWire.Finding] = []
    /// Titles of columns that are not sent.
    private(set) var unknownTitles: [String] = []
    /// The rows that can be read, with their numbers in the file.
    private(set) var rows: [(number: Int, programme: Programme)] = []
    /// The rows whose first day is that of employment.
    private(set) var fromEmployment = 0
    private let confirmsDoubts: Bool
    private let header: CSVHeader

    /// Reads a file.
    init(_ invocation: Invocation) throws(CommandError) {
        confirmsDoubts = invocation.line.has("confirm-doubts")
        let book = try NamesBook(invocation)
        let path = invocation.line.word("FILE") ?? ""
        bytes = try invocation.contents(of: path, bytesMax: Self.fileBytesMax)
        let file: CSVFile
        do throws(TextError) {
            file = try CSVFile(file: bytes)
        } catch {
            throw .dataError("the file cannot be read: \(error)")
        }
        guard let first = file.records.first(where: { !$0.isBlank }) else {
            throw .dataError("the file is empty")
        }
        // A file with findings beside its rows can be sent again.
        header = CSVHeader(first, columns: ProgrammeColumns.all + AnnotatedTable.columns)
        unknownTitles = header.unknown.map { header.titles[$0] }
        take(header.findings.filter { $0.severity == .error })
        let records = file.records.filter { $0.row > first.row && !$0.isBlank }
        guard records.count <= Self.rowsMax else {
            throw .dataError(
                "the file has \(records.count) rows, and at most \(Self.rowsMax) are taken at once",
                next: "split it"
            )
        }
        let kind = ProgrammeWords.kind(invocation)
        for record in records {
            let row = ProgrammeRow(header.row(record), kind: kind, book)
            take(row.findings)
            if row.isFromEmployment { fromEmployment += 1 }
            if row.findings.isEmpty { rows.append((record.row, row.programme)) }
        }
    }

    /// What is sent: every row adds to what is recorded.
    var request: SaveProgrammesRequest {
        let changes = rows.map { ProgrammeChange(programme: $0.programme) }
        return SaveProgrammesRequest(
            changes: changes,
            adds: true,
            confirmsDoubts: confirmsDoubts
        )
    }

    /// Whether any row has an error.
    var hasErrors: Bool { FindingList.errors(findings) > 0 }

    /// Takes what the hub refuses, by the file's rows.
    ///
    /// - Returns: Whether all of it is about rows.
    mutating func take(refused violations: [FieldViolation]) -> Bool {
        for violation in violations {
            guard let (row, field) = place(violation.path) else { return false }
            var finding = HubWire.Finding(row: UInt32(clamping: row), severity: .error)
            finding.column = title(field)
            let name = finding.column.isEmpty ? "" : ", \(finding.column)"
            finding.message = "Row \(row)\(name): \(words(violation))"
            findings.append(finding)
        }
        sort()
        return !violations.isEmpty
    }

    /// Takes what there is to look at, by the file's rows.
    mutating func take(remarks: [ProgrammeRemark]) {
        for remark in remarks where rows.indices.contains(Int(remark.change)) {
            let row = rows[Int(remark.change)].number
            var finding = HubWire.Finding(row: UInt32(clamping: row), severity: .warning)
            finding.column = title(remark.field)
            finding.reason = remark.reason
            let other = remark.otherChange.map { Int($0) }
            if let other, rows.indices.contains(other) {
                finding.message =
                    "Row \(row): row \(rows[other].number) is of the same programme, and what this "
                    + "one says stands over it"
            } else {
                finding.message = "Row \(row): \(remark.words)"
            }
            findings.append(finding)
        }
        sort()
    }

    private mutating func take(_ found: [HubText.Finding]) {
        findings += found.map { one in
            var finding = HubWire.Finding(row: UInt32(clamping: one.place.row ?? 0))
            finding.severity = one.severity == .error ? .error : .warning
            finding.column = one.place.columnName ?? ""
            finding.found = one.found ?? ""
            finding.message = one.sentence
            finding.suggestion = one.suggestion
            return finding
        }
    }

    /// By rows, each in the order in which it was found.
    private mutating func sort() {
        let order = findings.indices.sorted { left, right in
            (findings[left].row, left) < (findings[right].row, right)
        }
        let found = findings
        findings = order.map { found[$0] }
    }

    /// The row and the field of a path such as `changes[3].programme.started`.
    private func place(_ path: String) -> (row: Int, field: String)? {
        let start = Array("changes[".utf8)
        let bytes = Array(path.utf8)
        guard bytes.starts(with: start) else { return nil }
        let digits = bytes.dropFirst(start.count).prefix { (48...57).contains($0) }
        guard let place = TimeSpan.number(Array(digits)).map({ Int(clamping: $0) }),
            rows.indices.contains(place)
        else { return nil }
        let parts = path.split(separator: ".").dropFirst(2)
        let field = parts.first.map { $0.prefix { $0 != "[" } } ?? ""
        return (rows[place].number, String(field))
    }

    /// The title of the file's column of a field; empty where it has none.
    private func title(_ field: String) -> String {
        header.positions[ColumnKey(text: field)].map { header.titles[$0] } ?? field
    }

    /// What is wrong, without the place in the call, which says nothing to whoever has the file.
    private func words(_ violation: FieldViolation) -> String {
        let (message, expected) = (violation.message, violation.expected)
        let isPlace = !expected.isEmpty && message.hasSuffix(expected)
        return message.isEmpty || isPlace ? "expected: \(expected)" : message
    }
}
