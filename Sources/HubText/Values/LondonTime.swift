/// Civil days in London, by rule and without a time zone database.
///
/// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of
/// October (The Summer Time Order 2002, SI 2002/262; the same instants since 1996 under the seventh
/// and eighth directives on summer time). Earlier instants are outside the rule and have no answer.
package enum LondonTime {
    /// The first year in which the rule holds.
    package static let yearMin = 1996

    private static let microsecondsPerSecond: Int64 = 1_000_000
    private static let secondsPerDay = 86_400
    private static let secondsPerHour = 3_600

    /// The day in London at an instant.
    ///
    /// - Parameter microseconds: The instant in microseconds since 1970-01-01T00:00:00Z.
    /// - Returns: The day; nil before 1996 and after 9999.
    package static func day(atMicroseconds microseconds: Int64) -> Day? {
        day(atSeconds: Int(floored(microseconds, by: microsecondsPerSecond)))
    }

    /// The day in London at an instant.
    ///
    /// - Parameter seconds: The instant in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The day; nil before 1996 and after 9999.
    package static func day(atSeconds seconds: Int) -> Day? {
        guard let offset = offsetSeconds(atSeconds: seconds) else { return nil }
        return Day(number: Int(floored(Int64(seconds + offset), by: Int64(secondsPerDay))))
    }

    /// The first instant of a day in London.
    ///
    /// - Parameter day: The day.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z; nil before 1996.
    package static func start(of day: Day) -> Int? {
        // Both changes of the clock are after midnight, so the day begins under the old offset.
        let midnight = Int(day.number) * secondsPerDay
        guard let (start, end) = summer(year: day.parts.year) else { return nil }
        let isSummer = midnight > start && midnight <= end
        return midnight - (isSummer ? secondsPerHour : 0)
    }

    /// What calendar and clocks in London show, as in "4 March 2025 at 14:05".
    ///
    /// - Parameter seconds: The instant in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The words; nil before 1996 and after 9999.
    package static func words(atSeconds seconds: Int) -> String? {
        guard let day = day(atSeconds: seconds), let offset = offsetSeconds(atSeconds: seconds)
        else { return nil }
        let minutes = (seconds + offset - Int(day.number) * secondsPerDay) / 60
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(day.words) at \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// How far clocks in London are ahead of UTC at an instant.
    ///
    /// - Parameter seconds: The instant in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: 0 or 3,600; nil before 1996 and after 9999.
    package static func offsetSeconds(atSeconds seconds: Int) -> Int? {
        let number = Int(floored(Int64(seconds), by: Int64(secondsPerDay)))
        guard let day = Day(number: number), let (start, end) = summer(year: day.parts.year) else {
            return nil
        }
        return seconds >= start && seconds < end ? secondsPerHour : 0
    }

    /// The instants at which a year's summer time starts and ends; nil before 1996.
    private static func summer(year: Int) -> (start: Int, end: Int)? {
        guard year >= yearMin, let march = lastSunday(month: 3, year: year),
            let october = lastSunday(month: 10, year: year)
        else { return nil }
        return (
            Int(march.number) * secondsPerDay + secondsPerHour,
            Int(october.number) * secondsPerDay + secondsPerHour
        )
    }

    private static func lastSunday(month: Int, year: Int) -> Day? {
        guard let last = Day(year: year, month: month, day: 31) else { return nil }
        return last.advanced(by: -(last.weekday % 7))
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
