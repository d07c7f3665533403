import HubClient
import HubDomain
import HubStore
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// From a draft to its end and to next year's plan, over a connection.
struct PlanStepTests {
    private func code(_ error: ClientError?) -> String? { error?.reasonCode }

    @Test func `a plan is reviewed, agreed, live and closed, each step on its state`() throws {
        let hub = try ServedPlans()
        let draft = try hub.save(hub.plan())
        var base = draft.revision
        func agree(_ role: String, _ day: String) -> ClientError? {
            failure { () throws(ClientError) in
                try hub.steward.agreePlan(
                    AgreePlanRequest(code: "wf", role: role, day: day, baseRevision: base)
                )
            }
        }
        #expect(agree("director", hub.day(0))?.reasonCode == "PLAN-0101")
        let review = ReviewPlanRequest(code: "wf", baseRevision: base)
        let reviewed = try hub.contributor.reviewPlan(review)
        #expect(reviewed.before?.stage == .draft && reviewed.after?.stage == .inReview)
        #expect(reviewed.after?.actions.isEmpty == true)
        base = try #require(reviewed.saved).revision
        #expect(agree("director", hub.day(1))?.reasonCode == "PLAN-0102")
        #expect(agree(" ", hub.day(0))?.reasonCode == "PLAN-0102")
        let contributed = failure { () throws(ClientError) in
            try hub.contributor.agreePlan(
                AgreePlanRequest(code: "wf", role: "x", day: hub.day(0), baseRevision: base)
            )
        }
        #expect(code(contributed) == "GATE-0201")
        #expect(agree("director", hub.day(0)) == nil)
        let agreed = try hub.get()
        #expect(agreed.stage == .agreed && agreed.agreements.map(\.role) == ["director"])
        #expect(
            agreed.agreements[0].enteredBy == "test" && !agreed.agreements[0].principalId.isEmpty
        )
        let begin = BeginPlanRequest(code: "wf", baseRevision: agreed.revision)
        let live = try #require(try hub.steward.beginPlan(begin).after)
        #expect(live.stage == .live && live.liveSince == hub.day(0))
        #expect(
            code(failure { () throws(ClientError) in try hub.steward.beginPlan(begin) })
                == HubWire.Reason.changedSinceYouReadIt.code
        )
        let close = ClosePlanRequest(code: "wf", baseRevision: live.revision)
        let closed = try hub.steward.closePlan(close)
        #expect(closed.after?.stage == .closed && closed.after?.closed == hub.day(0))
        #expect(closed.findings.map(\.reason) == ["PLAN-0112", "PLAN-0112"])
        var edited = try hub.get()
        edited.title = "Another"
        #expect(code(hub.refusal(edited)) == "PLAN-0101")
    }

    @Test func `an agreement is worded anew, and its history says why`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        try hub.begin()
        var request = AgreePlanRequest(code: "wf", role: "cabinet", why: "A name stood here")
        request.baseRevision = try hub.get().revision
        let contributed = failure { () throws(ClientError) in
            try hub.contributor.agreePlan(request)
        }
        #expect(code(contributed) == "GATE-0201")
        let answer = try hub.steward.agreePlan(request)
        #expect(answer.saved != nil && answer.after?.stage == .live)
        let kept = try hub.get()
        #expect(kept.agreements.map(\.role) == ["cabinet"])
        #expect(kept.agreements[0].why == "A name stood here")
        #expect(kept.agreements[0].day == hub.day(-1))
        let history = try hub.steward.getPlanHistory(GetPlanHistoryRequest(code: "wf"))
        let told = history.entries.first?.summary ?? []
        #expect(told.contains { $0.contains("worded anew") && $0.contains("A name stood here") })
        // What was typed before is told nowhere in it.
        let all = history.entries.flatMap(\.summary)
        #expect(
            all.count {
                $0.contains("agreed on") && $0.hasSuffix("role: cabinet")
                    || $0.contains("role: cabinet;")
            } == 2,
            "\(all)"
        )
        #expect(!all.contains { $0.contains("director") })
        request.baseRevision = kept.revision
        request.why = ""
        let refused = failure { () throws(ClientError) in try hub.steward.agreePlan(request) }
        #expect(refused?.status?.violations.first?.path == "day")
    }

    @Test func `a name that agreed is told, and what cannot be is the request's fault`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        var personal = hub.plan("other")
        personal.actions[0].note = "Ask ann@example.org"
        #expect(try hub.errors(personal) == ["PLAN-0111"])
        var base = try hub.get().revision
        let review = ReviewPlanRequest(code: "wf", baseRevision: base)
        base = try hub.contributor.reviewPlan(review).saved?.revision ?? 0
        func agree(_ role: String, _ day: String) -> AgreePlanRequest {
            AgreePlanRequest(code: "wf", role: role, day: day, baseRevision: base)
        }
        for (role, day, reason) in [
            ("director", hub.day(1), "PLAN-0102"), ("Ask 07700 900123", hub.day(0), "PLAN-0111"),
        ] {
            let refused = failure { () throws(ClientError) in
                try hub.steward.agreePlan(agree(role, day))
            }
            #expect(refused?.reasonCode == reason)
            #expect(refused?.status?.code == .invalidArgument)
        }
        let agreed = try hub.steward.agreePlan(agree("Jane Smith", hub.day(0)))
        #expect(agreed.saved != nil)
        #expect(agreed.findings.map(\.reason) == ["PLAN-0121", "PLAN-0111"])
        // A hint travels as a note: nothing need be done.
        #expect(agreed.findings.map(\.severity) == [.warning, .note])
    }

    @Test(arguments: ["next", "zz-next"])
    func `the new plan of a refresh is the one that changed last`(code: String) throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        try hub.begin()
        var request = RefreshPlanRequest(code: "wf", baseRevision: try hub.get().revision)
        (request.newCode, request.title, request.carryOthers) = (code, "Next plan", true)
        (request.from, request.to) = (hub.day(1), hub.day(400))
        request.choices = [RefreshChoice(action: "A2", closeReason: "No longer wanted")]
        let answer = try hub.steward.refreshPlan(request)
        #expect(answer.old != nil)
        #expect(try hub.get("").code == code)
    }

    @Test func `what was carried over is due once`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        try hub.begin()
        var request = RefreshPlanRequest(code: "wf", baseRevision: try hub.get().revision)
        (request.newCode, request.title, request.carryOthers) = ("next", "Next plan", true)
        (request.from, request.to) = (hub.day(1), hub.day(400))
        _ = try hub.steward.refreshPlan(request)
        var find = FindPlanActionsRequest(question: .due)
        find.until = hub.day(100)
        let found = try hub.steward.findPlanActions(find).actions.map { "\($0.plan)/\($0.ref)" }
        #expect(found == ["wf/A1", "wf/A2"])
        // Once the new plan is live, it is what counts.
        try hub.begin("next")
        let later = try hub.steward.findPlanActions(find).actions.map { "\($0.plan)/\($0.ref)" }
        #expect(later == ["next/A1", "next/A2"])
        find.code = "wf"
        #expect(try hub.steward.findPlanActions(find).actions.count == 2)
    }

    @Test func `a plan with words of the template is not given to its reviewers`() throws {
        let hub = try ServedPlans()
        var plan = hub.plan()
        plan.actions[0].note = PlanExamples.mark + "what happened"
        let kept = try hub.save(plan)
        let review = ReviewPlanRequest(code: "wf", baseRevision: kept.revision)
        let answer = try hub.contributor.reviewPlan(review)
        let errors = answer.findings.filter { $0.severity == .error }.map(\.reason)
        #expect(answer.saved == nil && errors == ["PLAN-0119"])
    }

    @Test func `a live plan takes reports, and nothing else`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        try hub.begin()
        var live = try hub.get()
        live.actions[0].title = "Another"
        #expect(try hub.errors(live) == ["PLAN-0113"])
        live = try hub.get()
        live.actions[0].progress = .done
        live.actions[0].done = hub.day(0)
        live.actions[0].note = "All were asked."
        live.risks.append(PlannedRisk(title: "Money", likelihood: 2, impact: 2))
        let reported = try hub.save(live)
        #expect(reported.stage == .live && reported.agreements.count == 1)
        #expect(try hub.steward.getPlan().blocked.isEmpty)
    }

    @Test func `what is given back says why, and that it was agreed stays known`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        try hub.begin()
        let base = try hub.get().revision
        var request = GiveBackPlanRequest(code: "wf", baseRevision: base)
        let empty = failure { () throws(ClientError) in try hub.steward.giveBackPlan(request) }
        #expect(empty?.status?.violations.first?.path == "reason")
        request.reason = "The money is gone"
        _ = try hub.steward.giveBackPlan(request)
        let draft = try hub.get()
        #expect(draft.stage == .draft && draft.liveSince == nil)
        #expect(draft.agreements.map(\.role) == ["director of adult social services"])
        #expect(draft.returns.map(\.reason) == ["The money is gone"])
        #expect(draft.returns[0].from == .live && draft.returns[0].day == hub.day(0))
        // Neither can be written by whoever sends a document.
        var forged = draft
        forged.agreements = []
        forged.returns = []
        forged.stage = .live
        forged.title = "Another title"
        let kept = try hub.save(forged)
        #expect(kept.stage == .draft && kept.agreements == draft.agreements)
        #expect(kept.returns == draft.returns)
        try hub.begin()
        #expect(try hub.get().agreements.count == 2)
    }

    @Test func `next year's plan carries over what is decided, and closes the rest`() throws {
        let hub = try ServedPlans()
        var plan = hub.plan()
        plan.actions.append(hub.action("Third"))
        try hub.save(plan)
        var request = RefreshPlanRequest(code: "wf", baseRevision: try hub.get().revision)
        request.newCode = "next"
        request.title = "Next plan"
        (request.from, request.to) = (hub.day(266), hub.day(630))
        func refused() -> String? {
            code(failure { () throws(ClientError) in try hub.steward.refreshPlan(request) })
        }
        #expect(refused() == "PLAN-0101")
        try hub.begin()
        request.baseRevision = try hub.get().revision
        request.choices = [
            RefreshChoice(action: "A1"), RefreshChoice(action: "A3", closeReason: "Not wanted"),
        ]
        #expect(refused() == "PLAN-0112")
        request.choices.append(RefreshChoice(action: "A9"))
        #expect(refused() == "PLAN-0106")
        request.choices.removeLast()
        request.carryOthers = true
        request.choices[1].closeReason = ""
        #expect(refused() == "PLAN-0103")
        request.choices[1].closeReason = "Not wanted"
        let answer = try hub.steward.refreshPlan(request)
        #expect(answer.carried == ["A1", "A2"] && answer.closed == ["A3"])
        #expect(answer.differences.contains { $0.part == "A3" && $0.kind == "removed" })
        let (new, old) = (try hub.get("next"), try hub.get())
        #expect(new.stage == .draft && new.carriesOn == "wf" && new.actions.count == 2)
        #expect(new.agreements.isEmpty && new.id != old.id)
        #expect(old.stage == .live && old.actions[2].progress == .stopped)
        #expect(old.actions[2].reason == "Not wanted")
        #expect(answer.old?.revision == old.revision)
        request.baseRevision = old.revision
        #expect(refused() == HubWire.Reason.requestNotValid.code)
    }

    @Test func `an organisation of another kind has no plans, and a partnership has`() throws {
        let folder = try TemporaryDirectory()
        var plan = HubPlan.example()
        plan.tenants += [
            TenantRecord(kind: .employer, code: "X00000003", name: "Example provider"),
            TenantRecord(kind: .partnership, code: "X00000004", name: "Example partnership"),
        ]
        do {
            // One process serves a hub once: it is let go of before it is served.
            let hub = try Hub(data: folder.file("data"), clock: .system, settings: .init())
            try hub.found(plan)
            hub.close()
        }
        let served = try ServedPlans(in: folder)
        for (tenant, expected) in [
            ("X00000003", "PLAN-0115"), ("X00000004", nil), ("E12000001", nil),
        ] {
            let client = try served.client(.steward, tenant)
            #expect(served.refusal(served.plan(), as: client)?.reasonCode == expected, "\(tenant)")
        }
    }
}
