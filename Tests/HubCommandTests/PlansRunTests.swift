import HubClient
import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A workforce plan with the built command, from the first draft to the page for a committee.
struct PlansRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.hub.loadStarterKit()
        try hub.writeBundle(home.path)
        let run = try whub(
            "context",
            "add",
            "council",
            "--hub=\(hub.address)",
            "--bundle=\(home.path)"
        )
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        try LocalFile.replace(home.file(name), with: Array(text.utf8).span)
        return home.file(name)
    }

    /// Begins a plan, and fills it.
    private func begin() throws {
        let new = try whub(
            "plans",
            "new",
            "wf",
            "--title=Workforce plan",
            "--from=01/04/2020",
            "--to=31/03/2035",
            "--yes"
        )
        #expect(new.exit == .code(0), "\(new.error)")
        let path = home.file("plan.json")
        let export = try whub("plans", "export", "--out=\(path)")
        #expect(export.error.contains("whub plans apply -f \(path) --dry-run"), "\(export.error)")
        var plan = try document()
        plan.partners = [PlanPartner(type: .council, organisation: "Example Council A")]
        var challenge = PlanChallenge(title: "Turnover in home care")
        (challenge.decision, challenge.reason) = (.shortlisted, "Most are affected")
        challenge.links = ["shared-priorities/2023-24/SWP2"]
        plan.challenges = [challenge]
        plan.objectives = [PlanObjective(title: "More people stay", challenges: ["C1"])]
        var late = PlannedAction(title: "Talk to leavers", objective: "O1")
        (late.owner, late.due) = ("Example Council A", "2020-12-31")
        var next = PlannedAction(title: "Change rotas", objective: "O1")
        (next.owner, next.dependsOn) = ("Example Council A", ["A1"])
        plan.actions = [late, next]
        try keep(plan)
        let dry = try whub("plans", "apply", "-f", path, "--dry-run")
        #expect(dry.exit == .code(0) && dry.error.contains("Dry run"), "\(dry.error)")
        #expect(dry.output.contains("+ A1") && dry.output.contains("added: Talk to leavers"))
        let applied = try whub("plans", "apply", "-f", path, "--yes")
        #expect(applied.exit == .code(0), "\(applied.error)")
        #expect(applied.error.contains("Next: whub plans show wf"))
    }

    private func document() throws -> WorkforcePlan {
        try WorkforcePlan(json: whub("plans", "export").output)
    }

    private func keep(_ plan: WorkforcePlan) throws {
        _ = try write("plan.json", plan.jsonString(pretty: true))
    }

    @Test func `a plan is begun, filled, shown and listed`() throws {
        try begin()
        let show = try whub("plans", "show")
        #expect(show.exit == .code(0), "\(show.error)")
        for words in [
            "Workforce plan (wf)", "Overdue: A1", "Waiting for others: A2",
            "Nobody speaks for: independent providers", "C1", "Most are affected",
            "O1 More people stay", "overdue", "Talk to",
        ] {
            #expect(show.output.contains(words), "\(words): \(show.output)")
        }
        let list = try whub("plans", "list", "-o", "csv")
        #expect(list.output.contains("wf,Workforce plan,draft"), "\(list.output)")
        let partners = try whub("plans", "partners")
        #expect(partners.output.contains("trade unions") && partners.output.contains("absent"))
        #expect(try whub("plans", "overdue", "-o", "csv").output.contains("wf,A1,Talk to leavers"))
        #expect(try whub("plans", "blocked", "-o", "csv").output.contains("wf,A2,Change rotas"))
        #expect(try whub("plans", "due").error.contains("No action is due in the next four"))
        #expect(try whub("plans", "show", "none").exit == .code(3))
        let json = try whub("plans", "show", "-o", "json")
        #expect(try GetPlanResponse(json: json.output).overdue == ["A1"])
    }

    @Test func `a template can be applied as it stands, and has every part and word`() throws {
        let blank = try whub("plans", "template")
        #expect(blank.exit == .code(0), "\(blank.error)")
        for word in [
            "PARTNER_TYPE_ACADEMY", "PARTNER_TYPE_UNIONS", "CHALLENGE_DECISION_SET_ASIDE",
            "RISK_TYPE_SUCCESSION", "ACTION_PROGRESS_STOPPED", "ACTION_RATING_AMBER", "\"levels\"",
            "\"links\"", "\"measures\"", "\"baselineFigure\"", "\"targetFigure\"", "\"cost\"",
            "\"dependsOn\"", "\"absences\"",
        ] {
            #expect(blank.output.contains(word), "\(word)")
        }
        let new = try whub(
            "plans",
            "new",
            "wf",
            "--title=Workforce plan",
            "--from=01/04/2020",
            "--to=31/03/2035",
            "--yes"
        )
        #expect(new.error.contains("whub plans template wf --out plan.json"), "\(new.error)")
        let path = home.file("plan.json")
        let template = try whub("plans", "template", "wf", "--out=\(path)")
        #expect(template.error.contains("whub plans apply -f \(path) --dry-run"))
        let applied = try whub("plans", "apply", "-f", path, "--yes")
        #expect(applied.exit == .code(0), "\(applied.error) \(applied.output)")
        #expect(!applied.output.contains("PLAN-0121"), "\(applied.output)")
        let partners = try whub("plans", "partners")
        #expect(partners.output.contains("Why not"), "\(partners.output)")
        #expect(partners.error.contains("or the plan says why not"), "\(partners.error)")
        let all = try whub("plans", "show", "--all")
        for word in ["measured by", "costs £25,000", "with P1", "[wres/3]", "impact 5"] {
            #expect(all.output.contains(word), "\(word): \(all.output)")
        }
        // What the plan has stays as it is, and is no example any more.
        let again = try whub("plans", "template", "wf")
        #expect(try WorkforcePlan(json: again.output) == document())
    }

    @Test func `a document that changes nothing says so, and late actions stand on top`() throws {
        try begin()
        try keep(document())
        let same = try whub("plans", "apply", "-f", home.file("plan.json"), "--dry-run")
        #expect(same.exit == .code(0) && same.error.contains("nothing would change"))
        let top = try whub()
        #expect(top.output.contains("Action wf/A1 is overdue: Talk to leavers"), "\(top.output)")
        #expect(top.output.contains("whub plans overdue"))
    }

    @Test func `a clash shows both sides and ends with a conflict`() throws {
        try begin()
        let base = try document()
        var theirs = base
        theirs.actions[0].title = "Talk to everybody"
        try keep(theirs)
        let first = try whub("plans", "apply", "-f", home.file("plan.json"), "--yes")
        #expect(first.exit == .code(0), "\(first.error)")
        var mine = base
        mine.actions[0].title = "Talk to nobody"
        try keep(mine)
        let clash = try whub("plans", "apply", "-f", home.file("plan.json"), "--yes", "--merge")
        #expect(clash.exit == .code(5), "\(clash.error)")
        #expect(
            clash.error.contains("“Talk to nobody”") && clash.error.contains("“Talk to everybody”")
        )
        mine = base
        mine.actions[1].title = "Change all rotas"
        try keep(mine)
        let stale = try whub("plans", "apply", "-f", home.file("plan.json"), "--yes")
        #expect(stale.exit == .code(5) && stale.error.contains("--merge"), "\(stale.error)")
        let merged = try whub("plans", "apply", "-f", home.file("plan.json"), "--yes", "--merge")
        #expect(merged.exit == .code(0) && merged.error.contains("somebody else's changes"))
        let diff = try whub("plans", "diff", "--before=wf@\(base.revision)", "--after=wf")
        #expect(diff.output.contains("now Change all rotas"), "\(diff.output)")
        #expect(diff.output.contains("now Talk to everybody"))
        let changed = try whub("plans", "changed", "--since=01/01/2024")
        #expect(changed.output.contains("+ A1"), "\(changed.output)")
        #expect(try whub("plans", "history").output.contains("begun"))
    }

    @Test func `what is wrong with a plan is told, and nothing is kept`() throws {
        try begin()
        var plan = try document()
        let revision = plan.revision
        plan.actions[0].dependsOn = ["A2"]
        try keep(plan)
        let run = try whub("plans", "apply", "-f", home.file("plan.json"), "--yes")
        #expect(run.exit == .code(6) && run.output.contains("PLAN-0108"), "\(run.output)")
        #expect(try document().revision == revision)
    }

    @Test func `actions go out as CSV and come back`() throws {
        try begin()
        let path = home.file("actions.csv")
        #expect(try whub("plans", "actions", "--out=\(path)").exit == .code(0))
        let bytes = try LocalFile.read(path, bytesMax: 100_000)
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try write("actions.csv", text.replacing("Change rotas", with: "Change all rotas"))
        let dry = try whub("plans", "actions-apply", path, "--dry-run")
        #expect(dry.output.contains("now Change all rotas"), "\(dry.output) \(dry.error)")
        #expect(try whub("plans", "actions-apply", path, "--yes").exit == .code(0))
        #expect(try document().actions[1].title == "Change all rotas")
        _ = try write("actions.csv", "Ref,Action\nA1,x\n")
        #expect(try whub("plans", "actions-apply", path, "--yes").exit == .code(6))
    }

    @Test func `a plan is agreed, begun, given back, refreshed and closed`() throws {
        try begin()
        let early = try whub("plans", "live", "--yes")
        #expect(early.exit != .code(0) && early.error.contains("PLAN-0101"), "\(early.error)")
        let dry = try whub("plans", "review", "--dry-run")
        #expect(dry.output.contains("State: was draft, now in review"), "\(dry.output)")
        #expect(try whub("plans", "review", "--yes").exit == .code(0))
        let agree = try whub("plans", "agree", "--role=director", "--on=01/04/2020", "--yes")
        #expect(agree.exit == .code(0) && agree.error.contains("whub plans live wf"))
        #expect(try whub("plans", "live", "--yes").exit == .code(0))
        #expect(try whub("plans", "show").output.contains("Agreed on 1 April 2020, role: director"))
        let back = try whub("plans", "give-back", "--why=Money", "--yes")
        #expect(back.exit == .code(0), "\(back.error)")
        #expect(try whub("plans", "show").output.contains("when it was live: Money"))
        _ = try whub("plans", "review", "--yes")
        _ = try whub("plans", "agree", "--role=director", "--on=01/04/2020", "--yes")
        _ = try whub("plans", "live", "--yes")
        let refresh = try whub(
            "plans",
            "refresh",
            "--as=next",
            "--title=Next plan",
            "--from=01/04/2035",
            "--to=31/03/2036",
            "--close=A1=Not wanted",
            "--carry-rest",
            "--yes"
        )
        #expect(refresh.exit == .code(0), "\(refresh.error)")
        #expect(refresh.output.contains("Goes on: A2") && refresh.output.contains("Ends: A1"))
        let close = try whub("plans", "close", "wf", "--yes")
        // A1 was closed with a reason and A2 goes on: nothing is left to decide.
        #expect(close.exit == .code(0) && !close.output.contains("PLAN-0112"), "\(close.output)")
    }

    @Test func `the page, the Markdown and the thread are there`() throws {
        try begin()
        let path = home.file("plan.html")
        let report = try whub("report", "plan", "--out=\(path)")
        #expect(report.exit == .code(0), "\(report.error)")
        let page = String(decoding: try LocalFile.read(path, bytesMax: 500_000), as: UTF8.self)
        #expect(
            page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg") && !page.contains("<script")
        )
        #expect(page.contains("Example data"))
        #expect(try whub("plans", "markdown").output.hasPrefix("# Workforce plan"))
        #expect(try whub("report", "plan", "-o", "csv").exit == .code(2))
        let thread = try whub("thread", "SWP2")
        #expect(thread.output.contains("    objective wf/O1: More people stay"), "\(thread.output)")
        #expect(thread.output.contains("action wf/A1: Talk to leavers (not started"))
        let back = try whub("thread", "wf/A1", "-o", "csv")
        #expect(back.output.contains("challenge,wf/C1,"), "\(back.output)")
        #expect(try whub("thread", "SWP99").exit == .code(3))
    }
}
