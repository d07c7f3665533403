import HubDomain
import HubWire

/// Gives parts without a reference the next one that is free.
enum PlanReferences {
    /// Fills what is empty.
    ///
    /// - Parameters:
    ///   - plan: The plan as somebody wrote it.
    ///   - kept: The plan as it is kept, whose references are taken; `nil` for a new one.
    /// - Returns: The plan in which every part has a reference.
    /// - Complexity: Linear in the parts.
    static func filled(_ plan: WorkforcePlan, beside kept: WorkforcePlan?) -> WorkforcePlan {
        var plan = plan
        fill(&plan.partners, kept?.partners, \.ref, Partner.letter)
        fill(&plan.challenges, kept?.challenges, \.ref, Challenge.letter)
        fill(&plan.objectives, kept?.objectives, \.ref, Objective.letter)
        fill(&plan.actions, kept?.actions, \.ref, PlanAction.letter)
        fill(&plan.risks, kept?.risks, \.ref, PlanRisk.letter)
        return plan
    }

    private static func fill<Part>(
        _ parts: inout [Part],
        _ kept: [Part]?,
        _ ref: WritableKeyPath<Part, String>,
        _ letter: String
    ) {
        let taken = (parts + (kept ?? [])).compactMap { part -> Int? in
            let text = part[keyPath: ref]
            return text.hasPrefix(letter) ? Int(text.dropFirst()) : nil
        }
        // A number of seven digits is no reference; what is taken by one is refused anyway.
        var last = taken.filter { $0 < 1_000_000 }.max() ?? 0
        for index in parts.indices where parts[index][keyPath: ref].isEmpty {
            last += 1
            parts[index][keyPath: ref] = "\(letter)\(last)"
        }
    }
}
