import HubDomain
import HubWire

/// The rules that one council's status goes by, with their words.
struct TrainingRules: Sendable {
    /// The profile they are of.
    let profile: ProfileID
    /// The rules.
    let rules: [TrainingRule]
    /// What cuts intervals.
    let cuts: [IntervalCut]
    private let titles: [TopicCode: String]
    // Looked up for every row of counts.
    private let places: [RuleID: Int]

    /// Rules, and the titles of their topics.
    init(
        _ catalogue: TrainingCatalogue,
        profile: ProfileID,
        rules: [TrainingRule],
        cuts: [IntervalCut] = []
    ) {
        self.profile = profile
        self.rules = rules
        self.cuts = cuts
        titles = Dictionary(
            catalogue.topics.map { ($0.code, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
        places = Dictionary(
            rules.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A rule by its name.
    func rule(_ name: String) -> TrainingRule? {
        places[RuleID(text: name)].map { rules[$0] }
    }

    /// What satisfies a rule, in words.
    func topic(_ rule: TrainingRule) -> String {
        let words = rule.fulfilment.ways.map { parts in
            parts.map { title($0) }.joined(separator: " and ")
        }.joined(separator: ", or ")
        return rule.evidence == .training ? words : "\(words) (\(rule.evidence.rawValue))"
    }

    /// The title of a topic; its code where it is not known.
    func title(_ topic: TopicCode) -> String { titles[topic] ?? topic.text }
}
