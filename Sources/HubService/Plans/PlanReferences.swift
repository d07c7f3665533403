import HubDomain
import HubWire

/// Gives parts without a reference the next one that was never used.
enum PlanReferences {
    /// A number of seven digits is no reference; what is taken by one is refused anyway.
    private static let numbersEnd = 1_000_000

    /// Fills what is empty.
    ///
    /// - Parameters:
    ///   - plan: The plan as somebody wrote it.
    ///   - kept: The plan as it is kept, whose references are taken, and those it had; `nil` for a
    ///     new one.
    /// - Returns: The plan in which every part has a reference.
    /// - Complexity: Linear in the parts.
    static func filled(_ plan: WorkforcePlan, beside kept: WorkforcePlan?) -> WorkforcePlan {
        var plan = plan
        plan.lastNumbers = kept.map(numbers)
        // What the sender says of numbers does not count; what its parts have does.
        let last = numbers(plan)
        fill(&plan.partners, \.ref, Partner.letter, last.partners)
        fill(&plan.challenges, \.ref, Challenge.letter, last.challenges)
        fill(&plan.objectives, \.ref, Objective.letter, last.objectives)
        fill(&plan.actions, \.ref, PlanAction.letter, last.actions)
        fill(&plan.risks, \.ref, PlanRisk.letter, last.risks)
        return plan
    }

    /// The highest numbers that parts of a plan have or had.
    ///
    /// - Complexity: Linear in the parts.
    static func numbers(_ plan: WorkforcePlan) -> PlanNumbers {
        let last = plan.lastNumbers ?? PlanNumbers()
        func highest<Part>(
            _ parts: [Part],
            _ ref: KeyPath<Part, String>,
            _ letter: String,
            _ had: UInt32
        ) -> UInt32 {
            let taken = parts.compactMap { part -> Int? in
                let text = part[keyPath: ref]
                return text.hasPrefix(letter) ? Int(text.dropFirst()) : nil
            }
            return max(had, UInt32(clamping: taken.filter { $0 < numbersEnd }.max() ?? 0))
        }
        return PlanNumbers(
            partners: highest(plan.partners, \.ref, Partner.letter, last.partners),
            challenges: highest(plan.challenges, \.ref, Challenge.letter, last.challenges),
            objectives: highest(plan.objectives, \.ref, Objective.letter, last.objectives),
            actions: highest(plan.actions, \.ref, PlanAction.letter, last.actions),
            risks: highest(plan.risks, \.ref, PlanRisk.letter, last.risks)
        )
    }

    private static func fill<Part>(
        _ parts: inout [Part],
        _ ref: WritableKeyPath<Part, String>,
        _ letter: String,
        _ last: UInt32
    ) {
        var last = last
        for index in parts.indices where parts[index][keyPath: ref].isEmpty {
            last += 1
            parts[index][keyPath: ref] = "\(letter)\(last)"
        }
    }
}
