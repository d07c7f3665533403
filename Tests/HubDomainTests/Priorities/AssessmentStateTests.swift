import HubDomain
import HubText
import Testing

struct AssessmentStateTests {
    private let monday: Day
    private let friday: Day
    private let agreement: AssessmentState.Step
    private let agreed: AssessmentState

    init() throws {
        monday = try Fixtures.day("2025-03-03")
        friday = try Fixtures.day("2025-03-07")
        agreement = .agree(role: "Director of adult social services", on: friday)
        agreed = .agreed(
            .init(role: "Director of adult social services", day: friday),
            handedIn: monday
        )
    }

    @Test
    func `an assessment goes from draft to handed in to agreed`() throws {
        let handedIn = try AssessmentState.draft.after(.handIn, by: .steward, today: monday)
        #expect(handedIn == .handedIn(monday))
        #expect(try handedIn.after(agreement, by: .steward, today: friday) == agreed)
        #expect(try AssessmentState.draft.after(.edit, by: .contributor, today: monday) == .draft)
        #expect(try handedIn.after(.takeBack(reason: "x"), by: .steward, today: friday) == .draft)
        #expect(try agreed.after(.reopen(reason: "x"), by: .steward, today: friday) == .draft)
    }

    @Test
    func `every other step is refused in every state`() throws {
        let steps: [AssessmentState.Step] = [
            .edit, .handIn, .takeBack(reason: "x"), agreement, .reopen(reason: "x"),
        ]
        let allowed: [(AssessmentState, [Int])] = [
            (.draft, [0, 1]), (.handedIn(monday), [2, 3]), (agreed, [4]),
        ]
        for (state, right) in allowed {
            for (index, step) in steps.enumerated() where !right.contains(index) {
                #expect(throws: DomainError(.stateStep, path: "state", problem: "")) {
                    try state.after(step, by: .steward, today: friday)
                }
            }
        }
    }

    @Test
    func `only stewards move an assessment, and viewers change nothing`() throws {
        let refused = DomainError(.stateRole, path: "state", problem: "")
        for actor in [AssessmentState.Actor.viewer, .contributor] {
            for (state, step) in [
                (AssessmentState.draft, AssessmentState.Step.handIn),
                (.handedIn(monday), .takeBack(reason: "x")), (.handedIn(monday), agreement),
                (agreed, .reopen(reason: "x")),
            ] {
                #expect(throws: refused) { try state.after(step, by: actor, today: friday) }
            }
        }
        #expect(throws: refused) {
            try AssessmentState.draft.after(.edit, by: .viewer, today: friday)
        }
    }

    @Test(
        arguments: [
            ("2025-02-28", "2025-03-01", false), ("2025-03-01", "2025-03-01", true),
            ("2025-03-02", "2025-03-01", true), ("2025-03-07", "2025-03-01", true),
            ("2025-03-08", "2025-03-01", false), ("2025-02-28", nil, true),
            ("2025-03-08", nil, false), ("2025-03-07", "2025-03-07", true),
            ("2025-03-06", "2025-03-07", false), ("2025-03-06", "2025-03-08", true),
        ] as [(String, String?, Bool)]
    )
    func `an agreement may be before handing in, not before the window, not in the future`(
        day: String,
        opening: String?,
        isRight: Bool
    ) throws {
        let step = AssessmentState.Step.agree(role: "Director", on: try Fixtures.day(day))
        let state = AssessmentState.handedIn(monday)
        let first = try opening.map { try Fixtures.day($0) }
        do {
            _ = try state.after(step, by: .steward, today: friday, opening: first)
            #expect(isRight)
        } catch {
            #expect(!isRight)
            #expect(error.reason == .agreementDay)
        }
    }

    @Test(
        arguments: [
            ("2025-03-08", nil, "7 March 2025 or an earlier day"),
            ("2025-03-08", "2025-03-07", "7 March 2025"),
            ("2025-03-01", "2025-03-03", "a day from 3 March 2025 to 7 March 2025"),
        ] as [(String, String?, String)]
    )
    func `the days that can be are said as a person would`(
        day: String,
        opening: String?,
        words: String
    ) throws {
        let step = AssessmentState.Step.agree(role: "Director", on: try Fixtures.day(day))
        let first = try opening.map { try Fixtures.day($0) }
        do {
            _ = try AssessmentState.handedIn(monday)
                .after(step, by: .steward, today: friday, opening: first)
            Issue.record("accepted")
        } catch {
            #expect(error.detail.expected == words)
        }
    }

    @Test(arguments: ["", " ", "a\nb", String(repeating: "x", count: 501)])
    func `an agreement names a role and a reopening its reason`(words: String) {
        #expect(throws: DomainError(.agreementRole, path: "agreement.role", problem: "")) {
            try AssessmentState.handedIn(monday)
                .after(.agree(role: words, on: monday), by: .steward, today: monday)
        }
        #expect(throws: DomainError(.reopenReason, path: "reason", problem: "")) {
            try agreed.after(.reopen(reason: words), by: .steward, today: friday)
        }
    }

    @Test
    func `the menu offers exactly what would be allowed`() {
        #expect(AssessmentState.draft.possibleSteps(for: .steward) == ["edit", "hand in"])
        #expect(AssessmentState.draft.possibleSteps(for: .contributor) == ["edit"])
        #expect(agreed.possibleSteps(for: .steward) == ["reopen"])
        #expect(AssessmentState.handedIn(monday).possibleSteps(for: .contributor) == [])
        for actor in AssessmentState.Actor.allCases where actor == .viewer {
            #expect(agreed.possibleSteps(for: actor) == [])
        }
    }
}
