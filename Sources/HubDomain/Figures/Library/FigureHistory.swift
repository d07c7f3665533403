import HubText

/// What is known of one measure in one place: a line for each scope and unit, which are never
/// mixed.
package struct FigureHistory: Equatable, Sendable {
    /// What is known of one period.
    package struct Point: Equatable, Sendable {
        /// The period.
        package let period: FigurePeriod
        /// The statements: the newest edition first, within it by source.
        package let statements: [StatedFigure]

        /// Whether editions say different things: the past was restated.
        ///
        /// Where a figure was read does not count, since one publisher's editions are often read
        /// in several places.
        package var isRestated: Bool {
            let editions = Dictionary(grouping: statements) { $0.figure.edition }.values.map {
                Set($0.compactMap { $0.value?.double })
            }
            return Set(editions.filter { !$0.isEmpty }).count > 1
        }

        /// Whether sources differ within one edition; nobody here decides which is right.
        package var isConflicting: Bool {
            Dictionary(grouping: statements) { $0.figure.edition }.values.contains { same in
                Set(same.map(\.figure.source)).count > 1 && Self.differ(same)
            }
        }

        /// The newest statement that has a value; the newest of all where none has.
        package var newest: StatedFigure? {
            statements.first { $0.absence == nil } ?? statements.first
        }

        private static func differ(_ statements: [StatedFigure]) -> Bool {
            Set(statements.compactMap { $0.value?.double }).count > 1
        }
    }

    /// The figures of one scope and unit through time.
    package struct Line: Equatable, Sendable {
        /// Of whom.
        package let scope: FigureScope
        /// What is counted.
        package let unit: FigureUnit
        /// Oldest first; what states no period comes before all.
        package let points: [Point]

        /// Whether its newest figures are of several editions: a step between two of them may be
        /// no change of the world.
        package var mixesEditions: Bool {
            Set(points.compactMap { $0.newest?.figure.edition }).count > 1
        }
    }

    /// The lines, in the order of their scopes' words.
    package let lines: [Line]

    private struct Key: Hashable {
        let scope: FigureScope
        let unit: FigureUnit
    }

    /// The history of statements about one measure and place.
    ///
    /// - Complexity: That of sorting them.
    package init(_ statements: [StatedFigure]) {
        let byLine = Dictionary(grouping: statements) {
            Key(scope: $0.figure.subject.scope, unit: $0.figure.unit)
        }
        lines = byLine.map { key, own in
            let byPeriod = Dictionary(grouping: own) { $0.figure.subject.period }
            let points = byPeriod.map { period, same in
                Point(period: period, statements: same.sorted(by: Self.comesFirst))
            }
            return Line(
                scope: key.scope,
                unit: key.unit,
                points: points.sorted { left, right in
                    left.period.order == right.period.order
                        ? left.period.description < right.period.description
                        : left.period.order < right.period.order
                }
            )
        }.sorted { left, right in
            let (one, other) = (left.scope.words.utf8, right.scope.words.utf8)
            return one.elementsEqual(other)
                ? left.unit.rawValue < right.unit.rawValue : one.lexicographicallyPrecedes(other)
        }
    }

    private static func comesFirst(_ left: StatedFigure, _ right: StatedFigure) -> Bool {
        let (one, other) = (left.figure, right.figure)
        if one.edition != other.edition { return other.edition < one.edition }
        if one.source != other.source { return one.source < other.source }
        return one.status.rawValue < other.status.rawValue
    }
}
