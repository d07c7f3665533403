import HubText

/// The reference of a challenge within its plan: "C1".
package struct ChallengeRef: BytewiseIdentifier {
    /// The letter C and a number.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The reference of an objective within its plan: "O1".
package struct ObjectiveRef: BytewiseIdentifier {
    /// The letter O and a number.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The reference of an action within its plan: "A1".
package struct ActionRef: BytewiseIdentifier {
    /// The letter A and a number.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The reference of a partner within its plan: "P1".
package struct PartnerRef: BytewiseIdentifier {
    /// The letter P and a number.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The reference of a risk within its plan: "R1".
package struct RiskRef: BytewiseIdentifier {
    /// The letter R and a number.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The code of one of a council's own themes.
package struct ThemeCode: BytewiseIdentifier {
    /// The code.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The code of an action of the plan about race equality: "A1".
package struct WresActionCode: BytewiseIdentifier {
    /// The code.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The code of a scenario of a projection: "middle".
package struct ScenarioCode: BytewiseIdentifier {
    /// The code.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The code of an organisation of the register.
package struct ProviderCode: BytewiseIdentifier {
    /// The code.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// What parts of a plan refer to: the golden thread.
package enum PlanLink: Hashable, Sendable, CustomStringConvertible {
    /// An item or a heading of a framework's edition: a priority, strategy item, assurance theme.
    case item(FrameworkID, EditionID, ItemCode)
    /// A theme of the council's own.
    case theme(ThemeCode)
    /// An indicator of the race equality standard.
    case indicator(WresIndicator)
    /// An action of the plan about race equality.
    case wresAction(WresActionCode)
    /// A measure of the workforce figures.
    case measure(MeasureID)
    /// A topic of training, whose gap is to be closed.
    case training(TopicCode)
    /// A scenario of the council's own projections.
    case scenario(ScenarioCode)

    /// What to tell somebody who wrote something else.
    package static let expectedForm =
        "shared-priorities/2023-24/SWP5, theme/CODE, wres/3, wres-action/A1, "
        + "figures/turnover_rate, training/TOPIC or scenario/CODE"

    /// The measure that somebody names, alone or as the link to it; nil where nothing is named.
    ///
    /// That it is in the catalogue is checked with the plan.
    package static func measure(named typed: String) -> MeasureID? {
        let name = TextRule.trimmed(typed)
        guard !name.isEmpty else { return nil }
        if case .measure(let id) = read(name) { return id }
        return MeasureID(text: name)
    }

    /// Reads a link; nil for another form.
    ///
    /// That what it names exists is checked with the plan.
    package static func read(_ typed: String) -> PlanLink? {
        let parts = TextRule.trimmed(typed).split(
            separator: "/",
            omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 64 }) else { return nil }
        switch (parts.count, parts[0]) {
        case (2, "wres"): return WresIndicator.read(parts[1]).map(PlanLink.indicator)
        case (2, "theme"): return .theme(ThemeCode(text: parts[1]))
        case (2, "wres-action"): return .wresAction(WresActionCode(text: parts[1]))
        case (2, "figures"): return .measure(MeasureID(text: parts[1]))
        case (2, "training"): return .training(TopicCode(text: parts[1]))
        case (2, "scenario"): return .scenario(ScenarioCode(text: parts[1]))
        case (3, _):
            return .item(
                FrameworkID(text: parts[0]),
                EditionID(text: parts[1]),
                ItemCode(text: parts[2])
            )
        default: return nil
        }
    }

    /// The link as text, which reads back as the same.
    package var description: String {
        switch self {
        case .item(let framework, let edition, let item): "\(framework)/\(edition)/\(item)"
        case .theme(let code): "theme/\(code)"
        case .wresAction(let code): "wres-action/\(code)"
        case .indicator(let indicator): "wres/\(indicator.rawValue)"
        case .measure(let measure): "figures/\(measure)"
        case .training(let topic): "training/\(topic)"
        case .scenario(let code): "scenario/\(code)"
        }
    }
}
