extension TimeText {
    /// The seconds and nanoseconds of `1972-01-01T10:00:20.021-05:00`.
    ///
    /// - Parameter text: RFC 3339 with capital T and Z.
    /// - Returns: The parts.
    /// - Throws: `malformedText`, or `outOfRange` outside the years 1 to 9999.
    static func readTimestamp(_ text: String) throws(WireError) -> (seconds: Int64, nanos: Int32) {
        var cursor = Digits(text)
        let year = try cursor.number(4)
        try cursor.mark("-")
        let month = try cursor.number(2)
        try cursor.mark("-")
        let day = try cursor.number(2)
        try cursor.mark("T")
        let hour = try cursor.number(2)
        try cursor.mark(":")
        let minute = try cursor.number(2)
        try cursor.mark(":")
        let second = try cursor.number(2)
        let nanos = try cursor.fraction()
        let offset = try cursor.offset()
        try cursor.finish()
        let dayNumber = days(year: year, month: month, day: day)
        guard (1...12).contains(month), day >= 1, hour < 24, minute < 60, second < 60,
            date(daysSince1970: dayNumber) == (year, month, day)
        else { throw WireError(.malformedText) }
        let seconds = ((dayNumber * 24 + hour) * 60 + minute) * 60 + second - offset
        guard secondsRange.contains(seconds) else { throw WireError(.outOfRange) }
        return (seconds, nanos)
    }

    /// The seconds and nanoseconds of `-1.5s`.
    ///
    /// - Parameter text: A decimal number with at most nine places, and `s`.
    /// - Returns: The parts, of one sign.
    /// - Throws: `malformedText` or `outOfRange`.
    static func readDuration(_ text: String) throws(WireError) -> (seconds: Int64, nanos: Int32) {
        var cursor = Digits(text)
        let isNegative = cursor.take("-")
        let seconds = try cursor.number(nil)
        let nanos = try cursor.fraction()
        try cursor.mark("s")
        try cursor.finish()
        guard seconds <= durationMax else { throw WireError(.outOfRange) }
        return isNegative ? (-seconds, -nanos) : (seconds, nanos)
    }

    /// A cursor over digits and marks.
    private struct Digits {
        private var rest: ArraySlice<UInt8>

        init(_ text: String) { rest = Array(text.utf8)[...] }

        mutating func take(_ mark: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: mark) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func mark(_ mark: Unicode.Scalar) throws(WireError) {
            guard take(mark) else { throw WireError(.malformedText) }
        }

        /// A number of so many digits, or of one to fifteen.
        mutating func number(_ count: Int?) throws(WireError) -> Int64 {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            let taken = digits.prefix(count ?? 15)
            guard !taken.isEmpty, count == nil ? digits.count <= 15 : taken.count == count else {
                throw WireError(.malformedText)
            }
            rest.removeFirst(taken.count)
            return taken.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }

        /// Nothing, or a point with one to nine digits.
        mutating func fraction() throws(WireError) -> Int32 {
            guard take(".") else { return 0 }
            let before = rest.count
            var nanos = try number(nil)
            let places = before - rest.count
            guard places <= 9 else { throw WireError(.malformedText) }
            for _ in places..<9 { nanos *= 10 }
            return Int32(truncatingIfNeeded: nanos)
        }

        /// The seconds that local time is ahead: `Z`, `+01:00`, `-05:30`.
        mutating func offset() throws(WireError) -> Int64 {
            if take("Z") { return 0 }
            let isBehind = take("-")
            if !isBehind { try mark("+") }
            let hours = try number(2)
            try mark(":")
            let minutes = try number(2)
            guard hours < 24, minutes < 60 else { throw WireError(.malformedText) }
            let seconds = (hours * 60 + minutes) * 60
            return isBehind ? -seconds : seconds
        }

        func finish() throws(WireError) {
            guard rest.isEmpty else { throw WireError(.malformedText) }
        }
    }
}
