import HubText

/// What does not fit in a programme that is recorded.
///
/// Told, and refused nowhere: records are as people have them, and a last day of employment may be
/// recorded after them.
enum DevelopmentDoubts {
    typealias Finding = DevelopmentStanding.Finding

    static func find(
        in programme: DevelopmentProgramme,
        _ state: DevelopmentStanding.State,
        left: Day?,
        on today: Day
    ) -> [Finding] {
        var found: [Finding] = []
        func tell(_ word: String, _ words: String, _ day: Day? = nil) {
            found.append(Finding(word: word, words: words, day: day, isBehind: false))
        }
        if programme.isAwardDoubtful {
            tell("standards-missing", programme.missingStandardsWords)
        }
        if state.isOpen, programme.started == nil, programme.kind.isDueFromStart {
            let words = "no first day is recorded, so that nothing is ever due"
            tell(DevelopmentStanding.noFirstDay, words)
        }
        if programme.isBegunBeforeEdition, let edition = programme.edition {
            let since = edition.sinceWords
            let words =
                "begun before \(since), since when there is the edition of \(edition.rawValue): "
                + "was it begun under the earlier one?"
            tell("edition-early", words)
        }
        for (word, words) in undecided(programme) { tell(word, words) }
        if let left {
            let late = days(of: programme, after: left, on: today)
            let words = "after \(left.words), the last day of employment: "
            if !late.isEmpty { tell("after-leaving", words + late.joined(separator: ", ")) }
        }
        if let planned = programme.hoursPlanned, let done = programme.hoursDone, done > planned {
            tell("hours-over", "\(done) off-the-job hours are done of \(planned) planned")
        }
        if let (from, end) = breakPastEnd(of: programme, on: today) {
            let words = "the break from \(from.words) goes on past the planned end, \(end.words)"
            tell("break-past-end", words)
        }
        if programme.extensionMonths > SupportedYear.months {
            let months = NumberText.count(programme.extensionMonths, "month")
            tell("extension-long", "the extension of \(months) is longer than the year itself")
        }
        if state.isOpen, let edition = programme.edition, let last = edition.lastAwardDay,
            last < today
        {
            let words =
                "it can no longer be awarded: the last day of the \(edition.rawValue) edition"
            tell("edition-over", words, last)
        }
        return found
    }

    /// The first day of a break that goes on after the planned end, and that end.
    ///
    /// An open break goes on up to today: how long it will be is not known.
    private static func breakPastEnd(
        of programme: DevelopmentProgramme,
        on today: Day
    ) -> (from: Day, end: Day)? {
        guard programme.ended == nil, let end = programme.plannedEnd else { return nil }
        let late = programme.breaks.first { ($0.until ?? max(today, $0.from)) > end }
        return late.map { ($0.from, end) }
    }

    /// What a supported year that was decided or completed lacks.
    private static func undecided(
        _ programme: DevelopmentProgramme
    ) -> [(word: String, words: String)] {
        let isDecided = programme.step(.moderation) != nil
        guard programme.kind == .supportedYear, isDecided || programme.completed != nil else {
            return []
        }
        var found: [(word: String, words: String)] = []
        if let last = programme.monthsOfReviews.last, programme.step(.review, last) == nil {
            let words = "no final review, at \(NumberText.count(last, "month")), is recorded"
            found.append(("final-review-missing", words))
        }
        if programme.step(.recommendation) == nil {
            found.append(("recommendation-missing", "no recommendation is recorded"))
        }
        if !isDecided {
            found.append(("moderation-missing", "no decision of moderation is recorded"))
        }
        return found
    }

    /// What is recorded of days after the last of employment; what is planned is not.
    private static func days(
        of programme: DevelopmentProgramme,
        after left: Day,
        on today: Day
    ) -> [String] {
        let facts: [(name: String, day: Day?)] = [
            ("begun", programme.started), ("completed", programme.completed),
        ]
        let steps = programme.steps.filter { $0.day <= today }.map { step in
            let number = step.number > 0 ? " \(step.number)" : ""
            return (name: step.kind.word + number, day: Optional(step.day))
        }
        return (facts + steps).compactMap { one in
            one.day.flatMap { $0 > left ? one.name : nil }
        }
    }
}
