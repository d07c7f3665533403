package import HubText

/// What stands in a cell that should hold a day.
package enum DateCell: Equatable, Sendable {
    /// Nothing.
    case empty
    /// A day; ambiguous if day and month could be the other way round.
    case day(Day, DateForm)
    /// Words that say that there is no end: "does not expire".
    case never
    /// Words that say that there is nothing to say: "n/a".
    case notApplicable
    /// Words that say that it was done, without a day: "yes", "completed".
    case doneWithoutDay
    /// 999, 1900 and the like, which stand for "not known".
    case sentinel
    /// Anything else, with what would be right.
    indirect case wrong(TextError)

    /// Reads a cell.
    ///
    /// - Parameters:
    ///   - text: The cell, trimmed.
    ///   - order: Which stands first in its column.
    ///   - shortYearsFrom: The first of the hundred years that a year of two digits is one of; nil
    ///     where such a year is an error.
    /// - Returns: What it says.
    /// - Complexity: Constant; long texts are refused at once.
    package static func read(
        _ text: String,
        order: DateOrder,
        shortYearsFrom: Int? = nil
    ) -> DateCell {
        if text.isEmpty { return .empty }
        if let words = words[CSVColumn.folded(String(text.prefix(40)))] { return words }
        let plain = plain(text, shortYearsFrom: shortYearsFrom)
        if let numbers = numbers(plain) { return read(numbers, order: order, shown: text) }
        do throws(TextError) {
            let day = try DayText.day(plain)
            return isSentinel(day) ? .sentinel : .day(day, .named)
        } catch {
            return .wrong(error)
        }
    }

    /// A day as it is read: without midnight behind it, and with a year of four digits.
    ///
    /// - Parameters:
    ///   - text: The cell, trimmed.
    ///   - shortYearsFrom: As in `read`.
    /// - Returns: The text, unchanged where it is anything else.
    static func plain(_ text: String, shortYearsFrom: Int?) -> String {
        withYear(withoutTime(text), shortYearsFrom)
    }

    /// Reads ten bytes such as 04/03/2025 without making a text of them.
    ///
    /// - Parameters:
    ///   - bytes: What the cell stands in.
    ///   - range: The cell, trimmed.
    ///   - order: Which stands first in its column.
    /// - Returns: Nil for every other form.
    package static func fast(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        order: DateOrder
    ) -> DateCell? {
        guard range.count == 10 else { return nil }
        let start = range.lowerBound
        let separator = bytes[start + 2]
        guard separator == bytes[start + 5],
            separator == 0x2F || separator == 0x2D || separator == 0x2E,
            let first = number(bytes, start, 2), let second = number(bytes, start + 3, 2),
            let year = number(bytes, start + 6, 4)
        else { return nil }
        let isDayFirst = order == .dayFirst
        let (dayOfMonth, month) = isDayFirst ? (first, second) : (second, first)
        guard let day = Day(year: year, month: month, day: dayOfMonth), !isSentinel(day) else {
            return nil
        }
        return .day(day, form(first, second))
    }

    // Text keys: folded words, which are compared as people read them.
    private static let words: [String: DateCell] = {
        let groups: [(DateCell, [String])] = [
            (
                .never,
                [
                    "never", "doesnotexpire", "noexpiry", "noexpirydate", "nonexpiring", "lifetime",
                    "permanent",
                ]
            ),
            (.notApplicable, ["na", "notapplicable", "notrequired", "none", "nil"]),
            (.doneWithoutDay, ["yes", "y", "completed", "complete", "done", "passed", "attended"]),
            (.sentinel, ["999", "9999", "99999", "0", "00000000", "tbc", "unknown", "notknown"]),
        ]
        // Text keys: folded words, which are compared as people read them.
        var found: [String: DateCell] = [:]
        for (cell, words) in groups {
            for word in words { found[word] = cell }
        }
        return found
    }()

    private static func isSentinel(_ day: Day) -> Bool {
        let year = day.parts.year
        return year == 1_899 || year == 1_900 || year == 2_999 || year == 9_999
    }

    /// The text with a year of four digits where it has one of two: `04/03/25`, `4 Mar 25`.
    private static func withYear(_ text: String, _ from: Int?) -> String {
        guard let from else { return text }
        let parts = text.utf8.split(omittingEmptySubsequences: false) {
            $0 == 0x2F || $0 == 0x2D || $0 == 0x2E || $0 == 0x20
        }
        guard parts.count == 3, parts[0].count <= 2, parts[2].count == 2,
            let short = number(Array(parts[2]).span, 0, 2)
        else { return text }
        let year = from + (short - from % 100 + 100) % 100
        return "\(text.dropLast(2))\(year)"
    }

    /// Programs write the time behind the day: midnight is none.
    private static func withoutTime(_ text: String) -> String {
        for suffix in [" 00:00:00.000", " 00:00:00", " 00:00", " 0:00", "T00:00:00Z", "T00:00:00"]
        where text.hasSuffix(suffix) {
            return String(text.dropLast(suffix.count))
        }
        return text
    }

    private static func number(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            guard (0x30...0x39).contains(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        return value
    }

    /// Two short numbers and a year of four digits, in this order.
    private static func numbers(_ text: String) -> (first: Int, second: Int, year: Int)? {
        let parts = text.utf8.split(omittingEmptySubsequences: false) {
            $0 == 0x2F || $0 == 0x2D || $0 == 0x2E
        }
        guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
            parts[2].count == 4
        else { return nil }
        var numbers: [Int] = []
        for part in parts {
            guard part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            numbers.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        return (numbers[0], numbers[1], numbers[2])
    }

    private static func form(_ first: Int, _ second: Int) -> DateForm {
        if first > 12 { return .dayFirst }
        if second > 12 { return .monthFirst }
        return first == second ? .named : .ambiguous
    }

    private static func read(
        _ numbers: (first: Int, second: Int, year: Int),
        order: DateOrder,
        shown: String
    ) -> DateCell {
        let (first, second, year) = numbers
        let (day, month) = order == .dayFirst ? (first, second) : (second, first)
        if let day = Day(year: year, month: month, day: day) {
            return isSentinel(day) ? .sentinel : .day(day, form(first, second))
        }
        if (first, second) == (0, 0) || year == 0 { return .sentinel }
        if let turned = Day(year: year, month: day, day: month) {
            let isDayFirst = order == .dayFirst
            return .wrong(
                TextError(
                    .dateAmerican,
                    found: shown,
                    problem: isDayFirst
                        ? "has the month before the day" : "has the day before the month",
                    expected: "the days of one column written one way, such as 04/03/2025",
                    suggestion: turned.slashed
                )
            )
        }
        return .wrong(
            TextError(
                .dateCalendar,
                found: shown,
                problem: "is not a day of the calendar",
                expected: DayText.expectedForm
            )
        )
    }
}
