extension Rule {
    /// A required column that is not there.
    package static let columnMissing: Rule = "column_missing"
    /// A column that is there twice.
    package static let columnDuplicate: Rule = "column_duplicate"
    /// A column that nobody knows.
    package static let columnUnknown: Rule = "column_unknown"
    /// A row with fewer cells than the header.
    package static let rowShort: Rule = "row_short"
    /// A row with more cells than the header.
    package static let rowLong: Rule = "row_long"
    /// A quote where none may stand.
    package static let csvQuote: Rule = "csv_quote"
}

/// Which column of a file is which, and what is wrong with its titles.
package struct CSVHeader: Equatable, Sendable {
    /// The titles as they stand in the file.
    package let titles: [String]
    /// The place of each known column.
    package let positions: [ColumnKey: Int]
    /// The places of titled columns that nobody knows.
    package let unknown: [Int]
    /// What is wrong: missing and duplicate columns are errors, unknown ones warnings.
    package let findings: [Finding]

    /// Matches the titles of a header row with the columns of a table.
    ///
    /// Case, spaces, punctuation and accents do not count; synonyms do.
    ///
    /// - Parameters:
    ///   - record: The header row.
    ///   - columns: The columns the table may have.
    /// - Complexity: Linear in titles and columns; suggestions for unknown titles cost their
    ///   product.
    package init(_ record: CSVRecord, columns: [CSVColumn]) {
        // Text keys: folded titles, which are compared as people read them.
        var known: [String: CSVColumn] = [:]
        for column in columns {
            for title in [column.title, column.key.text] + column.synonyms {
                known[CSVColumn.folded(title)] = column
            }
        }
        var positions: [ColumnKey: Int] = [:]
        var unknown: [Int] = []
        var findings: [Finding] = record.problems.map { Self.finding($0, of: record, titles: []) }
        for (index, title) in record.fields.enumerated() {
            let folded = CSVColumn.folded(title)
            if folded.isEmpty { continue }
            let place = Place(row: record.row, line: record.line, column: index)
            guard let column = known[folded] else {
                unknown.append(index)
                findings.append(Self.unknownColumn(title, at: place, columns: columns))
                continue
            }
            if let first = positions[column.key] {
                findings.append(Self.duplicate(title, at: place, first: first))
            } else {
                positions[column.key] = index
            }
        }
        for column in columns where column.isRequired && positions[column.key] == nil {
            findings.append(Self.missing(column, in: record))
        }
        titles = record.fields
        self.positions = positions
        self.unknown = unknown
        self.findings = findings
    }

    /// The row that follows, with what is wrong with its shape.
    ///
    /// - Parameter record: A row below the header.
    /// - Returns: The row, whose cells can be asked for by column.
    package func row(_ record: CSVRecord) -> CSVRow {
        var findings = record.problems.map { Self.finding($0, of: record, titles: titles) }
        let place = Place(row: record.row, line: record.line)
        let count = record.fields.count
        let problem =
            "the row has \(NumberText.count(count, "cell")), the header has \(titles.count)"
        let surplus = record.fields.dropFirst(titles.count)
        if surplus.contains(where: { !$0.isEmpty }) {
            let error = TextError(
                .rowLong,
                problem: problem,
                expected: "a quoted cell where the text itself holds the delimiter"
            )
            findings.append(Finding(error, at: place))
        } else if count < titles.count, !record.isBlank {
            let error = TextError(
                .rowShort,
                problem: problem,
                expected: "a cell, empty or not, under every title"
            )
            findings.append(Finding(error, at: place, severity: .warning))
        }
        return CSVRow(record: record, header: self, findings: findings)
    }

    private static func unknownColumn(
        _ title: String,
        at place: Place,
        columns: [CSVColumn]
    ) -> Finding {
        let error = TextError(
            .columnUnknown,
            found: title,
            problem: "is not a column of this table, so it is left out",
            suggestion: Suggestion.nearest(to: title, among: columns.lazy.map(\.title))
        )
        return Finding(error, at: place, severity: .warning)
    }

    private static func duplicate(_ title: String, at place: Place, first: Int) -> Finding {
        let error = TextError(
            .columnDuplicate,
            found: title,
            problem: "names the same column as \(Place.letter(of: first) ?? "")",
            expected: "each column once"
        )
        return Finding(error, at: place)
    }

    private static func missing(_ column: CSVColumn, in record: CSVRecord) -> Finding {
        let error = TextError(
            .columnMissing,
            problem: "the column “\(column.title)” is missing",
            expected: "the titles of the template in the first row"
        )
        return Finding(error, at: Place(row: record.row, line: record.line))
    }

    private static func finding(
        _ problem: CSVProblem,
        of record: CSVRecord,
        titles: [String]
    ) -> Finding {
        let cell = problem.column < record.fields.count ? record.fields[problem.column] : ""
        let name = problem.column < titles.count ? titles[problem.column] : nil
        let place = Place(
            row: record.row,
            line: record.line,
            column: problem.column,
            columnName: name
        )
        let error =
            switch problem.kind {
            case .strayQuote:
                TextError(
                    .csvQuote,
                    found: cell,
                    problem: "has a quote inside a cell that is not quoted",
                    expected: "the whole cell in quotes, and the quotes inside it doubled"
                )
            case .textAfterQuote:
                TextError(
                    .csvQuote,
                    found: cell,
                    problem: "goes on after the closing quote",
                    expected: "the whole cell in quotes, and the quotes inside it doubled"
                )
            case .fieldTooLong:
                TextError(.textTooLong, found: cell, problem: "is too long for a cell")
            case .notUTF8:
                TextError(.notUTF8, found: cell, problem: "is not well-formed UTF-8")
            }
        return Finding(error, at: place, severity: problem.kind == .strayQuote ? .warning : .error)
    }
}

/// A row whose cells can be asked for by column.
package struct CSVRow: Equatable, Sendable {
    /// The row as it stands in the file.
    package let record: CSVRecord
    /// What is wrong with the row's shape.
    package let findings: [Finding]
    private let header: CSVHeader

    fileprivate init(record: CSVRecord, header: CSVHeader, findings: [Finding]) {
        self.record = record
        self.header = header
        self.findings = findings
    }

    /// The cell of a column, without white space at its ends.
    ///
    /// - Parameter key: The column.
    /// - Returns: The cell; empty if the row is too short, nil if the file lacks the column.
    package subscript(key: ColumnKey) -> String? {
        guard let position = header.positions[key] else { return nil }
        guard position < record.fields.count else { return "" }
        return TextRule.trimmed(record.fields[position])
    }

    /// The place of a cell, for a finding about it.
    package func place(_ key: ColumnKey) -> Place {
        let position = header.positions[key]
        return Place(
            row: record.row,
            line: record.line,
            column: position,
            columnName: position.map { header.titles[$0] }
        )
    }
}
