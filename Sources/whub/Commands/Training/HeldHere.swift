import HubDomain
import HubText
import HubWire

/// What only the hub can say of a file’s rows: that a recorded worker has the staff number in
/// another spelling.
enum HeldHere {
    /// The findings, by their rows, as they stand in the file with fixes.
    static func findings(
        _ preview: PreviewTrainingResponse,
        _ mapping: HubDomain.ColumnMapping
    ) -> [Int: [HubText.Finding]] {
        let column = mapping.columns.firstIndex { $0.meaning == .field(.staffNumber) }
        var found: [Int: [HubText.Finding]] = [:]
        for finding in preview.findings where isHeld(finding) && finding.row > 0 {
            let row = Int(clamping: finding.row)
            let place = Place(
                row: row,
                column: column,
                columnName: column.map { mapping.columns[$0].title }
            )
            let error = DomainError(
                .staffNumberHeld,
                path: "",
                problem: "a worker is recorded whose staff number differs from this one by how it "
                    + "is typed alone",
                suggestion: finding.suggestion
            )
            found[row, default: []].append(error.finding(at: place, severity: .warning))
        }
        return found
    }

    private static func isHeld(_ finding: HubWire.Finding) -> Bool {
        finding.reason.utf8.elementsEqual(ReasonCode.staffNumberHeld.text.utf8)
    }
}
