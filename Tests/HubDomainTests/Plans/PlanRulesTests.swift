import HubDomain
import HubText
import Testing

/// What a plan must be, each rejection beside its acceptance.
struct PlanRulesTests {
    private typealias Make = PlanFixtures

    private func check(_ change: (inout Plan) throws -> Void) throws -> [PlanFinding] {
        var plan = try Make.plan()
        try change(&plan)
        return PlanRules.check(plan, try Make.context())
    }

    private func reasons(_ change: (inout Plan) throws -> Void) throws -> [ReasonCode] {
        try check(change).map(\.error.reason)
    }

    @Test
    func `a plan with nothing wrong has no findings`() throws {
        let findings = try check { _ in }
        #expect(findings.isEmpty, "\(findings.map(\.error))")
    }

    @Test
    func `absent voices are named`() throws {
        let findings = try check { plan in
            plan.partners.removeAll { [.unions, .people].contains($0.kind) }
        }
        #expect(findings.map(\.error.reason) == [.planVoices])
        #expect(findings[0].severity == .warning)
        let sentence = findings[0].error.finding().sentence
        #expect(
            sentence.hasPrefix(
                "Nobody speaks for people who draw on care and support and trade unions."
            ),
            "\(sentence)"
        )
        var alone = try PlanFixtures.plan()
        alone.partners = []
        #expect(PartnerCheck.absent(alone) == PartnerKind.allCases)
    }

    @Test
    func `a circle of dependencies is refused with the circle named`() throws {
        let findings = try check { plan in
            plan.actions = [
                try Make.action("A1", after: ["A3"]), try Make.action("A2", after: ["A1"]),
                try Make.action("A3", after: ["A2"]), try Make.action("A4", after: ["A1"]),
            ]
        }
        #expect(findings.map(\.error.reason) == [.planCircle])
        #expect(findings[0].error.detail.found == "A1 → A3 → A2 → A1")
        let own = try check { $0.actions[0].dependsOn = ["A1"] }
        #expect(own.first?.error.detail.found == "A1 → A1")
        let diamond = try reasons { plan in
            plan.actions = [
                try Make.action("A1", after: ["A2", "A3"]), try Make.action("A2", after: ["A4"]),
                try Make.action("A3", after: ["A4"]), try Make.action("A4"),
            ]
        }
        #expect(diamond.isEmpty)
    }

    @Test
    func `a thousand actions that wait for each other are followed to the end`() throws {
        let findings = try check { plan in
            plan.actions = try (1...1_000).map { number in
                try Make.action(
                    ActionRef(text: "A\(number)"),
                    after: number == 1_000 ? ["A1"] : [ActionRef(text: "A\(number + 1)")]
                )
            }
        }
        #expect(findings.map(\.error.reason) == [.planCircle])
    }

    @Test
    func `references lead to parts of the same plan`() throws {
        #expect(try reasons { $0.actions[1].dependsOn = ["A9"] } == [.planReference])
        #expect(try reasons { $0.actions[1].ref = "A1" }.contains(.planReference))
        #expect(try reasons { $0.actions[1].ref = "A01" }.contains(.planReference))
        #expect(try reasons { $0.objectives[0].challenges.append("C2") } == [.planReference])
        #expect(try reasons { $0.actions[0].objective = "O2" } == [.planReference])
        #expect(
            try reasons { plan in
                plan.actions[0].partners = ["P1"]
                plan.actions[0].risks = ["R1"]
            }.isEmpty
        )
        #expect(try reasons { $0.actions[0].partners = ["P99"] } == [.planReference])
        #expect(try reasons { $0.actions[0].risks = ["R2"] } == [.planReference])
        var plan = try Make.plan()
        plan.actions[0].partners = ["P99"]
        let told = PlanRules.check(plan, try Make.context()).map(\.error.subject)
        #expect(told == ["A1, partners"])
        #expect(try reasons { $0.partners[1].ref = "P1" } == [.planReference])
        #expect(try reasons { $0.risks[0].ref = "X1" } == [.planReference])
    }

    @Test
    func `days stand in order`() throws {
        let start = try Make.day("01/05/2025")
        #expect(try reasons { $0.actions[0].start = nil }.isEmpty)
        #expect(
            try reasons {
                $0.actions[0].due = start
                $0.actions[1].due = start
            }.isEmpty
        )
        let before = try Make.day("30/04/2025")
        #expect(try Make.reasons(changed { $0.actions[0].due = before }) == [.planDates])
        #expect(
            try Make.reasons(
                changed {
                    $0.to = before
                    $0.from = start
                }
            ) == [.planDates]
        )
        // Done on a day, today at the latest, and only what is done.
        let today = try Make.context().today
        let tomorrow = try #require(today.advanced(by: 1))
        func done(_ day: Day?, _ progress: PlanProgress) throws -> [ReasonCode] {
            try reasons { plan in
                plan.actions[0].done = day
                plan.actions[0].progress = progress
            }
        }
        #expect(try done(today, .done).isEmpty)
        #expect(try done(tomorrow, .done) == [.planDates])
        #expect(try done(nil, .done) == [.planDates])
        #expect(try done(today, .inProgress) == [.planDates])
        let late = try check { $0.actions[1].due = try Make.day("01/04/2026") }
        #expect(late.map(\.severity) == [.warning])
        let waits = try check { $0.actions[1].due = try Make.day("30/12/2025") }
        #expect(waits.map(\.severity) == [.warning] && waits[0].error.reason == .planDates)
    }

    private func changed(_ change: (inout Plan) throws -> Void) throws -> Plan {
        var plan = try Make.plan()
        try change(&plan)
        return plan
    }

    @Test
    func `a short list says why`() throws {
        #expect(
            try reasons { $0.challenges[0].decision = .shortlisted(reason: " ") } == [.planReason]
        )
        #expect(
            try reasons { plan in
                plan.challenges[0].decision = .setAside(reason: "")
                plan.objectives[0].challenges = []
            } == [.planReason]
        )
        #expect(try reasons { $0.objectives[0].challenges = [] } == [.planThread])
        #expect(try reasons { $0.actions = [] } == [.planThread])
    }

    @Test(arguments: [(0, false), (1, true), (5, true), (6, false)])
    func `a rating has five levels`(level: Int, isGood: Bool) throws {
        let found = try reasons { $0.challenges[0].rating?.effort = level }
        #expect(found == (isGood ? [] : [.planLevel]))
        let risk = try reasons { $0.risks[0].likelihood = level }
        #expect(risk == (isGood ? [] : [.planLevel]))
    }

    @Test
    func `a long list stands in the order of its ratings`() {
        func challenge(_ ref: ChallengeRef, _ levels: [Int]?) -> Challenge {
            Challenge(
                ref,
                "x",
                rating: levels.map {
                    ChallengeRating(impact: $0[0], urgency: $0[1], effort: $0[2], influence: $0[3])
                }
            )
        }
        let list = [
            challenge("C1", nil), challenge("C2", [3, 3, 3, 3]), challenge("C3", [3, 3, 1, 3]),
            challenge("C4", [3, 3, 3, 3]),
        ]
        #expect(Challenge.ordered(list).map(\.ref) == ["C3", "C2", "C4", "C1"])
    }

    @Test(
        arguments: [
            ("workforce-strategy/2024/AR1", true), ("workforce-strategy/2024/AR", true),
            ("theme/T1", true), ("theme/T2", false), ("wres-action/A1", true),
            ("wres-action/A2", false), ("shared-priorities/2023-24/SWP9", false),
            ("shared-priorities/1999/SWP1", false), ("wres/7a", true),
            ("figures/turnover_rate", true), ("figures/mood", false),
        ]
    )
    func `a link leads to something that is there`(text: String, isGood: Bool) throws {
        let link = try #require(PlanLink.read(text))
        #expect(link.description == text)
        let found = try reasons { $0.actions[0].links = [link] }
        #expect(found == (isGood ? [] : [.planLink]), "\(text)")
    }

    @Test(arguments: ["", "wres", "wres/10", "a/b", "a//b", "a/b/c/d"])
    func `what is no link is none`(text: String) { #expect(PlanLink.read(text) == nil) }

    @Test
    func `roles are no people, and texts have their limits`() throws {
        #expect(try reasons { $0.actions[0].role = "a.person@example.org" } == [.planPerson])
        #expect(try reasons { $0.partners[0].role = "a@b" } == [.planPerson])
        #expect(try reasons { $0.actions[0].owner = " " } == [.planText])
        #expect(try reasons { $0.title = "" } == [.planText])
        #expect(
            try reasons { plan in
                plan.actions[0].cost = PlanCost(pounds: -1, funding: "")
            } == [.planLevel]
        )
        #expect(
            try reasons { plan in
                let risk = plan.risks[0]
                plan.risks = (1...Plan.partsMax + 1).map { number in
                    var risk = risk
                    risk.ref = RiskRef(text: "R\(number)")
                    return risk
                }
            } == [.planTooMany]
        )
    }

    @Test(arguments: [(Plan.listMax, true), (Plan.listMax + 1, false)])
    func `a part has so many links, and no more`(count: Int, isGood: Bool) throws {
        let links = [PlanLink](repeating: .measure("turnover_rate"), count: count)
        let expected: [ReasonCode] = isGood ? [] : [.planTooMany]
        #expect(try reasons { $0.actions[0].links = links } == expected)
        #expect(try reasons { $0.objectives[0].links = links } == expected)
        #expect(try reasons { $0.challenges[0].links = links } == expected)
    }

    @Test
    func `what is red or stopped says why`() throws {
        #expect(try reasons { $0.actions[0].rating = .red } == [.planReason])
        #expect(try reasons { $0.actions[0].progress = .stopped } == [.planReason])
        #expect(try reasons { $0.actions[0].rating = .amber }.isEmpty)
    }

    @Test
    func `a rating that gets worse has a new reason`() throws {
        let old = try changed { plan in
            plan.actions[0].rating = .amber
            plan.actions[0].reason = "Late"
        }
        func after(_ rating: PlanRating?, _ reason: String) -> [ReasonCode] {
            var new = old
            new.actions[0].rating = rating
            new.actions[0].reason = reason
            return PlanRules.checkChange(from: old, to: new).map(\.error.reason)
        }
        #expect(after(.red, "Late") == [.planReason] && after(.red, "") == [.planReason])
        #expect(after(.red, "No money") == [])
        #expect(after(.amber, "Late") == [] && after(.green, "") == [] && after(nil, "") == [])
        #expect(PlanRating.amber.isWorse(than: nil) && !PlanRating.green.isWorse(than: nil))
    }

    @Test
    func `a first rating is not called a fall, and says why it is not green`() throws {
        let old = try Make.plan()
        func after(_ rating: PlanRating, _ reason: String) throws -> [String] {
            var new = old
            new.actions[0].rating = rating
            new.actions[0].reason = reason
            return PlanRules.checkChange(from: old, to: new).map { $0.error.finding().sentence }
        }
        let told = try #require(try after(.amber, "").first)
        #expect(told.contains("is its first rating") && !told.contains("worse"), "\(told)")
        #expect(try after(.amber, "Late").isEmpty && after(.green, "").isEmpty)
        // The plan's own rules ask a red action for its reason, once.
        #expect(try after(.red, "").isEmpty)
    }

    @Test
    func `a reason does not outlive the rating it was written for`() throws {
        var old = try changed { plan in
            plan.actions[0].rating = .red
            plan.actions[0].reason = "No budget yet"
        }
        func reason(_ rating: PlanRating?, _ reason: String) -> String {
            var new = old
            new.actions[0].rating = rating
            new.actions[0].reason = reason
            return PlanRules.settled(from: old, to: new).actions[0].reason
        }
        #expect(reason(.green, "No budget yet").isEmpty && reason(nil, "No budget yet").isEmpty)
        #expect(reason(.green, "The budget came") == "The budget came")
        #expect(reason(.red, "No budget yet") == "No budget yet")
        #expect(reason(.amber, "No budget yet") == "No budget yet")
        // Why it was stopped is no reason of a rating.
        old.actions[0].progress = .stopped
        #expect(reason(.green, "No budget yet") == "No budget yet")
    }

    @Test
    func `a kind of partner that takes no part has a reason, once, and no partner`() throws {
        func missing(_ absences: [PartnerAbsence]) throws -> [PlanFinding] {
            try check { plan in
                plan.partners.removeAll { $0.kind == .unions }
                plan.absences = absences
            }
        }
        #expect(try missing([]).map(\.error.reason) == [.planVoices])
        let good = [PartnerAbsence(.unions, "None is recognised here")]
        #expect(try missing(good).isEmpty)
        let empty = try missing([PartnerAbsence(.unions, " ")])
        #expect(empty.map(\.error.reason) == [.planReason])
        #expect(empty[0].error.path == "absences[1].reason")
        #expect(try missing(good + good).map(\.error.path) == ["absences[2].type"])
        let both = try missing(good + [PartnerAbsence(.council, "No")])
        #expect(both.map(\.error.reason) == [.planVoices] && both[0].severity == .error)
        var plan = try PlanFixtures.plan()
        #expect(PartnerCheck.sentence(plan) == "Every kind of partner takes part.")
        plan.partners.removeAll { $0.kind == .unions }
        plan.absences = good
        #expect(PartnerCheck.sentence(plan).hasSuffix("or the plan says why not."))
    }

    @Test
    func `a partner that is nobody is refused with its reference`() throws {
        for name in ["none", "N/A", "-", "Nobody"] {
            let found = try check { $0.partners[4].organisation = name }
            #expect(found.map(\.error.reason) == [.planVoices], "\(name)")
            #expect(found.first?.error.finding().sentence.contains("P5, organisation") == true)
        }
        let empty = try check { $0.partners[4].organisation = "" }
        #expect(empty.map(\.error.reason) == [.planText])
        #expect(empty[0].error.finding().sentence.hasPrefix("P5, organisation"))
        #expect(try reasons { $0.partners[4].organisation = "None Too Soon Trust" }.isEmpty)
    }

    @Test
    func `a measure names its figure alone or by its link, and the nearest is told`() throws {
        #expect(PlanLink.measure(named: "vacancy_rate") == "vacancy_rate")
        #expect(PlanLink.measure(named: " figures/vacancy_rate") == "vacancy_rate")
        #expect(PlanLink.measure(named: " ") == nil)
        let found = try check { plan in
            plan.actions[0].measures = [PlanMeasure("Vacancies", figure: "vacancy_rat")]
        }
        #expect(found.map(\.error.reason) == [.planLink])
        let told = try #require(found.first?.error.finding().sentence)
        #expect(told.contains("vacancy_rate") && !told.contains("figures/figures"), "\(told)")
    }

    @Test
    func `what is due, overdue and blocked is found`() throws {
        let plan = try changed { plan in
            plan.actions.append(try Make.action("A3"))
            plan.actions[2].due = try Make.day("31/08/2025")
        }
        let today = try Make.context().today
        #expect(plan.overdue(on: today).map(\.ref) == ["A3"])
        #expect(plan.due(from: today, to: try Make.day("31/12/2025")).map(\.ref) == ["A1", "A2"])
        #expect(plan.blocked().map(\.action.ref) == ["A2"])
        var done = plan
        done.actions[0].progress = .done
        #expect(done.blocked().isEmpty)
        done.actions[2].progress = .stopped
        #expect(done.overdue(on: today).isEmpty)
    }
}
