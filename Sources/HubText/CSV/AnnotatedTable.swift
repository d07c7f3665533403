/// The file that somebody sent, given back with what is wrong beside each row.
///
/// People correct the file they know. The two columns are added at the right, or written anew where
/// an earlier answer already has them; everything else stays, but for blank rows above the titles.
/// No row moves: what is to be said about the titles or the file as a whole stands in the first row
/// below the titles, with its place.
package enum AnnotatedTable {
    /// The title of the column with the findings.
    package static let problemsTitle = "Problems"
    /// The title of the column with the values that were probably meant.
    package static let suggestionTitle = "Suggested value"

    /// The columns as tables know them, so that an annotated file can be sent again.
    package static let columns = [
        CSVColumn("problems", title: problemsTitle),
        CSVColumn("suggested_value", title: suggestionTitle),
    ]

    /// Writes the file with its findings.
    ///
    /// - Parameters:
    ///   - table: The file as it was read, the header first; blank rows are kept.
    ///   - findings: The findings; those of the titles, and those without a row, are written beside
    ///     the first row below the titles.
    ///   - titlesRow: The row of the titles, where a heading stands above them, which stays; the
    ///     first row that is not blank where nobody says.
    /// - Returns: UTF-8 with mark and CRLF, cells guarded, with the delimiter it came with.
    /// - Complexity: Linear in records and findings.
    package static func file(
        _ table: CSVFile,
        findings: [Finding],
        titlesRow: Int? = nil
    ) -> [UInt8] {
        var writer = CSVWriter(delimiter: table.delimiter)
        let titled = table.records.first { record in
            titlesRow.map { $0 == record.row } ?? !record.isBlank
        }
        guard let header = titled else { return writer.take() }
        let titles = columns.map { CSVColumn.folded($0.title) }
        let kept = header.fields.indices.filter {
            !titles.contains(CSVColumn.folded(header.fields[$0]))
        }
        var byRow: [Int: [Finding]] = [:]
        for finding in findings {
            byRow[finding.place.row ?? header.row, default: []].append(finding)
        }
        var aboutFile = (byRow[header.row] ?? []).map(sentence)
        if titlesRow != nil {
            for record in table.records where record.row < header.row {
                writer.write(record.fields)
            }
        }
        writer.write(
            kept.map { header.fields[$0] } + columns.map(\.title)
        )
        for record in table.records where record.row > header.row {
            let found = byRow[record.row] ?? []
            let cells = kept.map { $0 < record.fields.count ? record.fields[$0] : "" }
            // What stood to the right of the last title must not slip under the new titles.
            let surplus = record.fields.dropFirst(header.fields.count)
            let isEmpty = (cells + surplus).allSatisfy(\.isEmpty)
            // A row of an earlier answer alone, or a blank one.
            if isEmpty || record.isBlank, found.isEmpty {
                if record.isBlank { writer.write(record.fields.isEmpty ? [] : cells + ["", ""]) }
                continue
            }
            let problems = aboutFile + found.map(inRow)
            aboutFile = []
            let suggestions = found.compactMap(\.suggestion).joined(separator: "\n")
            writer.write(cells + [problems.joined(separator: "\n"), suggestions] + surplus)
        }
        if !aboutFile.isEmpty {
            writer.write(kept.map { _ in "" } + [aboutFile.joined(separator: "\n"), ""])
        }
        return writer.take()
    }

    /// The sentence with the reason's code, by which it can be looked up.
    private static func sentence(_ finding: Finding) -> String {
        finding.reason.map { "\(finding.sentence) (\($0))" } ?? finding.sentence
    }

    /// The sentence without the row, which the reader is looking at.
    private static func inRow(_ finding: Finding) -> String {
        var finding = finding
        finding.place.row = nil
        finding.place.line = nil
        finding.suggestion = nil
        return sentence(finding)
    }
}
