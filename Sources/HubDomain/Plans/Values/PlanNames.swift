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

/// What parts of a plan refer to: the golden thread.
package enum PlanLink: Hashable, Sendable, CustomStringConvertible {
    /// An item of a framework's edition: a priority, strategy item, assurance or local theme.
    case item(FrameworkID, EditionID, ItemCode)
    /// An indicator of the race equality standard.
    case indicator(WresIndicator)
    /// A measure of the workforce figures.
    case measure(MeasureID)

    /// What to tell somebody who wrote something else.
    package static let expectedForm =
        "shared-priorities/2023-24/SWP5, wres/3 or figures/turnover_rate"

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
        case (2, "figures"): return .measure(MeasureID(text: parts[1]))
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
        case .indicator(let indicator): "wres/\(indicator.rawValue)"
        case .measure(let measure): "figures/\(measure)"
        }
    }
}
