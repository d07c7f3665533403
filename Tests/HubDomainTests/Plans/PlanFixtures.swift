import HubDomain
import HubText
import Testing

/// A plan of an invented council with nothing wrong.
enum PlanFixtures {
    static func day(_ text: String) throws -> Day { try DayText.day(text) }

    static func context() throws -> PlanRules.Context {
        PlanRules.Context(
            frameworks: try FrameworkLibrary.shipped().frameworks,
            catalogue: try FigureLibrary.shipped().catalogue,
            themes: ["T1"],
            wresActions: ["A1"],
            today: try day("01/09/2025")
        )
    }

    static func names() throws -> PlanLinkNames {
        let context = try context()
        return PlanLinkNames(frameworks: context.frameworks, catalogue: context.catalogue)
    }

    static func action(_ ref: ActionRef, after: [ActionRef] = []) throws -> PlanAction {
        var action = PlanAction(
            ref,
            "Action \(ref)",
            objective: "O1",
            owner: "Example Council A",
            role: "workforce lead"
        )
        action.start = try day("01/05/2025")
        action.due = try day("31/12/2025")
        action.dependsOn = after
        return action
    }

    static func plan() throws -> Plan {
        var plan = Plan("Example plan", from: try day("01/04/2025"), to: try day("31/03/2026"))
        plan.partners = PartnerKind.allCases.enumerated().map { index, kind in
            Partner(PartnerRef(text: "P\(index + 1)"), kind, "Example of \(kind.words)")
        }
        plan.challenges = [
            Challenge(
                "C1",
                "Turnover in home care",
                rating: ChallengeRating(impact: 5, urgency: 4, effort: 3, influence: 4),
                decision: .shortlisted(reason: "Most people are affected"),
                links: [.measure("turnover_rate")]
            )
        ]
        plan.objectives = [Objective("O1", "More people stay", challenges: ["C1"])]
        plan.actions = [try action("A1"), try action("A2", after: ["A1"])]
        plan.risks = [
            PlanRisk("R1", .succession, "Nobody follows the lead", likelihood: 3, impact: 4)
        ]
        return plan
    }

    static func reasons(_ plan: Plan, _ severity: Severity = .error) throws -> [ReasonCode] {
        PlanRules.check(plan, try context()).filter { $0.severity == severity }
            .map(\.error.reason)
    }
}
