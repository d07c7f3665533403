import HubClient
import HubWire
import Testing

@testable import HubService

/// An action that is carried over is told once, and never lost.
struct PlansInForceTests {
    private func plan(
        _ code: String,
        _ stage: PlanStage,
        carriesOn: String = "",
        _ actions: String...
    ) -> WorkforcePlan {
        var plan = WorkforcePlan(code: code, stage: stage, carriesOn: carriesOn)
        plan.actions = actions.map { PlannedAction(ref: $0) }
        return plan
    }

    private func counted(_ plans: WorkforcePlan...) -> [String] {
        // In both orders: which plan comes first must not matter.
        let refs = [plans, plans.reversed()].map { plans in
            PlansInForce.actionsOnce(plans)
                .flatMap { plan in plan.actions.map { "\(plan.code)/\($0.ref)" } }.sorted()
        }
        #expect(refs[0] == refs[1])
        return refs[0]
    }

    @Test
    func `an action counts in the latest plan that is live, else in the earliest`() {
        let old = plan("old", .live, "A1", "A2")
        #expect(
            counted(old, plan("new", .draft, carriesOn: "old", "A1", "A3"))
                == ["new/A3", "old/A1", "old/A2"]
        )
        let live = plan("new", .live, carriesOn: "old", "A1", "A3")
        #expect(counted(old, live) == ["new/A1", "new/A3", "old/A2"])
        let ended = plan("old", .closed, "A1", "A2")
        #expect(counted(ended, live) == ["new/A1", "new/A3"])
        #expect(
            counted(ended, plan("new", .draft, carriesOn: "old", "A1")) == ["new/A1"]
        )
    }

    @Test
    func `of three in a line one counts, whatever the middle one is`() {
        let (first, third) = (
            plan("one", .live, "A1"), plan("three", .live, carriesOn: "two", "A1")
        )
        for middle in [PlanStage.draft, .agreed, .live, .closed] {
            #expect(
                counted(first, plan("two", middle, carriesOn: "one", "A1"), third) == ["three/A1"]
            )
        }
        let draft = plan("three", .draft, carriesOn: "two", "A1")
        #expect(counted(first, plan("two", .draft, carriesOn: "one", "A1"), draft) == ["one/A1"])
        #expect(counted(first, plan("two", .live, carriesOn: "one", "A1"), draft) == ["two/A1"])
        #expect(counted(first, plan("two", .closed, carriesOn: "one", "A1"), draft) == ["one/A1"])
    }

    @Test
    func `plans that carry each other on, or one that is gone, end the search`() {
        let circle = plan("one", .live, carriesOn: "two", "A1")
        #expect(counted(circle, plan("two", .draft, carriesOn: "one", "A2")).count == 2)
        #expect(counted(plan("one", .live, carriesOn: "none", "A1")) == ["one/A1"])
    }

    @Test
    func `a late action is overdue once, through a whole refresh and after it`() throws {
        let hub = try ServedPlans()
        var plan = hub.plan()
        plan.actions.append(hub.action("Late"))
        plan.actions[2].due = hub.day(-1)
        try hub.save(plan)
        try hub.begin()
        func overdue() throws -> [String] {
            try hub.steward.findPlanActions(FindPlanActionsRequest(question: .overdue)).actions
                .map { "\($0.plan)/\($0.ref)" }
        }
        #expect(try overdue() == ["wf/A3"])
        var request = RefreshPlanRequest(code: "wf", baseRevision: try hub.get().revision)
        (request.newCode, request.title, request.carryOthers) = ("next", "Next plan", true)
        (request.from, request.to) = (hub.day(266), hub.day(630))
        _ = try hub.steward.refreshPlan(request)
        // What was agreed stands until the new plan is live.
        #expect(try overdue() == ["wf/A3"])
        try hub.begin("next")
        #expect(try overdue() == ["next/A3"])
        var close = ClosePlanRequest(code: "wf")
        close.baseRevision = try hub.get().revision
        let closed = try hub.steward.closePlan(close)
        // What goes on elsewhere needs no decision any more.
        #expect(closed.saved != nil && closed.findings.isEmpty, "\(closed.findings)")
        #expect(try overdue() == ["next/A3"])
        close = ClosePlanRequest(code: "next")
        close.baseRevision = try hub.get("next").revision
        let told = try hub.steward.closePlan(close).findings
        #expect(told.map(\.reason) == ["PLAN-0112", "PLAN-0112", "PLAN-0112"])
        #expect(told.allSatisfy { $0.message.contains("no other plan carries it on") })
    }
}
