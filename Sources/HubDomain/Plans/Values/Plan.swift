package import HubText

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
    }

    /// The levels of likelihood and impact.
    package static let levels = 1...5

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
        _ kind: Kind,
        _ title: String,
        likelihood: Int,
        impact: Int,
        answer: String = ""
    ) {
        self.kind = kind
        self.title = title
        self.likelihood = likelihood
        self.impact = impact
        self.answer = answer
    }
}

/// A workforce plan for a place, as a value.
package struct Plan: Hashable, Sendable {
    /// The most challenges, objectives, partners or risks.
    package static let partsMax = 200
    /// The most actions.
    package static let actionsMax = 1_000

    /// What it is called.
    package var title: String
    /// The first day of its time.
    package var from: Day
    /// The last day of its time.
    package var to: Day
    /// How far it is.
    package var state: PlanState
    /// Who takes part.
    package var partners: [Partner]
    /// The long list.
    package var challenges: [Challenge]
    /// What is to be reached.
    package var objectives: [Objective]
    /// What is to be done.
    package var actions: [PlanAction]
    /// What could go wrong.
    package var risks: [PlanRisk]

    /// An empty draft.
    package init(_ title: String, from: Day, to: Day) {
        self.title = title
        self.from = from
        self.to = to
        state = .draft
        partners = []
        challenges = []
        objectives = []
        actions = []
        risks = []
    }

    /// An action by its reference.
    package func action(_ ref: ActionRef) -> PlanAction? { actions.first { $0.ref == ref } }

    /// Actions that are to be done from a day to a day, the soonest first.
    package func due(from first: Day, to last: Day) -> [PlanAction] {
        sorted { action in
            action.due.map { first <= $0 && $0 <= last } ?? false && !action.progress.isFinished
        }
    }

    /// Actions that should have been done.
    package func overdue(on today: Day) -> [PlanAction] { sorted { $0.isOverdue(on: today) } }

    /// Actions that wait for others, with those they wait for.
    ///
    /// - Complexity: Linear in actions and their dependencies.
    package func blocked() -> [(action: PlanAction, by: [ActionRef])] {
        let open = Set(actions.filter { $0.progress != .done }.map(\.ref))
        return actions.compactMap { action in
            let waits = action.dependsOn.filter(open.contains)
            return action.progress.isFinished || waits.isEmpty ? nil : (action, waits)
        }
    }

    private func sorted(_ isWanted: (PlanAction) -> Bool) -> [PlanAction] {
        actions.filter(isWanted).sorted { left, right in
            let (one, other) = (left.due ?? .last, right.due ?? .last)
            return one == other ? left.ref < right.ref : one < other
        }
    }
}
