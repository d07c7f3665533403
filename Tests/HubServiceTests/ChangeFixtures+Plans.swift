import HubClient
import HubText
import HubWire

@testable import HubService

// Changes of a workforce plan, from its first draft to the plan that carries it on.
extension ChangeFixtures {
    private var hub: PlanServiceClient { PlanServiceClient(channel) }

    private static let code = "wf"

    /// From a draft to its end.
    var plans: [Change] {
        [
            Change(method: .planServiceSavePlan) {
                var plan = WorkforcePlan(code: ChangeFixtures.code, title: "Workforce plan")
                (plan.from, plan.to) = ("2026-04-01", "2029-03-31")
                plan.objectives = [PlanObjective(title: "More people stay")]
                return [SavePlanRequest(plan: plan).encoded()]
            },
            Change(method: .planServiceImportPlanActions) {
                let text = "Ref,Action,Objective,Owner\r\n,Talk to leavers,O1,Example Council A\r\n"
                var request = ImportPlanActionsRequest(code: ChangeFixtures.code)
                request.csv = Array(text.utf8)
                request.baseRevision = try planRevision()
                return [request.encoded()]
            },
            review,
            Change(method: .planServiceGiveBackPlan) {
                var request = GiveBackPlanRequest(code: ChangeFixtures.code)
                request.reason = "One more look."
                request.baseRevision = try planRevision()
                return [request.encoded()]
            },
            review,
            Change(method: .planServiceAgreePlan) {
                var request = AgreePlanRequest(code: ChangeFixtures.code, role: "director")
                request.day = day
                request.baseRevision = try planRevision()
                return [request.encoded()]
            },
            Change(method: .planServiceBeginPlan) {
                let base = try planRevision()
                return [
                    BeginPlanRequest(code: ChangeFixtures.code, baseRevision: base).encoded()
                ]
            },
            Change(method: .planServiceRefreshPlan) {
                var request = RefreshPlanRequest(code: ChangeFixtures.code)
                request.baseRevision = try planRevision()
                (request.newCode, request.title) = ("next", "Next plan")
                (request.from, request.to) = ("2029-04-01", "2032-03-31")
                request.carryOthers = true
                return [request.encoded()]
            },
            Change(method: .planServiceClosePlan) {
                let base = try planRevision()
                return [
                    ClosePlanRequest(code: ChangeFixtures.code, baseRevision: base).encoded()
                ]
            },
        ]
    }

    private var review: Change {
        Change(method: .planServiceReviewPlan) {
            let base = try planRevision()
            return [ReviewPlanRequest(code: ChangeFixtures.code, baseRevision: base).encoded()]
        }
    }

    private func planRevision() throws -> UInt64 {
        try hub.getPlan(GetPlanRequest(code: ChangeFixtures.code)).plan?.revision ?? 0
    }
}
