package import HubText

/// How much one record may hold: every limit of training records, by name.
package enum TrainingLimits {
    /// The characters of a staff number or a workplace's own id, as ASC-WDS allows them.
    package static let referenceCharactersMax = 50
    /// A workplace's own id.
    package static let ownID = TextRule(charactersMax: referenceCharactersMax, isMultiline: false)
    /// A record's title, as ASC-WDS allows it.
    package static let title = TextRule(charactersMax: 120, isMultiline: false)
    /// A provider, body, team or role.
    package static let name = TextRule.name
    /// Where evidence can be found.
    package static let reference = TextRule(charactersMax: 300, isMultiline: false)
    /// Notes, as ASC-WDS allows them, where a council keeps any.
    package static let notes = TextRule(charactersMax: 1_000, isMultiline: true)
    /// A reason for an exemption, a withdrawal or a refusal.
    package static let reason = TextRule.line
    /// The other jobs of one worker.
    package static let otherRolesMax = 20
    /// The records of one worker.
    package static let recordsPerWorkerMax = 5_000
    /// The pauses, exemptions or bookings of one worker.
    package static let arrangementsPerWorkerMax = 500
    /// The first year of anything that is recorded.
    package static let firstYear = 1_950
    /// How far ahead an end may lie.
    package static let yearsAheadMax = 50
    /// From how far ahead an end or a last day of employment is told: nothing is known that counts
    /// for longer.
    package static let yearsAheadDoubted = 10
    /// How far ahead a first day of employment may lie.
    package static let startYearsAheadMax = 2
    /// The first year of the Level 2 Adult Social Care Certificate.
    package static let levelTwoFirstYear = 2_024

    /// The first day of anything that is recorded.
    package static let firstDay = Day(year: firstYear, month: 1, day: 1) ?? .first

    /// The last day that an end may have.
    package static func lastEnd(_ today: Day) -> Day {
        day(yearsAheadMax, after: today)
    }

    /// The last day that an end may have without being told.
    package static func lastUsualEnd(_ today: Day) -> Day { day(yearsAheadDoubted, after: today) }

    /// The last day that a first day of employment may be.
    package static func lastStart(_ today: Day) -> Day { day(startYearsAheadMax, after: today) }

    private static func day(_ years: Int, after today: Day) -> Day {
        today.advanced(byMonths: years * RefreshInterval.monthsPerYear) ?? .last
    }
}

/// An answer that can be yes, no or "don't know"; unanswered is none of them.
package enum TriState: Int, Sendable, CaseIterable {
    /// No.
    case no = 0
    /// Yes.
    case yes = 1
    /// Asked, and not known: 999 in ASC-WDS.
    case doNotKnow = 999

    /// Reads what was typed.
    ///
    /// - Parameter typed: A word or a code of ASC-WDS.
    /// - Returns: The answer; nil for other words, an empty cell too.
    package static func read(_ typed: String) -> TriState? {
        switch CSVColumn.folded(typed) {
        case "yes", "y", "true", "1": .yes
        case "no", "n", "false", "0": .no
        case "dontknow", "donotknow", "idonotknow", "unknown", "notknown", "999": .doNotKnow
        default: nil
        }
    }
}
