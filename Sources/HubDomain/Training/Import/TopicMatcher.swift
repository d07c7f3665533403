import HubText

/// What a name in a file means: one topic, several, or none that is known.
package enum TopicMatch: Equatable, Sendable {
    /// One.
    case topic(TopicCode)
    /// Several: somebody has to say which.
    case several([TopicCode])
    /// None; perhaps a slip away from one.
    case none(suggestion: String?)
    /// One that the council leaves out of its imports.
    case ignored
}

/// Knows topics by the names that people write.
package struct TopicMatcher: Sendable {
    // Text keys: folded names, which are compared as people read them.
    private var names: [String: TopicCode] = [:]
    // Text keys: folded names, which are compared as people read them.
    private var ambiguous: [String: [TopicCode]] = [:]
    // Folded names that are left out.
    private var ignored: Set<String> = []
    private var categories: [CategoryCode: TopicCode] = [:]
    private let near: NearTopics

    /// A matcher.
    ///
    /// - Parameters:
    ///   - catalogue: The topics.
    ///   - learned: What the council has said; it goes before everything else.
    /// - Complexity: Linear in the names.
    package init(_ catalogue: TrainingCatalogue, learned: [ColumnMapping.LearnedName] = []) {
        for topic in catalogue.topics {
            for name in [topic.code.text, topic.title] + topic.names {
                names[CSVColumn.folded(name)] = topic.code
            }
            if case .same(let code) = topic.category { categories[code] = topic.code }
        }
        for name in catalogue.ambiguous { ambiguous[CSVColumn.folded(name.name)] = name.topics }
        for name in learned {
            let folded = CSVColumn.folded(name.name)
            names[folded] = name.topic
            ambiguous[folded] = nil
            if name.topic == nil { ignored.insert(folded) } else { ignored.remove(folded) }
        }
        near = NearTopics(catalogue)
    }

    /// Whether there are names that are left out.
    var ignoresAny: Bool { !ignored.isEmpty }

    /// The topic of a folded name, and of no other.
    func exact(folded: String) -> TopicCode? { ambiguous[folded] == nil ? names[folded] : nil }

    /// The topic of a category of ASC-WDS.
    package func topic(of category: CategoryCode) -> TopicCode? { categories[category] }

    /// What a name means.
    ///
    /// A slip of a name that could be several topics could be the same several.
    ///
    /// - Parameters:
    ///   - name: As it was typed.
    ///   - looksAround: Whether a name that stands for no topic is compared with all that do.
    /// - Returns: The topic, or what it could be.
    /// - Complexity: Linear in the name; the names of all topics where none is known.
    package func match(_ name: String, looksAround: Bool = true) -> TopicMatch {
        let folded = CSVColumn.folded(name)
        if ignored.contains(folded) { return .ignored }
        if let several = ambiguous[folded] { return .several(several) }
        if let topic = names[folded] { return .topic(topic) }
        guard looksAround, let found = near.nearest(to: name) else { return .none(suggestion: nil) }
        return found.topics.count > 1 ? .several(found.topics) : .none(suggestion: found.name)
    }
}
