import HubText

/// Whether a post follows on from one that ended, so that whoever holds both has not left.
///
/// No source of the standard says how long a gap may be. The rule is that of continuous
/// employment: a week counts in any part of which there is a contract, and a week ends with
/// Saturday (Employment Rights Act 1996, sections 210, 212 and 235). So a night, a weekend or a
/// bank holiday between two posts breaks nothing, and a whole week from Sunday to Saturday does.
enum PostGap {
    private static let daysOfWeek = 7

    /// Whether no whole week, Sunday to Saturday, lies between two posts.
    ///
    /// - Parameters:
    ///   - left: The last day in the earlier post.
    ///   - started: The first day in the later one.
    /// - Returns: Whether the later one follows on.
    static func isBridged(from left: Day, to started: Day) -> Bool {
        // Monday is 1 and Sunday 7: the first Sunday after the last day begins the first week
        // that can be whole.
        let toSunday = left.weekday == daysOfWeek ? daysOfWeek : daysOfWeek - left.weekday
        guard let nextWeek = left.advanced(by: toSunday + daysOfWeek) else { return true }
        return started < nextWeek
    }
}
