import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// A reason that turned out to name somebody is worded anew, and nothing tells it any more.
struct WresWordingTests {
    private let named = "Jane Example forgot two cases"

    private func correct(_ hub: ServedWres, _ leavers: Int, _ why: String) throws -> UInt64 {
        var correction = ServedWres.Sending()
        correction.why = why
        var entry = ServedWres.filled()
        entry[.leavers, .adults, .minority] = .count(leavers)
        return try #require(try hub.send(entry, correction).saved).revision
    }

    @discardableResult
    private func reword(
        _ hub: ServedWres,
        _ revision: UInt64,
        _ reason: String,
        as client: WresServiceClient? = nil
    ) throws -> RewordReasonResponse {
        try (client ?? hub.steward).rewordReason(
            RewordReasonRequest(
                cycle: "2024",
                revision: revision,
                reason: reason,
                baseRevision: try hub.summary().revision
            )
        )
    }

    private func state(_ hub: ServedWres, _ revision: UInt64? = nil) throws -> CouncilReturn {
        var options = CallOptions()
        if let revision { options.asOf = .revision(revision) }
        let answer = try hub.steward.getReturn(GetReturnRequest(cycle: "2024"), options)
        return try #require(answer.councilReturn)
    }

    private func history(_ hub: ServedWres) throws -> [ReturnHistoryEntry] {
        try hub.steward.getReturnHistory(GetReturnHistoryRequest(cycle: "2024")).entries
    }

    @Test func `the last correction's reason is worded anew everywhere`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let first = try correct(hub, 31, named)
        #expect(try state(hub).correctionReason == named)
        let answer = try reword(hub, first, "Two cases were missing")
        #expect(answer.before?.state == .corrected && answer.after?.state == .corrected)
        #expect(try state(hub).correctionReason == "Two cases were missing")
        // The state before tells it no more, and what else was in it stands.
        let before = try state(hub, first)
        #expect(before.correctionReason.isEmpty && before.corrected != nil)
        #expect(try before.counts == state(hub).counts)
        let entries = try history(hub)
        #expect(entries[0].summary == ["the reason of revision \(first) worded anew"])
        #expect(entries[1].summary.last == "why: Two cases were missing")
        #expect(!"\(entries)".contains("Jane"))
        // Page by page it is the same.
        var page = GetReturnHistoryRequest(cycle: "2024", pageSize: 1)
        var paged: [ReturnHistoryEntry] = []
        repeat {
            let answer = try hub.steward.getReturnHistory(page)
            paged += answer.entries
            page.cursor = answer.nextCursor
        } while !page.cursor.isEmpty
        #expect(paged == entries)
        // And once more: the latest words hold.
        try reword(hub, first, "Cases were missing")
        #expect(try state(hub).correctionReason == "Cases were missing")
        #expect(
            try state(hub).wordings == [
                ReasonWording(revision: first, reason: "Cases were missing")
            ]
        )
        #expect(try history(hub)[2].summary.last == "why: Cases were missing")
    }

    @Test func `an earlier correction's reason is worded anew and the last one's stays`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let first = try correct(hub, 31, named)
        let second = try correct(hub, 32, "A third case")
        try reword(hub, first, "Two cases were missing")
        #expect(try state(hub).correctionReason == "A third case")
        #expect(try state(hub, second).correctionReason == "A third case")
        #expect(try state(hub, first).correctionReason.isEmpty)
        let reasons = try history(hub).compactMap { entry in
            entry.summary.first { $0.hasPrefix("why: ") }
        }
        #expect(reasons == ["why: A third case", "why: Two cases were missing"])
    }

    @Test func `the reason of a release that was taken back can be worded anew`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let withdrawn = try hub.steward.withdrawRelease(
            WithdrawReleaseRequest(
                cycle: "2024",
                why: named,
                baseRevision: try hub.summary().revision
            )
        )
        try hub.settle()
        let seen = try hub.lead.listReleases(ListReleasesRequest(cycle: "2024"))
        try reword(hub, try #require(withdrawn.saved).revision, "Cases were missing")
        try hub.settle()
        // The region is told nothing of it.
        #expect(try hub.lead.listReleases(ListReleasesRequest(cycle: "2024")) == seen)
        #expect(try state(hub).withdrawn != nil)
        #expect(try !"\(history(hub))".contains("Jane"))
    }

    @Test func `a role that was worded anew is not told by an earlier state`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        func agree(_ role: String, why: String = "") throws -> UInt64 {
            var request = AgreeReturnRequest(
                cycle: "2024",
                agreement: Agreement(role: role, day: "2024-05-01"),
                baseRevision: try hub.summary().revision
            )
            request.why = why
            return try #require(try hub.steward.agreeReturn(request).saved).revision
        }
        let first = try agree("Jane Example, DASS")
        #expect(try state(hub, first).agreement?.role == "Jane Example, DASS")
        let second = try agree("Director", why: "A name stood here")
        #expect(try state(hub, first).agreement == Agreement(role: "", day: "2024-05-01"))
        #expect(try state(hub, second).agreement?.role == "Director")
    }

    @Test func `a wording has a change with a reason, words, and nobody's number`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let handedIn = try hub.summary().revision
        let first = try correct(hub, 31, named)
        let why = "Two cases were missing"
        #expect(refusal { try reword(hub, handedIn, why) } == "WRES-0194")
        #expect(refusal { try reword(hub, 0, why) } == "WRES-0194")
        #expect(refusal { try reword(hub, .max, why) } == "WRES-0194")
        #expect(refusal { try reword(hub, first, " ") } == "WRES-0174")
        #expect(refusal { try reword(hub, first, "Ring 020 7946 0000") } == "WRES-0185")
        let author = try hub.client(.contributor)
        #expect(refusal { try reword(hub, first, why, as: author) } == "GATE-0201")
        var stale = RewordReasonRequest(cycle: "2024", revision: first, reason: why)
        stale.baseRevision = handedIn
        #expect(refusal { _ = try hub.steward.rewordReason(stale) } == "STORE-0101")
        #expect(try state(hub).correctionReason == named && state(hub).wordings.isEmpty)
        try reword(hub, first, why)
        #expect(try state(hub).correctionReason == why)
    }

    @Test func `so many reasons are worded anew and no more, but each once more`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        var revisions: [UInt64] = []
        for number in 0...WresHandlers.wordingsMax {
            revisions.append(try correct(hub, 31 + number % 2, named))
        }
        for revision in revisions.dropLast() { try reword(hub, revision, "Cases were missing") }
        let last = try #require(revisions.last)
        #expect(refusal { try reword(hub, last, "Cases were missing") } == "WRES-0195")
        try reword(hub, revisions[0], "Two cases were missing")
        #expect(try state(hub).wordings.count == WresHandlers.wordingsMax)
    }
}
