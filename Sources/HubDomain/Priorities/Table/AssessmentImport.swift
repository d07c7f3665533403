package import HubText

/// What a table would change in a self-assessment: everything, or nothing if anything is wrong.
///
/// Rows add and change; a row that is left out removes nothing. Removing is said in the column
/// Action. A note keeps its reference; a row without one that says what a note says, word for word,
/// is that note; new notes get the next free references in the order of the file.
package struct AssessmentImport: Equatable, Sendable {
    /// How large such a table may be: fifty notes of each kind under twenty items, and to spare.
    package static let limits = CSVLimits(
        rowBytesMax: 128 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 8_000,
        rowsMax: 5_000
    )

    /// The file as a table; nil if it could not be read at all.
    package let source: CSVFile?
    /// What is wrong, by row and column.
    package let findings: [Finding]
    /// The rows that ask for something.
    package let changingRows: Int
    /// The assessment as it would be; nil if there is any error.
    package let proposed: Assessment?
    /// What would change; nil if there is any error.
    package let comparison: AssessmentComparison?

    /// Reads a file against an assessment; nothing is changed by it.
    ///
    /// - Parameters:
    ///   - file: The file as it was sent, in any encoding that is read here.
    ///   - current: The assessment as it is.
    ///   - edition: Its edition.
    ///   - council: The council's code; rows with another one are refused. Nil to take any.
    /// - Complexity: Linear in the file and the assessment.
    package init(
        file: [UInt8],
        current: Assessment,
        edition: Edition,
        council: GSSCode? = nil
    ) {
        let table: CSVFile
        do throws(TextError) {
            table = try CSVFile(file: file, limits: Self.limits)
        } catch {
            source = nil
            findings = [DomainError(.tableShape, path: "", error).finding()]
            changingRows = 0
            proposed = nil
            comparison = nil
            return
        }
        source = table
        let (findings, draft, count) = Self.apply(table.records, to: current, edition, council)
        var all = findings.map(Self.withReason)
        let check = AssessmentRules.check(draft.assessment, against: edition)
        if all.allSatisfy({ $0.severity < .error }) { all += check.findings }
        self.findings = all
        changingRows = count
        let isAcceptable = all.allSatisfy { $0.severity < .error }
        proposed = isAcceptable ? check.tidy : nil
        comparison =
            isAcceptable
            ? AssessmentComparison(from: current, edition, to: check.tidy, edition) : nil
    }

    /// Reads the rows and applies them to a copy of the assessment.
    private static func apply(
        _ records: [CSVRecord],
        to current: Assessment,
        _ edition: Edition,
        _ council: GSSCode?
    ) -> (findings: [Finding], draft: AssessmentDraft, changingRows: Int) {
        var draft = AssessmentDraft(current)
        guard let first = records.first(where: { !$0.isBlank }) else {
            let error = TextError(
                "table-empty",
                problem: "the file holds no table",
                expected: "the titles of the template in the first row"
            )
            return ([DomainError(.tableShape, path: "", error).finding()], draft, 0)
        }
        let header = CSVHeader(first, columns: AssessmentColumns.understood)
        guard header.findings.allSatisfy({ $0.severity < .error }) else {
            return (header.findings, draft, 0)
        }
        var reader = AssessmentRowReader(edition: edition, scale: current.scale, council: council)
        var asked: [(change: AssessmentChange, row: CSVRow)] = []
        for record in records where record.row > first.row && !record.isBlank {
            let row = header.row(record)
            if let change = reader.read(row) { asked.append((change, row)) }
        }
        let conflicts = draft.apply(asked)
        return (header.findings + reader.findings + conflicts, draft, asked.count)
    }

    /// The file as it was sent, with its findings beside the rows; empty if it is no table.
    package var annotatedFile: [UInt8] {
        source.map { AnnotatedTable.file($0, findings: findings) } ?? []
    }

    /// Findings about the shape of the table belong to one registered reason.
    private static func withReason(_ finding: Finding) -> Finding {
        var finding = finding
        finding.reason = finding.reason ?? ReasonCode.tableShape.text
        return finding
    }
}
