import HubDomain
import HubReport
import HubText
import Testing

/// A plan as a page: well-formed, self-contained, small, and with what its pictures show in words.
struct PlanReportTests {
    private let today: Day

    init() throws { today = try DayText.day("01/09/2025") }

    private func plan(actions: Int = 3) throws -> Plan {
        var plan = Plan(
            "Workforce <plan> & more",
            from: try DayText.day("01/04/2025"),
            to: try DayText.day("31/03/2027")
        )
        plan.partners = [
            Partner("P1", .council, "Example Council A", role: "workforce lead"),
            Partner("P2", .academy, "Example academy"),
        ]
        plan.absences = [PartnerAbsence(.unions, "None is recognised here")]
        plan.challenges = [
            Challenge("C1", "Turnover", decision: .shortlisted(reason: "Most are affected")),
            Challenge("C2", "Parking", decision: .setAside(reason: "Not ours")),
        ]
        plan.objectives = [Objective("O1", "More people stay", challenges: ["C1"])]
        plan.risks = [PlanRisk("R1", .succession, "Nobody follows", likelihood: 3, impact: 4)]
        for number in 1...actions {
            var action = PlanAction(
                ActionRef(text: "A\(number)"),
                "Do <b>thing</b> number \(number)",
                objective: "O1",
                owner: "Example Council A",
                role: "workforce lead"
            )
            action.start = plan.from
            action.due = plan.from.advanced(by: number)
            action.rating = PlanRating.allCases[number % 3]
            action.reason = "Because of \(number)"
            action.partners = ["P1", "P2"]
            action.measures = [PlanMeasure("Turnover rate", figure: "turnover_rate")]
            action.cost = PlanCost(pounds: 1_000, funding: "a grant")
            plan.actions.append(action)
        }
        plan.actions[0].progress = .done
        plan.actions[0].done = today
        return plan
    }

    private func report(_ plan: Plan, isExample: Bool = false) throws -> PlanReport {
        PlanReport(
            plan,
            owner: "Example Council A",
            revision: 7,
            today: today,
            names: PlanLinkNames(
                frameworks: try FrameworkLibrary.shipped().frameworks,
                catalogue: try FigureLibrary.shipped().catalogue
            ),
            isExample: isExample
        )
    }

    private func body(_ html: String) throws -> String {
        let type = "<!DOCTYPE html>\n"
        #expect(html.hasPrefix(type))
        return String(html.dropFirst(type.count))
    }

    @Test
    func `the page is well-formed, with headings in order and a language`() throws {
        let html = try report(try plan()).html
        let names = try #require(Markup.elements(try body(html)))
        #expect(names.prefix(2) == ["html", "head"] && html.contains("<html lang=\"en-GB\">"))
        #expect(names.count { $0 == "h1" } == 1 && names.count { $0 == "main" } == 1)
        #expect(names.count { $0 == "svg" } == 2 && names.count { $0 == "title" } == 3)
        #expect(names.count { $0 == "table" } == names.count { $0 == "caption" })
        #expect(!names.contains("h3"))
    }

    @Test
    func `the page loads nothing, runs nothing, and takes no markup from a text`() throws {
        let html = try report(try plan()).html
        for word in [
            "<script", "<link", "<img", "<iframe", "url(", "@import", "src=", "href=", "onload",
            "https:",
        ] {
            #expect(!html.contains(word), "\(word)")
        }
        let addresses = html.split(separator: "http://").dropFirst()
        #expect(addresses.allSatisfy { $0.hasPrefix("www.w3.org/2000/svg\"") })
        #expect(html.contains("Workforce &lt;plan&gt; &amp; more"))
        #expect(html.contains("Do &lt;b&gt;thing") && !html.contains("<b>"))
    }

    @Test
    func `what an action that was stopped would have cost is not counted`() throws {
        var costed = try plan()
        costed.actions[1].cost = PlanCost(pounds: 2_500, funding: "")
        costed.actions[1].progress = .stopped
        costed.actions[1].reason = "No money"
        let html = try report(costed).html
        #expect(html.contains("£2,000 in the 2 actions with a cost"))
        #expect(html.contains("Not counted, as the action was stopped: A2."))
        #expect(!html.contains("£2,500") && !html.contains("£4,500"))
    }

    @Test
    func `what the pictures show stands in words`() throws {
        var costed = try plan()
        costed.actions[1].cost = PlanCost(pounds: 2_500, funding: "")
        let html = try report(costed).html
        for words in [
            "<td>£2,500</td><td>nobody named yet</td>", "<td>£1,000</td><td>a grant</td>",
            "Nobody is named yet to pay £2,500 of it: A2.",
            "Red: not as planned", "1 action", "A2 Do &lt;b&gt;thing", "was due on 3 April 2025",
            "overdue", "£4,500 in the 3 actions with a cost",
            "Nobody speaks for independent providers", "Workforce figure: ",
            "Of 2 challenges 1 is on the short list, 1 set aside, 0 open.", "revision 7",
            "set aside: Not ours", "or overdue, whatever its rating", "with Example academy",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        // Who does it is not told again among those it is done with.
        #expect(!html.contains("with Example Council A") && !html.contains("figures/turnover"))
        #expect(!html.contains("Example data"))
        #expect(try report(plan(), isExample: true).html.contains("Example data: invented"))
    }

    @Test
    func `a committee sees priorities, levels, units and reasons in words`() throws {
        var plan = try plan()
        plan.challenges[0].rating = ChallengeRating(impact: 5, urgency: 4, effort: 3, influence: 2)
        let library = try FrameworkLibrary.shipped()
        let framework = try #require(library.frameworks.first { $0.id == "shared-priorities" })
        let edition = try #require(framework.editions.last)
        let item = try #require(edition.items.first)
        let link = PlanLink.item(framework.id, edition.id, item.code)
        plan.challenges[0].links = [link]
        plan.actions[1].links = [link]
        plan.actions[1].measures[0].target = try NumberText.decimal("20.5", in: 0...100)
        let html = try report(plan).html
        for words in [
            "What this plan answers", item.name.replacing("&", with: "&amp;"),
            "<td>C1</td><td></td><td>A2</td>",
            "impact 5, urgency 4, effort 3, influence 2", "little effort first", "20.5%",
            "None of trade unions: None is recognised here",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(!html.contains("\(link)"))
    }

    @Test
    func `a risk stands with the actions that it belongs to`() throws {
        var plan = try plan()
        let risk = try #require(plan.risks.first)
        plan.actions = plan.actions.map { action in
            var action = action
            action.risks = []
            return action
        }
        let none = try report(plan).html
        #expect(none.contains("Actions at risk") && none.contains("no action names it"))
        plan.actions[0].risks = [risk.ref]
        let named = try report(plan).html
        #expect(named.contains("<td>\(plan.actions[0].ref) "))
        // Of many the references are enough: their titles stand above.
        plan.actions = (1...3).map { number in
            var action = plan.actions[0]
            action.ref = ActionRef(text: "A\(number)")
            return action
        }
        #expect(try report(plan).html.contains("<td>A1, A2, A3</td>"))
        #expect(!named.contains("no action names it"))
    }

    @Test
    func `a narrow page has bars under their words, and titles beside cells`() throws {
        let html = try report(try plan()).html
        #expect(html.components(of: "<div class=\"bars\">") == 2)
        #expect(html.contains("<li>Red: not as planned: 1 action<div class=\"track\">"))
        #expect(html.contains("<span class=\"bad\" style=\"margin-left:"))
        // Every chart has one axis of one kind; that of the days stands above its bars, too.
        let axis = "<div class=\"scale\" aria-hidden=\"true\"><span style=\"left:0%\">"
        #expect(html.components(of: axis) == 3 && !html.contains("class=\"axis\""))
        #expect(html.contains("<div class=\"track\"><i style=\"left:"))
        #expect(html.contains("<table style=\"--c2:'Action: ';--c3:'Who: '"))
        #expect(html.contains("td:nth-child(3)::before { content: var(--c3); }"))
    }

    @Test
    func `sources of figures are listed by their marks, with their editions`() throws {
        let plan = try plan()
        let library = try FigureLibrary.shipped()
        let began = try #require(
            try FigureReference.read("turnover_rate; area=E92000001; period=2023/24; source=U5")
        )
        let subject = FigureSubject(
            "turnover_rate",
            .england,
            .financialYear(2023),
            FigureScope()
        )
        let known = library.figures.answer(subject)?.figures.map { StatedFigure($0) } ?? []
        let found = FigureFound(began, among: known, unit: .percent)
        var measure = PlanMeasure("Turnover")
        measure.baselineFigure = began
        var readings = PlanMeasureReadings()
        readings["A2", 0] = PlanMeasureReading(
            measure,
            PlanMeasureReading.Known([], [began: found], unit: .percent, place: "England")
        )
        let source = try #require(library.source("U5"))
        let lines = readings.sources(library)
        #expect(lines.count == 1 && lines[0].hasPrefix("[U5] \(source.publisher), "), "\(lines)")
        #expect(readings.sources(nil).first?.hasPrefix("[U5] as the file named it") ?? false)
        let page = PlanReport(
            plan,
            owner: "Example Council A",
            revision: 7,
            today: today,
            names: PlanLinkNames(frameworks: [], catalogue: library.catalogue),
            readings: readings,
            isExample: false
        ).html
        #expect(page.contains("Sources of these figures") && page.contains("<li>[U5] "))
        #expect(try !report(plan).html.contains("Sources of these figures"))
    }

    @Test
    func `an empty plan is a page, too`() throws {
        var plan = try plan()
        plan.actions = []
        plan.objectives = []
        plan.challenges = []
        plan.risks = []
        plan.partners = []
        plan.absences = []
        let names = try #require(Markup.elements(try body(report(plan).html)))
        #expect(!names.contains("svg") && !names.contains("table"))
    }

    @Test
    func `five hundred actions have room, and the largest plan is cut and says so`() throws {
        let large = try report(try plan(actions: 500))
        #expect(large.html.utf8.count <= PlanReport.bytesMax && !large.isCut)
        var plan = try plan(actions: Plan.actionsMax)
        for index in plan.actions.indices {
            plan.actions[index].note = String(repeating: "<&> ", count: 900)
        }
        plan.risks = (1...Plan.partsMax).map { number in
            PlanRisk(
                RiskRef(text: "R\(number)"),
                .general,
                String(repeating: "&", count: 500),
                likelihood: 1,
                impact: 1
            )
        }
        let largest = try report(plan)
        #expect(largest.html.utf8.count <= PlanReport.bytesMax)
        #expect(largest.isCut && largest.html.contains("no room on this page"))
        #expect(Markup.elements(try body(largest.html)) != nil)
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { split(separator: text).count - 1 }
}
