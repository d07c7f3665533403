import HubText

/// Reads the tables that are built into the program.
///
/// They come through the same parser as a user's file, so `HubDomain` depends on `HubText`; both
/// are pure. A table that cannot be read is a mistake of the build, which a test finds; at run time
/// it is an error like any other, never a trap.
struct EmbeddedTable {
    /// The table's name, for the error.
    let name: String
    /// The rows below the header.
    let rows: [CSVRow]

    /// Reads a table whose every column must be there.
    ///
    /// - Parameters:
    ///   - name: The table's name, for the error.
    ///   - bytes: The table as CSV.
    ///   - columns: The keys of its columns, which are its titles.
    /// - Throws: DATA-0001 naming the first thing that is wrong.
    init(_ name: String, bytes: [UInt8], columns: [ColumnKey]) throws(DomainError) {
        self.name = name
        let records: [CSVRecord]
        do throws(TextError) {
            records = try CSVReader.records(of: bytes)
        } catch {
            throw DomainError(.builtInTable, path: name, error)
        }
        guard let first = records.first else { throw Self.wrong(name, "is empty") }
        let wanted = columns.map { CSVColumn($0, title: $0.text, isRequired: true) }
        let header = CSVHeader(first, columns: wanted)
        rows = records.dropFirst().map(header.row)
        let findings = header.findings + rows.flatMap(\.findings)
        if let finding = findings.first { throw Self.wrong(name, finding.sentence) }
    }

    /// A cell that must say something.
    func required(_ key: ColumnKey, of row: CSVRow) throws(DomainError) -> String {
        guard let cell = row[key], !cell.isEmpty else { throw wrong(row, key) }
        return cell
    }

    /// A cell that may be empty.
    func optional(_ key: ColumnKey, of row: CSVRow) -> String? {
        row[key].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A cell that holds one of a closed set of words.
    func choice<Choice: RawRepresentable<String>>(
        _ key: ColumnKey,
        of row: CSVRow
    ) throws(DomainError) -> Choice {
        guard let choice = Choice(rawValue: row[key] ?? "") else { throw wrong(row, key) }
        return choice
    }

    /// The error of a cell that cannot be what it must be.
    func wrong(_ row: CSVRow, _ key: ColumnKey) -> DomainError {
        Self.wrong(name, "row \(row.record.row): \(key.text) is wrong")
    }

    private static func wrong(_ name: String, _ problem: String) -> DomainError {
        DomainError(
            .builtInTable,
            path: name,
            TextError(.builtInTable, problem: "the built-in table \(name) \(problem)")
        )
    }
}
