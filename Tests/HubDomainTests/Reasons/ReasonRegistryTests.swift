import HubDomain
import HubText
import Testing

struct ReasonRegistryTests {
    @Test
    func `a released code is for ever`() {
        let released = [
            "DATA-0001 built-in-table", "FRAM-0101 framework-shape", "FRAM-0102 framework-row-kind",
            "FRAM-0103 framework-code", "FRAM-0104 framework-twice", "FRAM-0105 framework-text",
            "FRAM-0106 framework-heading", "FRAM-0107 framework-too-many",
            "GEOG-0101 council-unknown", "GEOG-0102 council-several", "GEOG-0103 region-unknown",
            "PRIO-0101 item-unknown", "PRIO-0102 note-missing",
            "PRIO-0103 note-text", "PRIO-0104 evidence-link", "PRIO-0105 evidence-document",
            "PRIO-0106 too-many", "PRIO-0107 note-reference", "PRIO-0108 sharing-unknown",
            "PRIO-0109 rating-without-scale", "PRIO-0110 rating-level", "PRIO-0111 scale-levels",
            "PRIO-0112 scale-names", "PRIO-0113 assessment-empty", "PRIO-0114 item-silent",
            "PRIO-0115 item-unrated", "PRIO-0116 state-step", "PRIO-0117 state-role",
            "PRIO-0118 agreement-day", "PRIO-0119 agreement-role", "PRIO-0120 reopen-reason",
            "PRIO-0121 handed-in-late", "PRIO-0122 unnamed-note", "PRIO-0123 window-not-open",
            "PRIO-0124 window-closed", "PRIO-0125 window-begun", "PRIO-0131 table-shape",
            "PRIO-0132 table-council",
            "PRIO-0133 row-kind", "PRIO-0134 row-action", "PRIO-0135 row-reference",
            "PRIO-0136 row-twice", "PRIO-0137 cell-surplus", "PRIO-0138 table-state",
            "PRIO-0139 table-revision", "PRIO-0140 row-out-of-date", "PRIO-0141 item-name",
        ]
        #expect(ReasonRegistry.all.map { "\($0.code) \($0.rule)" } == released)
    }

    @Test
    func `codes and rules are unique, and every reason says why and what next`() {
        let all = ReasonRegistry.all
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(Set(all.map(\.rule)).count == all.count)
        for reason in all {
            #expect(!reason.title.isEmpty && !reason.title.hasSuffix("."))
            #expect(reason.explanation.hasSuffix(".") && reason.nextStep.hasSuffix("."))
        }
    }

    @Test(arguments: [("PRIO-0104", true), ("prio 0104", true), ("PRIO-9999", false), ("", false)])
    func `a reason is found however its code is typed`(typed: String, isKnown: Bool) {
        #expect((ReasonRegistry.reason(typed: typed) != nil) == isKnown)
    }

    @Test
    func `an error of a registered reason carries its rule and code`() {
        let error = DomainError(.evidenceLink, path: "items[SWP1]", problem: "is no address")
        #expect(error.detail.rule == "evidence-link")
        #expect(error.finding().reason == "PRIO-0104")
        #expect(error.description == "PRIO-0104: items[SWP1]: is no address.")
        #expect(error.finding().sentence == "Is no address.")
        let named = DomainError(
            .evidenceLink,
            path: "items[SWP1]",
            subject: "SWP1 Planning",
            problem: "is no address"
        )
        #expect(named.finding().sentence == "SWP1 Planning: is no address.")
        #expect(named.finding().place.path == "items[SWP1]")
        #expect(error == DomainError(.evidenceLink, path: "items[SWP1]", problem: "other words"))
        #expect(error != DomainError(.evidenceLink, path: "items[SWP2]", problem: "is no address"))
    }
}
