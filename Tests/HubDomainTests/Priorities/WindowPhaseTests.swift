import HubDomain
import HubText
import Testing

/// The days of a window, and what they mean for a draft.
struct WindowPhaseTests {
    @Test(
        arguments: [
            (nil, nil, nil), ("2025-03-04", nil, nil), ("2025-03-05", nil, "PRIO-0123"),
            (nil, "2025-03-04", nil), (nil, "2025-03-03", "PRIO-0124"),
            ("2025-03-04", "2025-03-04", nil), ("2025-03-01", "2025-03-03", "PRIO-0124"),
        ] as [(String?, String?, String?)]
    )
    func `outside its days a draft is kept with a warning, and not handed in before them`(
        opens: String?,
        closes: String?,
        expected: String?
    ) throws {
        let today = try Fixtures.day("2025-03-04")
        var assessment = try Fixtures.filled()
        assessment.opening = try opens.map { try Fixtures.day($0) }
        assessment.closing = try closes.map { try Fixtures.day($0) }
        let found = AssessmentRules.timing(of: assessment, today: today)
        #expect(found.map(\.reason) == (expected.map { [$0] } ?? []))
        #expect(found.allSatisfy { $0.severity == .warning })
        if expected == "PRIO-0123" {
            #expect(found[0].sentence.contains("The window opens on 5 March 2025"))
            #expect(throws: DomainError(.windowNotOpen, path: "opening", problem: "")) {
                try AssessmentRules.requireOpen(assessment, today: today)
            }
        } else {
            #expect(throws: Never.self) {
                try AssessmentRules.requireOpen(assessment, today: today)
            }
        }
    }

    @Test func `open windows come first, then those to come, then those that closed`() throws {
        let today = try Fixtures.day("2025-03-04")
        let windows: [(name: String, opens: String?, closes: String?)] = [
            ("closed long ago", nil, "2024-01-01"), ("later", "2025-06-01", nil),
            ("undated", nil, nil), ("closes late", nil, "2025-05-01"),
            ("closed lately", nil, "2025-03-03"), ("next", "2025-04-01", "2025-04-02"),
            ("closes soon", "2025-03-01", "2025-03-10"),
        ]
        let placed = try windows.map { window in
            let closes = try window.closes.map { try Fixtures.day($0) }
            let opens = try window.opens.map { try Fixtures.day($0) }
            let phase = WindowPhase(opens: opens, closes: closes, today: today)
            return (name: window.name, phase: phase, closes: closes)
        }
        let sorted = placed.sorted { left, right in
            left.phase.precedes(left.closes, right.phase, right.closes) ?? false
        }
        #expect(
            sorted.map(\.name) == [
                "closes soon", "closes late", "undated", "next", "later", "closed lately",
                "closed long ago",
            ]
        )
        let same = placed[0]
        #expect(same.phase.precedes(same.closes, same.phase, same.closes) == nil)
    }
}
