extension Rule {
    /// A text that is no date in a form that is read here.
    package static let dateForm: Rule = "date_form"
    /// A date that the calendar does not have.
    package static let dateCalendar: Rule = "date_calendar"
    /// A date whose year has two digits.
    package static let dateShortYear: Rule = "date_short_year"
    /// A spreadsheet's number for a date.
    package static let dateSerial: Rule = "date_serial"
    /// A date with the month before the day.
    package static let dateAmerican: Rule = "date_american"
    /// A date outside its range.
    package static let dateRange: Rule = "date_range"
}

/// Dates as people in England type them.
///
/// Read: `04/03/2025`, `4/3/2025`, also with `-` or `.`; `2025-03-04`; `4 March 2025` and
/// `4 Mar 2025`. Nothing is guessed: a year of two digits, a month before the day and a
/// spreadsheet's serial number are refused, each with the date that was probably meant.
package enum DayText {
    /// What to tell somebody who wrote something else.
    package static let expectedForm = "a date such as 04/03/2025 or 4 March 2025"
    /// The serial numbers that are taken for dates: 18 May 1927 to 10 January 2119.
    static let serials = 10_000...80_000
    /// The bytes of the longest date.
    private static let bytesMax = 40

    /// Reads a date.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - range: The days that make sense.
    /// - Returns: The day.
    /// - Throws: `date_form`, `date_calendar`, `date_short_year`, `date_serial`, `date_american` or
    ///   `date_range`.
    package static func day(
        _ text: String,
        in range: ClosedRange<Day> = Day.first...Day.last
    ) throws(TextError) -> Day {
        let day = try parse(TextRule.trimmed(text), shown: text)
        guard range.contains(day) else {
            throw TextError(
                .dateRange,
                found: text,
                problem: "is out of range",
                expected: "a date from \(range.lowerBound.words) to \(range.upperBound.words)"
            )
        }
        return day
    }

    private static func parse(_ text: String, shown: String) throws(TextError) -> Day {
        guard text.utf8.count <= bytesMax else { throw form(shown) }
        if let serial = digits(text[...], count: 5...5), serials.contains(serial) {
            throw TextError(
                .dateSerial,
                found: shown,
                problem: "is a spreadsheet's number for a date",
                expected: "the column formatted as a date before it is saved",
                suggestion: Day(year: 1899, month: 12, day: 30)?.advanced(by: serial)?.slashed
            )
        }
        if let named = try namedMonth(text, shown: shown) { return named }
        for separator in ["/", "-", "."] as [Character] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isISO = separator == "-" && parts[0].utf8.count == 4
            return try isISO ? iso(parts, shown: shown) : british(parts, shown: shown)
        }
        throw form(shown)
    }

    private static func iso(_ parts: [Substring], shown: String) throws(TextError) -> Day {
        guard let year = digits(parts[0], count: 4...4), let month = digits(parts[1], count: 2...2),
            let day = digits(parts[2], count: 2...2)
        else { throw form(shown) }
        return try calendar(year, month, day, shown: shown)
    }

    private static func british(_ parts: [Substring], shown: String) throws(TextError) -> Day {
        guard let day = digits(parts[0], count: 1...2), let month = digits(parts[1], count: 1...2)
        else { throw form(shown) }
        if let short = digits(parts[2], count: 2...2) {
            // Only a hint: from 50 on the last century is likelier, for dates of birth.
            let meant = Day(
                year: short < 50 ? 2_000 + short : 1_900 + short,
                month: month,
                day: day
            )
            throw shortYear(shown, meant: meant)
        }
        guard let year = digits(parts[2], count: 4...4) else { throw form(shown) }
        if month > 12, let turned = Day(year: year, month: day, day: month) {
            throw TextError(
                .dateAmerican,
                found: shown,
                problem: "has the month before the day",
                expected: expectedForm,
                suggestion: turned.slashed
            )
        }
        return try calendar(year, month, day, shown: shown)
    }

    private static func namedMonth(_ text: String, shown: String) throws(TextError) -> Day? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "-" })
        guard parts.count == 3, let month = month(named: parts[1]) else { return nil }
        guard let day = digits(parts[0], count: 1...2) else { throw form(shown) }
        if let short = digits(parts[2], count: 2...2) {
            let meant = Day(
                year: short < 50 ? 2_000 + short : 1_900 + short,
                month: month,
                day: day
            )
            throw shortYear(shown, meant: meant)
        }
        guard let year = digits(parts[2], count: 4...4) else { throw form(shown) }
        return try calendar(year, month, day, shown: shown)
    }

    private static func month(named name: Substring) -> Int? {
        let wanted = name.lowercased()
        for (index, month) in Day.monthNames.enumerated() {
            let full = month.lowercased()
            let isShort = wanted == full.prefix(3) || (wanted == "sept" && index == 8)
            if wanted == full || isShort { return index + 1 }
        }
        return nil
    }

    private static func digits(_ text: Substring, count: ClosedRange<Int>) -> Int? {
        guard count.contains(text.utf8.count) else { return nil }
        var value = 0
        for byte in text.utf8 {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private static func calendar(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        shown: String
    ) throws(TextError) -> Day {
        guard let found = Day(year: year, month: month, day: day) else {
            throw TextError(
                .dateCalendar,
                found: shown,
                problem: "is not a day of the calendar",
                expected: expectedForm
            )
        }
        return found
    }

    private static func shortYear(_ shown: String, meant: Day?) -> TextError {
        TextError(
            .dateShortYear,
            found: shown,
            problem: "has a year of two digits",
            expected: "the year with four digits",
            suggestion: meant?.slashed
        )
    }

    private static func form(_ shown: String) -> TextError {
        TextError(
            .dateForm,
            found: shown,
            problem: shown.isEmpty ? "the date is missing" : "is not a date",
            expected: expectedForm
        )
    }
}
