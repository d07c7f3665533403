package import HubText

/// A ratio from shares alone, where a report gives no counts.
///
/// With the minoritised share of the shortlisted `s` and of the appointed `t`, those of unknown
/// ethnicity left out, the relative likelihood is (t/s) ÷ ((1−t)/(1−s)); t/s alone is not.
package struct PublishedShares: Equatable, Sendable {
    /// The minoritised share of the people who could have had the event, in percent.
    package let ofPeople: Decimal
    /// The minoritised share of the people with the event, in percent.
    package let ofEvents: Decimal

    /// Two percentages as they were printed; their places say how far they were rounded.
    package init(ofPeople: Decimal, ofEvents: Decimal) {
        self.ofPeople = ofPeople
        self.ofEvents = ofEvents
    }

    /// The ratio of the shares as printed.
    package var ratio: Computed<Double> {
        Self.ratio(ofPeople.double / 100, ofEvents.double / 100)
    }

    /// The ratios that the rounding of the printed shares allows.
    package var roundingRange: Computed<RatioInterval> {
        let (people, events) = (Self.rounded(ofPeople), Self.rounded(ofEvents))
        let lowest = Self.ratio(people.upperBound, events.lowerBound)
        let highest = Self.ratio(people.lowerBound, events.upperBound)
        switch (lowest, highest) {
        case (.known(let lower), .known(let upper)):
            return .known(RatioInterval(lower: lower, upper: upper))
        case (.unknown(let reason), _), (_, .unknown(let reason)): return .unknown(reason)
        }
    }

    /// Whether the ratio of the shares as printed is within the four-fifths range.
    package var fourFifths: Computed<FourFifths> {
        ratio.map { RatioReading.fairRange.contains($0) ? .inside : .outside }
    }

    /// What the ratio of the shares as printed says.
    ///
    /// - Parameter polarity: What a ratio above one means.
    /// - Returns: The reading from the ratio alone.
    package func reading(_ polarity: Polarity) -> Computed<Reading> {
        RatioReading.reading(of: ratio, fourFifths, polarity)
    }

    /// The shares that are printed as this percentage.
    private static func rounded(_ percent: Decimal) -> ClosedRange<Double> {
        var half = 0.5
        for _ in 0..<percent.places { half /= 10 }
        let low = max(0, percent.double - half) / 100
        return low...max(low, min(100, percent.double + half) / 100)
    }

    private static func ratio(_ people: Double, _ events: Double) -> Computed<Double> {
        if people <= 0 { return .unknown(.noMinorityPeople) }
        if people >= 1 { return .unknown(.noWhitePeople) }
        if events >= 1 { return .unknown(.noWhiteEvents) }
        return .known((events / people) / ((1 - events) / (1 - people)))
    }
}
