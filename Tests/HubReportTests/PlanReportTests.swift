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
        plan.partners = [Partner("P1", .council, "Example Council A", role: "workforce lead")]
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
            action.partners = ["P1"]
            action.measures = [PlanMeasure("Turnover rate", figure: "turnover_rate")]
            action.cost = PlanCost(pounds: 1_000, funding: "a grant")
            plan.actions.append(action)
        }
        plan.actions[0].progress = .done
        plan.actions[0].done = today
        return plan
    }

    private func report(_ plan: Plan, isExample: Bool = false) -> PlanReport {
        PlanReport(
            plan,
            owner: "Example Council A",
            revision: 7,
            today: today,
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
        let html = report(try plan()).html
        let names = try #require(Markup.elements(try body(html)))
        #expect(names.prefix(2) == ["html", "head"] && html.contains("<html lang=\"en-GB\">"))
        #expect(names.count { $0 == "h1" } == 1 && names.count { $0 == "main" } == 1)
        #expect(names.count { $0 == "svg" } == 2 && names.count { $0 == "title" } == 3)
        #expect(names.count { $0 == "table" } == names.count { $0 == "caption" })
        #expect(!names.contains("h3"))
    }

    @Test
    func `the page loads nothing, runs nothing, and takes no markup from a text`() throws {
        let html = report(try plan()).html
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
    func `what the pictures show stands in words`() throws {
        let html = report(try plan()).html
        for words in [
            "Red: not as planned", "1 action", "A2 Do &lt;b&gt;thing", "was due on 3 April 2025",
            "overdue", "£3,000 in the 3 actions with a cost",
            "Nobody speaks for independent providers", "figures/turnover_rate",
            "Of 2 challenges 1 is on the short list, 1 set aside, 0 open.", "revision 7",
            "with Example Council A",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(!html.contains("Example data"))
        #expect(report(try plan(), isExample: true).html.contains("Example data: invented"))
    }

    @Test
    func `an empty plan is a page, too`() throws {
        var plan = try plan()
        plan.actions = []
        plan.objectives = []
        plan.challenges = []
        plan.risks = []
        plan.partners = []
        let names = try #require(Markup.elements(try body(report(plan).html)))
        #expect(!names.contains("svg") && !names.contains("table"))
    }

    @Test
    func `five hundred actions have room, and the largest plan is cut and says so`() throws {
        let large = report(try plan(actions: 500))
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
        let largest = report(plan)
        #expect(largest.html.utf8.count <= PlanReport.bytesMax)
        #expect(largest.isCut && largest.html.contains("no room on this page"))
        #expect(Markup.elements(try body(largest.html)) != nil)
    }
}
