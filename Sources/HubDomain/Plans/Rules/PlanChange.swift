import HubText

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
            let isOld = old.rating != nil && reason == TextRule.trimmed(old.reason)
            guard reason.isEmpty || isOld else { continue }
            // A red action without a reason is told of by the plan's own rules already.
            guard old.rating != nil || rating != .red || !reason.isEmpty else { continue }
            findings.add(
                .planReason,
                "actions[\(index + 1)].reason",
                "\(action.ref)",
                found: rating.rawValue,
                old.rating == nil
                    ? "is its first rating, and nothing says why it is not green"
                    : "is worse than before, and nothing says why",
                expected: "the reason in a line"
            )
        }
        return findings.all
    }

    /// A proposed plan without the reasons that are of an earlier rating.
    ///
    /// Where an action is not amber or red any more, why it was is not why it is green. A reason
    /// that was changed with the rating stays, and so does why an action was stopped.
    ///
    /// - Parameters:
    ///   - earlier: The plan before.
    ///   - later: The plan as it was proposed.
    /// - Returns: The plan as it is to be kept.
    package static func settled(from earlier: Plan, to later: Plan) -> Plan {
        let before = Dictionary(earlier.actions.map { ($0.ref, $0) }) { first, _ in first }
        var settled = later
        for (index, action) in later.actions.enumerated() {
            guard let old = before[action.ref], old.progress != .stopped,
                action.progress != .stopped, [.amber, .red].contains(old.rating),
                ![.amber, .red].contains(action.rating),
                TextRule.trimmed(action.reason) == TextRule.trimmed(old.reason)
            else { continue }
            settled.actions[index].reason = ""
        }
        return settled
    }

    /// Checks what is written while a plan is live: how its actions go, and its risks.
    ///
    /// - Parameters:
    ///   - earlier: The plan before.
    ///   - later: The plan after.
    /// - Returns: PLAN-0113 for everything else that differs.
    package static func checkReport(from earlier: Plan, to later: Plan) -> [PlanFinding] {
        var findings = PlanFindings()
        for difference in PlanComparison(from: earlier, to: later).differences {
            let isRisk = difference.part.hasPrefix(PlanRisk.letter)
            let isProgress =
                difference.part.hasPrefix(PlanAction.letter)
                && PlanAction.progressFields.contains(difference.field)
            guard !isRisk, !isProgress else { continue }
            let field = difference.field.split(separator: "_").joined(separator: " ")
            findings.add(
                .planReport,
                difference.part,
                [difference.part, field].filter { !$0.isEmpty }.joined(separator: ", "),
                difference.kind == .changed
                    ? "cannot change while the plan is live"
                    : "cannot be \(difference.kind.rawValue) while the plan is live",
                expected: "progress, rating, reason, note and day of actions, and risks; to change "
                    + "anything else give the plan back first, with `whub plans give-back --why "
                    + "TEXT`"
            )
        }
        return findings.all
    }
}

extension PlanRules {
    /// What stands against ending a plan: nothing, but that unfinished actions end with it.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - carried: The actions that another plan carries on already.
    /// - Returns: PLAN-0112 as a warning for each action that is not finished and goes on nowhere.
    package static func checkEnd(_ plan: Plan, carried: Set<ActionRef> = []) -> [PlanFinding] {
        var findings = PlanFindings()
        for (index, action) in plan.actions.enumerated()
        where !action.progress.isFinished && !carried.contains(action.ref) {
            findings.add(
                .planUndecided,
                "actions[\(index + 1)]",
                "\(action.ref)",
                "is not finished when the plan ends, and no other plan carries it on",
                expected: "a new plan that does (`whub plans refresh`), or a reason why it was "
                    + "stopped",
                severity: .warning
            )
        }
        return findings.all
    }
}
