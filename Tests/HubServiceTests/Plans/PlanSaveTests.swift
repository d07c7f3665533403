import HubClient
import HubDomain
import HubSystem
import HubText
import HubWire
import Testing

@testable import HubService

/// Plans over a connection: written, read, and changed by several people.
struct PlanSaveTests {
    @Test func `a plan is begun, read, changed on its revision, and listed`() throws {
        let hub = try ServedPlans()
        let first = try hub.save(hub.plan())
        #expect(first.stage == .draft && !first.id.isEmpty && first.tenant == "X00000001")
        #expect(
            first.actions.map(\.ref) == ["A1", "A2"] && first.partners.map(\.ref) == ["P1", "P2"]
        )
        #expect(first.risks.map(\.ref) == ["R1"] && first.challenges.map(\.ref) == ["C1"])
        let answer = try hub.client(.viewer).getPlan()
        #expect(answer.plan == first)
        #expect(answer.blocked.map(\.ref) == ["A2"] && answer.overdue.isEmpty)
        #expect(answer.absent.count == 8 && answer.absent.contains(.unions))
        #expect(answer.findings.map(\.reason) == ["PLAN-0121"])
        var changed = first
        changed.actions[0].rating = .amber
        changed.actions.append(hub.action("Third"))
        let response = try hub.send(changed)
        let told = response.differences.map { "\($0.part) \($0.kind) \($0.field)" }
        #expect(told == ["A1 changed rating", "A3 added "])
        #expect(response.differences[0].after == "amber" && !response.differences[0].isWorse)
        // A first rating is no fall, and one that is not green says why.
        #expect(response.findings.contains { $0.reason == "PLAN-0103" } && response.saved == nil)
        changed.actions[0].reason = "Nobody answers"
        let second = try hub.save(changed)
        #expect(second.revision > first.revision && second.id == first.id)
        // Nothing changes: no revision is used up.
        #expect(try hub.send(second).saved?.revision == second.revision)
        _ = try hub.save(hub.plan("other"))
        let listed = try hub.steward.listPlans(ListPlansRequest(pageSize: 1))
        #expect(listed.plans.map(\.code) == ["other"] && !listed.nextCursor.isEmpty)
        let next = ListPlansRequest(cursor: listed.nextCursor, pageSize: 1)
        let last = try hub.steward.listPlans(next)
        #expect(last.plans.map(\.code) == ["wf"] && last.nextCursor.isEmpty)
        #expect(last.plans[0].actions == 3 && last.plans[0].amber == 1)
        // Without a code it is the one that changed last; as of a revision it is as it was.
        #expect(try hub.steward.getPlan().plan?.code == "other")
        var past = CallOptions()
        past.asOf = .revision(first.revision)
        #expect(try hub.steward.getPlan(GetPlanRequest(code: "wf"), past).plan == first)
    }

    @Test func `why a kind of partner is absent is kept, compared and told no more`() throws {
        let hub = try ServedPlans()
        var plan = try hub.save(hub.plan())
        plan.absences = [PlanAbsence(type: .unions, reason: "None is recognised here")]
        let response = try hub.send(plan)
        #expect(response.differences.map(\.field) == ["absences"])
        let answer = try hub.client(.viewer).getPlan()
        #expect(answer.plan?.absences == plan.absences)
        #expect(answer.absent.count == 7 && !answer.absent.contains(.unions))
        plan = try #require(answer.plan)
        plan.absences[0].reason = ""
        let refused = try hub.send(plan)
        #expect(refused.saved == nil && refused.findings.contains { $0.reason == "PLAN-0103" })
        plan.absences[0] = PlanAbsence(reason: "Of no kind")
        #expect(throws: ClientError.self) { try hub.send(plan) }
    }

    @Test func `a measure is taken by its link, and a reason goes with its rating`() throws {
        let hub = try ServedPlans()
        var plan = try hub.save(hub.plan())
        plan.actions[0].rating = .red
        plan.actions[0].reason = "No budget yet"
        plan.actions[0].measures = [
            ActionMeasure(name: "Vacancies", figure: "figures/vacancy_rate")
        ]
        plan = try hub.save(plan)
        #expect(plan.actions[0].measures[0].figure == "vacancy_rate")
        plan.actions[0].rating = .green
        let response = try hub.send(plan)
        #expect(response.differences.map(\.field) == ["rating", "reason"])
        #expect(try hub.steward.getPlan().plan?.actions[0].reason.isEmpty == true)
    }

    @Test func `two people's changes are put together, or stand side by side`() throws {
        let hub = try ServedPlans()
        let base = try hub.save(hub.plan())
        var theirs = base
        theirs.actions[0].title = "Talk to everybody who leaves"
        theirs.objectives[0].title = "Many more people stay"
        let kept = try hub.save(theirs)
        var mine = base
        mine.actions[1].title = "Change all rotas"
        mine.risks[0].answer = "A deputy is named"
        let stale = try #require(hub.refusal(mine))
        #expect(stale.reasonCode == HubWire.Reason.changedSinceYouReadIt.code)
        #expect(stale.status?.revision == kept.revision)
        let paths = stale.status?.violations.map(\.path) ?? []
        #expect(paths == ["O1.title", "A1.title", "A2.title", "R1.answer"], "\(paths)")
        var clash = mine
        clash.objectives[0].title = "Most people stay"
        for merge in [false, true] {
            let refused = try #require(hub.refusal(clash, merge: merge))
            #expect(refused.reasonCode == "PLAN-0117" && refused.exitCode == .conflict)
            let violation = try #require(refused.status?.violations.first)
            #expect(refused.status?.violations.count == 1 && violation.path == "O1.title")
            for words in ["“Most people stay”", "“Many more people stay”", "“More people stay”"] {
                #expect(violation.message.contains(words), "\(violation.message)")
            }
        }
        #expect(try hub.get() == kept)
        let answer = try hub.send(mine, merge: true)
        #expect(answer.isMerged && answer.saved != nil)
        #expect(Set(answer.differences.map(\.part)) == ["A2", "R1"])
        let merged = try hub.get()
        #expect(merged.actions[0].title == "Talk to everybody who leaves")
        #expect(merged.actions[1].title == "Change all rotas")
        #expect(merged.objectives[0].title == "Many more people stay")
        #expect(merged.risks[0].answer == "A deputy is named")
        // A revision that is not there yet is no base.
        mine.revision = merged.revision + 1
        #expect(
            hub.refusal(mine, merge: true)?.reasonCode
                == HubWire.Reason.changedSinceYouReadIt.code
        )
    }

    @Test func `two people's new actions have references of their own`() throws {
        let hub = try ServedPlans()
        let base = try hub.save(hub.plan())
        var theirs = base
        theirs.actions.append(hub.action("Theirs"))
        try hub.save(theirs)
        var mine = base
        mine.actions.append(hub.action("Mine"))
        let merged = try hub.save(mine, merge: true)
        #expect(merged.actions.map(\.ref) == ["A1", "A2", "A3", "A4"])
        #expect(merged.actions.map(\.title).suffix(2) == ["Theirs", "Mine"])
    }

    @Test func `what cannot stand in a plan is named, beside what can`() throws {
        let hub = try ServedPlans()
        let good = try hub.save(hub.plan())
        func errors(_ change: (inout WorkforcePlan) -> Void) throws -> [String] {
            var plan = good
            change(&plan)
            return try hub.errors(plan)
        }
        #expect(try errors { $0.actions[0].dependsOn = ["A2"] } == ["PLAN-0108"])
        #expect(try errors { $0.actions[0].due = hub.day(-51) } == ["PLAN-0107"])
        #expect(try errors { $0.actions[0].dependsOn = ["A9"] } == ["PLAN-0106"])
        #expect(try errors { $0.actions[0].partners = ["P9"] } == ["PLAN-0106"])
        for link in [
            "shared-priorities/2023-24/SWP9", "theme/none", "wres-action/A9", "figures/mood",
        ] {
            #expect(try errors { $0.actions[0].links = [link] } == ["PLAN-0109"], "\(link)")
        }
        #expect(try errors { $0.actions[0].role = "a@example.org" } == ["PLAN-0111"])
        #expect(try errors { $0.title = "" } == ["PLAN-0104"])
        #expect(try errors { $0.risks[0].impact = 6 } == ["PLAN-0105"])
        #expect(try errors { $0.challenges[0].reason = "" } == ["PLAN-0103"])
        let themes = PriorityServiceClient(try hub.served.channel(.steward))
        _ = try themes.saveLocalTheme(
            SaveLocalThemeRequest(theme: LocalTheme(code: "T1", name: "Ours"))
        )
        #expect(
            try errors { plan in
                plan.actions[0].partners = ["P1", "P2"]
                plan.actions[0].risks = ["R1"]
                plan.actions[0].links = [
                    "shared-priorities/2023-24/SWP2", "workforce-strategy/2024/AR", "theme/T1",
                    "wres/3", "figures/turnover_rate",
                ]
            }.isEmpty
        )
    }

    @Test func `what cannot be read is refused with its place`() throws {
        let hub = try ServedPlans()
        let cases: [(String, (inout WorkforcePlan) -> Void)] = [
            ("plan.actions[0].due", { $0.actions[0].due = "31/12/2026" }),
            ("plan.actions[1].links[0]", { $0.actions[1].links = ["SWP/2"] }),
            ("plan.partners[0].type", { $0.partners[0].type = .unspecified }),
            ("plan.from", { $0.from = "" }), ("plan.code", { $0.code = "two words" }),
            (
                "plan.actions[0].measures[0].target",
                { $0.actions[0].measures = [ActionMeasure(name: "x", target: "many")] }
            ),
        ]
        for (path, change) in cases {
            var plan = hub.plan()
            change(&plan)
            let refused = hub.refusal(plan)
            #expect(refused?.status?.violations.first?.path == path, "\(path)")
        }
        #expect(hub.refusal(hub.plan()) == nil)
    }

    @Test func `a document of another council or plan is refused`() throws {
        let hub = try ServedPlans()
        let plan = try hub.save(hub.plan())
        let other = try hub.client(.contributor, "X00000002")
        #expect(hub.refusal(plan, as: other)?.reasonCode == "PLAN-0114")
        var forged = plan
        forged.tenant = "X00000002"
        #expect(hub.refusal(forged, as: other)?.reasonCode == "PLAN-0114")
        #expect(hub.refusal(forged)?.reasonCode == "PLAN-0114")
        var renamed = plan
        renamed.code = "second"
        #expect(hub.refusal(renamed)?.reasonCode == "PLAN-0114")
        var own = plan
        (own.id, own.tenant, own.revision) = ("", "", 0)
        let answer = try hub.send(own, as: other)
        #expect(answer.saved != nil)
        #expect(try hub.get() == plan)
        let seen = try other.getPlan().plan
        #expect(seen?.tenant == "X00000002" && seen?.id != plan.id)
    }

    @Test func `a dry run keeps nothing, and a viewer writes nothing`() throws {
        let hub = try ServedPlans()
        var options = CallOptions()
        options.isDryRun = true
        let request = SavePlanRequest(plan: hub.plan())
        let answer = try hub.contributor.savePlan(request, options)
        #expect(!answer.differences.isEmpty)
        #expect(try hub.steward.listPlans().plans.isEmpty)
        let viewer = try hub.client(.viewer)
        #expect(hub.refusal(hub.plan(), as: viewer)?.reasonCode == "GATE-0201")
        let refused = failure { () throws(ClientError) in
            try viewer.getPlan(GetPlanRequest(code: "wf"))
        }
        #expect(refused?.reasonCode == HubWire.Reason.notFound.code)
    }

    @Test func `a thousand actions have room, and what has none is refused with its size`() throws {
        let hub = try ServedPlans()
        var plan = hub.plan()
        plan.actions = (1...Plan.actionsMax).map { number in
            var action = hub.action("Action \(number): what is to be done about it in a line")
            action.links = ["shared-priorities/2023-24/SWP2", "figures/turnover_rate"]
            action.note = "What happened so far, in one or two sentences that somebody wrote."
            action.partners = ["P1", "P2"]
            return action
        }
        let saved = try hub.save(plan)
        print("plans: \(Plan.actionsMax) actions take \(saved.byteCount()) bytes")
        #expect(saved.actions.count == Plan.actionsMax)
        var large = saved
        for index in large.actions.indices {
            large.actions[index].note = String(repeating: "n", count: 700)
        }
        // A request of more than a message never leaves the client; this one does.
        #expect(large.byteCount() < 1_000_000 && large.byteCount() > PlanRecords.bytesMax)
        #expect(try hub.errors(large) == ["PLAN-0116"])
        plan.actions.append(hub.action("One more"))
        (plan.revision, plan.code) = (0, "second")
        #expect(try hub.errors(plan) == ["PLAN-0110"])
    }

    @Test func `the number of an action that was removed last is not given again`() throws {
        let hub = try ServedPlans()
        let first = try hub.save(hub.plan())
        #expect(first.lastNumbers?.actions == 2 && first.lastNumbers?.risks == 1)
        var fewer = first
        fewer.actions.removeLast()
        fewer.lastNumbers = nil
        let second = try hub.save(fewer)
        #expect(second.lastNumbers?.actions == 2)
        var more = second
        more.actions.append(hub.action("Another"))
        let third = try hub.save(more)
        #expect(third.actions.map(\.ref) == ["A1", "A3"])
        var request = ImportPlanActionsRequest(code: "wf", baseRevision: third.revision)
        var removed = third
        removed.actions.removeLast()
        request.baseRevision = try hub.save(removed).revision
        let row = "Ref,Objective,Action,Owner,Role\n,O1,By table,Example Council A,workforce lead\n"
        request.csv = Array(row.utf8)
        _ = try hub.steward.importPlanActions(request)
        #expect(try hub.get().actions.map(\.ref) == ["A1", "A4"])
    }

    @Test func `a link to training names a topic that there is`() throws {
        let hub = try ServedPlans()
        var plan = hub.plan()
        plan.actions[0].links = ["training/no-such-topic"]
        let refused = try hub.steward.savePlan(SavePlanRequest(plan: plan))
        #expect(refused.saved == nil && refused.findings.contains { $0.reason == "PLAN-0109" })
        plan.actions[0].links = ["training/fire-safety"]
        #expect(try hub.steward.savePlan(SavePlanRequest(plan: plan)).saved != nil)
    }

    @Test func `a partner points at the register, which fills its name in`() throws {
        let hub = try ServedPlans()
        let register = ProviderServiceClient(try hub.served.channel(.steward))
        _ = try register.saveProvider(
            SaveProviderRequest(provider: Provider(code: "1-100", name: "Example Home"))
        )
        var plan = hub.plan()
        (plan.partners[1].organisation, plan.partners[1].provider) = ("", "1-100")
        var kept = try hub.save(plan)
        #expect(kept.partners[1].organisation == "Example Home")
        #expect(kept.partners[1].provider == "1-100" && kept.partners[0].provider.isEmpty)
        kept.partners[0].provider = "1-999"
        #expect(try hub.errors(kept) == ["PLAN-0109"])
        // One that is withdrawn later stands in nobody's way.
        let found = try register.getProvider(GetProviderRequest(code: "1-100")).provider
        var withdrawal = WithdrawProviderRequest(code: "1-100", why: "Closed")
        withdrawal.baseRevision = found?.revision ?? 0
        _ = try register.withdrawProvider(withdrawal)
        kept = try hub.get()
        kept.actions[0].note = "Written on"
        #expect(try hub.errors(kept).isEmpty)
    }

    @Test func `a change of an older state that clashes with nothing shows both sides`() throws {
        let hub = try ServedPlans()
        let read = try hub.save(hub.plan())
        var theirs = read
        theirs.actions[0].note = "They talked to six"
        try hub.save(theirs)
        var mine = read
        mine.actions[1].title = "Change all rotas"
        let refused = try #require(hub.refusal(mine))
        #expect(refused.reasonCode == HubWire.Reason.changedSinceYouReadIt.code)
        let told = refused.status?.violations.map(\.message) ?? []
        #expect(told.count == 2, "\(told)")
        #expect(told.first?.contains("changed since: A1, note: was nothing") ?? false, "\(told)")
        #expect(told.last?.contains("your document: A2, title") ?? false, "\(told)")
        let merged = try hub.save(mine, merge: true)
        #expect(merged.actions[0].note == "They talked to six")
        #expect(merged.actions[1].title == "Change all rotas")
    }

    @Test func `a table of an older state keeps what others changed since`() throws {
        let hub = try ServedPlans()
        let read = try hub.save(hub.plan())
        let document = try hub.steward.getPlanDocument(
            GetPlanDocumentRequest(code: "wf", form: .actions)
        ).document
        var theirs = read
        theirs.actions[0].note = "They talked to six"
        try hub.save(theirs)
        func send(_ text: String) throws(ClientError) -> SavePlanResponse {
            try hub.contributor.importPlanActions(
                ImportPlanActionsRequest(
                    code: "wf",
                    csv: Array(text.utf8),
                    baseRevision: try hub.get().revision
                )
            )
        }
        let table = String(decoding: document, as: UTF8.self)
        let linked = try send("Ref,Action,Objective,Owner,Links\n,New,O1,Example,SWP2 AR1\n")
        #expect(linked.saved != nil, "\(linked.findings)")
        let links = try hub.get().actions[2].links
        #expect(links.first == "shared-priorities/2023-24/SWP2" && links.count == 2)
        // References are the same in another plan: a table goes to its own alone.
        let stranger = failure { () throws(ClientError) in
            try send(table.replacing(",wf,", with: ",wf-2,"))
        }
        #expect(stranger?.reasonCode == "PLAN-0114", "\(String(describing: stranger))")
        let answer = try send(table.replacing("Change rotas", with: "Change all rotas"))
        #expect(answer.isMerged && answer.saved != nil)
        let kept = try hub.get()
        #expect(kept.actions[0].note == "They talked to six")
        #expect(kept.actions[1].title == "Change all rotas")
        let clash = failure { () throws(ClientError) in
            try send(table.replacing("Change rotas", with: "Change no rotas"))
        }
        #expect(clash?.reasonCode == "PLAN-0117")
        #expect(clash?.status?.violations.map(\.path) == ["A2.title"])
    }
}
