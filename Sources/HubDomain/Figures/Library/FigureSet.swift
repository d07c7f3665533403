import HubText

/// Figures by subject: every source and every edition is kept beside the others.
package struct FigureSet: Sendable, Equatable {
    /// What is known of one subject.
    package struct Answer: Equatable, Sendable {
        /// The figures: the newest edition first, within it by source.
        package let figures: [Figure]

        /// Whether editions differ: the past was restated.
        package var isRestated: Bool {
            Set(figures.map(\.edition)).count > 1 && Set(figures.map(\.value.double)).count > 1
        }

        /// Whether sources differ within one edition; nobody here decides which is right.
        package var isConflicting: Bool {
            Dictionary(grouping: figures) { $0.edition }.values.contains { same in
                Set(same.map(\.value.double)).count > 1
            }
        }

        /// The figures of the newest edition: several where sources say different things.
        package var newest: [Figure] { figures.filter { $0.edition == figures.first?.edition } }
    }

    /// Figures of one measure, place and scope through time.
    package struct Series: Equatable, Sendable {
        /// The answers, oldest first.
        package let points: [Answer]

        /// Whether its newest figures are of several editions, which restate each other.
        package var mixesEditions: Bool {
            Set(points.flatMap { $0.newest.map(\.edition) }).count > 1
        }
    }

    private var bySubject: [FigureSubject: [Figure]] = [:]
    private var periods: [FigureSubject: [FigurePeriod]] = [:]
    /// How many figures there are.
    package private(set) var count = 0

    /// No figures.
    package init() {}

    /// Adds a figure.
    ///
    /// - Parameter figure: The figure; the same one again changes nothing.
    /// - Throws: FIGR-0125 for a second value in one edition of one source.
    /// - Complexity: Linear in the figures of its subject.
    package mutating func add(_ figure: Figure) throws(DomainError) {
        let known = bySubject[figure.subject, default: []]
        if let same = known.first(where: { $0.isSameStatement(as: figure) }) {
            guard same.value.double != figure.value.double else { return }
            throw DomainError(
                .figureContradiction,
                path: figure.subject.measure.text,
                found: figure.words,
                problem: "stands beside \(same.words) for \(figure.subject.words) in one edition "
                    + "of the source \(figure.source)",
                expected: "one value, or another edition or source"
            )
        }
        if known.isEmpty {
            periods[Self.timeless(figure.subject), default: []].append(figure.subject.period)
        }
        bySubject[figure.subject] = (known + [figure]).sorted { left, right in
            left.edition == right.edition
                ? left.source < right.source : right.edition < left.edition
        }
        count += 1
    }

    /// What is known of a subject; nil for nothing.
    package func answer(_ subject: FigureSubject) -> Answer? {
        bySubject[subject].map(Answer.init(figures:))
    }

    /// A series through all periods that are stated.
    ///
    /// - Parameters:
    ///   - subject: What it is about; its period does not count.
    ///   - edition: Only figures of this edition; nil for all.
    /// - Returns: The series, oldest first.
    /// - Complexity: Linear in the periods of the subject.
    package func series(_ subject: FigureSubject, edition: FigureEdition? = nil) -> Series {
        var subject = subject
        let known = (periods[Self.timeless(subject)] ?? []).filter { $0 != .notStated }
        var points: [Answer] = []
        for period in known.sorted(by: { $0.order < $1.order }) {
            subject.period = period
            let figures = bySubject[subject, default: []]
                .filter { edition == nil || $0.edition == edition }
            if !figures.isEmpty { points.append(Answer(figures: figures)) }
        }
        return Series(points: points)
    }

    /// All figures that fit, in the order of measure, place and time.
    package func figures(where fits: (Figure) -> Bool) -> [Figure] {
        bySubject.values.joined().filter(fits).sorted { left, right in
            let (one, other) = (left.subject, right.subject)
            if one.measure != other.measure { return one.measure < other.measure }
            if one.place != other.place { return one.place.key < other.place.key }
            if one.period != other.period { return one.period.order < other.period.order }
            if one.scope != other.scope { return one.scope.words < other.scope.words }
            return left.edition == right.edition
                ? left.source < right.source : left.edition < right.edition
        }
    }

    private static func timeless(_ subject: FigureSubject) -> FigureSubject {
        var subject = subject
        subject.period = .notStated
        return subject
    }
}

/// Places in the order of one measure.
package struct FigureRanking: Equatable, Sendable {
    /// The figures, the highest first.
    package let figures: [Figure]

    /// Ranks figures of one measure, scope, period and edition.
    ///
    /// - Parameter figures: One for each place.
    /// - Throws: FIGR-0111 for mixed scopes, FIGR-0112 for different measures.
    package init(_ figures: [Figure]) throws(DomainError) {
        if let first = figures.first {
            for figure in figures.dropFirst() {
                var moved = figure
                moved.subject.place = first.subject.place
                try FigureArithmetic.requireSame(first, moved, besides: [])
            }
        }
        self.figures = figures.sorted { $0.value.double > $1.value.double }
    }

    /// The places with a lower value than another figure, such as that of England.
    package func below(_ figure: Figure) -> [Figure] {
        figures.filter { $0.value.double < figure.value.double }
    }
}
