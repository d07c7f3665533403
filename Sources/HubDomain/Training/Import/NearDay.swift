package import HubText

/// Whether one day is another with a slip of the keyboard: what a correction of a day looks like.
package enum NearDay {
    /// Looks at a record that a file has and one that is held, of the same worker and topic.
    ///
    /// A day beside it, day and month the other way round, or one of day and month another. Another
    /// year alone is most often the next time, so it counts only where it goes back or where the
    /// last day is the same.
    package static func isSlip(
        _ sent: Day,
        _ sentEnd: Day?,
        from held: Day,
        _ heldExpiry: StatedExpiry
    ) -> Bool {
        if abs(held.days(until: sent)) <= TrainingFileReader.nearDays { return sent != held }
        let (new, old) = (sent.parts, held.parts)
        if new.year == old.year {
            let isTurned = new.month == old.day && new.day == old.month
            return isTurned || new.month == old.month || new.day == old.day
        }
        guard new.month == old.month, new.day == old.day else { return false }
        if sent < held { return true }
        guard let sentEnd, case .day(let end) = heldExpiry else { return false }
        return sentEnd == end
    }
}
