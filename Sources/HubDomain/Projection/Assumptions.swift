import HubText

/// All that a projection assumes, checked: nothing is filled in that nobody said.
package struct Assumptions: Equatable, Sendable {
    /// The most assumptions.
    package static let countMax = 500
    /// The most years.
    package static let yearsMax = 60

    /// The assumptions, by kind and day.
    package let list: [Assumption]
    /// The year that everything starts from.
    package let baseYear: Int
    /// The last year that is looked at.
    package let endYear: Int

    /// The years that are looked at, without the base year.
    package var years: [Int] { Array(baseYear + 1...endYear) }

    /// Checks assumptions.
    ///
    /// - Parameter list: The assumptions, in any order.
    /// - Throws: PROJ-0103 for a value that cannot be, PROJ-0104 for days out of order, PROJ-0105
    ///   for something that is missing, PROJ-0106 for one without name or source, PROJ-0108 for
    ///   figures of different scopes, PROJ-0109 for a text that tells who somebody is, FIGR-0117
    ///   for a figure that is no such value.
    package init(_ list: [Assumption]) throws(DomainError) {
        guard list.count <= Self.countMax else {
            throw DomainError(
                .projectionValue,
                path: "assumptions",
                found: "\(list.count)",
                problem: "is too many assumptions",
                expected: "at most \(Self.countMax)"
            )
        }
        for (index, assumption) in list.enumerated() {
            try Self.check(assumption, path: "assumptions[\(index + 1)]")
        }
        self.list = list.sorted { left, right in
            let (one, other) = (Self.rank(left.kind), Self.rank(right.kind))
            return one == other ? (left.from ?? .first) < (right.from ?? .first) : one < other
        }
        let sorted = self.list
        func single(_ kind: AssumptionKind) throws(DomainError) -> Double {
            let found = sorted.filter { $0.kind == kind }
            guard let first = found.first else { throw Self.missing(kind) }
            guard found.count == 1 else { throw Self.twice(first) }
            return first.value
        }
        baseYear = Int(try single(.baseYear))
        endYear = Int(try single(.endYear))
        _ = try single(.filledPosts)
        _ = try single(.vacantPosts)
        guard (1...Self.yearsMax).contains(endYear - baseYear) else {
            throw DomainError(
                .projectionOrder,
                path: "end_year",
                found: "\(endYear)",
                problem: "does not follow the base year \(baseYear)",
                expected: "a year from \(baseYear + 1) to \(baseYear + Self.yearsMax)"
            )
        }
        try checkOrder()
        try checkDemand()
        try checkScopes()
    }

    /// The assumptions of a kind, by day.
    package func of(_ kind: AssumptionKind) -> [Assumption] { list.filter { $0.kind == kind } }

    private static func rank(_ kind: AssumptionKind) -> Int {
        AssumptionKind.allCases.firstIndex(of: kind) ?? 0
    }

    private func checkOrder() throws(DomainError) {
        for (earlier, later) in zip(list, list.dropFirst()) where earlier.kind == later.kind {
            guard (earlier.from ?? .first) < (later.from ?? .first) else { throw Self.twice(later) }
        }
        for kind in AssumptionKind.allCases where kind.shape == .step {
            guard let first = of(kind).first, let from = first.from else { continue }
            guard from <= Self.newYear(baseYear) else {
                throw DomainError(
                    .projectionOrder,
                    path: kind.rawValue,
                    subject: kind.words,
                    found: from.words,
                    problem: "leaves the time before it without a value",
                    expected: "a value with an empty From, or one from 1 January \(baseYear)"
                )
            }
        }
    }

    private func checkDemand() throws(DomainError) {
        let given = Set(list.map(\.kind).filter(\.isDemand))
        guard given.count == 1, let kind = given.first else {
            throw DomainError(
                .projectionMissing,
                path: "demand",
                problem: given.isEmpty
                    ? "nothing says how demand grows" : "several paths say how demand grows",
                expected: AssumptionKind.allCases.filter(\.isDemand).map(\.rawValue)
                    .joined(separator: " or ")
            )
        }
        guard of(.turnover).first != nil else { throw Self.missing(.turnover) }
        guard kind.shape == .line else { return }
        let points = of(kind).compactMap { $0.from?.parts.year }
        guard points.first == baseYear, let last = points.last, last >= endYear else {
            throw DomainError(
                .projectionOrder,
                path: kind.rawValue,
                subject: kind.words,
                problem: "does not reach from \(baseYear) to \(endYear)",
                expected:
                    "values for \(baseYear), for \(endYear) or later, and for any years between"
            )
        }
    }

    private static func check(_ one: Assumption, path: String) throws(DomainError) {
        let subject = one.kind.words
        let range = one.kind.range
        for value in [one.low, one.value, one.high] where !range.contains(value) {
            throw DomainError(
                .projectionValue,
                path: path,
                subject: subject,
                found: RatioWords.short(value),
                problem: "is out of range",
                expected: "a number from \(RatioWords.short(range.lowerBound)) to "
                    + RatioWords.short(range.upperBound)
            )
        }
        guard one.low <= one.value, one.value <= one.high, one.yearly.isFinite, one.yearly >= 0,
            one.kind.shape != .single || !one.isUncertain || one.kind == .filledPosts
                || one.kind == .vacantPosts
        else {
            throw DomainError(
                .projectionValue,
                path: path,
                subject: subject,
                problem: "the value does not lie between its low and its high",
                expected: "low (P10), value and high (P90) in this order; years have neither"
            )
        }
        guard one.kind.shape != .line || one.from != nil else {
            throw DomainError(
                .projectionOrder,
                path: path,
                subject: subject,
                problem: "has no year",
                expected: "the year of each value"
            )
        }
        for (text, what) in [(one.name, "name"), (one.source, "source")] {
            do throws(TextError) {
                _ = try Assumption.nameRule.acceptRequired(text)
            } catch {
                throw DomainError(
                    .projectionSource,
                    path: "\(path).\(what)",
                    subject: "\(subject), \(what)",
                    error
                )
            }
            guard let personal = PersonalText.find(in: text) else { continue }
            throw personal.error(
                .projectionPerson,
                path: "\(path).\(what)",
                subject: "\(subject), \(what)"
            )
        }
    }

    static func newYear(_ year: Int) -> Day { Day(year: year, month: 1, day: 1) ?? .first }

    private static func missing(_ kind: AssumptionKind) -> DomainError {
        DomainError(
            .projectionMissing,
            path: kind.rawValue,
            subject: kind.words,
            problem: "is not there",
            expected: "a row with the assumption \(kind.rawValue)"
        )
    }

    private static func twice(_ one: Assumption) -> DomainError {
        DomainError(
            .projectionOrder,
            path: one.kind.rawValue,
            subject: one.kind.words,
            found: one.from?.words ?? "no day",
            problem: "stands twice",
            expected: "one value from each day on"
        )
    }
}
