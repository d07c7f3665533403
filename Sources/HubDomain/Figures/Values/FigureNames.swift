import HubText

/// The name of something that is measured: "vacancy_rate".
package struct MeasureID: BytewiseIdentifier {
    /// Lower-case letters, digits and underscores.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The name of a publication's edition: "2024-07"; empty where the source does not say.
///
/// Editions of one publisher are named by year and month, so that their order is that of the bytes.
package struct FigureEdition: BytewiseIdentifier {
    /// The edition is not stated.
    package static let notStated: FigureEdition = ""

    /// A year, a month if it is known, or any name.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }

    /// The edition for people.
    package var words: String { text.isEmpty ? "edition not stated" : "edition \(text)" }
}

/// A part of the workforce by job, service or characteristic; an open set of words.
package struct FigureGroup: BytewiseIdentifier {
    /// Lower-case letters, digits and underscores.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }

    /// What to tell somebody who wrote something else.
    package static let expectedForm = "up to 64 letters, digits and underscores"

    /// Whether a cell means everybody.
    package static func meansAll(_ typed: String) -> Bool {
        ["", "all"].contains(TextRule.trimmed(typed).lowercased())
    }

    /// A group as one word: small letters, digits and underscores; nil for anything else.
    package static func read(_ typed: String) -> FigureGroup? {
        let text = TextRule.trimmed(typed).lowercased()
        let word = text.split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: "_")
        let isPlain = word.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
        }
        guard isPlain, (1...64).contains(word.utf8.count) else { return nil }
        return FigureGroup(text: word)
    }

    /// The words without underscores.
    package var words: String { text.split(separator: "_").joined(separator: " ") }
}

/// What is counted where a measure is a number of something.
///
/// Posts are not people, and neither are full-time equivalents: they are never added up.
package enum FigureUnit: String, Sendable, CaseIterable {
    /// Posts, which are jobs.
    case posts
    /// People.
    case people
    /// Whole-time equivalents.
    case wte
    /// Percent.
    case percent
    /// Days in a year.
    case days
    /// Posts for a number of people.
    case perPopulation = "per_population"
    /// Pounds.
    case pounds
    /// Organisations.
    case organisations

    /// Whether it counts what there are only whole ones of.
    package var isWhole: Bool { self == .posts || self == .people || self == .organisations }

    /// Whether a measure may be stated in either: posts, people and whole-time equivalents all
    /// count who works.
    package func isLike(_ other: FigureUnit) -> Bool {
        let counts: [FigureUnit] = [.posts, .people, .wte, .organisations]
        return self == other || counts.contains(self) && counts.contains(other)
    }

    /// Whether it is a share or ratio, which nobody may add up.
    package var isRate: Bool { self == .percent || self == .perPopulation || self == .days }

    /// The unit for people, behind a number.
    package var words: String {
        switch self {
        case .percent: "%"
        case .perPopulation: "for the population"
        default: rawValue
        }
    }
}

/// How far a figure can be trusted to be final.
package enum FigureStatus: String, Sendable, CaseIterable {
    /// Published.
    case published
    /// Given out before it is final.
    case provisional
    /// A council's own.
    case local
}

/// How exactly a figure was given.
package enum FigurePrecision: String, Sendable, CaseIterable {
    /// As it stands, in the places that are printed.
    case exact
    /// Rounded, as "1.84 million".
    case rounded
    /// "About".
    case about
    /// "More than".
    case moreThan = "more_than"
    /// "Less than", "almost".
    case lessThan = "less_than"

    /// The word before a number.
    package var words: String {
        switch self {
        case .exact, .rounded: ""
        case .about: "about "
        case .moreThan: "more than "
        case .lessThan: "less than "
        }
    }
}
