import HubDomain
import HubText
import Testing

/// Measures of plans whose numbers are taken from figures; all numbers are invented.
struct PlanMeasureTests {
    private typealias Make = PlanFixtures

    private func reference(_ rest: String) throws -> FigureReference {
        try #require(try FigureReference.read("turnover_rate; area=Barnet; " + rest))
    }

    private func measure(_ baseline: String, _ target: String?, _ actual: String?) throws
        -> PlanMeasure
    {
        PlanMeasure(
            "Turnover",
            baseline: Decimal(unscaled: 30, places: 0),
            target: Decimal(unscaled: 25, places: 0),
            baselineFigure: try reference(baseline),
            targetFigure: try target.map { try reference($0) },
            actualFigure: try actual.map { try reference($0) }
        )
    }

    private func found(_ measure: PlanMeasure) throws -> [PlanFinding] {
        var plan = try Make.plan()
        plan.actions[0].measures = [measure]
        return PlanRules.check(plan, try Make.context()).filter {
            [.planScopes, .figureNotThere].contains($0.error.reason)
        }
    }

    @Test func `numbers of one scope are compared, and those of others refused with both named`()
        throws
    {
        let own = "period=2022/23; employers=independent"
        let later = "period=2023/24; employers=independent"
        #expect(try found(try measure(own, later, later)).isEmpty)
        let mixed = try found(try measure(own, nil, "period=2023/24; employers=all"))
        #expect(mixed.map(\.error.reason) == [.planScopes] && mixed[0].severity == .error)
        #expect(mixed[0].error.description.contains("independent"))
        #expect(mixed[0].error.description.contains("all employers"))
        var other = try measure(own, nil, later)
        other.figure = "vacancy_rate"
        #expect(try found(other).map(\.error.reason) == [.planScopes])
    }

    @Test func `a target may be another place's, and where it stands may not`() throws {
        let own = "period=2022/23; employers=all"
        var goal = try measure(own, own, nil)
        goal.targetFigure?.area = "England"
        #expect(try found(goal).isEmpty)
        var now = try measure(own, nil, own)
        now.actualFigure?.area = "England"
        #expect(try found(now).map(\.error.reason) == [.planScopes])
    }

    @Test func `two editions are a warning: one restates the past of the other`() throws {
        let found = try found(
            try measure("edition=2024-07; employers=all", nil, "edition=2025-07; employers=all")
        )
        #expect(found.map(\.severity) == [.warning])
    }

    @Test func `a line of a table keeps the figures, and a name may hold the mark`() throws {
        var plan = try Make.plan()
        let whole = try measure("employers=all", "setting=day", "period=2023/24")
        var named = whole
        named.name = "Turnover | of all"
        plan.actions[0].measures = [whole, named, PlanMeasure("Talks | held")]
        let read = PlanActionTable.taken(PlanActionTable.write(plan), into: plan)
        #expect(read.findings.isEmpty && read.plan == plan)
        let titles = "Ref,Action,Objective,Owner,Measures\nA1,Action,O1,Owner,"
        let wrong = PlanActionTable.taken(
            Array((titles + "T | 1 | 2 | | t; x=1 | | ").utf8),
            into: plan
        )
        #expect(wrong.findings.map(\.reason) == [ReasonCode.figureReference.text])
    }

    private func stated(
        _ value: Int64,
        _ year: Int,
        _ employers: EmployerScope = .all,
        edition: FigureEdition = "2024-10"
    ) -> StatedFigure {
        let subject = FigureSubject(
            "turnover_rate",
            FigurePlace(.council, code: "E09000003", name: "Barnet"),
            .financialYear(year),
            FigureScope(employers)
        )
        return StatedFigure(
            Figure(
                subject,
                value: Decimal(unscaled: value, places: 1),
                unit: .percent,
                edition: edition,
                source: "S1"
            )
        )
    }

    private func reading(_ measure: PlanMeasure, _ known: StatedFigure...) -> PlanMeasureReading {
        var found: [FigureReference: FigureFound] = [:]
        for (_, reference) in measure.references {
            found[reference] = FigureFound(reference, among: known, unit: .percent)
        }
        let all = PlanMeasureReading.Known(known, found, unit: .percent, place: "Barnet")
        return PlanMeasureReading(measure, all)
    }

    @Test func `where it stands is the newest of the scope where it began`() throws {
        let began = try measure("period=2022/23; edition=2024-10; employers=all", nil, nil)
        let newest = reading(
            began,
            stated(301, 2022),
            stated(247, 2023),
            stated(99, 2024, .of([.nhs]))
        )
        #expect(newest.value == "24.7%" && newest.note.isEmpty)
        #expect(newest.about.contains("2023/24") && newest.about.contains("all employers"))
        #expect(newest.baselineAbout.contains("2022/23") && newest.targetAbout.isEmpty)
        let restated = reading(began, stated(301, 2022), stated(247, 2023, edition: "2025-10"))
        #expect(restated.value == "24.7%" && restated.note.contains("2024-10"))
        let gone = reading(began, stated(247, 2023))
        #expect(gone.baselineAbout.hasPrefix("Barnet, 2022/23"), "\(gone.baselineAbout)")
        #expect(gone.baselineAbout.hasSuffix(PlanMeasureReading.goneWords))
        let nothing = reading(began, stated(301, 2022))
        #expect(nothing.value.isEmpty && nothing.note.contains("newer"))
    }

    @Test func `what became of where it began is said where no period is newer`() throws {
        let began = try measure("period=2022/23; edition=2024-10; employers=all", nil, nil)
        let again = reading(began, stated(301, 2022), stated(299, 2022, edition: "2025-10"))
        #expect(again.value.isEmpty)
        #expect(again.note.contains("2025-10") && again.note.hasSuffix("restates as 29.9%"))
        let undone = reading(began, stated(99, 2022, .of([.nhs])))
        #expect(undone.note == "where it began is not among the figures any more")
        let older = reading(began, stated(247, 2021))
        #expect(older.note.contains("any more, and none is newer"))
    }

    @Test func `Markdown has the note of an action, and thousands with commas`() throws {
        var plan = try Make.plan()
        plan.actions[0].note = "Two talks were held"
        let posts = Decimal(unscaled: 1_120, places: 0)
        plan.actions[0].measures = [PlanMeasure("Posts", baseline: posts)]
        let lines = PlanMarkdown.lines(
            plan,
            today: try Make.day("01/09/2025"),
            names: try Make.names()
        )
        #expect(lines.contains("- A1: note: Two talks were held"))
        #expect(lines.contains { $0.contains("from 1,120") })
    }

    @Test func `without a reference only a single scope is read, and several are said`() {
        let typed = PlanMeasure(
            "Turnover",
            baseline: Decimal(unscaled: 30, places: 0),
            figure: "turnover_rate"
        )
        let one = reading(typed, stated(247, 2023))
        #expect(one.value == "24.7%" && one.note.contains("typed by hand"))
        let several = reading(typed, stated(247, 2023), stated(99, 2023, .of([.nhs])))
        #expect(several.value.isEmpty && several.note.contains("2 scopes"))
        #expect(reading(typed).note == "there is no figure of it for Barnet")
    }

    @Test func `Markdown has the unit, where it stands, and what was typed by hand`() throws {
        var plan = try Make.plan()
        let began = try measure("period=2022/23; edition=2024-10; employers=all", nil, nil)
        plan.actions[0].measures = [began]
        var readings = PlanMeasureReadings()
        readings["A1", 0] = reading(began, stated(300, 2022), stated(247, 2023))
        let lines = PlanMarkdown.lines(
            plan,
            today: try Make.day("01/09/2025"),
            names: try Make.names(),
            readings: readings
        )
        let line = try #require(lines.first { $0.contains("measured by") })
        #expect(line.contains("from 30% (Barnet, 2022/23, all employers, edition 2024-10"))
        #expect(
            line.contains("to 25% (typed by hand)") && line.contains("now 24.7% (Barnet, 2023/24")
        )
    }

    @Test func `a plan names a scenario that is kept, and no other`() throws {
        #expect(PlanLink.read("scenario/middle") == .scenario("middle"))
        #expect(PlanLink.scenario("middle").description == "scenario/middle")
        var plan = try Make.plan()
        plan.objectives[0].links = [.scenario("middle")]
        #expect(try Make.reasons(plan) == [.planLink])
        let known = try Make.context()
        let context = PlanRules.Context(
            frameworks: known.frameworks,
            catalogue: known.catalogue,
            themes: known.themes,
            wresActions: known.wresActions,
            scenarios: ["middle"],
            today: known.today
        )
        #expect(PlanRules.check(plan, context).allSatisfy { $0.severity < .error })
        let names = PlanLinkNames(
            frameworks: known.frameworks,
            catalogue: known.catalogue,
            scenarios: ["middle": "The middle one"]
        )
        #expect(names.words(.scenario("middle")) == "Scenario middle: The middle one")
    }
}
