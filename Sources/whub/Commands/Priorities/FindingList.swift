import HubText
import HubWire

/// What is wrong with a file or a draft, for people and for spreadsheets.
enum FindingList {
    /// A row for each finding.
    static func listing(_ findings: [HubWire.Finding]) -> Listing {
        var listing = Listing(columns: [
            .init("row", "Row", .trailing), .init("column", "Column"),
            .init("severity", "Weight"), .init("reason", "Reason"), .init("found", "Found"),
            .init("message", "What would be right"), .init("suggestion", "Suggestion"),
        ])
        listing.rows = findings.map { finding in
            [
                .text(finding.row == 0 ? "" : "\(finding.row)"), .text(finding.column),
                .text(weight(finding), role(finding)),
                .text(finding.reason), .text(finding.found), .text(finding.message),
                .text(finding.suggestion ?? ""),
            ]
        }
        return listing
    }

    /// The findings for a terminal: weight and reason, then the sentence with its place.
    ///
    /// What is said alike of several places is said once, with all of them.
    static func lines(_ findings: [HubWire.Finding], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        for fold in FindingFold.folded(findings) {
            page.paragraph("\(weight(fold.first)) \(fold.first.reason)", role: role(fold.first))
            page.paragraph(fold.message, indent: 2)
        }
        return page.lines
    }

    /// Whether anything stands in the way.
    static func errors(_ findings: [HubWire.Finding]) -> Int {
        findings.count { $0.severity == .error }
    }

    /// How much there is: "3 errors, 1 warning, 2 notes".
    static func summary(_ findings: [HubWire.Finding]) -> String {
        let errors = errors(findings)
        let notes = findings.count { $0.severity == .note }
        let warnings = findings.count - errors - notes
        var parts: [String] = []
        if errors > 0 { parts.append(Wording.count(errors, "error")) }
        if warnings > 0 { parts.append(Wording.count(warnings, "warning")) }
        if notes > 0 { parts.append(Wording.count(notes, "note")) }
        return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
    }

    /// The file that was sent with its findings beside the rows, to be mended and sent again.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - findings: What the hub found in it.
    ///   - titlesRow: The row with the titles; the first that is not blank where nobody says.
    /// - Returns: A CSV file; `nil` when the file cannot be read as a table at all.
    static func annotated(
        _ file: [UInt8],
        _ findings: [HubWire.Finding],
        titlesRow: Int? = nil
    ) -> [UInt8]? {
        do throws(TextError) {
            return AnnotatedTable.file(
                try CSVFile(file: file),
                findings: findings.map(local),
                titlesRow: titlesRow
            )
        } catch {
            return nil
        }
    }

    private static func local(_ finding: HubWire.Finding) -> HubText.Finding {
        // The message says its row and ends with a full stop; both are not said twice. The titles
        // stand in the first row, and what is about them belongs to no row.
        let place = Place(row: finding.row <= 1 ? nil : Int(finding.row))
        let message = finding.message
        let problem = message.utf8.last == UInt8(ascii: ".") ? String(message.dropLast()) : message
        let error = TextError("hub", problem: problem, suggestion: finding.suggestion)
        let reason = finding.reason.isEmpty ? nil : finding.reason
        return HubText.Finding(error, at: place, severity: severity(finding), reason: reason)
    }

    private static func weight(_ finding: HubWire.Finding) -> String {
        severity(finding).rawValue
    }

    /// How much a finding matters; one of a newer hub, which nobody knows here, is looked at.
    private static func severity(_ finding: HubWire.Finding) -> HubText.Severity {
        switch finding.severity {
        case .error: .error
        case .note: .note
        default: .warning
        }
    }

    private static func role(_ finding: HubWire.Finding) -> TextRole {
        switch severity(finding) {
        case .error: .bad
        case .warning: .warning
        case .note: .quiet
        }
    }
}
