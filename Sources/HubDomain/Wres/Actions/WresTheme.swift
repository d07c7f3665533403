import HubText

/// A theme of the improvement guidance, under which actions are grouped.
package enum WresTheme: String, Sendable, CaseIterable {
    /// Leadership.
    case leadership
    /// Progression and staff development.
    case progression
    /// Recruitment and retention.
    case recruitment
    /// Performance and fairness.
    case fairness
    /// Community impact.
    case community
    /// Staff voice and culture.
    case voice

    /// The theme in words.
    package var words: String {
        switch self {
        case .leadership: "Leadership"
        case .progression: "Progression and staff development"
        case .recruitment: "Recruitment and retention"
        case .fairness: "Performance and fairness"
        case .community: "Community impact"
        case .voice: "Staff voice and culture"
        }
    }

    /// The indicators that the guidance groups under it.
    package var indicators: [WresIndicator] {
        switch self {
        case .leadership: [.bands, .seniorManagement]
        case .progression: [.appointment, .development]
        case .recruitment: [.appointment, .leaving]
        case .fairness: [.disciplinary, .fitnessToPractise]
        case .community: [.seniorManagement]
        case .voice: WresIndicator.allCases
        }
    }
}

/// How far away a goal is.
package enum ActionTerm: String, Sendable, CaseIterable {
    /// Soon.
    case short
    /// Later.
    case medium
    /// For good.
    case long
}

/// What an action of a plan says in words of a list.
package enum ActionWords {
    /// The most indicators that one action is linked to: all of them.
    package static let indicatorsMax = WresIndicator.allCases.count
    /// The most actions of one plan.
    package static let actionsMax = 200

    /// The indicators that were named, each once, in their order.
    ///
    /// - Parameter typed: As people type them; "7" is both values of the seventh.
    /// - Returns: The indicators.
    /// - Throws: WRES-0181 for one that there is not, or one that stands there twice.
    package static func indicators(_ typed: [String]) throws(DomainError) -> [WresIndicator] {
        var named: [WresIndicator] = []
        for (place, text) in typed.prefix(indicatorsMax + 1).enumerated() {
            let found: [WresIndicator] =
                text == "7"
                ? [.harassmentColleagues, .harassmentManagers]
                : WresIndicator.read(text).map { [$0] } ?? []
            guard !found.isEmpty, found.allSatisfy({ !named.contains($0) }) else {
                throw DomainError(
                    .wresActionIndicator,
                    path: "action.indicators[\(place)]",
                    subject: "The list of indicators",
                    found: text,
                    problem: found.isEmpty ? "is not an indicator" : "stands there twice",
                    expected: WresIndicator.allCases.map(\.rawValue).joined(separator: ", "),
                    suggestion: WresIndicator.named(like: text)?.rawValue
                )
            }
            named += found
        }
        return WresIndicator.allCases.filter(named.contains)
    }

    /// A word of a list, or none.
    ///
    /// - Parameters:
    ///   - type: The list.
    ///   - typed: What was typed; empty for none.
    ///   - path: The field.
    /// - Returns: The word; nil for none.
    /// - Throws: WRES-0182 for any other word.
    package static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type,
        _ typed: String,
        path: String
    ) throws(DomainError) -> Word? {
        if typed.isEmpty { return nil }
        let wanted = CSVColumn.folded(typed)
        let found = type.allCases.first { CSVColumn.folded($0.rawValue) == wanted }
        if let found { return found }
        let words = type.allCases.map(\.rawValue)
        throw DomainError(
            .wresActionWord,
            path: path,
            found: typed,
            problem: "is not one of the words",
            expected: words.joined(separator: ", "),
            suggestion: Suggestion.nearest(to: typed, among: words)
        )
    }
}
