import HubDomain
import HubStore
import HubText

/// What is known of training that a plan names: who needs a place, by topic.
struct PlanTraining {
    private let rules: TrainingRules
    private let counts: [RuleID: NeedCounts]

    /// Reads what is recorded.
    ///
    /// - Parameters:
    ///   - source: Where councils' rules come from.
    ///   - call: Whose.
    ///   - store: The tenant's file.
    /// - Throws: A fault of the store.
    init(
        _ source: TrainingRuleSource,
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) {
        rules = try source.rules(of: call.caller?.tenant, in: store)
        counts = try stored { () throws(StoreError) in try NeedCounts.all(in: store) }
    }

    /// The topics that a plan may name: those of the catalogue, and those of the council's rules.
    static func topics(
        _ source: TrainingRuleSource,
        _ call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> Set<TopicCode> {
        let own = try source.rules(of: call.caller?.tenant, in: store).rules
        let known = try source.catalogue().topics.map(\.code)
        return Set(known + own.flatMap { $0.fulfilment.ways.joined() })
    }

    /// The title of a topic.
    func title(_ topic: TopicCode) -> String { rules.title(topic) }

    /// The gap of a topic, in words: that of each rule which asks for it.
    func gap(_ topic: TopicCode) -> String {
        let asking = rules.rules.filter { $0.fulfilment.ways.joined().contains(topic) }
        guard !asking.isEmpty else { return "no rule of this council asks for it" }
        return asking.map { rule in
            let words = words(counts[rule.id] ?? NeedCounts())
            return asking.count == 1 ? words : "rule \(rule.id): \(words)"
        }.joined(separator: "; ")
    }

    private func words(_ counts: NeedCounts) -> String {
        let parts = [
            (counts.missing, "missing"), (counts.expired, "expired"),
            (counts.expiring, "expiring"), (counts.booked, "booked"),
        ]
        let said = parts.filter { $0.0 > 0 }
            .map { "\(NumberText.grouped(Int($0.0))) \($0.1)" }
        return said.isEmpty ? "nobody is recorded as needing it" : said.joined(separator: ", ")
    }
}
