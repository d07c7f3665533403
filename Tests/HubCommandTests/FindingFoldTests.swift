import HubText
import HubWire
import Testing

@testable import whub

/// Findings in a terminal: how much they matter, and each thing once.
struct FindingFoldTests {
    private func finding(
        _ row: UInt32,
        _ message: String,
        column: String = "Rating",
        severity: HubWire.Severity = .error,
        path: String = ""
    ) -> HubWire.Finding {
        HubWire.Finding(
            row: row,
            column: column,
            severity: severity,
            reason: "PLAN-0121",
            message: message,
            path: path
        )
    }

    private func messages(_ findings: [HubWire.Finding]) -> [String] {
        FindingFold.folded(findings).map(\.message)
    }

    @Test
    func `what is said alike of several rows is said once, with all of them`() {
        let text = ", column E (Rating): “blue” is not a rating."
        let found = [3, 7, 12].map { finding($0, "Row \($0)\(text)") }
        #expect(messages(found) == ["Rows 3, 7, 12\(text)"])
        #expect(messages([found[0]]) == ["Row 3\(text)"])
        let other = finding(8, "Row 8, column F (Due): “blue” is not a date.", column: "Due")
        #expect(
            messages([found[0], other, found[1]])
                == ["Rows 3, 7\(text)", "Row 8, column F (Due): “blue” is not a date."]
        )
        // The same words of another weight are another thing.
        let warned = finding(9, "Row 9\(text)", severity: .warning)
        #expect(messages([found[0], warned]).count == 2)
    }

    @Test
    func `rows are told apart from their lines, and many are counted`() {
        let found = [
            finding(3, "Row 3 (line 4): is wrong."), finding(4, "Row 4 (line 9): is wrong."),
        ]
        #expect(messages(found) == ["Rows 3, 4: is wrong."])
        let many = (2...31).map { finding(UInt32($0), "Row \($0): is wrong.") }
        #expect(messages(many).first?.hasSuffix("20, 21 and 10 more: is wrong.") == true)
    }

    @Test
    func `what is said alike of several parts is said once, and a sentence is no part`() {
        let found = ["A1", "A7"].map {
            finding(0, "\($0), role: reads as a name.", column: "", path: "actions[\($0)].role")
        }
        #expect(messages(found) == ["A1, role; A7, role: reads as a name."])
        let sentence = "Absent: unions."
        let whole = [finding(0, sentence, column: ""), finding(0, sentence, column: "")]
        #expect(messages(whole) == [sentence, sentence])
    }

    @Test
    func `an error, a warning and a note are called so, and what is not known is a warning`() {
        let weights: [(HubWire.Severity, String)] = [
            (.error, "error"), (.warning, "warning"), (.note, "note"),
            (HubWire.Severity(rawValue: 99), "warning"),
        ]
        for (severity, word) in weights {
            let lines = FindingList.lines(
                [finding(2, "Row 2: is so.", severity: severity)],
                TerminalStyle()
            )
            #expect(lines.first?.hasPrefix("\(word) PLAN-0121") == true, "\(lines)")
        }
        let found = weights.map { finding(2, "Row 2: is so.", severity: $0.0) }
        #expect(FindingList.summary(found) == "1 error, 2 warnings, 1 note")
    }
}
