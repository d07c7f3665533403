package import HubText

/// How long something counts, in whole months from the day it was done.
///
/// The last day is the same day of the later month, and that month's last day where the month is
/// shorter: 29 February 2024 and one year is 28 February 2025. Both ends are days in London, and
/// the last day still counts.
package struct RefreshInterval: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The longest interval: fifty years.
    package static let monthsMax = 600
    /// The months of a year.
    package static let monthsPerYear = 12

    /// From 1 to `monthsMax`.
    package let months: Int

    /// An interval, or nil outside the limits.
    package init?(months: Int) {
        guard (1...Self.monthsMax).contains(months) else { return nil }
        self.months = months
    }

    /// The last day that counts.
    ///
    /// - Parameter day: The day it was done.
    /// - Returns: The day; the calendar's last where it has no such day.
    package func lastDay(from day: Day) -> Day { day.advanced(byMonths: months) ?? .last }

    /// As in "3 years", "1 year" or "18 months".
    package var description: String {
        let (years, rest) = months.quotientAndRemainder(dividingBy: Self.monthsPerYear)
        if rest == 0 { return years == 1 ? "1 year" : "\(years) years" }
        return months == 1 ? "1 month" : "\(months) months"
    }

    /// Reads an interval as people write it: "3 years", "36 months", "36", "yearly", "annually".
    ///
    /// - Parameter text: What was typed; a bare number is months.
    /// - Returns: The interval, or nil for other words and other sizes.
    package static func read(_ text: String) -> RefreshInterval? {
        // Folding drops signs, and "-3 years" must not read as three.
        guard !text.contains(where: { $0 == "-" || $0 == "\u{2212}" || $0 == "." }) else {
            return nil
        }
        let folded = CSVColumn.folded(text)
        switch folded {
        case "yearly", "annual", "annually", "everyyear": return RefreshInterval(months: 12)
        default: break
        }
        let digits = folded.prefix { $0.isASCII && $0.isNumber }
        guard let number = try? NumberText.whole(String(digits), in: 1...monthsMax) else {
            return nil
        }
        switch folded.dropFirst(digits.count) {
        case "", "m", "month", "months", "mth", "mths": return RefreshInterval(months: number)
        case "y", "year", "years", "yr", "yrs":
            return RefreshInterval(months: number * monthsPerYear)
        default: return nil
        }
    }

    /// Whether `left` is shorter.
    package static func < (left: RefreshInterval, right: RefreshInterval) -> Bool {
        left.months < right.months
    }
}
