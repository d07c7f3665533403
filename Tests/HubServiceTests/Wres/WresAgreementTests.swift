import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// An agreement whose role turned out to be a name is recorded anew, with a reason.
struct WresAgreementTests {
    private func agree(
        _ hub: ServedWres,
        _ role: String,
        day: String = "2024-05-01",
        why: String = "",
        as client: WresServiceClient? = nil
    ) throws -> AgreeReturnResponse {
        var request = AgreeReturnRequest(
            cycle: "2024",
            agreement: Agreement(role: role, day: day),
            baseRevision: try hub.summary().revision
        )
        request.why = why
        return try (client ?? hub.steward).agreeReturn(request)
    }

    @Test func `the role is worded anew with a reason, and the day stays`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        _ = try agree(hub, "Jane Example, DASS")
        // Agreeing twice is refused; with a reason it is another wording.
        #expect(refusal { _ = try agree(hub, "Director") } == "WRES-0171")
        let answer = try agree(hub, "Director", day: "", why: "A name stood here")
        #expect(answer.before?.agreement?.role == "Jane Example, DASS")
        #expect(answer.after?.agreement?.role == "Director" && answer.after?.state == .agreed)
        #expect(answer.after?.agreement?.day == "2024-05-01")
        let moved = try agree(hub, "Director", day: "2024-05-02", why: "Another day")
        #expect(moved.after?.agreement?.day == "2024-05-02")
        let request = GetReturnHistoryRequest(cycle: "2024")
        let entries = try hub.client(.viewer).getReturnHistory(request).entries
        #expect(
            entries[1].summary
                == ["its agreement worded anew: agreed by Director", "why: A name stood here"]
        )
        #expect(entries[2].summary == ["agreed, by a role that is worded otherwise today"])
        // Page by page it is the same, and the name stands on none.
        var paged: [ReturnHistoryEntry] = []
        var page = GetReturnHistoryRequest(cycle: "2024", pageSize: 1)
        repeat {
            let answer = try hub.steward.getReturnHistory(page)
            paged += answer.entries
            page.cursor = answer.nextCursor
        } while !page.cursor.isEmpty
        #expect(paged == entries && !"\(entries)".contains("Jane"))
    }

    @Test func `a wording has a role, a day that can be, and an agreement before it`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let why = "A name stood here"
        #expect(refusal { _ = try agree(hub, "Director", why: why) } == "WRES-0171")
        _ = try agree(hub, "Director")
        #expect(refusal { _ = try agree(hub, " ", why: why) } == "WRES-0172")
        #expect(refusal { _ = try agree(hub, "DASS", why: " ") } == "WRES-0174")
        #expect(refusal { _ = try agree(hub, "DASS", day: "2024-03-01", why: why) } == "WRES-0173")
        #expect(refusal { _ = try agree(hub, "DASS", day: "1 May", why: why) } == "CALL-0412")
        let author = try hub.client(.contributor)
        #expect(refusal { _ = try agree(hub, "DASS", why: why, as: author) } == "GATE-0201")
        #expect(try hub.summary().agreement?.role == "Director")
    }

    @Test func `the region is told nothing of another wording`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        _ = try agree(hub, "Jane Example, DASS")
        try hub.settle()
        let request = ListReleasesRequest(cycle: "2024")
        let before = try hub.lead.listReleases(request)
        _ = try agree(hub, "Director", day: "", why: "A name stood here")
        try hub.settle()
        #expect(try hub.lead.listReleases(request) == before && !"\(before)".contains("Jane"))
    }
}
