import HubDomain
import HubText

/// What a person is told about a count, beside the sheet.
enum CountingWords {
    /// The findings of a column that are told one by one; a slip in the map repeats in every row.
    private static let groupsMax = 8
    private static let rowsShown = 8

    /// A line for each extract, then what could not be placed, each word once.
    static func lines(_ counting: WresCounting) -> [String] {
        var lines = counting.gaps.map { gap in
            "\(gap.severity.rawValue): map: \(gap.sentence)" + (gap.reason.map { " [\($0)]" } ?? "")
        }
        for extract in Extract.allCases {
            if let tally = counting.tallies[extract] { lines.append(line(extract, tally)) }
        }
        lines += counting.notes.map { "note: \($0)" }
        for column in columns(groups(counting.remarks)) { lines += told(column, "remark") }
        for column in columns(groups(counting.unplaced)) { lines += told(column, "mistake") }
        return lines
    }

    /// What is told of one column: its mistakes, or what should be looked at.
    private static func told(
        _ groups: [[WresCounting.RowFinding]],
        _ what: String
    ) -> [String] {
        var lines = groups.prefix(groupsMax).map(told)
        let rest = groups.dropFirst(groupsMax)
        guard let first = rest.first?.first else { return lines }
        let title = first.finding.place.columnName.map { " in “\($0)”" } ?? ""
        let count = Wording.count(rest.count, "more \(what)")
        let rows = Wording.count(rest.reduce(0) { $0 + $1.count }, "row")
        lines.append(
            TerminalText.escaped(
                "  \(first.extract.rawValue): \(count)\(title), \(rows): -o csv has all"
            )
        )
        return lines
    }

    /// A mistake with the rows that have it.
    private static func told(_ group: [WresCounting.RowFinding]) -> String {
        let first = group[0]
        var finding = first.finding
        let rows = group.compactMap(\.finding.place.row)
        if group.count > 1 { finding.place.row = nil }
        finding.place.line = nil
        let shown = rows.prefix(rowsShown).map(String.init).joined(separator: ", ")
        let more = rows.count > rowsShown ? " and \(rows.count - rowsShown) more" : ""
        let words = Set(group.map { $0.finding.found ?? "" }).count
        let like =
            words > 1 ? " The same goes for \(Wording.count(words - 1, "other", "others"))." : ""
        let tail = group.count > 1 ? "\(like) Rows \(shown)\(more)." : ""
        let word = finding.severity == .error ? "" : "\(finding.severity.rawValue): "
        return "  \(word)\(first.extract.rawValue): \(finding.sentence)\(tail)"
            + (finding.reason.map { " [\($0)]" } ?? "")
    }

    /// A row for each mistake and remark, for a spreadsheet.
    static func listing(_ counting: WresCounting) -> Listing {
        var listing = Listing(columns: [
            .init("extract", "Extract"), .init("row", "Row", .trailing),
            .init("column", "Column"), .init("found", "Found"), .init("problem", "Problem"),
            .init("expected", "Expected"), .init("reason", "Reason"), .init("severity", "Severity"),
        ])
        listing.rows = (counting.unplaced + counting.remarks).map { item in
            let finding = item.finding
            return [
                .text(item.extract.rawValue), .text(finding.place.row.map { "\($0)" } ?? ""),
                .text(finding.place.columnName ?? ""), .text(finding.found ?? ""),
                .text(finding.problem), .text(finding.expected), .text(finding.reason ?? ""),
                .text(finding.severity.rawValue),
            ]
        }
        return listing
    }

    private static func line(_ extract: Extract, _ tally: WresCounting.Tally) -> String {
        func words(_ rows: Int, _ what: String) -> [String] {
            rows > 0 ? ["\(NumberText.grouped(rows)) \(what)"] : []
        }
        let rest =
            words(tally.objected, "left out because of a notice")
            + words(tally.otherService, "of another service") + tally.left.map(\.words)
            + words(tally.repeated, "further rows of somebody who counts once")
            + words(tally.unplaced, "not placed")
            + words(tally.withheld, "of somebody with a row that is not placed")
        let counted = "\(NumberText.grouped(tally.counted)) of \(NumberText.grouped(tally.rows))"
        return "\(extract.rawValue): \(counted) rows counted"
            + (rest.isEmpty ? "" : "; " + rest.joined(separator: ", "))
    }

    /// Findings that say the same about the same word, in the order of their first row.
    private static func groups(_ unplaced: [WresCounting.RowFinding]) -> [[WresCounting.RowFinding]]
    {
        var order: [[String]] = []
        var groups: [[String]: [WresCounting.RowFinding]] = [:]
        for item in unplaced {
            let finding = item.finding
            // Days that are all written one wrong way are one mistake, whatever the days.
            let isForm =
                finding.reason == ReasonCode.wresRowDay.text && finding.rule != .dateForm
                || finding.reason == ReasonCode.wresRowYear.text
            let key = [
                item.extract.rawValue, finding.rule.text, finding.place.columnName ?? "",
                isForm ? "" : finding.found ?? "", finding.problem,
            ]
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(item)
        }
        return order.compactMap { groups[$0] }
    }

    /// Groups of findings by extract and column, in the order of their first row.
    private static func columns(
        _ groups: [[WresCounting.RowFinding]]
    ) -> [[[WresCounting.RowFinding]]] {
        var order: [[String]] = []
        var columns: [[String]: [[WresCounting.RowFinding]]] = [:]
        for group in groups {
            let key = [group[0].extract.rawValue, group[0].finding.place.columnName ?? ""]
            if columns[key] == nil { order.append(key) }
            columns[key, default: []].append(group)
        }
        return order.compactMap { columns[$0] }
    }
}
