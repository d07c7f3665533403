import HubDomain
import HubText
import HubWire

/// A plan's document to begin from: an example of every part, and in them every word that a field
/// can hold.
///
/// What it says can be applied as it stands, so that an example is never wrong in itself.
enum PlanTemplate {
    /// The plan with examples of every kind of part that it has none of.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - today: The day in London, in the form in which it travels.
    /// - Returns: The plan; the examples refer to the first parts that it has.
    static func filled(_ plan: WorkforcePlan, today: String) -> WorkforcePlan {
        var plan = plan
        if plan.partners.isEmpty, plan.absences.isEmpty {
            plan.partners = partners
            plan.absences = [PlanAbsence(type: .unions, reason: mark("why none takes part"))]
        }
        if plan.challenges.isEmpty { plan.challenges = challenges }
        if plan.objectives.isEmpty {
            let challenge = first(plan.challenges.map(\.ref), "C1")
            let title = mark("what is to be reached")
            plan.objectives = [
                PlanObjective(title: title, challenges: [challenge], links: ["wres/3"])
            ]
        }
        if plan.risks.isEmpty { plan.risks = risks }
        if plan.actions.isEmpty { plan.actions = actions(plan, today) }
        return plan
    }

    /// An empty plan of a name that nobody chose yet, from a year's April to the third March after.
    static func blank(year: Int) -> WorkforcePlan {
        WorkforcePlan(
            code: "workforce-\(year)",
            title: "Workforce plan",
            from: "\(year)-04-01",
            to: "\(year + 3)-03-31"
        )
    }

    private static func mark(_ text: String) -> String { PlanExamples.mark + text }

    /// The reference of the first part; one that the hub gives where all parts are new.
    private static func first(_ refs: [String], _ given: String) -> String {
        refs.first { !$0.isEmpty } ?? given
    }

    private static var partners: [PlanPartner] {
        let types = PartnerType.wireTable.values.map { PartnerType(rawValue: $0.number) }
        return types.filter { $0 != .unspecified && $0 != .unions }.map { type in
            PlanPartner(
                type: type,
                organisation: mark(Wording.partner(type)),
                role: "workforce lead"
            )
        }
    }

    private static var challenges: [PlanChallenge] {
        let levels = ChallengeLevels(impact: 5, urgency: 4, effort: 3, influence: 4)
        return [
            PlanChallenge(
                title: mark("what stands in the way"),
                levels: levels,
                decision: .shortlisted,
                reason: mark("why it is on the short list"),
                links: ["shared-priorities/2023-24/SWP5", "figures/turnover_rate"]
            ),
            PlanChallenge(
                title: mark("another that was set aside"),
                decision: .setAside,
                reason: mark("why it was set aside")
            ),
            PlanChallenge(title: mark("another on the long list"), decision: .open),
        ]
    }

    private static var risks: [PlannedRisk] {
        [RiskType.general, .succession, .registeredManager].map { type in
            PlannedRisk(
                type: type,
                title: mark("what could go wrong"),
                likelihood: 3,
                impact: 4,
                answer: mark("what is done about it")
            )
        }
    }

    private static func actions(_ plan: WorkforcePlan, _ today: String) -> [PlannedAction] {
        func action(_ title: String, _ progress: ActionProgress) -> PlannedAction {
            PlannedAction(
                title: mark(title),
                objective: first(plan.objectives.map(\.ref), "O1"),
                owner: mark("the organisation that does it"),
                role: "workforce lead",
                progress: progress
            )
        }
        var begun = action("what is being done", .inProgress)
        (begun.start, begun.due) = (plan.from, plan.to)
        (begun.rating, begun.reason) = (.amber, mark("why it is not green"))
        begun.note = mark("what happened, in a few sentences")
        begun.links = ["shared-priorities/2023-24/SWP5"]
        begun.measures = [
            ActionMeasure(
                name: mark("what tells whether it worked"),
                baseline: "24.7",
                target: "20",
                figure: "turnover_rate"
            ),
            // Numbers of published figures, so that they are right where these were imported.
            ActionMeasure(
                name: mark("another, whose numbers are taken from figures"),
                baseline: "29.8",
                target: "24.8",
                baselineFigure: "turnover_rate; area=E08000025; period=2023/24; source=U5",
                targetFigure: "turnover_rate; area=E92000001; period=2023/24; source=U5"
            ),
        ]
        var next = action("what waits for another action", .notStarted)
        (next.start, next.due, next.dependsOn) = (plan.from, plan.to, ["A1"])
        next.cost = ActionCost(pounds: 25_000, funding: mark("who pays"))
        next.partners = [first(plan.partners.map(\.ref), "P1")]
        next.risks = [first(plan.risks.map(\.ref), "R1")]
        var done = action("what is done", .done)
        (done.done, done.rating) = (today, .green)
        var stopped = action("what will not be done", .stopped)
        (stopped.rating, stopped.reason) = (.red, mark("why it was stopped"))
        return [begun, next, done, stopped]
    }
}
