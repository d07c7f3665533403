package import HubText

/// That a plan was made a draft again.
package struct PlanReturn: Hashable, Sendable {
    /// The day.
    package let day: Day
    /// Why.
    package let reason: String
    /// How far it was.
    package let from: PlanState.Stage

    /// A return of its parts.
    package init(day: Day, reason: String, from: PlanState.Stage) {
        self.day = day
        self.reason = reason
        self.from = from
    }
}

/// A workforce plan for a place, as a value.
package struct Plan: Hashable, Sendable {
    /// The most challenges, objectives, partners or risks.
    package static let partsMax = 200
    /// The most agreements, and the most times that it was made a draft again.
    package static let passagesMax = 100
    /// The most references, links or measures of one part.
    package static let listMax = 20
    /// The most actions.
    package static let actionsMax = 1_000

    /// What it is called.
    package var title: String
    /// The first day of its time.
    package var from: Day
    /// The last day of its time.
    package var to: Day
    /// How far it is.
    package private(set) var state: PlanState
    /// Every agreement there was, the oldest first.
    package private(set) var agreements: [PlanState.Agreement]
    /// Every time it was made a draft again, the oldest first.
    package private(set) var returns: [PlanReturn]
    /// Who takes part.
    package var partners: [Partner]
    /// Why kinds of partner of which there is none take no part.
    package var absences: [PartnerAbsence]
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
        agreements = []
        returns = []
        partners = []
        absences = []
        challenges = []
        objectives = []
        actions = []
        risks = []
    }

    /// The same plan as it came to its state.
    ///
    /// - Parameters:
    ///   - state: How far it is.
    ///   - agreements: Every agreement there was, the oldest first.
    ///   - returns: Every time it was made a draft again, the oldest first.
    /// - Returns: The plan with both.
    package func having(
        _ state: PlanState,
        _ agreements: [PlanState.Agreement],
        _ returns: [PlanReturn]
    ) -> Plan {
        var plan = self
        (plan.state, plan.agreements, plan.returns) = (state, agreements, returns)
        return plan
    }

    /// Takes a step; that it was agreed, and given back, stays known.
    ///
    /// - Parameters:
    ///   - step: What is to be done.
    ///   - today: The day in London.
    /// - Throws: As `PlanState.after`; PLAN-0110 when it went to and fro too often.
    package mutating func take(_ step: PlanState.Step, today: Day) throws(DomainError) {
        let next = try state.after(step, today: today)
        switch (step, next) {
        case (.agree, .agreed(let agreement)): agreements.append(agreement)
        case (.reword, .agreed(let agreement)), (.reword, .live(let agreement, _)),
            (.reword, .closed(let agreement, _)):
            agreements = agreements.dropLast() + [agreement]
        case (.giveBack(let reason), _):
            returns.append(PlanReturn(day: today, reason: reason, from: state.stage))
        default: break
        }
        guard max(agreements.count, returns.count) <= Plan.passagesMax else {
            throw DomainError(
                .planTooMany,
                path: "state",
                problem: "the plan went to and fro \(Plan.passagesMax) times already",
                expected: "a new plan that carries this one on"
            )
        }
        state = next
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
