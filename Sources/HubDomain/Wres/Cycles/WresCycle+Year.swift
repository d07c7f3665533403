import HubText

extension WresCycle {
    /// How many years a day that is counted may be away from the cycle's own without a remark.
    private static let yearsApart = 1

    /// What is remarked of a day that is far from the cycle's year, so that it is likely to be
    /// another cycle's, or mistyped; nil for a day that is near, and for a cycle without a year.
    ///
    /// One rule for extracts and for sheets.
    func doubt(about day: Day) -> (problem: String, expected: String)? {
        guard let year = Int(id.text), abs(day.parts.year - year) > Self.yearsApart else {
            return nil
        }
        return (
            "is \(day.slashed), and the cycle is \(id)",
            "a day near \(year), or the cycle that the day belongs to"
        )
    }
}
