package import HubText

/// What a table would change in a self-assessment: everything, or nothing if anything is wrong.
///
/// Rows add and change; a row that is left out removes nothing. Removing is said in the column
/// Action. A note keeps its reference; a row without one that says what a note says, word for word,
/// is that note; new notes get the next free references in the order of the file.
package struct AssessmentImport: Equatable, Sendable {
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
    /// Whether all that stands against the file is that the draft was changed since it was made.
    package var isOutOfDate: Bool {
        let errors = findings.filter { $0.severity == .error }
        return !errors.isEmpty && errors.allSatisfy { $0.reason == ReasonCode.rowOutOfDate.text }
    }

    /// Reads a file against an assessment; nothing is changed by it.
    ///
    /// - Parameters:
    ///   - file: The file as it was sent, in any encoding that is read here.
    ///   - current: The assessment as it is.
    ///   - edition: Its edition.
    ///   - council: The council's code; rows with another one are refused. Nil to take any.
    package init(
        file: [UInt8],
        current: Assessment,
        edition: Edition,
        council: GSSCode? = nil
    ) {
        let table = AssessmentTable(file: file)
        self.init(table, current: current, edition: edition, council: council)
    }

    /// Reads a table against an assessment; nothing is changed by it and nothing stops it.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - current: The assessment as it is.
    ///   - edition: Its edition.
    ///   - council: The council's code; rows with another one are refused. Nil to take any.
    ///   - past: What happened since the revision that the table is based on; nil for nothing.
    ///   - mentions: Finds councils in what is shared unnamed; nil to look for none.
    /// - Complexity: Linear in the table and the assessment.
    package init(
        _ table: AssessmentTable,
        current: Assessment,
        edition: Edition,
        council: GSSCode? = nil,
        past: AssessmentPast? = nil,
        mentions: CouncilMentions? = nil
    ) {
        self.init(
            table,
            current: current,
            edition: edition,
            council: council,
            past: past,
            mentions: mentions,
            pace: .free
        )
    }

    /// Reads a table against an assessment; nothing is changed by it.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - current: The assessment as it is.
    ///   - edition: Its edition.
    ///   - council: The council's code; rows with another one are refused. Nil to take any.
    ///   - councilName: What the council is called, where the register does not know it.
    ///   - past: What happened since the revision that the table is based on; nil for nothing.
    ///   - mentions: Finds councils in what is shared unnamed; nil to look for none.
    ///   - pace: Asked at every row, note and piece of evidence.
    /// - Throws: What stops the work.
    /// - Complexity: Linear in the table and the assessment.
    package init<Stop: Error>(
        _ table: AssessmentTable,
        current: Assessment,
        edition: Edition,
        council: GSSCode? = nil,
        councilName: String? = nil,
        past: AssessmentPast? = nil,
        mentions: CouncilMentions? = nil,
        pace: Pace<Stop>
    ) throws(Stop) {
        source = table.source
        var draft = AssessmentDraft(current, past: past)
        var reader = AssessmentRowReader(
            edition: edition,
            scale: current.scale,
            council: council,
            councilName: councilName
        )
        var asked: [(change: AssessmentChange, row: CSVRow)] = []
        for row in table.rows {
            try pace.step()
            if let change = reader.read(row) { asked.append((change, row)) }
        }
        let conflicts = try draft.apply(asked, pace)
        var all = (table.findings + reader.findings + conflicts).map(Self.withReason)
        let check = try AssessmentRules.check(draft.assessment, against: edition, pace)
        if all.allSatisfy({ $0.severity < .error }) { all += check.findings }
        if let mentions, check.isWithinCounts {
            let disclosures = try check.tidy.disclosures(mentions, pace)
            all += Self.findings(of: disclosures, draft)
        }
        findings = all
        changingRows = asked.count
        let isAcceptable = all.allSatisfy { $0.severity < .error }
        proposed = isAcceptable ? check.tidy : nil
        comparison =
            isAcceptable
            ? AssessmentComparison(from: current, edition, to: check.tidy, edition) : nil
    }

    /// The file as it was sent, with its findings beside the rows; empty if it is no table.
    package var annotatedFile: [UInt8] {
        source.map { AnnotatedTable.file($0, findings: findings) } ?? []
    }

    /// Notes that rows of the file leave shared unnamed though they name a council.
    private static func findings(
        of disclosures: [Assessment.Disclosure],
        _ draft: AssessmentDraft
    ) -> [Finding] {
        disclosures.compactMap { disclosure in
            draft.row(of: disclosure.reference).map { row in
                let key =
                    disclosure.aspect == .text ? AssessmentColumns.text : AssessmentColumns.evidence
                return disclosure.error.finding(at: row.place(key), severity: .warning)
            }
        }
    }

    /// Findings about the shape of the table belong to one registered reason.
    private static func withReason(_ finding: Finding) -> Finding {
        var finding = finding
        finding.reason = finding.reason ?? ReasonCode.tableShape.text
        return finding
    }
}
