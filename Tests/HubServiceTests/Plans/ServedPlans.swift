import HubClient
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// A served hub with the starter kit, and people of two example councils who have to do with plans.
struct ServedPlans {
    let served: ServedHub
    let steward: PlanServiceClient
    let contributor: PlanServiceClient
    let today: Day

    init(in folder: TemporaryDirectory? = nil) throws {
        served = try ServedHub(in: folder)
        try served.hub.loadStarterKit()
        steward = PlanServiceClient(try served.channel(.steward))
        contributor = PlanServiceClient(try served.channel(.contributor))
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
    }

    func client(_ role: Role, _ code: String = "X00000001") throws -> PlanServiceClient {
        PlanServiceClient(try served.channel(role, tenant: code))
    }

    /// A day so many days from today, as it travels.
    func day(_ days: Int) -> String { today.advanced(by: days)?.iso ?? "" }

    /// A plan with nothing wrong, for a year around today.
    func plan(_ code: String = "wf") -> WorkforcePlan {
        var plan = WorkforcePlan(code: code, title: "Workforce plan", from: day(-100), to: day(265))
        plan.partners = [
            PlanPartner(type: .council, organisation: "Example Council A", role: "workforce lead"),
            PlanPartner(type: .providers, organisation: "Example care association"),
        ]
        var challenge = PlanChallenge(title: "Turnover in home care")
        challenge.levels = ChallengeLevels(impact: 5, urgency: 4, effort: 3, influence: 4)
        challenge.decision = .shortlisted
        challenge.reason = "Most people are affected"
        challenge.links = ["shared-priorities/2023-24/SWP2"]
        plan.challenges = [challenge]
        plan.objectives = [PlanObjective(title: "More people stay", challenges: ["C1"])]
        plan.actions = [action("Talk to leavers"), action("Change rotas")]
        plan.actions[1].dependsOn = ["A1"]
        plan.risks = [
            PlannedRisk(type: .succession, title: "Nobody follows", likelihood: 3, impact: 4)
        ]
        return plan
    }

    func action(_ title: String) -> PlannedAction {
        var action = PlannedAction(title: title, objective: "O1")
        action.owner = "Example Council A"
        action.role = "workforce lead"
        action.start = day(-50)
        action.due = day(50)
        return action
    }

    /// Saves a plan, and reads it back.
    @discardableResult
    func save(
        _ plan: WorkforcePlan,
        as client: PlanServiceClient? = nil,
        merge: Bool = false
    ) throws -> WorkforcePlan {
        let answer = try send(plan, as: client, merge: merge)
        let told = answer.findings.map(\.message)
        #expect(answer.saved != nil, "\(told)")
        return try get(plan.code)
    }

    func send(
        _ plan: WorkforcePlan,
        as client: PlanServiceClient? = nil,
        merge: Bool = false
    ) throws(ClientError) -> SavePlanResponse {
        let request = SavePlanRequest(plan: plan, baseRevision: plan.revision, merge: merge)
        return try (client ?? contributor).savePlan(request)
    }

    /// Why a plan is refused as a whole; `nil` where it is not.
    func refusal(
        _ plan: WorkforcePlan,
        as client: PlanServiceClient? = nil,
        merge: Bool = false
    ) -> ClientError? {
        failure { () throws(ClientError) in try send(plan, as: client, merge: merge) }
    }

    func get(_ code: String = "wf") throws(ClientError) -> WorkforcePlan {
        try steward.getPlan(GetPlanRequest(code: code)).plan ?? WorkforcePlan()
    }

    /// The errors that a plan is not kept for.
    func errors(_ plan: WorkforcePlan) throws -> [String] {
        let answer = try send(plan)
        let errors = answer.findings.filter { $0.severity == .error }.map(\.reason)
        #expect((answer.saved == nil) == !errors.isEmpty)
        return errors
    }

    /// Brings a plan to its state of being live.
    func begin(_ code: String = "wf") throws {
        var base = try get(code).revision
        let review = ReviewPlanRequest(code: code, baseRevision: base)
        base = try contributor.reviewPlan(review).saved?.revision ?? 0
        let agree = AgreePlanRequest(
            code: code,
            role: "director of adult social services",
            day: day(-1),
            baseRevision: base
        )
        base = try steward.agreePlan(agree).saved?.revision ?? 0
        _ = try steward.beginPlan(BeginPlanRequest(code: code, baseRevision: base))
    }
}
