/// How a challenge was rated: each from 1, little, to 5, much.
///
/// No scale for long lists was published; this one is ours, and its sum orders a list only.
package struct ChallengeRating: Hashable, Sendable {
    /// The levels of each part.
    package static let levels = 1...5

    /// How much depends on it.
    package var impact: Int
    /// How soon something must be done.
    package var urgency: Int
    /// How much work it is.
    package var effort: Int
    /// How far the partners can influence it.
    package var influence: Int

    /// A rating of its parts.
    package init(impact: Int, urgency: Int, effort: Int, influence: Int) {
        self.impact = impact
        self.urgency = urgency
        self.effort = effort
        self.influence = influence
    }

    /// Orders a list: much impact, urgency and influence and little effort come first.
    package var weight: Int { impact + urgency + influence + Self.levels.upperBound + 1 - effort }

    /// The rating for people.
    package var words: String { parts.map { "\($0.name) \($0.level)" }.joined(separator: ", ") }

    /// How a list is ordered, for its readers.
    package static let orderWords =
        "Ordered by impact, urgency and influence together, with little effort first; levels are "
        + "from 1, little, to 5, much. What is not rated comes last."

    /// The parts with their names.
    var parts: [(name: String, level: Int)] {
        [("impact", impact), ("urgency", urgency), ("effort", effort), ("influence", influence)]
    }
}

/// Something that stands in the way of a good workforce.
package struct Challenge: Hashable, Sendable {
    /// What became of it.
    package enum Decision: Hashable, Sendable {
        /// On the long list.
        case open
        /// On the short list, and why.
        case shortlisted(reason: String)
        /// Not on the short list, and why.
        case setAside(reason: String)

        /// The decision, with its reason.
        package var words: String {
            switch self {
            case .open: "on the long list"
            case .shortlisted(let reason): "on the short list: \(reason)"
            case .setAside(let reason): "set aside: \(reason)"
            }
        }

        /// Why it is on the short list or was set aside; empty on the long list.
        package var reason: String {
            switch self {
            case .open: ""
            case .shortlisted(let reason), .setAside(let reason): reason
            }
        }
    }

    /// Its reference.
    package var ref: ChallengeRef
    /// What it is.
    package var title: String
    /// How it was rated; nil for not yet.
    package var rating: ChallengeRating?
    /// What became of it.
    package var decision: Decision
    /// What it refers to.
    package var links: [PlanLink]

    /// A challenge of its parts.
    package init(
        _ ref: ChallengeRef,
        _ title: String,
        rating: ChallengeRating? = nil,
        decision: Decision = .open,
        links: [PlanLink] = []
    ) {
        self.ref = ref
        self.title = title
        self.rating = rating
        self.decision = decision
        self.links = links
    }

    /// Whether it was set aside.
    package var isSetAside: Bool {
        if case .setAside = decision { true } else { false }
    }

    /// Whether it is on the short list.
    package var isShortlisted: Bool {
        if case .shortlisted = decision { true } else { false }
    }

    /// A long list in its order: by weight, then as it stands; what is not rated comes last.
    package static func ordered(_ list: [Challenge]) -> [Challenge] {
        list.enumerated().sorted { left, right in
            let (one, other) = (left.element.rating?.weight ?? 0, right.element.rating?.weight ?? 0)
            return one == other ? left.offset < right.offset : one > other
        }.map(\.element)
    }
}

/// What a plan wants to reach.
package struct Objective: Hashable, Sendable {
    /// Its reference.
    package var ref: ObjectiveRef
    /// What is to be reached.
    package var title: String
    /// The challenges it answers.
    package var challenges: [ChallengeRef]
    /// What it refers to.
    package var links: [PlanLink]

    /// An objective of its parts.
    package init(
        _ ref: ObjectiveRef,
        _ title: String,
        challenges: [ChallengeRef] = [],
        links: [PlanLink] = []
    ) {
        self.ref = ref
        self.title = title
        self.challenges = challenges
        self.links = links
    }
}
