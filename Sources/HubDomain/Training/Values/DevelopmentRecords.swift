package import HubText

/// The assessed and supported year in employment of a newly qualified social worker.
///
/// Twelve months, extendable; a review every three months. How often supervision is held is the
/// council's own pattern and not here.
package struct SupportedYear: Equatable, Sendable {
    /// The months without extension.
    package static let months = 12
    /// The months between reviews.
    package static let reviewMonths = 3
    /// The longest extension.
    package static let extensionMonthsMax = 36

    /// How it ended: the assessor recommends, moderation reviews.
    package enum Outcome: String, Sendable, CaseIterable {
        /// It goes on.
        case open
        /// The assessor has recommended a decision.
        case recommended
        /// Passed after moderation.
        case passed
        /// Not passed after moderation.
        case notPassed = "not-passed"
    }

    /// The first day.
    package var started: Day
    /// The months by which it was extended, for part time or long leave.
    package var extensionMonths: Int
    /// The days of the reviews that were held.
    package var reviews: [Day]
    /// How it ended.
    package var outcome: Outcome

    /// A year.
    package init(
        started: Day,
        extensionMonths: Int = 0,
        reviews: [Day] = [],
        outcome: Outcome = .open
    ) {
        self.started = started
        self.extensionMonths = extensionMonths
        self.reviews = reviews
        self.outcome = outcome
    }

    /// Its last day.
    package var ends: Day? { started.advanced(byMonths: Self.months + extensionMonths) }

    /// The days by which reviews are due, the last at the end.
    package var reviewsDue: [Day] {
        stride(
            from: Self.reviewMonths,
            through: Self.months + max(0, min(extensionMonths, Self.extensionMonthsMax)),
            by: Self.reviewMonths
        ).compactMap { started.advanced(byMonths: $0) }
    }

    /// The next review that is due; nil once all were held.
    package var nextReview: Day? { reviewsDue.dropFirst(reviews.count).first }

    /// The year with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<SupportedYear> {
        var check = RecordCheck(policy)
        if !(0...Self.extensionMonthsMax).contains(extensionMonths) {
            check.fail(.reviewDays, "extension", found: "\(extensionMonths)", "is no extension")
        }
        for review in reviews where review < started || review > policy.today {
            check.fail(
                .reviewDays,
                "reviews",
                found: review.slashed,
                "is before the start or a day to come",
                expected: "a day from \(started.words) to \(policy.today.words)"
            )
        }
        var year = self
        year.reviews.sort()
        return check.checked(year)
    }
}

/// An apprenticeship; levels and durations are what the council's own standard says.
package struct Apprenticeship: Equatable, Sendable {
    /// The hours that can be planned.
    package static let hoursMax = 20_000
    /// The hours of one day: more than that since the first day cannot be.
    package static let hoursOfDay = 24
    /// How many times the planned hours are taken without somebody confirming them.
    package static let planTimesMax = 2

    /// The standard or title.
    package var title: String
    /// The first day.
    package var started: Day?
    /// The day of the end-point assessment, planned or held.
    package var endPoint: Day?
    /// The off-the-job hours planned.
    package var hoursPlanned: Int?
    /// The off-the-job hours done.
    package var hoursDone: Int?
    /// Where the money comes from, in the council's words.
    package var funding: String

    /// An apprenticeship.
    package init(
        title: String,
        started: Day?,
        endPoint: Day? = nil,
        hoursPlanned: Int? = nil,
        hoursDone: Int? = nil,
        funding: String = ""
    ) {
        self.title = title
        self.started = started
        self.endPoint = endPoint
        self.hoursPlanned = hoursPlanned
        self.hoursDone = hoursDone
        self.funding = funding
    }

    /// The hours that are left; nil where nobody planned any.
    package var hoursLeft: Int? { hoursPlanned.map { max(0, $0 - (hoursDone ?? 0)) } }

    /// The apprenticeship in its kept form, with what is wrong.
    package func checked(_ policy: RecordPolicy) -> Checked<Apprenticeship> {
        var check = RecordCheck(policy)
        var record = self
        record.title = check.required(title, TrainingLimits.title, "title")
        record.funding = check.text(funding, TrainingLimits.name, "funding")
        check.done(started, "started")
        check.end(endPoint, after: started, "end_point")
        for hours in [hoursPlanned, hoursDone].compactMap(\.self)
        where !(0...Self.hoursMax).contains(hours) {
            check.fail(.trainingTooMany, "hours", found: "\(hours)", "are not hours that can be")
        }
        return check.checked(record)
    }
}
