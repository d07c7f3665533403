import HubDomain
import HubText
import Testing

/// What the owners of a plan should look at: words of the template, objectives without a challenge,
/// days that can be and are strange.
struct PlanWarningTests {
    @Test
    func `words of the template are a warning while it is written, and an error for reviewers`()
        throws
    {
        var plan = try PlanFixtures.plan()
        #expect(try PlanFixtures.reasons(plan, .warning).isEmpty)
        plan.actions[0].owner = PlanExamples.mark + "who does it"
        plan.actions[0].measures = [PlanMeasure(PlanExamples.mark + "what tells")]
        plan.risks[0].title = PlanExamples.mark + "what could go wrong"
        #expect(try PlanFixtures.reasons(plan).isEmpty)
        #expect(try PlanFixtures.reasons(plan, .warning) == [.planExample])
        let found = PlanRules.check(plan, try PlanFixtures.context())
        let warning = try #require(found.first { $0.error.reason == .planExample })
        #expect("\(warning.error)".contains("are still in A1, R1."), "\(warning.error)")
        let errors = PlanExamples.forReview(found, plan).filter { $0.severity == .error }
        #expect(errors.map(\.error.path) == ["actions[1]", "risks[1]"])
        let words = "\(errors[0].error)"
        #expect(words.contains("A1: still has the words of the template in owner, measure"))
    }

    @Test
    func `an objective for a challenge that was set aside, and strange days, are warnings`() throws
    {
        func warned(_ change: (inout Plan) throws -> Void) throws -> [ReasonCode] {
            var plan = try PlanFixtures.plan()
            try change(&plan)
            #expect(try PlanFixtures.reasons(plan).isEmpty)
            return try PlanFixtures.reasons(plan, .warning)
        }
        #expect(
            try warned { $0.challenges[0].decision = .setAside(reason: "Not ours") }
                == [.planThread]
        )
        // Done before the plan began, with nothing that says when it was started.
        #expect(
            try warned { plan in
                plan.actions[0].start = nil
                (plan.actions[0].progress, plan.actions[0].done) = (
                    .done, try PlanFixtures.day("01/01/2025")
                )
            } == [.planDates]
        )
        // Done, while what it waits for is not.
        #expect(
            try warned { plan in
                (plan.actions[1].progress, plan.actions[1].done) = (
                    .done, try PlanFixtures.day("01/08/2025")
                )
            } == [.planDates]
        )
        // Under way before it starts.
        #expect(
            try warned { plan in
                plan.actions[0].start = try PlanFixtures.day("01/10/2025")
                plan.actions[0].progress = .inProgress
            } == [.planDates]
        )
    }
}
