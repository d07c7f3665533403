import HubText

/// An extract as it was read with the help of the map: rows whose cells can be asked for.
struct ExtractTable {
    let extract: Extract
    /// The rows below the titles.
    private(set) var rows: [CSVRow] = []
    /// The row of the titles, where rows above them were passed over.
    private(set) var titlesRow: Int?
    /// What is wrong with the file as a whole.
    private(set) var findings: [Finding] = []
    private var present: Set<ExtractColumn> = []

    /// Reads an extract.
    init(_ extract: Extract, file: [UInt8], map: CountingMap) {
        self.extract = extract
        let columns = extract.mapped(map)
        do throws(TextError) {
            let table = try CSVFile(file: file)
            let records = table.records.filter { !$0.isBlank }
            guard !records.isEmpty else {
                throw TextError(
                    "table_empty",
                    problem: "the file holds no table",
                    expected: "a row of titles and a row for each person or case"
                )
            }
            let above = HeadingRows.titles(records, columns)
            let first = records[above]
            if above > 0 { titlesRow = first.row }
            let header = CSVHeader(first, columns: columns)
            // Columns that the map does not name are none of this program's business.
            present = Set(extract.columns.filter { header.positions[$0.key] != nil })
            let missing = columns.filter { header.positions[$0.key] == nil }.map(\.title)
            findings = Self.shaped(
                header.findings.filter { $0.severity == .error },
                missing,
                Titles(first, of: extract, map)
            )
            rows = records.dropFirst(above + 1).map(header.row)
        } catch {
            findings = [DomainError(.wresExtractShape, path: extract.rawValue, error).finding()]
        }
    }

    /// Whether the extract has a column.
    func has(_ column: ExtractColumn) -> Bool { present.contains(column) }

    /// A cell; nil where the extract has no such column.
    func cell(_ column: ExtractColumn, _ row: CSVRow) -> String? {
        has(column) ? row[column.key] ?? "" : nil
    }

    /// One finding of all columns that are missing, for they come of one mistake; others as they
    /// are.
    private static func shaped(
        _ findings: [Finding],
        _ missing: [String],
        _ found: Titles
    ) -> [Finding] {
        var shaped = findings.filter { $0.rule != .columnMissing }
        if var first = findings.first(where: { $0.rule == .columnMissing }) {
            let isOne = missing.count == 1
            let titles = missing.map { "“\($0)”" }.joined(separator: ", ")
            first.problem =
                "the \(isOne ? "column" : "columns") \(titles) \(isOne ? "is" : "are") missing"
            first.problem += "; the file has \(found.words)"
            first.expected =
                found.other.map { "this file with \($0.option), whose titles these are" }
                ?? "the titles of your file in the map; empty a row there for a column that you "
                + "do not have"
            shaped.insert(first, at: 0)
        }
        return shaped.map { finding in
            var finding = finding
            finding.reason = ReasonCode.wresExtractShape.text
            return finding
        }
    }
}

/// The titles that a file has, where they are not those that the map says.
private struct Titles {
    private static let shownMax = 12

    /// The titles, as they stand there.
    let words: String
    /// The extract whose titles they are, all of them, where files were given in the wrong places.
    let other: Extract?

    init(_ first: CSVRecord, of extract: Extract, _ map: CountingMap) {
        let titles = first.fields.filter { !$0.isEmpty }
        let shown = titles.prefix(Self.shownMax).map { "“\(Excerpt.of($0))”" }
        let more = titles.count > shown.count ? " and \(titles.count - shown.count) more" : ""
        words = shown.isEmpty ? "no titles" : shown.joined(separator: ", ") + more
        other = Extract.allCases.first { other in
            let wanted = other.mapped(map)
            let found = CSVHeader(first, columns: wanted).positions
            return other != extract && !wanted.isEmpty
                && wanted.allSatisfy { found[$0.key] != nil }
        }
    }
}

extension Extract {
    /// Its columns, with the titles that the map gives them.
    fileprivate func mapped(_ map: CountingMap) -> [CSVColumn] {
        columns.compactMap { column in
            map.titles[column].map { CSVColumn(column.key, title: $0, isRequired: true) }
        }
    }

    /// The option of `whub wres count` that takes it.
    fileprivate var option: String {
        switch self {
        case .staff: "--from"
        case .recruitment: "--recruitment"
        case .cases: "--cases"
        }
    }
}

extension ExtractColumn {
    /// The key under which its cells are asked for.
    var key: ColumnKey { ColumnKey(text: rawValue) }
}
