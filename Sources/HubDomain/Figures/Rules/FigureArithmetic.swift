package import HubText

/// What may be computed from figures of which each has a scope, and what is refused.
///
/// A published rate is never computed anew: its base is wider or narrower than the counts that are
/// printed beside it. What is derived here is a share, a sum or a change, and says so.
package enum FigureArithmetic {
    /// A change from one figure to a later one.
    package struct Change: Equatable, Sendable {
        /// The difference; percentage points for a rate.
        package let difference: Double
        /// The change in percent of the earlier; nil for a rate, and for an earlier of zero.
        package let percent: Double?
    }

    /// One count as a share of another of the same scope.
    ///
    /// - Parameters:
    ///   - part: The part, such as vacant posts.
    ///   - whole: The whole, such as total posts.
    /// - Returns: The share, from 0 to 1.
    /// - Throws: FIGR-0111 for mixed scopes, periods, places or editions, FIGR-0112 for rates and
    ///   different units, FIGR-0113 for a part above its whole or a whole of zero.
    package static func share(of part: Figure, in whole: Figure) throws(DomainError) -> Double {
        try requireCounts([part, whole])
        try requireSame(part, whole, besides: [.measure])
        let (small, large) = (part.value.double, whole.value.double)
        guard large > 0, small <= large else {
            throw DomainError(
                .figureImpossible,
                path: part.subject.measure.text,
                found: part.words,
                problem: "cannot be a part of \(whole.words)",
                expected: "a part that is not larger than its whole"
            )
        }
        return small / large
    }

    /// The sum of counts for employers of which none is counted twice.
    ///
    /// - Parameter parts: The figures, at least one.
    /// - Returns: The sum and the employers it is about.
    /// - Throws: FIGR-0111 for mixed scopes or employers counted twice, FIGR-0112 for rates.
    package static func sum(
        _ parts: [Figure]
    ) throws(DomainError) -> (value: Double, employers: EmployerScope) {
        try requireCounts(parts)
        guard let first = parts.first else { return (0, .notStated) }
        var sectors: [EmployerSector] = []
        for part in parts {
            try requireSame(first, part, besides: [.employers])
            guard case .sectors(let own) = part.subject.scope.employers,
                Set(own).isDisjoint(with: sectors)
            else {
                throw mixed(
                    part,
                    "\(part.subject.scope.employers.words) cannot be added",
                    "employers that are named, each in one figure only"
                )
            }
            sectors += own
        }
        return (parts.reduce(0) { $0 + $1.value.double }, .of(sectors))
    }

    /// The change between two figures of one measure, place, scope and edition.
    ///
    /// - Parameters:
    ///   - earlier: The earlier.
    ///   - later: The later.
    /// - Returns: The change.
    /// - Throws: FIGR-0111 for mixed scopes or editions, FIGR-0114 for one that is not later.
    package static func change(
        from earlier: Figure,
        to later: Figure
    ) throws(DomainError) -> Change {
        try requireSame(earlier, later, besides: [.period])
        guard earlier.subject.period.order < later.subject.period.order else {
            throw DomainError(
                .figurePeriods,
                path: later.subject.measure.text,
                found: later.subject.period.words,
                problem: "is not later than \(earlier.subject.period.words)",
                expected: "a later period that the sources state"
            )
        }
        let (old, new) = (earlier.value.double, later.value.double)
        let isRate = earlier.unit.isRate
        return Change(
            difference: new - old,
            percent: isRate || old == 0 ? nil : (new / old - 1) * 100
        )
    }

    /// Whether shares make a whole, as far as the rounding of each allows: 79 + 7 + 7 + 8 do.
    ///
    /// - Parameter shares: Percentages as they were printed.
    /// - Returns: Their sum.
    /// - Throws: FIGR-0115 with what rounding allows.
    package static func whole(_ shares: [Decimal]) throws(DomainError) -> Double {
        let sum = shares.reduce(0) { $0 + $1.double }
        var slack = 1e-9
        for share in shares {
            var half = 0.5
            for _ in 0..<share.places { half /= 10 }
            slack += half
        }
        guard (sum - 100).magnitude <= slack else {
            throw DomainError(
                .figureShares,
                path: "shares",
                found: RatioWords.short(sum),
                problem: "is the sum of the shares",
                expected: "100, give or take \(RatioWords.short(slack)) for rounding"
            )
        }
        return sum
    }

    /// A figure of a rule's counts, from figures that stand for the same people.
    ///
    /// - Parameters:
    ///   - vacancies: The vacancies.
    ///   - employees: Permanent and temporary staff; filled posts hold others too.
    /// - Returns: The rate, or why there is none.
    /// - Throws: FIGR-0111 for mixed scopes, FIGR-0112 for another measure than the rule's.
    package static func vacancyRate(
        vacancies: Figure,
        employees: Figure
    ) throws(DomainError) -> RateResult {
        try requireSame(vacancies, employees, besides: [.measure])
        guard employees.subject.measure == .employees, vacancies.subject.measure == .vacancies
        else {
            throw DomainError(
                .figureMeasures,
                path: employees.subject.measure.text,
                found: employees.subject.measure.text,
                problem: "is not what the rule divides by",
                expected: "vacancies and employees, that is permanent and temporary staff"
            )
        }
        return Rates.vacancy(
            vacancies: .number(Int(vacancies.value.double)),
            staff: StaffCount(employees: .number(Int(employees.value.double)))
        )
    }
}

extension MeasureID {
    /// Permanent and temporary staff.
    package static let employees: MeasureID = "employees"
    /// Vacant posts.
    package static let vacancies: MeasureID = "vacancies"
}
