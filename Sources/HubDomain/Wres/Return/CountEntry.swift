import HubText

/// What stands in a cell of a sheet of counts; a cell that is missing is none of these.
package enum CountEntry: Hashable, Sendable {
    /// A number of people, 0 included.
    case count(Int)
    /// Under ten, and nothing more is known: the regulator shows it so.
    case underTen
    /// Said not to be provided.
    case notProvided

    /// The number below which the regulator hides counts.
    static let censoredBelow = 10

    /// The count, where there is one.
    package var value: Int? {
        if case .count(let value) = self { return value }
        return nil
    }

    /// What is written into a sheet.
    package var text: String {
        switch self {
        case .count(let value): String(value)
        case .underTen: "<10"
        case .notProvided: "not provided"
        }
    }

    /// Reads a cell.
    ///
    /// - Parameters:
    ///   - cell: What stands there.
    ///   - mayBeCensored: Whether "<10" is taken.
    /// - Returns: The entry; nil for an empty cell.
    /// - Throws: WRES-0106 for what is no count, WRES-0107 for a percentage or a share, WRES-0108
    ///   for a hidden count where none can be. The path is empty.
    package static func read(
        _ cell: String,
        mayBeCensored: Bool
    ) throws(DomainError) -> CountEntry? {
        let text = TextRule.trimmed(cell)
        if text.isEmpty { return nil }
        if CSVColumn.folded(text) == "notprovided" { return .notProvided }
        if text.hasPrefix("<") || text.hasPrefix("&lt;") {
            return try censored(text, mayBeCensored: mayBeCensored)
        }
        if let fault = percentage(text) { throw fault }
        if text.allSatisfy({ $0 == "#" }) { throw tooNarrow(text) }
        do throws(TextError) {
            return .count(try NumberText.whole(text, in: 0...EventCount.countMax))
        } catch {
            guard !saysNothing.contains(CSVColumn.folded(text)) else { throw nothing(text) }
            if let fault = separated(text) { throw fault }
            throw DomainError(.wresCountForm, path: "", error)
        }
    }

    /// Signs that stand between thousands elsewhere; a comma is read.
    private static let separators: Set<Character> = [
        ".", " ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "\u{2019}",
    ]
    private static let groupDigits = 3

    /// The error of a number with such a sign between its thousands; nil for anything else.
    private static func separated(_ text: String) -> DomainError? {
        let groups = text.split(omittingEmptySubsequences: false) { separators.contains($0) }
        guard groups.count > 1, (1...groupDigits).contains(groups[0].count), groups[0].first != "0",
            groups.dropFirst().allSatisfy({ $0.count == groupDigits }),
            let number = Int(groups.joined()), number >= 0
        else { return nil }
        return DomainError(
            .wresCountForm,
            path: "",
            found: text,
            problem: "has a separator between its thousands that may mean something else",
            expected: "take the separator out: \(number)"
        )
    }

    /// Folded words, and signs without any, with which people say that there is no count.
    private static let saysNothing = [
        "", "na", "notapplicable", "notavailable", "notknown", "unknown", "none", "nil", "null",
        "tbc", "missing",
    ]

    /// The error of a word for having no count, which may mean zero or not provided.
    private static func nothing(_ text: String) -> DomainError {
        DomainError(
            .wresCountForm,
            path: "",
            found: text,
            problem: "may mean that there was nobody, or that nobody counted",
            expected: "0 for nobody, or “\(CountEntry.notProvided.text)” where it was not counted"
        )
    }

    private static func censored(
        _ text: String,
        mayBeCensored: Bool
    ) throws(DomainError) -> CountEntry {
        let digits = CSVColumn.folded(text).filter(\.isNumber)
        if mayBeCensored, digits == String(censoredBelow) { return .underTen }
        throw DomainError(
            .wresCountCensored,
            path: "",
            found: text,
            problem: "is a hidden count",
            expected: mayBeCensored ? "<10, or a number" : "a number, or “not provided”"
        )
    }

    /// The error of what spreadsheets save in place of a number that its column was too narrow for.
    private static func tooNarrow(_ text: String) -> DomainError {
        DomainError(
            .wresCountForm,
            path: "",
            found: text,
            problem: "stands there because the column was too narrow for its number",
            expected: "the column made wider, and the sheet saved again"
        )
    }

    /// The error of a percentage, and of a number between 0 and 1, which a spreadsheet may make of
    /// one; nil for anything else.
    private static func percentage(_ text: String) -> DomainError? {
        let hasSign = text.hasSuffix("%")
        let number = try? NumberText.percent(text, in: -1e15...1e15)
        guard hasSign || number?.isDoubtful ?? false else { return nil }
        return DomainError(
            .wresCountPercentage,
            path: "",
            found: text,
            problem: "is a percentage or a share",
            expected: "the number of people"
        )
    }
}
