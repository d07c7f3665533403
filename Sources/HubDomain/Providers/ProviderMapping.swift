package import HubText

/// What the columns and words of a directory are, as somebody says: nothing about it is guessed.
///
/// `column` rows name a title of the file and the field below it, `word` rows a word of the file
/// and what it means as FIELD=WORD, `setting` rows the row of titles.
package struct ProviderMapping: Equatable, Sendable {
    private struct Word: Hashable, Sendable {
        let field: ColumnKey
        let text: FigureGroup
    }

    /// The row of titles as a spreadsheet numbers it.
    package private(set) var titleRow = 1
    private var fields: [FigureGroup: ColumnKey] = [:]
    private var words: [Word: String] = [:]

    /// The largest row of titles.
    private static let titleRowMax = 100
    /// The columns of a mapping.
    package static let columns = [
        CSVColumn("what", title: "What", isRequired: true),
        CSVColumn("name", title: "Name", isRequired: true),
        CSVColumn("meaning", title: "Meaning", isRequired: true),
    ]

    /// Reads a mapping.
    ///
    /// - Parameter file: The mapping as CSV.
    /// - Throws: PROV-0102 naming the first row that has no meaning.
    package init(file: [UInt8]) throws(DomainError) {
        let records: [CSVRecord]
        do throws(TextError) {
            records = try CSVFile(file: file, limits: ProviderTable.limits).records
        } catch {
            throw DomainError(.providerMapping, path: "", error)
        }
        guard let first = records.first(where: { !$0.isBlank }) else {
            throw Self.wrong("", "", "the mapping is empty", "rows of columns")
        }
        let header = CSVHeader(first, columns: Self.columns)
        if let finding = header.findings.first(where: { $0.severity == .error }) {
            throw Self.wrong("", "", finding.sentence, "the columns What, Name and Meaning")
        }
        for record in records where record.row > first.row && !record.isBlank {
            try take(header.row(record))
        }
        guard fields.values.contains("name") else {
            throw Self.wrong("", "", "no column is the name", "a column row with meaning name")
        }
    }

    private mutating func take(_ row: CSVRow) throws(DomainError) {
        let path = "row \(row.record.row)"
        let (name, meaning) = (row["name"] ?? "", TextRule.trimmed(row["meaning"] ?? ""))
        let known = ProviderTable.columns.map(\.key)
        switch (row["what"] ?? "").lowercased() {
        case "column":
            guard known.contains(ColumnKey(text: meaning)) else {
                let fields = known.map(\.text)
                throw Self.wrong(
                    path,
                    meaning,
                    "is not a field",
                    fields.joined(separator: ", "),
                    Suggestion.nearest(to: meaning, among: fields)
                )
            }
            fields[FigureGroup(text: CSVColumn.folded(name))] = ColumnKey(text: meaning)
        case "word":
            let parts = meaning.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, known.contains(ColumnKey(text: parts[0])) else {
                throw Self.wrong(path, meaning, "says nothing", "FIELD=WORD, as kind=voluntary")
            }
            let word = Word(
                field: ColumnKey(text: parts[0]),
                text: FigureGroup(text: CSVColumn.folded(name))
            )
            words[word] = parts[1]
        case "setting" where name.lowercased() == "title_row":
            let row = try? NumberText.whole(meaning, in: 1...Self.titleRowMax)
            guard let row else {
                throw Self.wrong(path, meaning, "is not a row", "a row from 1 to 100")
            }
            titleRow = row
        default:
            throw Self.wrong(
                path,
                row["what"] ?? "",
                "is not a kind of row",
                "column, word, or setting for title_row"
            )
        }
    }

    /// A row of titles with those of the template; what is not mapped has none.
    func renamed(_ titles: CSVRecord) -> CSVRecord {
        var renamed = titles
        renamed.fields = titles.fields.enumerated().map { index, title in
            let field = fields[FigureGroup(text: CSVColumn.folded(title))]
            // A title that no template has, and no other column.
            return field?.text ?? "not mapped \(index + 1)"
        }
        return renamed
    }

    /// The titles that the mapping does not name, of columns that are left out.
    func leftOut(_ titles: CSVRecord) -> [String] {
        titles.fields.filter { title in
            !TextRule.trimmed(title).isEmpty
                && fields[FigureGroup(text: CSVColumn.folded(title))] == nil
        }
    }

    /// What a word of the file means in a field; nil for itself.
    func word(_ text: String, in field: ColumnKey) -> String? {
        words[Word(field: field, text: FigureGroup(text: CSVColumn.folded(text)))]
    }

    private static func wrong(
        _ path: String,
        _ found: String,
        _ problem: String,
        _ expected: String,
        _ suggestion: String? = nil
    ) -> DomainError {
        DomainError(
            .providerMapping,
            path: path,
            subject: path,
            found: found.isEmpty ? nil : found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
    }
}
