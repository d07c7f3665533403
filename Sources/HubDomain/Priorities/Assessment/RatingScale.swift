package import HubText

/// The name of a rating scale within its region.
package struct ScaleID: BytewiseIdentifier {
    /// Lower-case words joined by hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// An ordinal scale that a region defined; no official one is known.
///
/// Levels have an order and names, no distances: they are counted and compared, never averaged.
package struct RatingScale: Equatable, Sendable {
    /// Which end is the good one; published scales run both ways, so each says it.
    package enum Direction: String, Sendable, CaseIterable {
        /// The last level is the best.
        case higherIsBetter = "higher_is_better"
        /// The first level is the best, as where 1 means no concern.
        case lowerIsBetter = "lower_is_better"
    }

    /// A level.
    package struct Level: Equatable, Sendable {
        /// Its name.
        package let name: String
        /// When to choose it; may be empty.
        package let meaning: String

        /// A level with a name.
        package init(_ name: String, meaning: String = "") {
            self.name = name
            self.meaning = meaning
        }
    }

    /// How many levels a scale may have.
    package static let levelCounts = 2...10
    /// The rule for a level's name.
    package static let levelNameRule = TextRule(charactersMax: 60, isMultiline: false)

    /// The scale's name for machines.
    package let id: ScaleID
    /// The scale's name for people.
    package let name: String
    /// The levels in their order; the first is level 1.
    package let levels: [Level]
    /// Which end is the good one.
    package let direction: Direction

    /// Checks and makes a scale; texts are normalised.
    ///
    /// - Parameters:
    ///   - id: The scale's name for machines.
    ///   - name: The scale's name for people.
    ///   - levels: The levels in their order.
    ///   - direction: Which end is the good one.
    /// - Throws: PRIO-0111 for the number of levels; PRIO-0112 for names that are missing, too long
    ///   or alike.
    package init(
        id: ScaleID,
        name: String,
        levels: [Level],
        direction: Direction
    ) throws(DomainError) {
        guard Self.levelCounts.contains(levels.count) else {
            throw DomainError(
                .scaleLevels,
                path: "levels",
                problem: "the scale has \(NumberText.count(levels.count, "level"))",
                expected: "from \(Self.levelCounts.lowerBound) to \(Self.levelCounts.upperBound)"
            )
        }
        var seen: Set<String> = []
        var checked: [Level] = []
        for (index, level) in levels.enumerated() {
            let (path, subject) = ("levels[\(index + 1)]", "Level \(index + 1)")
            do throws(TextError) {
                let name = try Self.levelNameRule.acceptRequired(level.name)
                let meaning = try TextRule.line.accept(level.meaning)
                checked.append(Level(name, meaning: meaning))
            } catch {
                throw DomainError(.scaleNames, path: path, subject: subject, error)
            }
            let folded = CSVColumn.folded(level.name)
            guard !folded.isEmpty, seen.insert(folded).inserted else {
                throw DomainError(
                    .scaleNames,
                    path: path,
                    subject: subject,
                    found: level.name,
                    problem: "does not differ from the other names in letters or digits",
                    expected: "a name of its own"
                )
            }
        }
        do throws(TextError) {
            self.name = try TextRule.name.acceptRequired(name)
        } catch {
            throw DomainError(.scaleNames, path: "name", subject: "The scale's name", error)
        }
        self.id = id
        self.levels = checked
        self.direction = direction
    }

    /// The level somebody meant: its name, or its number and its name as in "3 Developing".
    ///
    /// A number alone is no level: scales run both ways, and an export writes the names.
    ///
    /// - Parameter typed: What was typed; case, spaces and punctuation do not count.
    /// - Returns: The level, counted from 1.
    /// - Throws: PRIO-0110 naming the levels.
    package func level(_ typed: String) throws(DomainError) -> Int {
        let wanted = CSVColumn.folded(typed)
        let names = levels.map { CSVColumn.folded($0.name) }
        if let index = names.firstIndex(of: wanted) { return index + 1 }
        for (index, name) in names.enumerated()
        where wanted == "\(index + 1)\(name)" {
            return index + 1
        }
        throw DomainError(
            .ratingLevel,
            path: "rating",
            found: typed,
            problem: "is not a level of the scale “\(name)”",
            expected: levels.map(\.name).joined(separator: ", "),
            suggestion: Suggestion.nearest(to: typed, among: levels.map(\.name))
        )
    }

    /// The name of a level, or nil outside the scale.
    package func name(of level: Int) -> String? {
        (1...levels.count).contains(level) ? levels[level - 1].name : nil
    }
}

/// How a rating moved between two assessments.
package enum RatingMovement: Equatable, Sendable {
    /// The same level.
    case same
    /// So many levels towards the good end.
    case better(levels: Int)
    /// So many levels away from the good end.
    case worse(levels: Int)
    /// There was no rating before.
    case firstRating
    /// The rating was taken away.
    case withdrawn
    /// The two are on different scales, and levels of different scales mean different things.
    case notComparable

    /// The movement between two levels, each with the scale it was given on.
    ///
    /// - Parameters:
    ///   - old: The earlier level and scale; nil for no rating.
    ///   - new: The later level and scale; nil for no rating.
    /// - Returns: The movement; nil if there was and is no rating.
    package static func between(
        _ old: (level: Int, scale: RatingScale)?,
        _ new: (level: Int, scale: RatingScale)?
    ) -> RatingMovement? {
        guard let old else { return new == nil ? nil : .firstRating }
        guard let new else { return .withdrawn }
        guard old.scale == new.scale else { return .notComparable }
        let up = new.level - old.level
        if up == 0 { return .same }
        let isBetter = (up > 0) == (new.scale.direction == .higherIsBetter)
        return isBetter ? .better(levels: abs(up)) : .worse(levels: abs(up))
    }
}
