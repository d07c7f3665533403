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
    /// Fewer known titles may be chance: a heading can be “Care Certificate, level 2”.
    private static let titlesMin = 2

    /// The bytes of the file.
    let bytes: [UInt8]
    /// What was found so far, in the order of the rows.
    private(set) var findings = ProgrammeFindings()
    /// Titles of columns that are not sent.
    private(set) var unknownTitles: [String] = []
    /// The row that has the titles.
    let titlesRow: Int
    /// Whether anything stands above the titles.
    let hasHeading: Bool
    /// The rows of which is known whose programme they are, and of what kind.
    private(set) var rows: [ProgrammeRow] = []
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
        let filled = file.records.filter { !$0.isBlank }
        guard let first = filled.first else { throw .dataError("the file is empty") }
        let titles = Self.titles(filled) ?? first
        (titlesRow, hasHeading) = (titles.row, titles.row != first.row)
        header = Self.header(titles)
        unknownTitles = header.unknown.map { header.titles[$0] }
        findings.add(header.findings.filter { $0.severity == .error })
        let records = filled.filter { $0.row > titles.row }
        guard records.count <= Self.rowsMax else {
            throw .dataError(
                "the file has \(records.count) rows, and at most \(Self.rowsMax) are taken at once",
                next: "split it"
            )
        }
        let kind = ProgrammeWords.kind(invocation)
        for record in records {
            let row = ProgrammeRow(header.row(record), kind: kind, book)
            findings.add(row.findings)
            if row.isFromEmployment { fromEmployment += 1 }
            if row.canBeLookedAt { rows.append(row) }
        }
    }

    // A file with findings beside its rows can be sent again.
    private static func header(_ record: CSVRecord) -> CSVHeader {
        CSVHeader(record, columns: ProgrammeColumns.all + AnnotatedTable.columns)
    }

    /// The row of the titles among the first: systems and people write a heading above them.
    private static func titles(_ records: [CSVRecord]) -> CSVRecord? {
        let counts = records.prefix(TitleRow.rowsAboveMax + 1).map { header($0).positions.count }
        guard let most = counts.max(), most >= titlesMin,
            let place = counts.firstIndex(of: most)
        else { return nil }
        return records[place]
    }

    /// What is sent: every row adds to what is recorded.
    ///
    /// A row with a cell that cannot be read is sent without it to be looked at alone: nothing is
    /// kept of a file with an error.
    var request: SaveProgrammesRequest {
        let changes = rows.map { ProgrammeChange(programme: $0.programme) }
        return SaveProgrammesRequest(
            changes: changes,
            adds: true,
            confirmsDoubts: confirmsDoubts
        )
    }

    /// Takes what the hub refuses, by the file's rows.
    ///
    /// - Returns: Whether all of it is about rows.
    mutating func take(refused violations: [FieldViolation]) -> Bool {
        for violation in violations {
            guard let (row, field) = place(violation.path) else { return false }
            let step = row.step(field)
            let part = String(field.prefix { $0 != "[" })
            let known =
                step.map { ProgrammeColumns.column(of: $0) }
                ?? ProgrammeColumns.column(of: part)
            let column = known.flatMap { header.positions[$0] == nil ? nil : $0 }
            // It was left out, since it cannot be read: that is said already.
            if let known, row.unread.contains(known) { continue }
            let place = row.place(column)
            var finding = HubWire.Finding(row: UInt32(clamping: row.number), severity: .error)
            finding.column = place.columnName ?? ""
            finding.reason = Self.reason(violation)
            finding.found = column.flatMap { row.cell($0) }.map { Excerpt.of($0) } ?? ""
            finding.suggestion = spelling(violation, row)
            let suggested = finding.suggestion.map { " Did you mean “\($0)”?" } ?? ""
            findings.add(finding, at: place, words(violation, step) + suggested)
        }
        findings.sort()
        return !violations.isEmpty
    }

    /// Takes what there is to look at, by the file's rows; of a row with errors they would be about
    /// what is left of it.
    mutating func take(remarks: [ProgrammeRemark]) {
        for remark in remarks where rows.indices.contains(Int(remark.change)) {
            let row = rows[Int(remark.change)]
            if findings.hasErrors(row: row.number) { continue }
            let key = ProgrammeColumns.column(of: remark.field)
            let place = row.place(header.positions[key] == nil ? nil : key)
            var finding = HubWire.Finding(row: UInt32(clamping: row.number), severity: .warning)
            finding.column = place.columnName ?? ""
            finding.reason = remark.reason
            finding.found = row.cell(key).map { Excerpt.of($0) } ?? ""
            let other = remark.otherChange.map { Int($0) }
            let words: String
            if let other, rows.indices.contains(other) {
                words =
                    "row \(rows[other].number) is of the same programme, and what this one says "
                    + "stands over it"
            } else {
                words = remark.words
            }
            findings.add(finding, at: Place(row: row.number), words)
        }
        findings.sort()
    }

    /// The rows that do not say which of several programmes is meant: each with the place of its
    /// finding.
    var untold: [(index: Int, row: ProgrammeRow)] {
        let reason = ReasonCode.programmeSeveral.text
        return findings.all.enumerated().compactMap { index, one in
            guard one.finding.reason.utf8.elementsEqual(reason.utf8) else { return nil }
            return rows.first { UInt32(clamping: $0.number) == one.finding.row }
                .map { (index, $0) }
        }
    }

    /// Says which programmes are open, by their titles.
    mutating func say(_ titles: [String], at index: Int) {
        let named = titles.map { "“\($0)”" }.joined(separator: ", ")
        findings.say(
            "\(titles.count) programmes of this kind are open, and no title tells which is meant. "
                + "Expected one of \(named).",
            at: index
        )
    }

    /// The row and the field of a path such as `changes[3].programme.started`.
    private func place(_ path: String) -> (row: ProgrammeRow, field: String)? {
        let start = Array("changes[".utf8)
        let bytes = Array(path.utf8)
        guard bytes.starts(with: start) else { return nil }
        let digits = bytes.dropFirst(start.count).prefix { (48...57).contains($0) }
        guard let place = TimeSpan.number(Array(digits)).map({ Int(clamping: $0) }),
            rows.indices.contains(place)
        else { return nil }
        let parts = path.split(separator: ".").dropFirst(2).map(String.init)
        // Both ends of a break have columns of their own.
        let isEnd = parts.first?.hasPrefix("breaks") == true && parts.last == "until"
        return (rows[place], isEnd ? "breaks.until" : parts.first ?? "")
    }

    /// The registered reason of a rule; the hub's own for a rule that no domain has.
    private static func reason(_ violation: FieldViolation) -> String {
        let known = ReasonRegistry.all.first {
            $0.rule.text.utf8.elementsEqual(violation.rule.utf8)
        }
        return known?.code.text ?? HubWire.Reason.requestNotValid.code
    }

    /// The staff number as it is recorded, where it differs by how it is typed alone.
    private func spelling(_ violation: FieldViolation, _ row: ProgrammeRow) -> String? {
        row.cell(ProgrammeColumns.worker).flatMap {
            SpellingHint.number(of: [violation], among: [$0])
        }
    }

    /// What is wrong, without the place in the call, which says nothing to whoever has the file,
    /// and without the step, which is the column.
    private func words(_ violation: FieldViolation, _ step: ProgrammeStep?) -> String {
        let (message, expected) = (violation.message, violation.expected)
        let isPlace = !expected.isEmpty && message.hasSuffix(expected)
        if message.isEmpty || isPlace { return "expected: \(expected)" }
        guard let step, let kind = DevelopmentStep.Kind(rawValue: Int(step.kind.rawValue)) else {
            return message
        }
        let name = step.number > 0 ? "\(kind.word) \(step.number)" : kind.word
        let prefix = "\(name): "
        guard message.lowercased().hasPrefix(prefix) else { return message }
        return String(message.dropFirst(prefix.count))
    }
}
