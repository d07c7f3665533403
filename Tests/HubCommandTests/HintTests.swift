import HubText
import HubWire
import Testing

@testable import whub

/// What commands say, made without a hub.
struct HintTests {
    @Test(
        arguments: [
            (
                "whub priorities get, then: whub priorities hand-in", "lead",
                "whub --context lead priorities get, then: whub --context lead priorities hand-in"
            ),
            (
                "see `whub context show`; `whub context list`", "lead",
                "see `whub --context lead context show`; `whub context list`"
            ),
            (
                "(whub whoami)\nNext: whub doctor", "a",
                "(whub --context a whoami)\nNext: whub --context a doctor"
            ),
            (
                "      Help: whub priorities get --help", "a",
                "      Help: whub priorities get --help"
            ),
            (
                "`whub` alone, whubd priorities, whub explain X", "a",
                "`whub` alone, whubd priorities, whub explain X"
            ),
            ("whub priorities get", nil, "whub priorities get"),
            ("whub priorities get", "../x", "whub priorities get"),
        ] as [(String, String?, String)]
    )
    func `a hint names the context where one was named`(
        text: String,
        context: String?,
        expected: String
    ) {
        #expect(CommandHint(context: context).text(text) == expected)
    }

    @Test func `differences and history are sentences for a screen reader`() {
        let differences = [
            Difference(item: "SWP1", part: "S1", kind: "added", after: "New."),
            Difference(item: "SWP1", part: "S2", kind: "removed", before: "Old"),
            Difference(
                item: "SWP2",
                part: "rating",
                kind: "changed",
                before: "Low",
                after: "High",
                movement: "better"
            ),
        ]
        #expect(
            DifferenceList.lines(differences, .accessible()) == [
                "SWP1, S1 added: New.", "SWP1, S2 removed. It was: Old.",
                "SWP2, rating changed. Before: Low. Now: High, better.",
            ]
        )
        let entry = HistoryEntry(
            revision: 3,
            method: "ImportAssessment",
            state: .draft,
            summary: ["2 statements added"]
        )
        #expect(
            HistoryList.lines([entry], .accessible()) == [
                "Revision 3: imported. State: draft. 2 statements added."
            ]
        )
    }

    @Test func `how much is shared is counted`() {
        var priority = PriorityAssessment(item: "SWP1")
        priority.strengths = [
            Statement(reference: "S1", text: "a", sharing: .named),
            Statement(reference: "S2", text: "b", sharing: .unnamed),
        ]
        priority.improvements = [Statement(reference: "A1", text: "c")]
        let text = HandInPage.sharing(Assessment(priorities: [priority]))
        #expect(text.hasPrefix("Of 3 entries: 1 shared with your council's name, 1 shared without"))
        #expect(text.contains("1 private"))
    }

    @Test func `a report of an example hub says so once`() {
        let page = "# A\n\nText\n"
        #expect(Command.marked(page, isExample: false) == page)
        let marked = Command.marked(page, isExample: true)
        #expect(marked == "# A\n\n**Example data: invented, of an example hub.**\n\nText\n")
        #expect(Command.marked(marked, isExample: true) == marked)
    }

    @Test(arguments: [("fixes.csv", "fixes-2.csv"), ("fixes", "fixes-2"), (".csv", ".csv-2")])
    func `another name is suggested beside a name that is taken`(path: String, other: String) {
        #expect(FixesFile.other(path) == other)
    }
}
