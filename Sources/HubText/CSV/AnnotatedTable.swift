/// The file that somebody sent, given back with what is wrong beside each row.
///
/// People correct the file they know. The two columns are added at the right, or written anew where
/// an earlier answer already has them; everything else stays, but for blank rows above the titles.
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
    ///   - findings: The findings; those without a row are written below the titles.
    /// - Returns: UTF-8 with mark and CRLF, cells guarded, with the delimiter it came with.
    /// - Complexity: Linear in records and findings.
    package static func file(
        _ table: CSVFile,
        findings: [Finding]
    ) -> [UInt8] {
        var writer = CSVWriter(delimiter: table.delimiter)
        guard let header = table.records.first(where: { !$0.isBlank }) else { return writer.take() }
        let titles = columns.map { CSVColumn.folded($0.title) }
        let kept = header.fields.indices.filter {
            !titles.contains(CSVColumn.folded(header.fields[$0]))
        }
        var byRow: [Int: [Finding]] = [:]
        for finding in findings {
            byRow[finding.place.row ?? header.row, default: []].append(finding)
        }
        for record in table.records where record.row >= header.row {
            let found = byRow[record.row] ?? []
            var cells = kept.map { $0 < record.fields.count ? record.fields[$0] : "" }
            // What stood to the right of the last title must not slip under the new titles.
            let surplus = record.fields.dropFirst(header.fields.count)
            let wasAnswer = !record.isBlank && (cells + surplus).allSatisfy(\.isEmpty)
            if wasAnswer, found.isEmpty { continue }
            if record.row == header.row {
                cells += columns.map(\.title)
                writer.write(cells + surplus)
                let others = found.map(\.sentence)
                if !others.isEmpty {
                    writer.write(kept.map { _ in "" } + [others.joined(separator: "\n"), ""])
                }
                continue
            }
            cells.append(found.map(inRow).joined(separator: "\n"))
            cells.append(found.compactMap(\.suggestion).joined(separator: "\n"))
            writer.write(record.fields.isEmpty && found.isEmpty ? [] : cells + surplus)
        }
        return writer.take()
    }

    /// The sentence without the row, which the reader is looking at.
    private static func inRow(_ finding: Finding) -> String {
        var finding = finding
        finding.place.row = nil
        finding.place.line = nil
        finding.suggestion = nil
        return finding.sentence
    }
}
