import HubDomain
import HubText
import Testing

struct RuleCheckTests {
    private let topics: Set<TopicCode> = ["fire-safety"]

    private func reasons(_ change: (inout TrainingRule) -> Void) -> [ReasonCode] {
        var rule = TrainingRule(
            id: "r1",
            fulfilment: Fulfilment("fire-safety"),
            basis: .employer,
            refresh: .once
        )
        change(&rule)
        return TrainingRule.checked([rule], topics: topics, policy: policy).errors.map(\.reason)
    }

    @Test
    func `a rule is taken or refused with its reason`() {
        #expect(reasons { _ in }.isEmpty)
        #expect(reasons { $0.fulfilment = Fulfilment("water") } == [.topicUnknown])
        #expect(reasons { $0.roles = .mainRoles([]) } == [.ruleScope])
        #expect(reasons { $0.roles = .mainRoles(["a"]) }.isEmpty)
        #expect(reasons { $0.organisations = .employerTypes([]) } == [.ruleScope])
        #expect(reasons { $0.graceDays = 3_650 }.isEmpty)
        #expect(reasons { $0.graceDays = 3_651 } == [.ruleDays])
        #expect(reasons { $0.graceDays = -1 } == [.ruleDays])
        #expect(
            reasons {
                $0.validFrom = day("2025-01-02")
                $0.validUntil = day("2025-01-01")
            } == [.ruleDays]
        )
        #expect(reasons { $0.note = long(501) } == [.trainingText])
    }

    @Test
    func `two rules of one name are refused, and so are too many`() {
        let rule = TrainingRule(
            id: "r1",
            fulfilment: Fulfilment("fire-safety"),
            basis: nil,
            refresh: .notStated
        )
        let twice = TrainingRule.checked([rule, rule], topics: topics, policy: policy)
        #expect(twice.errors.map(\.reason) == [.ruleTwice])
        let many = Array(repeating: rule, count: TrainingRule.countMax + 1)
        let checked = TrainingRule.checked(many, topics: topics, policy: policy)
        #expect(checked.errors.map(\.reason) == [.trainingTooMany])
    }
}
