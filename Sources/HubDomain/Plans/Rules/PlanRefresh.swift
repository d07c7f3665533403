package import HubText

/// Last year's plan as the beginning of this year's.
package enum PlanRefresh {
    /// What becomes of an action that is not finished.
    package enum Choice: Hashable, Sendable {
        /// It goes on in the new plan.
        case carryOver
        /// It ends with the old plan, and why.
        case close(reason: String)
    }

    /// Makes a new draft of a plan.
    ///
    /// What is done or stopped stays in the old plan; each other action must be decided about.
    /// Challenges with what was decided of them, objectives, partners and risks go on.
    /// Actions that go on keep their reference, so that both plans can be compared, and lose what
    /// they waited for in the old plan only.
    ///
    /// - Parameters:
    ///   - old: The plan.
    ///   - title: What the new one is called.
    ///   - from: Its first day.
    ///   - to: Its last day.
    ///   - choices: What becomes of each action that is not finished.
    ///   - carriesOthers: Whether what no choice is about goes on.
    /// - Returns: The new draft, and the old plan with the actions that were closed.
    /// - Throws: PLAN-0112 for an action that nobody decided about, PLAN-0103 for a missing reason,
    ///   PLAN-0106 for a choice about an action that the plan does not have.
    package static func draft(
        of old: Plan,
        title: String,
        from: Day,
        to: Day,
        choices: [ActionRef: Choice],
        carriesOthers: Bool = false
    ) throws(DomainError) -> (new: Plan, old: Plan) {
        try check(Array(choices.keys).sorted(), against: old)
        var (new, closed) = (Plan(title, from: from, to: to), old)
        var undecided: [ActionRef] = []
        for index in old.actions.indices where !old.actions[index].progress.isFinished {
            let action = old.actions[index]
            switch choices[action.ref] ?? (carriesOthers ? .carryOver : nil) {
            case .carryOver: new.actions.append(action)
            case .close(let reason) where !TextRule.trimmed(reason).isEmpty:
                if let personal = PersonalText.find(in: reason) {
                    throw personal.error(
                        .planPerson,
                        path: "choices[\(action.ref)]",
                        subject: "\(action.ref), reason"
                    )
                }
                closed.actions[index].progress = .stopped
                closed.actions[index].reason = reason
            case .close: throw refused(.planReason, [action.ref], "is closed without a reason")
            case nil: undecided.append(action.ref)
            }
        }
        guard undecided.isEmpty else {
            let verb = undecided.count == 1 ? "is" : "are"
            let problem = "\(verb) not finished and not decided about"
            throw refused(.planUndecided, undecided, problem)
        }
        let kept = Set(new.actions.map(\.ref))
        for index in new.actions.indices {
            new.actions[index].dependsOn.removeAll { !kept.contains($0) }
        }
        // All of them: what is reached, or no challenge any more, only people can say.
        new.objectives = old.objectives
        new.challenges = old.challenges
        new.partners = old.partners
        new.absences = old.absences
        new.risks = old.risks
        return (new, closed)
    }

    /// Choices are about actions of the plan that are not finished.
    private static func check(_ refs: [ActionRef], against old: Plan) throws(DomainError) {
        if let stranger = refs.first(where: { old.action($0) == nil }) {
            throw DomainError(
                .planReference,
                path: "choices",
                found: stranger.text,
                problem: "is not the reference of an action of this plan",
                expected: "one that stands in this plan"
            )
        }
        let done = refs.first { old.action($0)?.progress.isFinished ?? false }
        if let done {
            throw DomainError(
                .planUndecided,
                path: "choices[\(done)]",
                subject: done.text,
                problem: "is finished already, and stays in the old plan",
                expected: "a choice about an action that is not finished"
            )
        }
    }

    private static func refused(
        _ reason: ReasonCode,
        _ actions: [ActionRef],
        _ problem: String
    ) -> DomainError {
        let first = actions.first?.text ?? ""
        let rest = actions.count > 1 ? " of each, or --carry-rest for all" : ""
        return DomainError(
            reason,
            path: "choices[\(first)]",
            subject: actions.map(\.text).joined(separator: ", "),
            problem: problem,
            expected: "--carry \(first) to carry it over, or --close \"\(first)=WHY\" to "
                + "close it\(rest)"
        )
    }
}
