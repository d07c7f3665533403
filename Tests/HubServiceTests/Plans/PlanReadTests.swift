import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// What is read of plans over a connection: differences, history, documents, actions, threads.
struct PlanReadTests {
    @Test func `two states are compared, and what changed since a day`() throws {
        let hub = try ServedPlans()
        let first = try hub.save(hub.plan())
        var changed = first
        changed.objectives[0].title = "Most people stay"
        changed.actions.removeLast()
        try hub.save(changed)
        var request = ComparePlansRequest()
        request.before = PlanReference(code: "wf", revision: first.revision)
        request.after = PlanReference(code: "wf")
        let answer = try hub.steward.comparePlans(request)
        #expect(
            answer.differences.map { "\($0.part) \($0.kind) \($0.field)" }
                == ["O1 changed title", "A2 removed "]
        )
        // The plan was not there when the day began: all its parts are new.
        request.before = PlanReference(code: "wf", day: hub.day(0))
        let since = try hub.steward.comparePlans(request).differences
        #expect(since.count == 6 && since.allSatisfy { $0.kind == "added" })
        request.before = PlanReference(code: "wf", day: hub.day(1))
        let ahead = failure { () throws(ClientError) in try hub.steward.comparePlans(request) }
        #expect(ahead?.reasonCode == HubWire.Reason.aheadOfNow.code)
        request.before = PlanReference(code: "wf", revision: 1_000_000)
        let unknown = failure { () throws(ClientError) in try hub.steward.comparePlans(request) }
        #expect(unknown?.reasonCode == HubWire.Reason.aheadOfNow.code)
        // A revision from before the plan is none of it, and the plan is there all the same.
        try hub.save(hub.plan("later"))
        var early = ComparePlansRequest()
        early.before = PlanReference(code: "later", revision: first.revision)
        early.after = PlanReference(code: "later")
        let asked = early
        let none = failure { () throws(ClientError) in try hub.steward.comparePlans(asked) }
        let words = none?.status?.message ?? ""
        #expect(words.contains("revision \(first.revision) of the plan later"), "\(words)")
    }

    @Test func `the history tells who did what, newest first`() throws {
        let hub = try ServedPlans()
        let first = try hub.save(hub.plan())
        var changed = first
        changed.actions.append(hub.action("Third"))
        try hub.save(changed)
        try hub.begin()
        let request = GiveBackPlanRequest(
            code: "wf",
            reason: "Money",
            baseRevision: try hub.get().revision
        )
        _ = try hub.steward.giveBackPlan(request)
        var cursor = ""
        var entries: [PlanHistoryEntry] = []
        repeat {
            let page = try hub.steward.getPlanHistory(
                GetPlanHistoryRequest(code: "wf", cursor: cursor, pageSize: 2)
            )
            entries += page.entries
            cursor = page.nextCursor
        } while !cursor.isEmpty
        #expect(
            entries.map { $0.summary.joined(separator: "; ") } == [
                "made a draft again: Money", "now live",
                "agreed on \(hub.today.advanced(by: -1)?.words ?? ""), "
                    + "role: director of adult social services",
                "now in review", "1 action added",
                "begun; 2 partners added; 1 challenge added; 1 objective added; 2 actions added; "
                    + "1 risk added",
            ]
        )
        #expect(entries.allSatisfy { $0.principalName == "test" })
        #expect(entries.map(\.stage).last == .draft && entries[1].stage == .live)
    }

    @Test func `documents are Markdown, a table and a page`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        func document(_ form: PlanForm) throws -> (text: String, name: String) {
            let request = GetPlanDocumentRequest(code: "wf", form: form)
            let answer = try hub.steward.getPlanDocument(request)
            return (String(decoding: answer.document, as: UTF8.self), answer.fileName)
        }
        let markdown = try document(.markdown)
        #expect(markdown.text.hasPrefix("# Workforce plan\n") && markdown.name == "plan-wf.md")
        let page = try document(.page)
        #expect(page.text.hasPrefix("<!DOCTYPE html>") && page.name == "plan-wf.html")
        #expect(page.text.contains("Example Council A") && page.text.contains("Example data"))
        let refused = failure { () throws(ClientError) in
            try hub.steward.getPlanDocument(GetPlanDocumentRequest(code: "wf"))
        }
        #expect(refused?.status?.violations.first?.path == "form")
    }

    @Test func `a table of actions is taken in whole, or not at all`() throws {
        let hub = try ServedPlans()
        try hub.save(hub.plan())
        func take(_ text: String, base: UInt64? = nil) throws(ClientError) -> SavePlanResponse {
            let present = try hub.get().revision
            var request = ImportPlanActionsRequest(code: "wf", csv: Array(text.utf8))
            request.baseRevision = base ?? present
            return try hub.contributor.importPlanActions(request)
        }
        let titles = "Ref,Action,Objective,Owner,RAG,Reason,Partners\n"
        let wrong = try take(titles + "A1,Talk,O1,Example,blue,,\nA2,Rotas,O1,Example,green,,\n")
        #expect(wrong.saved == nil && wrong.findings.map(\.reason) == ["PLAN-0132"])
        #expect(wrong.findings[0].row == 2 && wrong.findings[0].column == "RAG")
        // What is wrong between cells comes with what is wrong in them, at its row and column.
        let both = try take(titles + "A1,Talk,O1,Example,blue,,\nA2,Rotas,O9,Example,green,,\n")
        #expect(both.saved == nil)
        #expect(
            both.findings.map { "\($0.row) \($0.column) \($0.reason)" }
                == ["2 RAG PLAN-0132", "3 Objective PLAN-0106"]
        )
        let strange = try take(titles + "A1,Talk,O9,Example,,,\n")
        #expect(strange.saved == nil && strange.findings.contains { $0.reason == "PLAN-0106" })
        let good = try take(titles + "A1,Talk,O1,Example,amber,Late,P2\n,New,O1,Example,,,\n")
        #expect(good.saved != nil)
        let plan = try hub.get()
        #expect(plan.actions.map(\.ref) == ["A1", "A2", "A3"])
        #expect(plan.actions[0].partners == ["P2"] && plan.actions[0].due == hub.day(50))
        let stale = failure { () throws(ClientError) in try take(titles, base: 1) }
        #expect(stale?.reasonCode == HubWire.Reason.changedSinceYouReadIt.code)
        // What is written out is read back as the same.
        let request = GetPlanDocumentRequest(code: "wf", form: .actions)
        let file = try hub.steward.getPlanDocument(request).document
        let same = try take(String(decoding: file, as: UTF8.self))
        #expect(same.differences.isEmpty && same.saved?.revision == plan.revision)
    }

    @Test func `what is due, overdue and blocked is found in all plans that are not closed`() throws
    {
        let hub = try ServedPlans()
        var plan = hub.plan()
        plan.actions.append(hub.action("Late"))
        plan.actions[2].due = hub.day(-1)
        plan.actions.append(hub.action("Soon"))
        plan.actions[3].due = hub.day(0)
        try hub.save(plan)
        try hub.save(hub.plan("second"))
        func found(_ question: ActionQuestion, until: String? = nil) throws -> [String] {
            let request = FindPlanActionsRequest(question: question, until: until)
            return try hub.steward.findPlanActions(request).actions.map { "\($0.plan)/\($0.ref)" }
        }
        #expect(try found(.overdue) == ["wf/A3"])
        #expect(try found(.due) == ["wf/A4"])
        #expect(
            try found(.due, until: hub.day(50))
                == ["wf/A4", "second/A1", "second/A2", "wf/A1", "wf/A2"]
        )
        #expect(try found(.blocked) == ["second/A2", "wf/A2"])
        let late = try hub.steward.findPlanActions(
            FindPlanActionsRequest(code: "wf", question: .overdue)
        )
        #expect(late.actions[0].daysLeft == -1)
    }

    @Test func `the thread leads from a priority to actions, and back`() throws {
        let hub = try ServedPlans()
        let channel = try hub.served.channel(.steward)
        let wres = SaveActionRequest(action: WresAction(indicators: ["2"], action: "Mixed panels"))
        _ = try WresServiceClient(channel).saveAction(wres)
        let link = ItemLink(edition: "shared-priorities-2023-24", item: "SWP2")
        let theme = LocalTheme(code: "stay", name: "People stay", links: [link])
        _ = try PriorityServiceClient(channel).saveLocalTheme(SaveLocalThemeRequest(theme: theme))
        var assessed = PriorityAssessment(item: "SWP2")
        assessed.strengths = [HubWire.Statement(text: "We listen.", sharing: .private)]
        _ = try PriorityServiceClient(channel).saveAssessment(
            SaveAssessmentRequest(window: "first", priorities: [assessed])
        )
        var plan = hub.plan()
        plan.actions[0].links = ["wres-action/A1", "figures/turnover_rate"]
        plan.actions.append(hub.action("By theme"))
        plan.actions[2].links = ["theme/stay"]
        plan.actions[2].objective = "O2"
        plan.objectives.append(PlanObjective(title: "Another"))
        try hub.save(plan)
        func thread(_ start: String) throws(ClientError) -> [String] {
            try hub.steward.getThread(GetThreadRequest(start: start)).entries
                .map { "\($0.from) \($0.kind) \($0.ref)" }
        }
        let found = try thread("shared-priorities/2023-24/SWP2")
        #expect(
            found == [
                "0 item shared-priorities/2023-24/SWP2", "1 theme theme/stay",
                "1 assessment first SWP2", "1 challenge wf/C1", "4 objective wf/O1",
                "5 action wf/A1", "6 wres_action wres-action/A1", "6 measure figures/turnover_rate",
                "5 action wf/A2", "2 action wf/A3",
            ]
        )
        #expect(try thread("SWP2").contains { $0.hasSuffix("action wf/A1") })
        #expect(
            try thread("wf/A1") == [
                "0 action wf/A1", "1 wres_action wres-action/A1",
                "1 measure figures/turnover_rate", "1 objective wf/O1", "4 challenge wf/C1",
                "5 item shared-priorities/2023-24/SWP2",
            ]
        )
        #expect(try thread("wres/2") == ["0 indicator wres/2", "1 wres_action wres-action/A1"])
        let unknown = failure { () throws(ClientError) in try thread("SWP99") }
        #expect(unknown?.reasonCode == HubWire.Reason.notFound.code)
    }

    @Test func `the thread reaches sessions, practice and training, or says nothing yet`() throws {
        let hub = try ServedPlans()
        func thread(
            _ start: String = "SWP2",
            as client: PlanServiceClient? = nil
        ) throws(ClientError) -> (entries: [String], nothing: [String]) {
            let request = GetThreadRequest(start: start)
            let answer = try (client ?? hub.steward).getThread(request)
            return (
                answer.entries.map { "\($0.from) \($0.kind) \($0.ref): \($0.title), \($0.state)" },
                answer.nothingYet.map(\.kind)
            )
        }
        #expect(try thread().nothing == ["spotlight", "practice", "training"])
        let lead = PriorityServiceClient(try hub.served.channel(.regionLead, tenant: nil))
        var session = Spotlight(id: "s1", month: "2025-11", edition: "shared-priorities-2023-24")
        (session.day, session.items) = ("2025-11-04", ["SWP2", "SWP4"])
        (session.host, session.practice) = ("Example Council B", ["Open days (invented)"])
        _ = try lead.saveSpotlight(SaveSpotlightRequest(spotlight: session))
        var plan = hub.plan()
        plan.actions[0].links = ["training/fire-safety"]
        try hub.save(plan)
        let found = try thread()
        #expect(found.nothing.isEmpty)
        for entry in [
            "2 spotlight spotlight/s1: Session of 2025-11, Example Council B, 4 November 2025",
            "3 practice spotlight/s1/1: Open days (invented), shown there",
            "7 training training/fire-safety: Fire safety, nobody is recorded as needing it",
        ] {
            #expect(found.entries.contains(entry), "\(entry): \(found.entries)")
        }
        let calls = TrainingCalls(TrainingServiceClient(try hub.served.channel(.steward)))
        _ = try calls.keep(TrainingCalls.file("E1,A team,Fire safety,01/02/2005,,A course,"))
        let gap = try thread().entries.first { $0.contains("training/fire-safety") }
        #expect(gap?.hasSuffix("Fire safety, 1 expired") == true, "\(gap ?? "")")
        #expect(try thread("wf/A1").nothing.isEmpty)
        #expect(try thread("SWP3").nothing == ["spotlight", "practice", "training"])
    }
}
