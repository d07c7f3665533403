/// What could go wrong.
package struct PlanRisk: Hashable, Sendable {
    /// What a risk is about.
    package enum Kind: String, Sendable, CaseIterable {
        /// The plan as a whole or an action.
        case general
        /// Nobody to follow somebody who leaves.
        case succession
        /// Services without a registered manager.
        case registeredManager = "registered_manager"

        /// The kind in words.
        package var words: String {
            switch self {
            case .general: "general"
            case .succession: "succession"
            case .registeredManager: "registered manager"
            }
        }
    }

    /// The levels of likelihood and impact.
    package static let levels = 1...5

    /// Its reference.
    package var ref: RiskRef
    /// What it is about.
    package var kind: Kind
    /// What could happen.
    package var title: String
    /// How likely it is.
    package var likelihood: Int
    /// How much it would matter.
    package var impact: Int
    /// What is done about it; empty for nothing yet.
    package var answer: String

    /// A risk of its parts.
    package init(
        _ ref: RiskRef,
        _ kind: Kind,
        _ title: String,
        likelihood: Int,
        impact: Int,
        answer: String = ""
    ) {
        self.ref = ref
        self.kind = kind
        self.title = title
        self.likelihood = likelihood
        self.impact = impact
        self.answer = answer
    }
}
