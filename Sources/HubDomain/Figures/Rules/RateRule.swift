/// The rules by which rates are computed, each with what it says.
///
/// They are those of the service that collects the national data (ASC-WDS), as read in its source,
/// marked C1 in the list of sources; the rate for a population is plain arithmetic.
package enum RateRule: String, Sendable, CaseIterable {
    /// Leavers of the last 12 months over permanent and temporary staff.
    case turnover = "turnover_rate"
    /// Vacancies over permanent and temporary staff and vacancies.
    case vacancy = "vacancy_rate"
    /// Posts for a number of people.
    case perPopulation = "per_population"

    /// A turnover above this many leavers for each 100 employees is taken to be wrong.
    package static let turnoverPercentMax = 995

    /// The rule for people.
    package var words: String {
        switch self {
        case .turnover:
            "turnover rate = leavers in the last 12 months / (permanent + temporary staff); bank, "
                + "agency and other staff are left out; above \(Self.turnoverPercentMax)% it is "
                + "refused as wrong"
        case .vacancy:
            "vacancy rate = vacancies / (permanent + temporary staff + vacancies); bank, agency "
                + "and other staff are left out"
        case .perPopulation: "posts for a number of people = posts x that number / population"
        }
    }

    /// Whose rule it is.
    package var origin: String {
        switch self {
        case .turnover, .vacancy: "ASC-WDS, read in its published source [C1]"
        case .perPopulation: "arithmetic"
        }
    }
}

/// Why a rule gives no rate, which is not a mistake.
package enum RateAbsence: String, Sendable, CaseIterable {
    /// There is nobody to divide by.
    case noEmployees = "no_employees"
    /// The staff total is not the number of staff records.
    case recordsDiffer = "records_differ"
    /// "Don't know".
    case notKnown = "not_known"
    /// No answer.
    case notGiven = "not_given"
    /// The population is zero.
    case noPopulation = "no_population"
    /// The total of staff is zero.
    case noStaff = "no_staff"

    /// The reason as a sentence without its full stop.
    package var words: String {
        switch self {
        case .noEmployees:
            "there are no permanent or temporary staff, and the rule gives no rate then, not 100%"
        case .recordsDiffer: "the staff total does not equal the number of staff records"
        case .notKnown: "“don't know” is not “none”, so there is nothing to compute with"
        case .notGiven: "no answer is not “none”, so there is nothing to compute with"
        case .noPopulation: "the population is zero"
        case .noStaff: "the staff total is zero"
        }
    }

    /// What would give a rate.
    package var expected: String {
        switch self {
        case .noEmployees, .noStaff: "at least one permanent or temporary member of staff"
        case .recordsDiffer: "a record for each member of staff"
        case .notKnown, .notGiven: CountAnswer.expectedForm
        case .noPopulation: "a population of at least one"
        }
    }

    /// The absence as an error, for whoever asked for a rate.
    package var error: DomainError {
        DomainError(
            .figureNoRate,
            path: "rate",
            problem: "there is no rate: \(words)",
            expected: expected
        )
    }
}

/// What a rule made of counts.
package enum RateResult: Equatable, Sendable {
    /// The rate as a share: 0.0676 for 6.76%; for a population the posts.
    case rate(Double)
    /// The rule gives none.
    case absent(RateAbsence)

    /// The rate, if there is one.
    package var value: Double? {
        if case .rate(let value) = self { value } else { nil }
    }

    /// Why there is none.
    package var absence: RateAbsence? {
        if case .absent(let reason) = self { reason } else { nil }
    }
}
