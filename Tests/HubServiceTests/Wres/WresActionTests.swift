import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// The plan's actions and the year of a cycle, over a connection.
struct WresActionTests {
    private func action(_ change: (inout WresAction) -> Void = { _ in }) -> WresAction {
        var action = WresAction(indicators: ["8", "2"], action: "Mixed panels")
        action.theme = "recruitment"
        action.term = "short"
        action.dataDay = "2024-03-31"
        change(&action)
        return action
    }

    @Test func `actions are numbered, changed on their revision, and done once a day has come`()
        throws
    {
        let hub = try ServedWres()
        let first = try hub.author.saveAction(SaveActionRequest(action: action()))
        let dated = action { $0.due = "2025-10-31" }
        let second = try hub.author.saveAction(SaveActionRequest(action: dated))
        #expect(second.after?.due == "2025-10-31" && first.after?.due == nil)
        #expect(first.after?.code == "A1" && second.after?.code == "A2")
        #expect(first.after?.indicators == ["2", "8"] && first.after?.state == .open)
        var changed = try #require(first.after)
        changed.lead = "Head of recruitment"
        let stale = SaveActionRequest(action: changed, baseRevision: 0)
        #expect(refusal { _ = try hub.author.saveAction(stale) } != nil)
        let base = try #require(first.saved).revision
        let saved = try hub.author.saveAction(
            SaveActionRequest(action: changed, baseRevision: base)
        )
        #expect(saved.before?.lead == "" && saved.after?.lead == "Head of recruitment")
        var finish = FinishActionRequest(
            code: "A1",
            day: "2999-01-01",
            outcome: "All panels are mixed",
            baseRevision: try #require(saved.saved).revision
        )
        #expect(refusal { _ = try hub.author.finishAction(finish) } == "WRES-0183")
        finish.day = "2024-06-01"
        #expect(try hub.author.finishAction(finish).after?.state == .done)
        let listed = try hub.client(.viewer).listActions().actions
        #expect(listed.map(\.code) == ["A1", "A2"] && listed.map(\.state) == [.done, .open])
        // What is done stays done when its words change.
        var later = try #require(listed.first)
        later.measure = "Share of mixed panels"
        let again = SaveActionRequest(action: later, baseRevision: later.revision)
        #expect(try hub.author.saveAction(again).after?.state == .done)
    }

    @Test func `what an action may not say is refused`() throws {
        let hub = try ServedWres()
        let cases: [(WresAction, String)] = [
            (action { $0.indicators = ["10"] }, "WRES-0181"),
            (action { $0.indicators = ["2", "2"] }, "WRES-0181"),
            (action { $0.theme = "shoes" }, "WRES-0182"),
            (action { $0.term = "soon" }, "WRES-0182"),
            (action { $0.action = "" }, "CALL-0412"),
            (action { $0.dataDay = "31/03/2024" }, "CALL-0412"),
            (action { $0.due = "31/03/2024" }, "CALL-0412"),
            (action { $0.lead = String(repeating: "a", count: 201) }, "CALL-0412"),
            (action { $0.code = "A9" }, "CALL-0501"),
        ]
        for (wrong, code) in cases {
            let request = SaveActionRequest(action: wrong)
            let found = refusal { _ = try hub.author.saveAction(request) }
            let expected = code == "CALL-0501" ? HubWire.Reason.notFound.code : code
            #expect(found == expected, "\(wrong)")
        }
        #expect(try hub.author.listActions().actions.isEmpty)
        let viewer = try hub.client(.viewer)
        let request = SaveActionRequest(action: action())
        #expect(refusal { _ = try viewer.saveAction(request) } == "GATE-0201")
    }

    @Test func `the calendar tells days that are known, and readiness step by step`() throws {
        let hub = try ServedWres()
        let request = GetCalendarRequest(cycle: "2024")
        let before = try hub.author.getCalendar(request)
        #expect(before.readiness.map(\.isDone) == [true, false, false, false, false, false])
        // The register of a hub for trying things out is filled for that alone, which is said.
        let trial = "it is a trial entry, for invented data only"
        #expect(before.readiness[0].what.contains(trial), "\(before.readiness[0].what)")
        #expect(before.phases.first { $0.name == "collection" }?.daysLeft == nil)
        #expect(before.phases.first { $0.name == "report" }?.to == "2025-05-14")
        var entry = ServedWres.filled()
        entry[.leavers, .adults, .white] = nil
        try hub.send(entry)
        let draft = try hub.author.getCalendar(request).readiness[2]
        #expect(!draft.isDone && draft.what.hasSuffix("; 1 thing is to mend"))
        // How much is wrong with it is the author's to know.
        let other = try hub.client(.viewer).getCalendar(request).readiness[2]
        #expect(!other.what.contains("mend"))
        try hub.handIn(ServedWres.filled())
        let after = try hub.author.getCalendar(request)
        #expect(after.readiness.map(\.isDone) == [true, true, true, true, false, false])
        #expect(after.readiness[4].next.hasPrefix("whub wres agree --cycle 2024"))
        // Its days are over: that is said, and how another cycle comes where there is no later one.
        #expect(after.notes == ["Every day that is known of cycle 2024 is over."])
        let newest = try hub.author.getCalendar(GetCalendarRequest())
        #expect(newest.cycle == "2025" && newest.notes.count == 3)
        #expect(newest.notes[1].contains("A cycle comes as data"))
        // What is known of a year before helps to plan, and says whose it is.
        #expect(newest.notes[2].hasPrefix("For orientation, in cycle 2024: registration"))
        #expect(newest.notes[2].contains("collection September and October"))
        let unknown = try hub.author.getCalendar(GetCalendarRequest(cycle: "2025"))
        #expect(unknown.gaps.contains { $0.contains("pay bands") })
    }
}
