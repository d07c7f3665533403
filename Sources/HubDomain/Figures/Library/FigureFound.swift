package import HubText

/// What stands where a reference points.
package enum FigureFound: Hashable, Sendable {
    /// A statement.
    case one(StatedFigure)
    /// Nothing; a few of the figures that there are of the measure and place.
    case nothing(near: [FigureReference])
    /// Sources that say different things.
    case several([SourceMark])

    /// How many others are named where there is nothing.
    private static let nearMax = 3

    /// Looks among what is known of a reference's measure and place.
    ///
    /// Of statements that differ in nothing but how final they are, a published one counts before a
    /// provisional one, and that before a council's own.
    ///
    /// - Parameters:
    ///   - reference: The reference.
    ///   - known: What is known of its measure in its place.
    ///   - unit: What the measure counts.
    /// - Complexity: Linear in what is known.
    package init(_ reference: FigureReference, among known: [StatedFigure], unit: FigureUnit) {
        let same = known.filter { stated in
            let figure = stated.figure
            return figure.unit == unit && figure.subject.scope == reference.scope
                && figure.subject.period == reference.period && figure.edition == reference.edition
                && (reference.source.text.isEmpty || figure.source == reference.source)
        }.sorted { left, right in
            let (one, other) = (Self.rank(left), Self.rank(right))
            return one == other ? left.figure.source < right.figure.source : one < other
        }
        guard let first = same.first else {
            var near: [FigureReference] = []
            let ofPeriod = known.filter { $0.figure.subject.period == reference.period }
            for stated in ofPeriod.isEmpty ? known : ofPeriod where stated.figure.unit == unit {
                let other = FigureReference(stated.figure)
                if near.count < Self.nearMax, !near.contains(other) { near.append(other) }
            }
            self = .nothing(near: near)
            return
        }
        let equals = same.filter { Self.rank($0) == Self.rank(first) }
        if equals.allSatisfy({ $0.agrees(with: first) }) {
            self = .one(first)
        } else {
            self = .several(equals.map(\.figure.source))
        }
    }

    private static func rank(_ stated: StatedFigure) -> Int {
        FigureStatus.allCases.firstIndex(of: stated.figure.status) ?? 0
    }

    /// The value of the statement, for a number that is taken from it.
    ///
    /// - Parameters:
    ///   - reference: The reference, for the error.
    ///   - typed: The number as somebody wrote it beside the reference; nil for none.
    /// - Returns: The value.
    /// - Throws: FIGR-0118 where there is none, or another than was typed.
    package func value(
        of reference: FigureReference,
        beside typed: Double?
    ) throws(DomainError) -> Decimal {
        switch self {
        case .nothing(let near):
            throw Self.wrong(
                reference,
                "is no figure that your organisation has",
                near.isEmpty
                    ? "a figure that was imported, as `whub figures series` shows them"
                    : near.map { "“\($0)”" }.joined(separator: " or ")
            )
        case .several(let sources):
            throw Self.wrong(
                reference,
                "is said differently by \(sources.map(\.text).joined(separator: " and "))",
                "source= with one of them"
            )
        case .one(let stated):
            guard let value = stated.value else {
                throw Self.wrong(reference, "has no value: \(stated.words)", "a figure with one")
            }
            if let typed, (typed - value.double).magnitude > 1e-9 {
                throw Self.wrong(
                    reference,
                    "is \(stated.words), and \(RatioWords.short(typed)) stands beside it",
                    "the same number, none, or a number without a figure"
                )
            }
            return value
        }
    }

    /// The reference with the source that says it, where there is one statement.
    package func completed(_ reference: FigureReference) -> FigureReference {
        guard case .one(let stated) = self else { return reference }
        return FigureReference(stated.figure)
    }

    private static func wrong(
        _ reference: FigureReference,
        _ problem: String,
        _ expected: String
    ) -> DomainError {
        // Whole, since what tells a figure from others stands at the end of its reference too.
        DomainError(
            .figureNotThere,
            path: "figure",
            problem: "“\(reference)” \(problem)",
            expected: expected
        )
    }
}
