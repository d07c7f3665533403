import HubText
import HubWire

/// A day as a moment of the records.
enum AsOfDay {
    /// The last moment of a day in London, or now where the day is not over.
    ///
    /// - Parameters:
    ///   - typed: A day as people write it.
    ///   - now: Microseconds since 1970-01-01T00:00:00Z.
    /// - Returns: The moment; `nil` for what is no day, and for days before 1996.
    static func end(_ typed: String, now: Int64) -> Timestamp? {
        let day: Day
        do throws(TextError) { day = try DayText.day(typed) } catch { return nil }
        guard let next = day.advanced(by: 1).flatMap({ LondonTime.start(of: $0) }) else {
            return nil
        }
        // Times of records have microseconds: this is the last one of the day.
        let end = Int64(next) * microsecondsPerSecond - 1
        let moment = min(end, now)
        return Timestamp(
            seconds: moment / microsecondsPerSecond,
            nanos: Int32(moment % microsecondsPerSecond * 1_000)
        )
    }
}

private let microsecondsPerSecond: Int64 = 1_000_000
