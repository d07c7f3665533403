package import HubText

/// Assumptions as they were read.
package struct AssumptionReading: Equatable, Sendable {
    /// The assumptions; nil where something is wrong.
    package private(set) var assumptions: Assumptions?
    /// What is wrong.
    package private(set) var findings: [Finding] = []

    /// Reads a table of assumptions.
    ///
    /// - Parameter file: The table as CSV.
    /// - Complexity: Linear in the file.
    package init(file: [UInt8]) {
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: AssumptionTable.limits)
            read(table.records.filter { !$0.isBlank })
        } catch {
            findings = [DomainError(.projectionFile, path: "", error).finding()]
        }
    }

    /// Reads rows that came another way, such as JSON.
    ///
    /// - Parameter records: The titles, then the rows.
    package init(records: [CSVRecord]) { read(records) }

    private mutating func read(_ records: [CSVRecord]) {
        guard let first = records.first else {
            let empty = TextError("table_empty", problem: "the file holds no assumptions")
            findings = [DomainError(.projectionFile, path: "", empty).finding()]
            return
        }
        let header = CSVHeader(first, columns: AssumptionTable.columns)
        findings = header.findings.map { finding in
            var finding = finding
            finding.reason = ReasonCode.projectionFile.text
            return finding
        }
        guard findings.allSatisfy({ $0.severity < .error }) else { return }
        var list: [Assumption] = []
        for row in records.dropFirst().map(header.row) {
            do throws(AssumptionTable.CellError) {
                list.append(try AssumptionTable.assumption(row))
            } catch {
                findings.append(error.error.finding(at: row.place(error.column)))
            }
        }
        guard findings.allSatisfy({ $0.severity < .error }) else { return }
        do throws(DomainError) {
            assumptions = try Assumptions(list)
        } catch {
            findings.append(error.finding())
        }
    }
}

/// Assumptions as a table, one on each row.
package enum AssumptionTable {
    /// How large a table may be.
    package static let limits = CSVLimits(
        rowBytesMax: 8 * 1_024,
        fieldsMax: 32,
        fieldCharactersMax: 1_000,
        rowsMax: 2_000
    )
    /// The columns in the order of the template.
    package static let columns = [
        CSVColumn("assumption", title: "Assumption", isRequired: true),
        CSVColumn("from", title: "From", synonyms: ["Year", "Date"]),
        CSVColumn("value", title: "Value", isRequired: true),
        CSVColumn("low", title: "Low", synonyms: ["P10"]),
        CSVColumn("high", title: "High", synonyms: ["P90"]),
        CSVColumn("yearly", title: "Yearly"),
        CSVColumn("name", title: "Name", isRequired: true),
        CSVColumn("source", title: "Source", isRequired: true),
        CSVColumn("figure", title: "Figure"),
    ]

    /// What is wrong, and in which column.
    struct CellError: Error {
        let error: DomainError
        let column: ColumnKey
    }

    static func assumption(_ row: CSVRow) throws(CellError) -> Assumption {
        let word = TextRule.trimmed(row["assumption"] ?? "").lowercased()
        guard let kind = AssumptionKind(rawValue: word) else {
            let known = AssumptionKind.allCases.map(\.rawValue)
            let error = DomainError(
                .projectionAssumption,
                path: "",
                found: row["assumption"] ?? "",
                problem: "is not an assumption",
                expected: known.joined(separator: ", "),
                suggestion: Suggestion.nearest(to: word, among: known)
            )
            throw CellError(error: error, column: "assumption")
        }
        guard let value = try number("value", of: row, in: kind.range) else {
            throw CellError(
                error: DomainError(
                    .projectionValue,
                    path: "",
                    subject: kind.words,
                    problem: "has no value",
                    expected: "a number"
                ),
                column: "value"
            )
        }
        let from = try day(row)
        return Assumption(
            kind,
            from: from,
            value,
            low: try number("low", of: row, in: kind.range),
            high: try number("high", of: row, in: kind.range),
            yearly: try number("yearly", of: row, in: 0...1_000_000_000) ?? 0,
            name: row["name"] ?? "",
            source: row["source"] ?? "",
            figure: try figure(row)
        )
    }

    private static func figure(_ row: CSVRow) throws(CellError) -> FigureReference? {
        do throws(DomainError) {
            return try FigureReference.read(row["figure"] ?? "")?.normalised
        } catch {
            throw CellError(error: error, column: "figure")
        }
    }

    private static func number(
        _ key: ColumnKey,
        of row: CSVRow,
        in range: ClosedRange<Double>
    ) throws(CellError) -> Double? {
        let text = TextRule.trimmed(row[key] ?? "")
        if text.isEmpty { return nil }
        do throws(TextError) {
            return try NumberText.percent(text, in: range).percent.double
        } catch {
            throw CellError(error: DomainError(.projectionValue, path: "", error), column: key)
        }
    }

    /// A year, which is its first day, or a day; nil for an empty cell.
    private static func day(_ row: CSVRow) throws(CellError) -> Day? {
        let text = TextRule.trimmed(row["from"] ?? "")
        if text.isEmpty { return nil }
        if text.utf8.count == 4, let year = try? NumberText.whole(text, in: 2000...2200) {
            return Assumptions.newYear(year)
        }
        do throws(TextError) {
            return try DayText.day(text)
        } catch {
            throw CellError(error: DomainError(.projectionOrder, path: "", error), column: "from")
        }
    }
}
