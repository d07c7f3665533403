/// How far people whose ethnicity is not known could move a ratio.
package struct UnknownSensitivity: Equatable, Sendable {
    /// A ratio built on a smaller share of the people than this is flagged.
    ///
    /// A rule of this program: no published one is known.
    package static let knownShareMinDefault = 0.5

    /// The ratio with the unknown left out, as it is published.
    package let leftOut: Computed<Double>
    /// The ratio if all of them were white.
    package let allWhite: Computed<Double>
    /// The ratio if all of them belonged to the minoritised group.
    package let allMinority: Computed<Double>
    /// The lowest ratio that any division of them gives.
    package let lowest: Computed<Double>
    /// The highest ratio that any division of them gives.
    package let highest: Computed<Double>
    /// The share of the people whose ethnicity is known.
    package let knownShare: Double
    /// Whether too few of the people are known for the ratio to stand alone.
    package let isFlagged: Bool

    /// Looks at every division of the unknown.
    ///
    /// The extremes are reached when everybody with the event belongs to one group and everybody
    /// without it to the other (the bounds of Manski, "Partial identification of probability
    /// distributions", for a binary outcome).
    ///
    /// - Parameters:
    ///   - table: The known groups.
    ///   - unknown: The people whose ethnicity is not known.
    ///   - knownShareMin: A smaller known share is flagged.
    package init(
        _ table: RatioTable,
        unknown: EventCount,
        knownShareMin: Double = knownShareMinDefault
    ) {
        let (minority, white) = (table.minority, table.white)
        leftOut = table.ratio
        allWhite = RatioTable(minority: minority, white: white + unknown).ratio
        allMinority = RatioTable(minority: minority + unknown, white: white).ratio
        let without = max(0, unknown.people - unknown.events)
        highest = Self.ratio(
            (minority.events + unknown.events, minority.people + unknown.events),
            over: (white.events, white.people + without)
        )
        lowest = Self.ratio(
            (minority.events, minority.people + without),
            over: (white.events + unknown.events, white.people + unknown.events)
        )
        let known = minority.people + white.people
        let all = known + unknown.people
        knownShare = all == 0 ? 1 : Double(known) / Double(all)
        isFlagged = knownShare < knownShareMin
    }

    private static func ratio(
        _ minority: (events: Int, people: Int),
        over white: (events: Int, people: Int)
    ) -> Computed<Double> {
        if minority.people == 0 { return .unknown(.noMinorityPeople) }
        if white.people == 0 { return .unknown(.noWhitePeople) }
        if minority.events == 0, white.events == 0 { return .unknown(.noEvents) }
        if white.events == 0 { return .unknown(.noWhiteEvents) }
        let over = Double(minority.events) * Double(white.people)
        return .known(over / (Double(white.events) * Double(minority.people)))
    }
}
