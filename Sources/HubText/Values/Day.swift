/// A day of the proleptic Gregorian calendar, from 1 January 0001 to 31 December 9999.
///
/// Conversions follow the civil-day arithmetic of Howard Hinnant ("chrono-Compatible Low-Level
/// Date Algorithms"): eras of 400 years, years that begin in March.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 1 January 0001.
    package static let first = Day(unchecked: -719_162)
    /// 31 December 9999.
    package static let last = Day(unchecked: 2_932_896)
    /// The months' English names, January first.
    package static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// Days since 1 January 1970.
    package let number: Int32

    /// The day with a number, or nil outside the calendar.
    package init?(number: Int) {
        guard (Int(Day.first.number)...Int(Day.last.number)).contains(number) else { return nil }
        self.number = Int32(number)
    }

    private init(unchecked number: Int32) {
        self.number = number
    }

    /// The day of a year, month and day of the month, or nil if there is none.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.count(ofMonth: month, year: year)
        else { return nil }
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// The days of a month.
    ///
    /// - Parameters:
    ///   - month: From 1 to 12.
    ///   - year: The year, which decides about February.
    /// - Returns: From 28 to 31; 0 for a month that does not exist.
    package static func count(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 0
        }
    }

    /// The year, month and day of the month.
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day of the week: 1 for Monday to 7 for Sunday.
    package var weekday: Int {
        let offset = (Int(number) + 3) % 7
        return (offset < 0 ? offset + 7 : offset) + 1
    }

    /// As in "2025-03-04" (ISO 8601).
    package var iso: String {
        let (year, month, day) = parts
        return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
    }

    /// As in "4 March 2025".
    package var words: String {
        let (year, month, day) = parts
        return "\(day) \(Day.monthNames[month - 1]) \(year)"
    }

    /// As in "04/03/2025", for sheets that people edit.
    package var slashed: String {
        let (year, month, day) = parts
        return "\(Day.padded(day, 2))/\(Day.padded(month, 2))/\(Day.padded(year, 4))"
    }

    /// As in "2025-03-04".
    package var description: String { iso }

    /// The day a number of days later, or earlier; nil outside the calendar.
    package func advanced(by days: Int) -> Day? {
        let (sum, overflow) = Int(number).addingReportingOverflow(days)
        return overflow ? nil : Day(number: sum)
    }

    /// The same day of a later or earlier month; the month's last day where it is shorter.
    ///
    /// - Parameter months: How many months, negative for earlier.
    /// - Returns: The day, or nil outside the calendar.
    package func advanced(byMonths months: Int) -> Day? {
        let (year, month, day) = parts
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, index >= 12 else { return nil }
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        return Day(
            year: newYear,
            month: newMonth,
            day: min(day, Day.count(ofMonth: newMonth, year: newYear))
        )
    }

    /// The days from this day to another; negative if the other is earlier.
    package func days(until other: Day) -> Int {
        Int(other.number) - Int(number)
    }

    /// Whether `left` is earlier.
    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
