package import HubText

/// What differs between two plans, and what a change must say.
package struct PlanComparison: Equatable, Sendable {
    /// One action that is in both plans and differs.
    package struct Changed: Equatable, Sendable {
        /// Its reference.
        package let ref: ActionRef
        /// The names of the fields that differ.
        package let fields: [String]
        /// Whether its rating is worse now.
        package let isWorse: Bool
    }

    /// Actions that only the later plan has.
    package let added: [ActionRef]
    /// Actions that only the earlier plan has.
    package let removed: [ActionRef]
    /// Actions that are in both and differ.
    package let changed: [Changed]
    /// Objectives that only the later plan has.
    package let objectivesAdded: [ObjectiveRef]
    /// Objectives that only the earlier plan has.
    package let objectivesRemoved: [ObjectiveRef]

    /// Compares two plans by the references of their parts.
    ///
    /// - Complexity: Linear in both.
    package init(from earlier: Plan, to later: Plan) {
        let before = Dictionary(earlier.actions.map { ($0.ref, $0) }) { first, _ in first }
        let after = Set(later.actions.map(\.ref))
        added = later.actions.map(\.ref).filter { before[$0] == nil }
        removed = earlier.actions.map(\.ref).filter { !after.contains($0) }
        changed = later.actions.compactMap { action in
            guard let old = before[action.ref], old != action else { return nil }
            return Changed(
                ref: action.ref,
                fields: Self.fields(old, action),
                isWorse: action.rating?.isWorse(than: old.rating) ?? false
            )
        }
        let (old, new) = (earlier.objectives.map(\.ref), later.objectives.map(\.ref))
        objectivesAdded = new.filter { !old.contains($0) }
        objectivesRemoved = old.filter { !new.contains($0) }
    }

    private static func fields(_ old: PlanAction, _ new: PlanAction) -> [String] {
        var fields: [String] = []
        func compare<Value: Equatable>(_ name: String, _ part: (PlanAction) -> Value) {
            if part(old) != part(new) { fields.append(name) }
        }
        compare("title", \.title)
        compare("objective", \.objective)
        compare("owner", \.owner)
        compare("role", \.role)
        compare("start", \.start)
        compare("due", \.due)
        compare("done", \.done)
        compare("progress", \.progress)
        compare("rating", \.rating)
        compare("reason", \.reason)
        compare("note", \.note)
        compare("depends_on", \.dependsOn)
        compare("links", \.links)
        compare("measures", \.measures)
        compare("cost", \.cost)
        return fields
    }
}

extension PlanRules {
    /// Checks what a change of a plan must say: a rating that gets worse has a new reason.
    ///
    /// - Parameters:
    ///   - earlier: The plan before.
    ///   - later: The plan after.
    /// - Returns: PLAN-0103 for each action whose rating got worse without a reason of its own.
    package static func checkChange(from earlier: Plan, to later: Plan) -> [PlanFinding] {
        let before = Dictionary(earlier.actions.map { ($0.ref, $0) }) { first, _ in first }
        var findings = PlanFindings()
        for (index, action) in later.actions.enumerated() {
            guard let rating = action.rating, let old = before[action.ref],
                rating.isWorse(than: old.rating)
            else { continue }
            let reason = TextRule.trimmed(action.reason)
            guard reason.isEmpty || reason == TextRule.trimmed(old.reason) else { continue }
            findings.add(
                .planReason,
                "actions[\(index + 1)].reason",
                "\(action.ref)",
                found: rating.rawValue,
                "is worse than before, and nothing says why",
                expected: "the reason in a line"
            )
        }
        return findings.all
    }
}

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
    /// Actions that go on keep their reference, so that both plans can be compared, and lose what
    /// they waited for in the old plan only.
    ///
    /// - Parameters:
    ///   - old: The plan.
    ///   - title: What the new one is called.
    ///   - from: Its first day.
    ///   - to: Its last day.
    ///   - choices: What becomes of each action that is not finished.
    /// - Returns: The new draft, and the old plan with the actions that were closed.
    /// - Throws: PLAN-0112 for an action that nobody decided about, PLAN-0103 for a missing reason,
    ///   PLAN-0106 for a choice about an action that the plan does not have.
    package static func draft(
        of old: Plan,
        title: String,
        from: Day,
        to: Day,
        choices: [ActionRef: Choice]
    ) throws(DomainError) -> (new: Plan, old: Plan) {
        if let stranger = choices.keys.sorted().first(where: { old.action($0) == nil }) {
            throw DomainError(
                .planReference,
                path: "choices",
                found: stranger.text,
                problem: "is not the reference of an action of this plan",
                expected: "one that stands in this plan"
            )
        }
        var (new, closed) = (Plan(title, from: from, to: to), old)
        for index in old.actions.indices where !old.actions[index].progress.isFinished {
            let action = old.actions[index]
            switch choices[action.ref] {
            case .carryOver: new.actions.append(action)
            case .close(let reason) where !TextRule.trimmed(reason).isEmpty:
                closed.actions[index].progress = .stopped
                closed.actions[index].reason = reason
            case .close: throw refused(.planReason, action, "is closed without a reason")
            case nil: throw refused(.planUndecided, action, "is not finished and not decided about")
            }
        }
        let kept = Set(new.actions.map(\.ref))
        for index in new.actions.indices {
            new.actions[index].dependsOn.removeAll { !kept.contains($0) }
        }
        let objectives = Set(new.actions.map(\.objective))
        new.objectives = old.objectives.filter { objectives.contains($0.ref) }
        let challenges = Set(new.objectives.flatMap(\.challenges))
        new.challenges = old.challenges.filter {
            $0.decision == .open || challenges.contains($0.ref)
        }
        new.partners = old.partners
        new.risks = old.risks
        return (new, closed)
    }

    private static func refused(
        _ reason: ReasonCode,
        _ action: PlanAction,
        _ problem: String
    ) -> DomainError {
        DomainError(
            reason,
            path: "choices[\(action.ref)]",
            subject: "\(action.ref)",
            problem: problem,
            expected: "carry it over, or close it with a reason"
        )
    }
}
