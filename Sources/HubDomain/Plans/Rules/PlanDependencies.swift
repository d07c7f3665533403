import HubText

/// Which action waits for which.
enum PlanDependencies {
    /// Refuses circles, and warns where an action is due before one that it waits for.
    static func check(_ plan: Plan, _ findings: inout PlanFindings) {
        if let circle = circle(plan.actions) {
            let names = (circle + [circle[0]]).map(\.text).joined(separator: " → ")
            findings.add(
                .planCircle,
                "actions",
                found: names,
                "is a circle of actions that wait for each other",
                expected: "at least one of them that waits for none of the others"
            )
        }
        var due: [ActionRef: Day] = [:]
        for action in plan.actions { due[action.ref] = action.due }
        let open = Set(plan.actions.filter { !$0.progress.isFinished }.map(\.ref))
        for (index, action) in plan.actions.enumerated() {
            for ref in action.dependsOn where action.progress == .done && open.contains(ref) {
                findings.add(
                    .planDates,
                    "actions[\(index + 1)].progress",
                    "\(action.ref)",
                    "is done, and \(ref), for which it waits, is not",
                    expected: "\(ref) done before it, or an action that does not wait for it",
                    severity: .warning
                )
            }
            for ref in action.dependsOn {
                guard let own = action.due, let other = due[ref], own < other else { continue }
                findings.add(
                    .planDates,
                    "actions[\(index + 1)].due",
                    "\(action.ref), due",
                    found: own.words,
                    "is before \(ref) is due, for which it waits",
                    expected: "\(other.words) or a later day",
                    severity: .warning
                )
            }
        }
    }

    /// The first circle of actions that wait for each other, in the order of waiting.
    ///
    /// - Parameter actions: The actions.
    /// - Returns: The circle without its first at the end again; nil where there is none.
    /// - Complexity: Linear in actions and dependencies; no recursion, so that no plan is too deep.
    static func circle(_ actions: [PlanAction]) -> [ActionRef]? {
        var waits: [ActionRef: [ActionRef]] = [:]
        for action in actions { waits[action.ref] = action.dependsOn }
        var isDone: Set<ActionRef> = []
        for action in actions where !isDone.contains(action.ref) {
            var path: [(ref: ActionRef, next: Int)] = [(action.ref, 0)]
            var onPath: Set<ActionRef> = [action.ref]
            while let last = path.last {
                let others = waits[last.ref] ?? []
                guard last.next < others.count else {
                    isDone.insert(last.ref)
                    onPath.remove(last.ref)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let other = others[last.next]
                if onPath.contains(other) {
                    let start = path.firstIndex { $0.ref == other } ?? 0
                    return path[start...].map(\.ref)
                }
                if isDone.contains(other) { continue }
                path.append((other, 0))
                onPath.insert(other)
            }
        }
        return nil
    }
}
