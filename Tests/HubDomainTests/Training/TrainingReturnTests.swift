import HubDomain
import HubTestKit
import HubText
import Testing

/// What a national return would refuse.
struct TrainingReturnTests {
    private let check: TrainingReturn
    private let catalogue: TrainingCatalogue

    init() throws {
        catalogue = try TrainingCatalogue.shipped()
        check = TrainingReturn(catalogue, today: day("2026-11-27"))
    }

    private func reasons(_ problems: [ReturnProblem]) -> [String] {
        problems.map { "\($0.severity) \($0.reason.text) \($0.column)" }
    }

    private func record(_ topic: TopicCode, title: String = "Course") -> TrainingRecord {
        TrainingRecord(topic: topic, title: title, completed: day("2026-11-27"))
    }

    @Test
    func `a record that is whole passes`() {
        #expect(check.problems(record("fire-safety")).isEmpty)
        #expect(check.problems(workplace: "W1", role: "Cook").isEmpty)
        #expect(check.problems(workplace: String(repeating: "W", count: 50), role: "C").isEmpty)
    }

    @Test
    func `workplace and main job have to be there`() {
        #expect(
            reasons(check.problems(workplace: "", role: "")) == [
                "error TRNG-0221 LOCALESTID", "error TRNG-0224 main job role",
            ]
        )
        let long = String(repeating: "W", count: 51)
        #expect(
            reasons(check.problems(workplace: long, role: "Cook")) == [
                "error TRNG-0221 LOCALESTID"
            ]
        )
    }

    @Test
    func `a topic without a category is refused, and one that is not quite it is told`() {
        #expect(
            reasons(check.problems(record("never-heard-of"))) == ["error TRNG-0222 CATEGORY"]
        )
        for topic in catalogue.topics {
            let found = reasons(check.problems(record(topic.code)))
            switch topic.category {
            case .same: #expect(found.isEmpty, "\(topic.code.text)")
            case .part, .nearest: #expect(found == ["warning TRNG-0223 CATEGORY"])
            case .none: #expect(found == ["error TRNG-0222 CATEGORY"])
            }
        }
        let nearest = check.problems(record("safeguarding-children")).first
        #expect(nearest?.problem.contains("25") == true)
    }

    @Test
    func `description and days are what the return takes`() {
        #expect(
            reasons(check.problems(record("fire-safety", title: ""))) == [
                "warning TRNG-0225 DESCRIPTION"
            ]
        )
        var long = record("fire-safety", title: String(repeating: "x", count: 120))
        #expect(check.problems(long).isEmpty)
        long.title += "x"
        #expect(reasons(check.problems(long)) == ["error TRNG-0225 DESCRIPTION"])
        var late = record("fire-safety")
        late.completed = day("2026-11-28")
        #expect(
            reasons(check.problems(late)) == [
                "error \(ReasonCode.completedInFuture.text) DATECOMPLETED"
            ]
        )
        var same = record("fire-safety")
        same.expiry = .day(day("2026-11-27"))
        #expect(
            reasons(check.problems(same)) == [
                "error \(ReasonCode.expiryBeforeCompleted.text) EXPIRYDATE"
            ]
        )
        same.expiry = .day(day("2026-11-28"))
        #expect(check.problems(same).isEmpty)
    }
}
