package import HubText

/// A file as the table of a self-assessment, before anybody asks what it changes.
package struct AssessmentTable: Equatable, Sendable {
    /// How large such a table may be: fifty notes of each kind under twenty items, and to spare.
    package static let limits = CSVLimits(
        rowBytesMax: 128 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 8_000,
        rowsMax: 5_000
    )

    /// The file; nil if it could not be read at all.
    package let source: CSVFile?
    /// What is wrong with the file, its titles, or the revision its rows name.
    let findings: [Finding]
    /// The rows below the titles; none where the titles are wrong.
    let rows: [CSVRow]
    /// The revision that an export was made from, and the first row that says it; nil where no row
    /// does, as in a template.
    package let basedOn: (revision: UInt64, row: CSVRow)?

    /// Reads a file.
    ///
    /// - Parameter file: The file as it was sent, in any encoding that is read here.
    /// - Complexity: Linear in the file.
    package init(file: [UInt8]) {
        var findings: [Finding] = []
        var rows: [CSVRow] = []
        var source: CSVFile?
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: Self.limits)
            source = table
            guard let first = table.records.first(where: { !$0.isBlank }) else {
                throw TextError(
                    "table-empty",
                    problem: "the file holds no table",
                    expected: "the titles of the template in the first row"
                )
            }
            let header = CSVHeader(first, columns: AssessmentColumns.understood)
            findings = header.findings
            if header.findings.allSatisfy({ $0.severity < .error }) {
                rows = table.records.filter { $0.row > first.row && !$0.isBlank }
                    .map(header.row)
            }
        } catch {
            findings = [DomainError(.tableShape, path: "", error).finding()]
        }
        let (basedOn, faults) = Self.readBasedOn(rows)
        self.source = source
        self.rows = rows
        self.basedOn = basedOn
        self.findings = findings + faults
    }

    /// Whether both are of one file.
    package static func == (left: AssessmentTable, right: AssessmentTable) -> Bool {
        left.source == right.source
    }

    /// The one revision that the rows name; rows that somebody added name none.
    private static func readBasedOn(
        _ rows: [CSVRow]
    ) -> (found: (revision: UInt64, row: CSVRow)?, faults: [Finding]) {
        let key = AssessmentColumns.basedOn
        var found: (revision: UInt64, row: CSVRow)?
        for row in rows {
            guard let cell = row[key], !cell.isEmpty else { continue }
            do throws(TextError) {
                let number = try NumberText.whole(cell, in: 1...Int.max)
                guard let earlier = found else {
                    found = (UInt64(number), row)
                    continue
                }
                guard earlier.revision != UInt64(number) else { continue }
                throw TextError(
                    "based-on",
                    found: cell,
                    problem: "is another revision than that of row \(earlier.row.record.row)",
                    expected: "the rows of one export"
                )
            } catch {
                let fault = DomainError(.tableRevision, path: "", error)
                return (nil, [fault.finding(at: row.place(key))])
            }
        }
        return (found, [])
    }
}
