import HubText

extension FigureArithmetic {
    /// What two figures may differ in.
    enum Aspect {
        case measure
        case period
        case employers
    }

    /// Refuses figures that are not about the same.
    static func requireSame(
        _ one: Figure,
        _ other: Figure,
        besides allowed: Set<Aspect>
    ) throws(DomainError) {
        let (left, right) = (one.subject, other.subject)
        if !allowed.contains(.measure) || one.unit != other.unit {
            guard left.measure == right.measure, one.unit == other.unit else {
                throw DomainError(
                    .figureMeasures,
                    path: right.measure.text,
                    found: "\(right.measure.text) in \(other.unit.rawValue)",
                    problem: "is not \(left.measure.text) in \(one.unit.rawValue)",
                    expected: "one measure and one unit: posts, people and WTE are different counts"
                )
            }
        }
        try require(left.place == right.place, other, left.place.name, right.place.name)
        if !allowed.contains(.period) {
            try require(left.period == right.period, other, left.period.words, right.period.words)
        }
        try require(one.edition == other.edition, other, one.edition.words, other.edition.words)
        var (first, second) = (left.scope, right.scope)
        if allowed.contains(.employers) {
            (first.employers, second.employers) = (.notStated, .notStated)
        } else {
            try require(
                first.employers != .notStated && second.employers != .notStated
                    || first.employers == second.employers && one.source == other.source,
                other,
                first.employers.words,
                second.employers.words
            )
        }
        try require(first == second, other, first.words, second.words)
    }

    /// Refuses figures that are no counts.
    static func requireCounts(_ figures: [Figure]) throws(DomainError) {
        for figure in figures where figure.unit.isRate {
            throw DomainError(
                .figureMeasures,
                path: figure.subject.measure.text,
                found: figure.words,
                problem: "is a rate, and its base is its publisher's",
                expected: "counts: a published rate is kept as it is and never computed anew"
            )
        }
    }

    /// The error of figures that are about different things.
    static func mixed(_ figure: Figure, _ problem: String, _ expected: String) -> DomainError {
        DomainError(
            .figureMixedScopes,
            path: figure.subject.measure.text,
            found: figure.subject.words,
            problem: problem,
            expected: expected
        )
    }

    private static func require(
        _ isSame: Bool,
        _ figure: Figure,
        _ one: String,
        _ other: String
    ) throws(DomainError) {
        guard isSame else {
            throw mixed(
                figure,
                "mixes “\(one)” with “\(other)” in one calculation",
                "figures of one place, period, edition and scope"
            )
        }
    }
}
