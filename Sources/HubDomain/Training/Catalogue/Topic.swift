import HubText

/// The code of a topic of training: "fire-safety".
package struct TopicCode: BytewiseIdentifier {
    /// Lower-case letters, digits and hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The number of a training category in ASC-WDS files, such as 20; an open set.
package struct CategoryCode: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Whether `left` is the smaller number.
    package static func < (left: CategoryCode, right: CategoryCode) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A training category of ASC-WDS.
package struct TrainingCategory: Equatable, Sendable {
    /// Its number in bulk upload files.
    package let code: CategoryCode
    /// Its name there.
    package let title: String
    /// Where it was read.
    package let sources: [SourceMark]
}

/// How a topic stands to the categories of ASC-WDS.
package enum CategoryMatch: Hashable, Sendable {
    /// The category is the topic.
    case same(CategoryCode)
    /// The category is broader: the topic is a part of it.
    case part(of: CategoryCode)
    /// There is no category; a return has to use this one.
    case nearest(CategoryCode)
    /// There is no category, and none near is known.
    case none

    /// The category that a return would use.
    package var category: CategoryCode? {
        switch self {
        case .same(let code), .part(let code), .nearest(let code): code
        case .none: nil
        }
    }
}

/// Something that people are trained in.
package struct Topic: Equatable, Sendable {
    /// The topics of one catalogue.
    package static let countMax = 1_000
    /// The names of one topic.
    package static let namesMax = 50

    /// Its code, which is ours or the council's.
    package let code: TopicCode
    /// Its name.
    package let title: String
    /// Who named it.
    package let titleOrigin: Origin
    /// The category of ASC-WDS.
    package let category: CategoryMatch
    /// Other names that mean this topic and no other.
    package let names: [String]
    /// Where it was read.
    package let sources: [SourceMark]

    /// A topic, as a region or council may load it.
    package init(
        code: TopicCode,
        title: String,
        titleOrigin: Origin,
        category: CategoryMatch = .none,
        names: [String] = [],
        sources: [SourceMark] = []
    ) {
        self.code = code
        self.title = title
        self.titleOrigin = titleOrigin
        self.category = category
        self.names = names
        self.sources = sources
    }
}

/// A set of topics that belong together, whose coverage is shown by team: digital skills.
package struct SkillSet: Equatable, Sendable {
    /// Its name for programs.
    package let id: TopicCode
    /// Its name.
    package let title: String
    /// Who named it.
    package let titleOrigin: Origin
    /// The topics.
    package let topics: [TopicCode]
    /// Where the topics were read.
    package let sources: [SourceMark]
}
