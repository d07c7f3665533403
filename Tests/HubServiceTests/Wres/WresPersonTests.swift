import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// No text about a return or an action tells who somebody is; every number is invented.
struct WresPersonTests {
    private static let personal = [
        "Ring 020 7946 0000", "jane@example.org asked", "QQ 12 34 56 C", "NHS 943 476 5919",
    ]

    @Test(arguments: personal)
    func `reasons and roles with an address or a number are refused and not repeated`(
        text: String
    ) throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        var correction = ServedWres.Sending()
        correction.why = text
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .minority] = .count(11)
        #expect(refusal { _ = try hub.send(entry, correction) } == "WRES-0185")
        let base = try hub.summary().revision
        func agree(_ role: String, why: String = "") throws {
            var request = AgreeReturnRequest(
                cycle: "2024",
                agreement: Agreement(role: role, day: "2024-05-01"),
                baseRevision: try hub.summary().revision
            )
            request.why = why
            _ = try hub.steward.agreeReturn(request)
        }
        #expect(refusal { try agree(text) } == "WRES-0185")
        let withdrawal = WithdrawReleaseRequest(cycle: "2024", why: text, baseRevision: base)
        #expect(refusal { _ = try hub.steward.withdrawRelease(withdrawal) } == "WRES-0185")
        // Nothing was kept of any of them, and a role and a reason are taken.
        #expect(try hub.summary().revision == base)
        try agree("Director of adult social services")
        #expect(refusal { try agree("Director", why: text) } == "WRES-0185")
        try agree("Director", why: "A name stood here")
        correction.why = "Two cases were missing in 2023/24"
        #expect(try hub.send(entry, correction).saved != nil)
    }

    @Test(arguments: personal)
    func `an action has none in any of its texts`(text: String) throws {
        let hub = try ServedWres()
        func save(_ change: (inout WresAction) -> Void) throws {
            var action = WresAction(indicators: ["2"], action: "Mixed panels for 12 posts")
            change(&action)
            _ = try hub.author.saveAction(SaveActionRequest(action: action))
        }
        for path in [\WresAction.action, \.lead, \.objective, \.dataStatement, \.good, \.measure] {
            #expect(refusal { try save { $0[keyPath: path] = text } } == "WRES-0185")
        }
        try save { $0.lead = "Head of recruitment" }
        let base = try #require(try hub.author.listActions().actions.first).revision
        var finish = FinishActionRequest(
            code: "A1",
            day: "2024-06-01",
            outcome: text,
            baseRevision: base
        )
        #expect(refusal { _ = try hub.author.finishAction(finish) } == "WRES-0185")
        finish.outcome = "All 12 panels are mixed"
        #expect(try hub.author.finishAction(finish).after?.state == .done)
    }
}
