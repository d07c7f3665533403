import HubText

/// How many people of one group had an event, and how many could have had it.
package struct EventCount: Hashable, Sendable {
    /// The largest count that is taken: above every workforce of the country.
    package static let countMax = 10_000_000

    /// People with the event.
    package let events: Int
    /// People who could have had it.
    package let people: Int

    /// Two counts.
    ///
    /// - Throws: WRES-0106 for a count below zero or above `countMax`. More events than people are
    ///   taken, because leavers of a year can outnumber those who are there at its end.
    package init(events: Int, people: Int) throws(DomainError) {
        for count in [events, people] where !(0...Self.countMax).contains(count) {
            throw DomainError(
                .wresCountForm,
                path: "",
                found: String(count),
                problem: "is not a count of people",
                expected: "a whole number from 0 to \(NumberText.grouped(Self.countMax))"
            )
        }
        self.events = events
        self.people = people
    }

    private init(unchecked events: Int, _ people: Int) {
        self.events = events
        self.people = people
    }

    /// Reads "10/40".
    ///
    /// - Throws: WRES-0106 for anything else: percentages, fractions, signs and huge numbers too.
    package static func read(_ text: String) throws(DomainError) -> EventCount {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw DomainError(
                .wresCountForm,
                path: "",
                found: text,
                problem: "is not two counts",
                expected: "events and people with a stroke between, such as 10/40"
            )
        }
        return try EventCount(events: count(parts[0]), people: count(parts[1]))
    }

    private static func count(_ text: Substring) throws(DomainError) -> Int {
        do throws(TextError) {
            return try NumberText.whole(TextRule.trimmed(String(text)), in: 0...countMax)
        } catch {
            throw DomainError(.wresCountForm, path: "", error)
        }
    }

    /// Both counts of two groups or years together; counts that reach the limit stay there.
    package static func + (left: EventCount, right: EventCount) -> EventCount {
        EventCount(
            unchecked: min(left.events + right.events, countMax),
            min(left.people + right.people, countMax)
        )
    }

    /// The share of people with the event; nil where there are no people.
    package var share: Double? { people == 0 ? nil : Double(events) / Double(people) }
}

/// Both groups of an indicator.
package struct RatioTable: Hashable, Sendable {
    /// Staff of Black, Asian and minoritised ethnic backgrounds.
    package let minority: EventCount
    /// White staff.
    package let white: EventCount

    /// The counts of both groups.
    package init(minority: EventCount, white: EventCount) {
        self.minority = minority
        self.white = white
    }

    /// Years, councils or services together, by counts and never by ratios.
    ///
    /// Whether the national report pools counts or averages ratios is not known; an average of
    /// ratios can point the other way, so counts are pooled and whoever shows it says so.
    ///
    /// - Parameter tables: At least one.
    /// - Returns: The sum; nil for no table.
    package static func pooled(_ tables: some Sequence<RatioTable>) -> RatioTable? {
        var sum: RatioTable?
        for table in tables {
            sum =
                sum.map {
                    RatioTable(
                        minority: $0.minority + table.minority,
                        white: $0.white + table.white
                    )
                } ?? table
        }
        return sum
    }

    /// The smallest of the four counts expected if both groups had the event equally often.
    package var smallestExpected: Double {
        let people = Double(minority.people + white.people)
        let events = Double(minority.events + white.events)
        guard people > 0 else { return 0 }
        let smaller = Double(min(minority.people, white.people))
        return smaller * min(events, people - events) / people
    }

    /// Why there is no ratio; nil where there is one.
    package var ratioProblem: NotComputable? {
        if minority.people == 0 { return .noMinorityPeople }
        if white.people == 0 { return .noWhitePeople }
        if minority.events == 0, white.events == 0 { return .noEvents }
        return white.events == 0 ? .noWhiteEvents : nil
    }

    /// Why the groups cannot be compared as shares of people; nil where they can.
    var shareProblem: NotComputable? {
        if minority.people == 0 { return .noMinorityPeople }
        if white.people == 0 { return .noWhitePeople }
        let isShare = minority.events <= minority.people && white.events <= white.people
        return isShare ? nil : .moreEventsThanPeople
    }

    /// The relative likelihood: the minoritised group's share over the white group's.
    package var ratio: Computed<Double> {
        if let ratioProblem { return .unknown(ratioProblem) }
        let over = Double(minority.events) * Double(white.people)
        return .known(over / (Double(white.events) * Double(minority.people)))
    }
}
