import HubText

/// The time that a figure is about.
package enum FigurePeriod: Hashable, Sendable, CustomStringConvertible {
    /// From April of a year to March of the next: "2023/24".
    case financialYear(Int)
    /// A calendar year: "2023".
    case year(Int)
    /// A month: "2023-09".
    case month(Int, Int)
    /// The source does not say.
    case notStated

    /// The years that make sense.
    package static let years = 1990...2100
    /// What to tell somebody who wrote something else.
    package static let expectedForm = "2023/24, 2023 or 2023-09"

    /// What may stand between the two parts of a period.
    private static let marks: [Unicode.Scalar] = ["/", "-", "–"]

    /// Reads a period; nil for another form, or for two years that do not follow each other.
    ///
    /// - Parameter typed: "2023/24", "2023-24", "2023/2024", "2023", "2023-09" or nothing.
    /// - Returns: The period.
    package static func read(_ typed: String) -> FigurePeriod? {
        let text = TextRule.trimmed(typed)
        if text.isEmpty { return .notStated }
        let parts = text.unicodeScalars.split(whereSeparator: { marks.contains($0) })
            .map { String($0) }
        guard let first = parts.first, first.utf8.count == 4,
            let year = try? NumberText.whole(first, in: years)
        else { return nil }
        if parts.count == 1 { return text.utf8.count == 4 ? .year(year) : nil }
        guard parts.count == 2, let second = try? NumberText.whole(parts[1], in: 0...9999) else {
            return nil
        }
        let isYear = parts[1].utf8.count == 2 && second == (year + 1) % 100
        if isYear || (parts[1].utf8.count == 4 && second == year + 1) {
            return .financialYear(year)
        }
        // "2011-12" was taken for the financial year above: a yearly figure is far more common.
        let isMonth = text.contains("-") && parts[1].utf8.count == 2 && (1...12).contains(second)
        return isMonth ? .month(year, second) : nil
    }

    /// The period as text, which reads back as the same.
    package var description: String {
        switch self {
        case .financialYear(let year): "\(year)/\(Self.two((year + 1) % 100))"
        case .year(let year): "\(year)"
        case .month(let year, let month): "\(year)-\(Self.two(month))"
        case .notStated: ""
        }
    }

    /// The period for people.
    package var words: String {
        switch self {
        case .month(let year, let month) where (1...12).contains(month):
            "\(Day.monthNames[month - 1]) \(year)"
        case .notStated: "period not stated"
        default: description
        }
    }

    /// Where it stands among others, in months; what is not stated comes first.
    package var order: Int {
        switch self {
        case .financialYear(let year): year * 12 + 14
        case .year(let year): year * 12 + 11
        case .month(let year, let month): year * 12 + month - 1
        case .notStated: 0
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
