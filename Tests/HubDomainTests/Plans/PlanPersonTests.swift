import HubDomain
import HubText
import Testing

/// Nothing in a plan tells who somebody is; numbers and addresses are invented.
struct PlanPersonTests {
    private typealias Make = PlanFixtures

    private static let personal = "Ask on 07700 900123"

    private func found(_ change: (inout Plan) -> Void) throws -> [PlanFinding] {
        var plan = try Make.plan()
        change(&plan)
        return PlanRules.check(plan, try Make.context()).filter {
            $0.error.reason == .planPerson
        }
    }

    @Test func `a number or an address of a person is refused in every text of a plan`() throws {
        let text = Self.personal
        let places: [(String, (inout Plan) -> Void)] = [
            ("title", { $0.title = text }),
            ("partners[1].organisation", { $0.partners[0].organisation = text }),
            ("partners[1].role", { $0.partners[0].role = text }),
            ("absences[1].reason", { $0.absences = [PartnerAbsence(.unions, text)] }),
            ("challenges[1].title", { $0.challenges[0].title = text }),
            (
                "challenges[1].reason",
                { $0.challenges[0].decision = .shortlisted(reason: text) }
            ),
            ("objectives[1].title", { $0.objectives[0].title = text }),
            ("actions[1].title", { $0.actions[0].title = text }),
            ("actions[1].owner", { $0.actions[0].owner = text }),
            ("actions[1].role", { $0.actions[0].role = text }),
            ("actions[1].reason", { $0.actions[0].reason = text }),
            ("actions[1].note", { $0.actions[0].note = text }),
            (
                "actions[1].funding",
                { $0.actions[0].cost = PlanCost(pounds: 1, funding: text) }
            ),
            ("actions[1].measure", { $0.actions[0].measures = [PlanMeasure(text)] }),
            ("risks[1].title", { $0.risks[0].title = text }),
            ("risks[1].answer", { $0.risks[0].answer = text }),
        ]
        for (path, change) in places {
            let findings = try found(change)
            #expect(findings.map(\.error.path) == [path])
            #expect(findings.allSatisfy { $0.severity == .error })
            let words = findings.map { "\($0.error)" }.joined()
            #expect(words.contains("a telephone number") && words.contains("the role instead"))
            #expect(!words.contains("07700"), "what was written is not repeated")
        }
    }

    @Test(arguments: [
        "Wrote to ann@example.org", "AB 12 34 56 C", "NHS number 943 476 5919", "0161 496 0000",
    ])
    func `each kind of them is refused in a note`(text: String) throws {
        #expect(try found { $0.actions[0].note = text }.count == 1)
    }

    @Test(arguments: [
        "1,120 posts of 2023/24, E08000025", "From 01/04/2025 to 31/03/2026, 20 500 people",
        "CQC location 1-123456789", "Paid from 2025-26 at £1,250,000",
    ])
    func `numbers of work are no numbers of people`(text: String) throws {
        #expect(try found { $0.actions[0].note = text }.isEmpty)
    }

    @Test func `a role that reads as a name is a note, and nothing stands against it`() throws {
        let findings = try found { $0.actions[0].role = "Jane Smith" }
        #expect(findings.map(\.error.path) == ["actions[1].role"])
        #expect(findings.map(\.severity) == [.note])
        #expect(PlanRules.hints(agreeing: "Jane Smith").map(\.severity) == [.note])
        #expect(PlanRules.hints(agreeing: "Cabinet").isEmpty)
    }

    @Test(arguments: [
        ("Jane Smith", true), ("Cllr Smith", true), ("Mary-Ann O'Neill", true),
        ("Jane Anne Smith", true), ("Director of Adult Social Services", false),
        ("Workforce Lead", false), ("Cabinet Member", false), ("workforce lead", false),
        ("Director", false), ("Health and Wellbeing Board", false), ("", false), ("ICB", false),
    ])
    func `a name is guessed from capitals and words of roles`(text: String, isName: Bool) {
        #expect(RoleWords.looksLikeName(text) == isName)
    }

    @Test func `an agreement is told with its role, whatever was written as one`() throws {
        var plan = try Make.plan()
        let day = try Make.day("01/09/2025")
        try plan.take(.review, today: day)
        let agreement = PlanState.Agreement(role: "Jane Smith", day: day, enteredBy: "lead")
        try plan.take(.agree(agreement), today: day)
        let lines = PlanMarkdown.lines(plan, today: day, names: try Make.names())
        #expect(
            lines.contains(
                "- agreed on 1 September 2025, role: Jane Smith, entered by lead"
            ),
            "\(lines)"
        )
    }

    @Test func `reasons and roles of a step hold no person either`() throws {
        let today = try Make.day("01/09/2025")
        let role = PlanState.Agreement(role: Self.personal, day: today, enteredBy: "x@example.org")
        #expect(throws: DomainError(.planPerson, path: "agreement.role", problem: "")) {
            try PlanState.inReview.after(.agree(role), today: today)
        }
        #expect(throws: DomainError(.planPerson, path: "reason", problem: "")) {
            try PlanState.inReview.after(.giveBack(reason: Self.personal), today: today)
        }
        // Who entered it is what the hub knows of a principal.
        let right = PlanState.Agreement(role: "cabinet", day: today, enteredBy: "x@example.org")
        #expect(throws: Never.self) {
            try PlanState.inReview.after(.agree(right), today: today)
        }
    }

    @Test func `what is closed and carried over says no person, and all undecided are named`()
        throws
    {
        let old = try Make.plan()
        func draft(_ choices: [ActionRef: PlanRefresh.Choice]) throws(DomainError) {
            _ = try PlanRefresh.draft(
                of: old,
                title: "Next",
                from: old.from,
                to: old.to,
                choices: choices
            )
        }
        #expect(throws: DomainError(.planPerson, path: "choices[A1]", problem: "")) {
            try draft(["A1": .close(reason: Self.personal), "A2": .carryOver])
        }
        do throws(DomainError) {
            try draft([:])
            Issue.record("nothing was decided")
        } catch {
            #expect("\(error)".contains("A1, A2"), "\(error)")
        }
    }
}
