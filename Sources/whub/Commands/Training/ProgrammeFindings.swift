import HubDomain
import HubText
import HubWire

/// What is found in the rows of a file of programmes: each cell by itself, for spreadsheets, and
/// the same mistake of a row once, for people.
struct ProgrammeFindings {
    /// The columns of one mistake that are named; the others are counted.
    private static let columnsNamed = 4

    /// One of a cell or a row.
    struct One {
        var finding: HubWire.Finding
        /// Where.
        let place: Place
        /// What is wrong and what would be right, without the place and what was found there.
        let words: String
    }

    private(set) var all: [One] = []

    /// Each as a row of a list.
    var listed: [HubWire.Finding] { all.map(\.finding) }

    /// Whether any is an error.
    var hasErrors: Bool { FindingList.errors(listed) > 0 }

    /// Whether a row has an error.
    func hasErrors(row: Int) -> Bool {
        all.contains { $0.finding.row == UInt32(clamping: row) && $0.finding.severity == .error }
    }

    /// Adds what this computer found.
    mutating func add(_ found: [HubText.Finding]) {
        for one in found {
            var finding = HubWire.Finding(row: UInt32(clamping: one.place.row ?? 0))
            finding.severity = one.severity == .error ? .error : .warning
            finding.column = one.place.columnName ?? ""
            finding.reason = one.reason ?? ""
            finding.found = one.found ?? ""
            finding.message = one.sentence
            finding.suggestion = one.suggestion
            let suggested = one.suggestion.map { " Did you mean “\($0)”?" } ?? ""
            let expected = one.expected.isEmpty ? "" : " Expected \(one.expected)."
            all.append(
                One(
                    finding: finding,
                    place: one.place,
                    words: "\(one.problem).\(expected)\(suggested)"
                )
            )
        }
    }

    /// Adds what the hub found in a cell or in a row.
    ///
    /// - Parameters:
    ///   - finding: The finding, without a message.
    ///   - place: Where.
    ///   - message: What the hub says, without the part that it names.
    mutating func add(_ finding: HubWire.Finding, at place: Place, _ message: String) {
        var finding = finding
        finding.message = "\(place.words): \(Self.lowered(message))"
        all.append(One(finding: finding, place: place, words: Self.withoutFound(message)))
    }

    /// Gives the finding of a place another message.
    mutating func say(_ message: String, at index: Int) {
        let one = all[index]
        all[index].finding.message = "\(one.place.words): \(message)"
    }

    /// By rows, each in the order of the columns and then as it was found.
    mutating func sort() {
        let order = all.indices.sorted { left, right in
            let (one, other) = (all[left], all[right])
            return (one.finding.row, one.place.column ?? -1, left)
                < (other.finding.row, other.place.column ?? -1, right)
        }
        let found = all
        all = order.map { found[$0] }
    }

    /// The same mistake of a row once, with all its columns.
    var folded: [HubWire.Finding] {
        var groups: [[One]] = []
        for one in all {
            let place = groups.firstIndex { group in
                let first = group[0]
                return first.finding.row == one.finding.row && one.place.column != nil
                    && first.place.column != nil
                    && first.finding.severity == one.finding.severity
                    && first.finding.reason.utf8.elementsEqual(one.finding.reason.utf8)
                    && first.words.utf8.elementsEqual(one.words.utf8)
            }
            if let place { groups[place].append(one) } else { groups.append([one]) }
        }
        return groups.map(Self.folded)
    }

    private static func folded(_ group: [One]) -> HubWire.Finding {
        guard group.count > 1, let first = group.first else { return group[0].finding }
        var finding = first.finding
        let columns = group.prefix(columnsNamed).map { one in
            "\(one.place.columnLetter ?? "") (\(Excerpt.of(one.place.columnName ?? "")))"
        }
        let more = group.count - columns.count
        let named = columns.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        let isOne = group.allSatisfy { $0.finding.found.utf8.elementsEqual(finding.found.utf8) }
        let words: String
        if isOne {
            words = finding.found.isEmpty ? first.words : "“\(finding.found)” \(first.words)"
        } else {
            words = first.words.hasPrefix("is ") ? "each \(first.words)" : first.words
        }
        finding.message = "Row \(finding.row), columns \(named): \(lowered(words))"
        finding.column = ""
        if !isOne { (finding.found, finding.suggestion) = ("", nil) }
        return finding
    }

    private static func lowered(_ message: String) -> String {
        message.prefix(1).lowercased() + message.dropFirst()
    }

    /// The message without the text in quotes with which it begins.
    private static func withoutFound(_ message: String) -> String {
        guard message.hasPrefix("“"), let end = message.firstIndex(of: "”") else {
            return lowered(message)
        }
        return TextRule.trimmed(String(message[message.index(after: end)...]))
    }
}
