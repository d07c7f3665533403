/// The staff of a workplace or place, as the rules want them.
package struct StaffCount: Hashable, Sendable {
    /// Permanent and temporary staff.
    package var employees: CountAnswer
    /// All staff, as the workplace says; nil where nobody asks.
    package var total: Int?
    /// The records of staff that are held; nil where nobody asks.
    package var records: Int?

    /// Staff; the total and the records matter for a single workplace only.
    package init(employees: CountAnswer, total: Int? = nil, records: Int? = nil) {
        self.employees = employees
        self.total = total
        self.records = records
    }

    /// Why no rule gives a rate for this staff; nil where one may.
    var absence: RateAbsence? {
        if total == 0 { return .noStaff }
        if let total, let records, total != records { return .recordsDiffer }
        return employees.absence
    }
}

extension CountAnswer {
    /// Why nothing can be computed with the answer; nil for a number.
    var absence: RateAbsence? {
        switch self {
        case .number, .none: nil
        case .notKnown: .notKnown
        case .notGiven: .notGiven
        }
    }
}

/// Rates from counts.
package enum Rates {
    /// Leavers of the last 12 months over permanent and temporary staff.
    ///
    /// - Parameters:
    ///   - leavers: Those who left in the last 12 months.
    ///   - staff: The staff.
    /// - Returns: The rate, or why there is none.
    /// - Throws: FIGR-0102 for a turnover above 995%.
    package static func turnover(
        leavers: CountAnswer,
        staff: StaffCount
    ) throws(DomainError) -> RateResult {
        if let absence = staff.absence ?? leavers.absence { return .absent(absence) }
        guard let left = leavers.count, let employees = staff.employees.count, employees > 0 else {
            return .absent(.noEmployees)
        }
        guard left * 100 <= employees * RateRule.turnoverPercentMax else {
            let percent = RatioWords.fixed(Double(left) / Double(employees) * 100, places: 1)
            throw DomainError(
                .figureTurnover,
                path: "leavers",
                subject: "Leavers",
                found: leavers.words,
                problem: "makes a turnover of \(percent)%",
                expected: "at most \(RateRule.turnoverPercentMax)%, that is "
                    + "\(employees * RateRule.turnoverPercentMax / 100) leavers for "
                    + "\(employees) permanent and temporary staff"
            )
        }
        return .rate(Double(left) / Double(employees))
    }

    /// Vacancies over permanent and temporary staff and vacancies.
    ///
    /// - Parameters:
    ///   - vacancies: The vacant posts.
    ///   - staff: The staff.
    /// - Returns: The rate, or why there is none.
    package static func vacancy(vacancies: CountAnswer, staff: StaffCount) -> RateResult {
        if let absence = staff.absence ?? vacancies.absence { return .absent(absence) }
        guard let vacant = vacancies.count, let employees = staff.employees.count, employees > 0
        else { return .absent(.noEmployees) }
        return .rate(Double(vacant) / Double(employees + vacant))
    }

    /// Posts for a number of people, such as 20,000.
    ///
    /// - Parameters:
    ///   - posts: The posts.
    ///   - population: The people who live there.
    ///   - people: The number of people.
    /// - Returns: The posts for them, or why there are none.
    package static func perPopulation(
        posts: CountAnswer,
        population: Int,
        per people: Int
    ) -> RateResult {
        if let absence = posts.absence { return .absent(absence) }
        guard let posts = posts.count, population > 0 else { return .absent(.noPopulation) }
        return .rate(Double(posts) * Double(people) / Double(population))
    }

    /// Whole-time equivalent of a worker: contracted hours over 37, at most one [C4, C5].
    ///
    /// - Parameter hours: The contracted hours of a week, zero or more.
    /// - Returns: From 0 to 1.
    package static func wte(contractedHours hours: Double) -> Double {
        min(1, max(0, hours) / wteHours)
    }

    /// The hours of a whole-time week in council statistics.
    package static let wteHours = 37.0

    /// The mean of the days of those whose days are known, rounded to a whole day [C1].
    ///
    /// - Parameter days: The days of each worker; nil where they are not known.
    /// - Returns: The mean; nil where nobody's days are known.
    package static func sicknessDays(_ days: [Double?]) -> Int? {
        let known = days.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        return Int((known.reduce(0, +) / Double(known.count)).rounded())
    }

    /// Workers with a qualification of level 2 or above over those whose answer is known [C1].
    ///
    /// - Parameters:
    ///   - with: Those who have one.
    ///   - without: Those who have none.
    /// - Returns: The share; nil for nobody.
    package static func qualified(with: Int, without: Int) -> Double? {
        let all = with + without
        return all > 0 ? Double(with) / Double(all) : nil
    }
}
