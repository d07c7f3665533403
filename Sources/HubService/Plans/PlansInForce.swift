import HubDomain
import HubStore
import HubWire

/// Plans that are carried on by others while both stand.
enum PlansInForce {
    /// The plans that are not closed, with each action in one of them only.
    ///
    /// An action that was carried over has the same reference in all plans of one line. It counts
    /// in the latest of them that is live, and where none is, in the earliest, which is what was
    /// agreed; so none is told twice, and none is lost while its plan is being refreshed.
    ///
    /// - Parameter plans: All plans, since a closed one may stand between two that are not.
    /// - Returns: Those that are not closed, without the actions that count in another.
    /// - Complexity: Linear in the actions, for each plan that a plan carries on.
    static func actionsOnce(_ plans: [WorkforcePlan]) -> [WorkforcePlan] {
        // Text keys: references, which are ASCII.
        let refs = plans.map { plan in
            plan.stage == .closed ? [] : Set(plan.actions.map(\.ref))
        }
        var counting = plans
        for new in plans.indices where plans[new].stage != .closed {
            for old in line(of: new, plans) {
                // Of two, the later counts once it is live.
                let (kept, left) = plans[new].stage == .live ? (new, old) : (old, new)
                counting[left].actions.removeAll { refs[kept].contains($0.ref) }
            }
        }
        return counting.filter { $0.stage != .closed }
    }

    /// The unfinished actions of a plan that another carries on.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - store: The tenant's file.
    /// - Returns: Their references.
    /// - Throws: A fault of the store.
    static func carried(
        from plan: WorkforcePlan,
        in store: borrowing Database
    ) throws(Fault) -> Set<ActionRef> {
        var refs: Set<ActionRef> = []
        for record in try PlanRecords.all(in: store) {
            let other = try PlanRecords.plan(record)
            guard other.carriesOn.utf8.elementsEqual(plan.code.utf8) else { continue }
            refs.formUnion(other.actions.map { ActionRef(text: $0.ref) })
        }
        return refs
    }

    /// The plans that a plan carries on, the nearest first.
    private static func line(of index: Int, _ plans: [WorkforcePlan]) -> [Int] {
        var line: [Int] = []
        var wanted = plans[index].carriesOn
        while let found = plans.firstIndex(where: { $0.code.utf8.elementsEqual(wanted.utf8) }),
            found != index, !line.contains(found)
        {
            line.append(found)
            wanted = plans[found].carriesOn
        }
        return line
    }
}
