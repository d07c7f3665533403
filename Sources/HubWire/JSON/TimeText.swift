/// Times and durations as canonical JSON writes them.
///
/// Days are counted in the proleptic Gregorian calendar; years begin in March for the count, so
/// that the leap day is their last.
enum TimeText {
    /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
    static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    /// About 10,000 years.
    static let durationMax: Int64 = 315_576_000_000
    private static let secondsPerDay: Int64 = 86_400

    /// `2026-11-21T09:30:00.250Z`, or nil outside the years 1 to 9999.
    static func timestamp(seconds: Int64, nanos: Int32) -> String? {
        guard secondsRange.contains(seconds), (0...999_999_999).contains(nanos) else { return nil }
        let (days, second) = seconds.floorDivided(by: secondsPerDay)
        let (year, month, day) = date(daysSince1970: days)
        let hour = second / 3_600
        let minute = second / 60 % 60
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
            + padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second % 60, 2)
            + fraction(Int64(nanos)) + "Z"
    }

    /// `1.5s`, or nil when the parts contradict each other or are too large.
    static func duration(seconds: Int64, nanos: Int32) -> String? {
        guard (-durationMax...durationMax).contains(seconds),
            (-999_999_999...999_999_999).contains(nanos),
            seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
        else { return nil }
        let sign = seconds < 0 || nanos < 0 ? "-" : ""
        return sign + String(seconds.magnitude) + fraction(Int64(nanos.magnitude)) + "s"
    }

    /// Nothing, or a point with three, six or nine digits.
    private static func fraction(_ nanos: Int64) -> String {
        if nanos == 0 { return "" }
        if nanos % 1_000_000 == 0 { return "." + padded(nanos / 1_000_000, 3) }
        if nanos % 1_000 == 0 { return "." + padded(nanos / 1_000, 6) }
        return "." + padded(nanos, 9)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// The date of a day.
    static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // 719,468 days lie between 0000-03-01 and 1970-01-01; 146,097 make 400 years.
        let (era, dayOfEra) = (days + 719_468).floorDivided(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day of a date, counted from 1970-01-01.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = marchYear.floorDivided(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int64 {
    /// The quotient rounded down, and the remainder, which is never negative.
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
