/// Two people's changes of the same plan, put together.
///
/// Nothing is lost, and what both changed differently stands side by side.
package struct PlanMerge: Equatable, Sendable {
    /// A field of an action that both changed differently.
    package struct Conflict: Equatable, Sendable {
        /// The action.
        package let ref: ActionRef
        /// The names of the fields.
        package let fields: [String]
        /// The action as one has it; nil where one removed it.
        package let mine: PlanAction?
        /// The action as the other has it; nil where the other removed it.
        package let theirs: PlanAction?
    }

    /// The actions with both people's changes; those in conflict as the other has them.
    package let actions: [PlanAction]
    /// What somebody has to decide.
    package let conflicts: [Conflict]

    /// Puts two changes of one plan together, action by action and field by field.
    ///
    /// - Parameters:
    ///   - base: The actions that both began with.
    ///   - mine: The actions as one left them.
    ///   - theirs: The actions as the other left them, which were kept first.
    /// - Complexity: Linear in the actions.
    package init(base: [PlanAction], mine: [PlanAction], theirs: [PlanAction]) {
        let before = Dictionary(base.map { ($0.ref, $0) }) { first, _ in first }
        let own = Dictionary(mine.map { ($0.ref, $0) }) { first, _ in first }
        let other = Set(theirs.map(\.ref))
        var merged: [PlanAction] = []
        var conflicts: [Conflict] = []
        for action in theirs {
            switch (before[action.ref], own[action.ref]) {
            case (nil, nil): merged.append(action)
            case (let old?, nil):
                // Removed here: gone, unless the other changed it in the meantime.
                if old == action { continue }
                merged.append(action)
                conflicts.append(
                    Conflict(ref: action.ref, fields: ["removed"], mine: nil, theirs: action)
                )
            case (let old, let changed?):
                let (both, fields) = Self.merged(old, changed, action)
                merged.append(both)
                if !fields.isEmpty {
                    conflicts.append(
                        Conflict(ref: action.ref, fields: fields, mine: changed, theirs: action)
                    )
                }
            }
        }
        for action in mine where !other.contains(action.ref) {
            guard let old = before[action.ref] else {
                merged.append(action)
                continue
            }
            if old != action {
                conflicts.append(
                    Conflict(ref: action.ref, fields: ["removed"], mine: action, theirs: nil)
                )
            }
        }
        actions = merged
        self.conflicts = conflicts
    }

    /// One action with both changes, and the fields that both changed differently.
    private static func merged(
        _ base: PlanAction?,
        _ mine: PlanAction,
        _ theirs: PlanAction
    ) -> (action: PlanAction, fields: [String]) {
        var action = theirs
        var fields: [String] = []
        func take<Value: Equatable>(_ name: String, _ part: WritableKeyPath<PlanAction, Value>) {
            let (own, other) = (mine[keyPath: part], theirs[keyPath: part])
            if own == other || base?[keyPath: part] == own { return }
            if base?[keyPath: part] == other {
                action[keyPath: part] = own
            } else {
                fields.append(name)
            }
        }
        take("title", \.title)
        take("objective", \.objective)
        take("owner", \.owner)
        take("role", \.role)
        take("start", \.start)
        take("due", \.due)
        take("done", \.done)
        take("progress", \.progress)
        take("rating", \.rating)
        take("reason", \.reason)
        take("note", \.note)
        take("depends_on", \.dependsOn)
        take("links", \.links)
        take("measures", \.measures)
        take("cost", \.cost)
        return (action, fields)
    }
}
