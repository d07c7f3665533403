import HubText

/// The names of a file that stand for no topic, or for several: what somebody has to say once, and
/// not once for each row.
package struct UnknownTopics: Equatable, Sendable {
    /// The names that are told apart.
    package static let namesMax = 1_000
    /// The names for which a near one is looked for; a file with more has another column there.
    package static let lookedAroundMax = 10_000

    /// One name.
    package struct Name: Equatable, Sendable {
        /// As the first row writes it.
        package let name: String
        /// The topics that it could be.
        package let candidates: [TopicCode]
        /// The topic's name that it is a slip away from.
        package let suggestion: String?
        /// The rows that have it.
        package fileprivate(set) var rows = 0
    }

    /// The names, as the file has them.
    private var names: [Name] = []
    /// The rows whose names are beyond those that are told apart.
    package private(set) var rowsLeftOut = 0
    // Text keys: folded names, which are compared as people read them.
    private var places: [String: Int] = [:]
    /// The names that were looked at.
    private var looked = 0

    /// No name yet.
    init() {}

    /// The names, those of the most rows first.
    package var sorted: [Name] {
        names.sorted { left, right in
            if left.rows != right.rows { return left.rows > right.rows }
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
    }

    /// Whether a near name is still looked for.
    var looksAround: Bool { looked < Self.lookedAroundMax }

    /// The place of a name; nil where there is no room for another.
    mutating func place(of name: String, _ match: TopicMatch) -> Int? {
        looked += 1
        let folded = CSVColumn.folded(name)
        if let known = places[folded] { return known }
        guard names.count < Self.namesMax else { return nil }
        let found =
            switch match {
            case .several(let codes): Name(name: name, candidates: codes, suggestion: nil)
            case .none(let near): Name(name: name, candidates: [], suggestion: near)
            case .topic, .ignored: Name(name: name, candidates: [], suggestion: nil)
            }
        names.append(found)
        places[folded] = names.count - 1
        return names.count - 1
    }

    /// Counts a row.
    mutating func count(_ place: Int?) {
        if let place { names[place].rows += 1 } else { rowsLeftOut += 1 }
    }
}
