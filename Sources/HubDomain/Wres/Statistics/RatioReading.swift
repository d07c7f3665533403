/// What a ratio above one means for staff of the minoritised group.
package enum Polarity: String, Sendable, CaseIterable {
    /// Above one is adverse, as with disciplinary cases.
    case adverseAbove = "adverse_above"
    /// Above one is in their favour, as with appointments.
    case favourableAbove = "favourable_above"
    /// Neither.
    case none
}

/// Whether a ratio is within the four-fifths range.
package enum FourFifths: String, Sendable {
    /// From 0.8 to 1.25; both ends are inside.
    case inside
    /// Below 0.8 or above 1.25.
    case outside
}

/// What the ratio alone says; whether it is clear is another question.
package enum Reading: String, Sendable {
    /// Outside the range, against the minoritised group.
    case adverse
    /// Outside the range, in favour of the minoritised group.
    case favourable
    /// Inside the range.
    case neither

    /// The reading for people.
    package var words: String {
        switch self {
        case .adverse: "adverse"
        case .favourable: "in favour of minoritised staff"
        case .neither: "neither"
        }
    }
}

/// Everything that is said about one ratio, from its four counts.
package struct RatioReading: Equatable, Sendable {
    /// The range of the four-fifths rule, as NHS England's work on disciplinary cases uses it;
    /// whether the social care standard does is not known.
    package static let fairRange = 0.8...1.25
    /// Fewer expected cases than this in any of the four cells are too few to read; the usual rule
    /// for a two by two table.
    package static let expectedMinDefault = 5.0

    /// The counts.
    package let table: RatioTable
    /// What a ratio above one means.
    package let polarity: Polarity
    /// The relative likelihood.
    package let ratio: Computed<Double>
    /// The score interval, which is shown.
    package let koopman: Computed<RatioInterval>
    /// The log interval, which others publish.
    package let katz: Computed<RatioInterval>
    /// The p-value of Fisher's exact test.
    package let fisherP: Computed<Double>
    /// Whether the ratio is within the four-fifths range.
    package let fourFifths: Computed<FourFifths>
    /// What the ratio says, whatever the uncertainty.
    package let reading: Computed<Reading>
    /// Whether the score interval excludes equal likelihood.
    package let isClear: Computed<Bool>
    /// Whether there are too few cases to read anything into it.
    package let isTooFew: Bool
    /// How many people of the minoritised group more had the event than at the white group's rate.
    ///
    /// Negative for fewer; not rounded, and not a target.
    package let gapPeople: Computed<Double>

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - table: The counts.
    ///   - polarity: What a ratio above one means.
    ///   - expectedMin: Fewer expected cases in any cell are too few.
    package init(
        _ table: RatioTable,
        polarity: Polarity,
        expectedMin: Double = expectedMinDefault
    ) {
        self.table = table
        self.polarity = polarity
        ratio = table.ratio
        koopman = RatioInterval.koopman(table)
        katz = RatioInterval.katz(table)
        fisherP = FisherTest.twoSided(table)
        fourFifths = Self.range(of: table)
        reading = Self.reading(of: table.ratio, fourFifths, polarity)
        isClear = koopman.map { !$0.holdsOne }
        isTooFew = table.smallestExpected < expectedMin
        gapPeople = Self.gap(in: table)
    }

    /// Why something about the table is not computed; nil where everything is.
    package var reason: NotComputable? {
        ratio.reason ?? koopman.reason ?? katz.reason ?? fisherP.reason ?? reading.reason
            ?? gapPeople.reason
    }

    /// Decided in whole numbers, so that 0.8 and 1.25 themselves are inside on every machine.
    private static func range(of table: RatioTable) -> Computed<FourFifths> {
        table.ratio.map { _ in
            let over = table.minority.events * table.white.people
            let under = table.white.events * table.minority.people
            return 5 * over >= 4 * under && 4 * over <= 5 * under ? .inside : .outside
        }
    }

    /// What a ratio says by itself.
    ///
    /// - Parameters:
    ///   - ratio: The ratio.
    ///   - range: Whether it is inside the four-fifths range.
    ///   - polarity: What a ratio above one means.
    /// - Returns: `neither` exactly inside the range.
    static func reading(
        of ratio: Computed<Double>,
        _ range: Computed<FourFifths>,
        _ polarity: Polarity
    ) -> Computed<Reading> {
        guard let ratio = ratio.value, let range = range.value else {
            return range.map { _ in .neither }
        }
        if range == .inside { return .known(.neither) }
        switch polarity {
        case .none: return .unknown(.noDirection)
        case .adverseAbove: return .known(ratio > 1 ? .adverse : .favourable)
        case .favourableAbove: return .known(ratio > 1 ? .favourable : .adverse)
        }
    }

    /// What a table's ratio says by itself; nil where there is none, or it has no direction.
    static func reading(of table: RatioTable, _ polarity: Polarity) -> Reading? {
        reading(of: table.ratio, range(of: table), polarity).value
    }

    private static func gap(in table: RatioTable) -> Computed<Double> {
        if table.minority.people == 0 { return .unknown(.noMinorityPeople) }
        guard let rate = table.white.share else { return .unknown(.noWhitePeople) }
        return .known(Double(table.minority.events) - Double(table.minority.people) * rate)
    }
}
