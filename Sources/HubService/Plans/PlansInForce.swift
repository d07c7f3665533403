import HubWire

/// Plans that are carried on by others while both stand.
enum PlansInForce {
    /// The plans with each action in one of them only.
    ///
    /// An action that was carried over has the same reference in both. It counts in the new plan
    /// once that is live, and until then in the old one, which is what was agreed.
    ///
    /// - Parameter plans: The plans that are not closed.
    /// - Returns: The same plans, without the actions that count in another.
    /// - Complexity: Linear in the actions.
    static func actionsOnce(_ plans: [WorkforcePlan]) -> [WorkforcePlan] {
        var plans = plans
        for new in plans.indices {
            let wanted = plans[new].carriesOn
            let old = plans.firstIndex { $0.code.utf8.elementsEqual(wanted.utf8) }
            guard let old, old != new else { continue }
            let (kept, left) = plans[new].stage == .live ? (new, old) : (old, new)
            // Text keys: references, which are ASCII.
            let refs = Set(plans[kept].actions.map(\.ref))
            plans[left].actions.removeAll { refs.contains($0.ref) }
        }
        return plans
    }
}
