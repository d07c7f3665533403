import HubClient
import HubDomain
import HubWire
import Testing

@testable import HubService

/// Plans and scenarios whose numbers are taken from figures, over a connection; all are invented.
struct PlanFigureTests {
    private let hub: ServedPlans
    private let scenarios: ScenarioServiceClient

    init() throws {
        hub = try ServedPlans()
        scenarios = ScenarioServiceClient(try hub.served.channel(.contributor))
        let figures = FigureCalls(try hub.served.channel(.steward))
        let answer = try figures.send(
            FigureCalls.file(
                "turnover_rate,E09000003,,2022/23,2023-10,all,,30.1,,S1,",
                "turnover_rate,E09000003,,2023/24,2024-10,all,,24.7,,S1,",
                "turnover_rate,E09000003,,2023/24,2024-10,independent,,26.2,,S1,",
                "filled_posts,E09000003,,2023/24,2024-10,all,,9000,,S1,",
                "vacancies,E09000003,,2023/24,2024-10,all,,900,,S1,",
                "vacancies,E09000003,,2023/24,2024-10,independent,,700,,S1,"
            )
        )
        #expect(answer.saved != nil)
    }

    private static func figure(
        _ measure: String,
        _ period: String = "2023/24",
        _ employers: String = "all"
    ) -> String {
        let edition = period == "2023/24" ? "2024-10" : "2023-10"
        return "\(measure); area=E09000003; period=\(period); edition=\(edition); "
            + "employers=\(employers)"
    }

    private func plan(_ measure: ActionMeasure) -> WorkforcePlan {
        var plan = hub.plan()
        plan.actions[0].measures = [measure]
        return plan
    }

    @Test func `a measure is filled in from its figure, and read as it stands today`() throws {
        var measure = ActionMeasure(name: "Turnover", target: "20")
        measure.baselineFigure = Self.figure("turnover_rate", "2022/23")
        let kept = try hub.save(plan(measure))
        #expect(kept.actions[0].measures[0].baseline == "30.1")
        #expect(kept.actions[0].measures[0].baselineFigure.hasSuffix("; source=S1"))
        let answer = try hub.steward.getPlan(GetPlanRequest(code: "wf"))
        let reading = try #require(answer.readings.first)
        #expect(reading.action == "A1" && reading.measure == 0 && reading.unit == "percent")
        #expect(reading.value == "24.7%" && reading.about.contains("Barnet, 2023/24"))
        #expect(reading.note.contains("2023-10") && reading.targetAbout.isEmpty)
        // The same document again changes nothing.
        var again = kept
        again.actions[0].measures = [measure]
        #expect(try hub.send(again).differences.isEmpty)
    }

    @Test func `numbers of two scopes, of no figure and beside another number are refused`() throws
    {
        var mixed = ActionMeasure(name: "Turnover")
        mixed.baselineFigure = Self.figure("turnover_rate", "2022/23")
        mixed.actualFigure = Self.figure("turnover_rate", "2023/24", "independent")
        #expect(try hub.errors(plan(mixed)) == ["PLAN-0118"])
        var unknown = ActionMeasure(name: "Turnover")
        unknown.baselineFigure = Self.figure("turnover_rate", "2023/24", "nhs")
        #expect(try hub.errors(plan(unknown)) == ["FIGR-0118"])
        var other = ActionMeasure(name: "Turnover", baseline: "31")
        other.baselineFigure = Self.figure("turnover_rate", "2022/23")
        #expect(try hub.errors(plan(other)) == ["FIGR-0118"])
        other.baseline = "30.1"
        #expect(try hub.errors(plan(other)).isEmpty)
        var wrong = ActionMeasure(name: "Turnover")
        wrong.baselineFigure = "turnover_rate; place=Barnet"
        #expect(hub.refusal(plan(wrong))?.reasonCode == "FIGR-0117")
    }

    private func scenario(_ posts: String, _ vacant: String, _ turnover: String) -> Scenario {
        var scenario = ScenarioServiceTests.scenario()
        for (index, figure) in [(2, posts), (3, vacant), (5, turnover)] where !figure.isEmpty {
            (scenario.assumptions[index].figure, scenario.assumptions[index].value) = (figure, 0)
        }
        return scenario
    }

    private func save(_ scenario: Scenario) throws(ClientError) -> Scenario? {
        _ = try scenarios.saveScenario(SaveScenarioRequest(scenario: scenario))
        return try scenarios.getScenario(GetScenarioRequest(code: scenario.code)).scenario
    }

    @Test func `a scenario takes its base from figures of one scope alone`() throws {
        let (posts, turnover) = (Self.figure("filled_posts"), Self.figure("turnover_rate"))
        let kept = try save(scenario(posts, Self.figure("vacancies"), turnover))
        #expect(kept?.assumptions.map(\.value) == [2_024, 2_034, 9_000, 900, 2, 24.7])
        #expect(kept?.assumptions[2].figure == posts + "; source=S1")
        #expect(kept?.assumptions[4].figure == "")
        func reason(_ scenario: Scenario) -> ClientError? {
            failure { () throws(ClientError) in _ = try save(scenario) }
        }
        let independent = Self.figure("vacancies", "2023/24", "independent")
        let mixed = try #require(reason(scenario(posts, independent, "")))
        #expect(mixed.reasonCode == "PROJ-0108")
        let words = "\(mixed)"
        #expect(words.contains("independent") && words.contains("all employers"), "\(words)")
        #expect(
            reason(scenario(posts, Self.figure("turnover_rate"), ""))?.reasonCode == "FIGR-0117"
        )
        let nobody = Self.figure("vacancies", "2022/23")
        #expect(reason(scenario("", nobody, ""))?.reasonCode == "FIGR-0118")
        var other = scenario(posts, "", "")
        other.assumptions[2].value = 9_001
        #expect(reason(other)?.reasonCode == "FIGR-0118")
    }

    @Test func `a scenario stands in a plan, its page and its thread, there and back`() throws {
        _ = try save(ScenarioServiceTests.scenario())
        var plan = hub.plan()
        plan.objectives[0].links = ["scenario/middle"]
        try hub.save(plan)
        let answer = try hub.steward.getPlan(GetPlanRequest(code: "wf"))
        let words = answer.links.first { $0.link == "scenario/middle" }?.words ?? ""
        #expect(words.hasPrefix("Scenario middle: The middle one, 2024 to 2034: 24,089 more posts"))
        func document(_ form: PlanForm) throws -> String {
            let request = GetPlanDocumentRequest(code: "wf", form: form)
            return String(
                decoding: try hub.steward.getPlanDocument(request).document,
                as: UTF8.self
            )
        }
        for form in [PlanForm.markdown, .page] {
            let text = try document(form)
            #expect(text.contains("Scenario middle: The middle one"))
        }
        func thread(_ start: String) throws(ClientError) -> [ThreadEntry] {
            try hub.steward.getThread(GetThreadRequest(start: start)).entries
        }
        #expect(
            try thread("SWP2").contains { $0.ref == "scenario/middle" && $0.kind == "scenario" }
        )
        let back = try thread("scenario/middle")
        #expect(back.map(\.ref).contains("wf/O1") && back.map(\.ref).contains("wf/A1"))
        #expect(back.first?.title == "The middle one")
        #expect(try thread("wf/A1").contains { $0.ref == "scenario/middle" })
        plan = try hub.get()
        plan.objectives[0].links = ["scenario/none"]
        #expect(try hub.errors(plan) == ["PLAN-0109"])
    }

    @Test func `what was withdrawn under a live plan keeps nobody from saying how it goes`()
        throws
    {
        let scenario = try #require(try save(ScenarioServiceTests.scenario()))
        var plan = hub.plan()
        plan.objectives[0].links = ["scenario/middle"]
        try hub.save(plan)
        var withdrawal = WithdrawScenarioRequest(code: scenario.code, why: "out of date")
        withdrawal.baseRevision = scenario.revision
        _ = try scenarios.withdrawScenario(withdrawal)
        // Of a draft the link can be taken out.
        #expect(try hub.errors(try hub.get()) == ["PLAN-0109"])
        _ = try save(ScenarioServiceTests.scenario())
        try hub.begin()
        let again = try #require(
            try scenarios.getScenario(GetScenarioRequest(code: scenario.code)).scenario
        )
        withdrawal.baseRevision = again.revision
        _ = try scenarios.withdrawScenario(withdrawal)
        plan = try hub.get()
        plan.actions[0].note = "Two rotas changed"
        let base = plan.revision
        let answer = try hub.steward.savePlan(SavePlanRequest(plan: plan, baseRevision: base))
        #expect(answer.saved != nil)
        let told = answer.findings.filter { $0.reason == "PLAN-0109" }
        #expect(told.map(\.severity) == [.warning])
    }

    @Test func `a thread begins with any part, by its reference alone where one plan has it`()
        throws
    {
        try hub.save(hub.plan())
        func refs(_ start: String) throws(ClientError) -> [String] {
            try hub.steward.getThread(GetThreadRequest(start: start)).entries.map(\.ref)
        }
        let down = try refs("wf/C1")
        #expect(down.first == "wf/C1" && down.contains("wf/O1") && down.contains("wf/A1"))
        let both = try refs("wf/O1")
        #expect(both.first == "wf/O1" && both.contains("wf/C1") && both.contains("wf/A1"))
        #expect(try refs("A1").first == "wf/A1")
        try hub.save(hub.plan("other"))
        let several = failure { () throws(ClientError) in try refs("A1") }
        let words = "\(several.map { "\($0)" } ?? "")"
        #expect(words.contains("wf/A1") && words.contains("other/A1"), "\(words)")
    }

    @Test func `the code of an item alone is its link in the edition in force`() throws {
        var plan = hub.plan()
        plan.objectives[0].links = ["AR1"]
        let kept = try hub.save(plan)
        let link = try #require(kept.objectives[0].links.first)
        #expect(link.hasSuffix("/AR1") && link.split(separator: "/").count == 3)
        plan = kept
        plan.objectives[0].links = ["SWP2"]
        plan.actions[0].links = ["SWP2"]
        let answer = try hub.send(plan)
        let told = answer.findings.filter { $0.reason == "PLAN-0109" }
        #expect(told.count == 1 && told.first?.severity == .warning, "\(told)")
        #expect(told.first?.message.contains("shared-priorities/2023-24/SWP2") ?? false)
        #expect(told.first?.message.contains("shared-priorities/2020/SWP2") ?? false)
        let whole = ["shared-priorities/2023-24/SWP2"]
        #expect(try hub.get().objectives[0].links == whole)
        #expect(try hub.get().actions[0].links == whole)
    }

    @Test func `what rests on figures is named when they go, and is marked afterwards`() throws {
        var measure = ActionMeasure(name: "Turnover", target: "20")
        measure.baselineFigure = Self.figure("turnover_rate", "2022/23")
        measure.actualFigure = Self.figure("turnover_rate", "2023/24")
        try hub.save(plan(measure))
        _ = try save(scenario(Self.figure("filled_posts"), Self.figure("vacancies"), ""))
        let steward = FigureServiceClient(try hub.served.channel(.steward))
        let batch = try #require(try steward.listFigureImports().imports.first).batch
        var dry = CallOptions()
        dry.isDryRun = true
        let request = UndoFigureImportRequest(batch: batch)
        let preview = try steward.undoFigureImport(request, dry)
        let named = preview.uses.map { "\($0.part) \($0.words)" }
        #expect(
            named == [
                "wf/A1 Turnover, baseline figure", "wf/A1 Turnover, actual figure",
                "scenario/middle Filled posts", "scenario/middle Vacant posts",
            ],
            "\(named)"
        )
        #expect(try steward.undoFigureImport(request).uses.count == 4)
        let read = try hub.steward.getPlan(GetPlanRequest(code: "wf"))
        let reading = try #require(read.readings.first)
        #expect(reading.baselineAbout.hasSuffix(PlanMeasureReading.goneWords))
        // Nobody touched the measure: it stands in nobody's way.
        #expect(read.findings.filter { $0.severity == .error }.isEmpty, "\(read.findings)")
        var again = try #require(read.plan)
        again.actions[0].note = "Written on"
        #expect(try hub.errors(again).isEmpty)
        // A new measure that points nowhere does.
        again = try hub.get()
        again.actions[1].measures = again.actions[0].measures
        #expect(try hub.errors(again) == ["FIGR-0118"])
        let code = ScenarioServiceTests.scenario().code
        let kept = try scenarios.getScenario(GetScenarioRequest(code: code))
        #expect(kept.gone.count == 2, "\(kept.gone)")
    }

    @Test func `the thread leads from a figure to actions and scenarios`() throws {
        var measure = ActionMeasure(name: "Turnover", target: "20")
        measure.baselineFigure = Self.figure("turnover_rate", "2022/23")
        try hub.save(plan(measure))
        _ = try save(scenario(Self.figure("filled_posts"), Self.figure("vacancies"), ""))
        func refs(_ start: String) throws -> [String] {
            try hub.steward.getThread(GetThreadRequest(start: start)).entries.map(\.ref)
        }
        #expect(try refs("figures/turnover_rate").contains("wf/A1"))
        #expect(try refs(Self.figure("turnover_rate", "2022/23")).contains("wf/A1"))
        #expect(try !refs(Self.figure("turnover_rate", "2023/24")).contains("wf/A1"))
        #expect(try refs("turnover_rate; area=Barnet; period=2022/23").contains("wf/A1"))
        #expect(try !refs("turnover_rate; area=Bexley").contains("wf/A1"))
        // Of each part that the start does not say, anything is meant, and it says so.
        #expect(try refs("turnover_rate; area=Barnet; employers=all").contains("wf/A1"))
        #expect(try !refs("turnover_rate; area=Barnet; employers=nhs").contains("wf/A1"))
        #expect(try !refs("turnover_rate; area=Barnet; setting=day").contains("wf/A1"))
        let start = GetThreadRequest(start: "turnover_rate; area=Barnet")
        let words = try hub.steward.getThread(start).entries.first?.state
        #expect(words == "Barnet, any period, any employers, any edition")
        let code = ScenarioServiceTests.scenario().code
        #expect(try refs("figures/filled_posts").contains("scenario/\(code)"))
        #expect(try refs(Self.figure("vacancies")).contains("scenario/\(code)"))
        #expect(try !refs("figures/vacancies").contains("wf/A1"))
    }

    @Test func `an empty plan is not given to its reviewers`() throws {
        var plan = hub.plan()
        (plan.actions, plan.objectives, plan.challenges) = ([], [], [])
        let kept = try hub.save(plan)
        let request = ReviewPlanRequest(code: "wf", baseRevision: kept.revision)
        let answer = try hub.contributor.reviewPlan(request)
        #expect(answer.saved == nil && answer.findings.contains { $0.reason == "PLAN-0122" })
    }
}
