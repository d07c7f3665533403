import HubText

// Figures that values are taken from: what is calculated together is of one scope.
extension Assumptions {
    /// Refuses figures that no calculation may hold together.
    ///
    /// Filled and vacant posts are added, so they are of one place, scope, period and edition. A
    /// rate is applied to them, so it is of their scope, and of their place where it holds from
    /// the beginning: what is hoped for later may be another place's. People aged 65 and over are
    /// of the place alone.
    func checkScopes() throws(DomainError) {
        let named = list.filter { $0.figure != nil }
        for one in named { try Self.checkMeasure(one) }
        let workforce = named.filter { $0.kind != .population }
        for other in workforce.dropFirst() {
            let isAdded = other.kind == .vacantPosts
            try compare(workforce[0], other, isOfOneTime: isAdded)
        }
        for people in named where people.kind == .population {
            let first = workforce.first ?? named[0]
            guard holds(first), holds(people), let one = first.figure, let other = people.figure,
                one.area != other.area
            else { continue }
            throw Self.mixed(first, people, (one.area, other.area))
        }
    }

    /// Whether a value holds from the beginning, and is no hope for later.
    private func holds(_ one: Assumption) -> Bool {
        (one.from ?? .first) <= Self.newYear(baseYear)
    }

    private func compare(
        _ one: Assumption,
        _ other: Assumption,
        isOfOneTime: Bool
    ) throws(DomainError) {
        guard let known = one.figure, let figure = other.figure else { return }
        let difference = known.difference(
            from: figure,
            isOfOnePlace: holds(one) && holds(other),
            isOfOneTime: isOfOneTime && one.kind == .filledPosts
        )
        if let difference { throw Self.mixed(one, other, difference) }
    }

    private static func checkMeasure(_ one: Assumption) throws(DomainError) {
        guard let figure = one.figure, !one.kind.measures.contains(figure.measure) else { return }
        let known = one.kind.measures.map(\.text).joined(separator: " or ")
        throw DomainError(
            .figureReference,
            path: one.kind.rawValue,
            subject: one.kind.words,
            found: figure.measure.text,
            problem: "is not what this assumption is",
            expected: known.isEmpty ? "a number: no figure says it" : "a figure of \(known)"
        )
    }

    private static func mixed(
        _ one: Assumption,
        _ other: Assumption,
        _ words: (own: String, others: String)
    ) -> DomainError {
        DomainError(
            .projectionScopes,
            path: other.kind.rawValue,
            subject: other.kind.words,
            found: words.others,
            problem: "is calculated together with \(one.kind.words.lowercased()), which is of "
                + "“\(words.own)”",
            expected: "figures of one place and scope, posts and vacancies of one period and "
                + "edition, too; or a number without a figure"
        )
    }
}
