import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire
import Testing

@testable import HubService

/// Counts that were handed in are corrected with a reason, and nobody's correction is lost.
struct WresCorrectionTests {
    private func sheet(_ hub: ServedWres, _ cases: Int) throws -> [UInt8] {
        var entry = ServedWres.filled()
        entry[.disciplinary, .adults, .minority] = .count(cases)
        return WresSheet.file(entry, hub.cycle, basedOn: try hub.summary().revision)
    }

    private var correction: ServedWres.Sending {
        var sending = ServedWres.Sending()
        sending.why = "Two cases were missing"
        return sending
    }

    @Test func `two officers who correct at once do not overwrite each other`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let (first, second) = (try sheet(hub, 11), try sheet(hub, 12))
        let base = try hub.summary().revision
        let done = try hub.send(first, correction)
        #expect(done.state == .corrected && done.counts.map(\.after) == ["11"])
        do throws(ClientError) {
            try hub.send(second, correction)
            Issue.record("the second correction was taken")
        } catch {
            #expect(error.reasonCode == Reason.changedSinceYouReadIt.code)
            #expect(error.status?.code == .aborted)
            #expect(error.status?.revision == done.saved?.revision)
        }
        // Both are there to be shown: what somebody else changed, and from what.
        let change = try hub.steward.compareReturns(
            CompareReturnsRequest(
                before: ReturnReference(cycle: "2024", revision: base),
                after: ReturnReference(cycle: "2024")
            )
        )
        #expect(change.counts.map(\.before) == ["9"] && change.counts.map(\.after) == ["11"])
        #expect(try hub.send(try sheet(hub, 12), correction).state == .corrected)
    }

    @Test func `a correction has a reason, no error, and something handed in before it`() throws {
        let hub = try ServedWres()
        #expect(refusal { try hub.send(ServedWres.filled(), correction) } == Reason.notFound.code)
        try hub.send(ServedWres.filled())
        #expect(refusal { try hub.send(ServedWres.filled(), correction) } == "WRES-0171")
        try hub.handIn(ServedWres.filled())
        #expect(refusal { try hub.send(ServedWres.filled()) } == "WRES-0171")
        var blank = correction
        blank.why = " "
        #expect(refusal { try hub.send(ServedWres.filled(), blank) } == "WRES-0174")
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .white] = .count(5_000)
        let faulty = try hub.send(entry, correction)
        #expect(faulty.saved == nil && faulty.findings.map(\.reason) == ["WRES-0121"])
        #expect(try hub.summary().state == .handedIn)
        let author = try hub.client(.contributor)
        #expect(refusal { try hub.send(entry, as: author, correction) } == "GATE-0201")
    }

    @Test func `what was sent before it was corrected is not sent, and the calendar says so`()
        throws
    {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        func last() throws -> ReadinessItem? {
            try hub.steward.getCalendar(GetCalendarRequest(cycle: "2024")).readiness.last
        }
        func send(on day: String) throws {
            let base = try hub.summary().revision
            _ = try hub.steward.markReturnSent(
                MarkReturnSentRequest(cycle: "2024", day: day, baseRevision: base)
            )
        }
        #expect(try last()?.isDone == false)
        try send(on: "2024-10-30")
        #expect(try last()?.isDone == true)
        _ = try hub.send(try sheet(hub, 11), correction)
        let told = try last()
        #expect(told?.isDone == false && told?.what.contains("corrected after") == true)
        #expect(told?.next.hasPrefix("whub wres mark-sent --cycle 2024") == true)
        let corrected = try #require(hub.summary().corrected)
        let agree = AgreeReturnRequest(
            cycle: "2024",
            agreement: Agreement(role: "Director", day: corrected),
            baseRevision: try hub.summary().revision
        )
        _ = try hub.steward.agreeReturn(agree)
        #expect(try last()?.isDone == false)
        try send(on: corrected)
        #expect(try last()?.isDone == true)
        let withdraw = WithdrawReleaseRequest(
            cycle: "2024",
            why: "Half of the extract was missing.",
            baseRevision: try hub.summary().revision
        )
        _ = try hub.steward.withdrawRelease(withdraw)
        #expect(try last()?.next == "whub wres release-again --cycle 2024")
    }

    @Test func `history tells who did what, why, and how much, and never a count`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let done = try hub.send(try sheet(hub, 11), correction)
        var agree = AgreeReturnRequest(
            cycle: "2024",
            agreement: Agreement(role: "Director", day: "2024-05-01"),
            baseRevision: try #require(done.saved).revision
        )
        // Nobody agreed to what was corrected before it was.
        let early = agree
        #expect(refusal { _ = try hub.steward.agreeReturn(early) } == "WRES-0173")
        agree.agreement?.day = try #require(hub.summary().corrected)
        _ = try hub.steward.agreeReturn(agree)
        let request = GetReturnHistoryRequest(cycle: "2024")
        let entries = try hub.client(.viewer).getReturnHistory(request).entries
        #expect(entries.map(\.state) == [.agreed, .corrected, .handedIn, .checked])
        #expect(entries[0].summary == ["agreed by Director"])
        #expect(
            entries[1].summary == [
                "1 count changed", "corrected", "why: Two cases were missing",
            ]
        )
        #expect(entries[2].summary == ["handed in"])
        // What the file was called is kept nowhere: it may be called after somebody.
        #expect(entries.allSatisfy { $0.fileName.isEmpty })
        #expect(entries.allSatisfy { !$0.summary.contains("from sheet.csv") })
        #expect(entries.allSatisfy { $0.principalName == "test" })
        // Page by page it is the same.
        var paged: [ReturnHistoryEntry] = []
        var page = GetReturnHistoryRequest(cycle: "2024", pageSize: 1)
        repeat {
            let answer = try hub.steward.getReturnHistory(page)
            paged += answer.entries
            page.cursor = answer.nextCursor
        } while !page.cursor.isEmpty
        #expect(paged == entries)
    }

    @Test
    func `a sheet that does not say what it was made from is told whose correction it may undo`()
        throws
    {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        var entry = ServedWres.filled()
        entry[.disciplinary, .adults, .minority] = .count(11)
        // Before the first correction there is none to undo.
        let first = try hub.send(entry, correction)
        #expect(first.findings.isEmpty, "\(first.findings)")
        var preview = correction
        preview.isDryRun = true
        let told = try hub.send(ServedWres.filled(), preview)
        #expect(told.findings.map(\.reason) == ["WRES-0186"])
        #expect(told.findings.first?.severity == .warning && told.counts.count == 1)
        #expect(told.findings.first?.message.contains("test corrected the return on") == true)
        // One that says it is either refused, as made before, or nothing to warn of.
        let based = try hub.send(try sheet(hub, 12), preview)
        #expect(based.findings.isEmpty)
        // It is a warning: whoever looked at the differences goes on.
        #expect(try hub.send(ServedWres.filled(), correction).saved != nil)
    }

    /// Clears what the journal holds of a return at a revision, as an erasure does.
    private func erase(_ hub: ServedWres, at revision: UInt64) throws {
        let file = try hub.served.hub.stores.directory.tenant(OpaqueID(hub.tenant)).records
        let record = try hub.read(file) { (store) throws(StoreError) in
            try TenantTables.wresReturns.find("2024/main", in: store)
        }
        let id = try #require(record).id
        let done = Monitor<Int?>(nil)
        let call = WriteCall(actor: [1], method: "test/Erase", request: [])
        try file.submit(call) { (store) throws(StoreError) in
            try store.eraseBodies(of: id, at: [Int64(revision)])
        } completion: { result in
            let count = if case .committed(let value, _) = result { value } else { 0 }
            done.change { $0 = count }
        }
        #expect(done.wait { $0 } > 0)
    }

    @Test func `what was erased is said to be, and nothing is made up about what was there`()
        throws
    {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let first = try hub.send(try sheet(hub, 11), correction)
        _ = try hub.send(try sheet(hub, 12), correction)
        let request = GetReturnHistoryRequest(cycle: "2024")
        let before = try hub.steward.getReturnHistory(request).entries
        #expect(before.allSatisfy { !$0.summary.contains("erased") } && before.count == 4)
        try erase(hub, at: try #require(first.saved).revision)
        let entries = try hub.steward.getReturnHistory(request).entries
        #expect(entries.map(\.revision) == before.map(\.revision))
        #expect(entries[1].summary == ["erased"] && entries[1].state == .unspecified)
        #expect(entries[1].fileName.isEmpty)
        // The one after it is compared with the last that is known: one count, and not all of them.
        #expect(entries[0].summary.first == "1 count changed", "\(entries[0].summary)")
        #expect(entries[2...] == before[2...])
        // Page by page it is the same.
        var paged: [ReturnHistoryEntry] = []
        var page = GetReturnHistoryRequest(cycle: "2024", pageSize: 1)
        repeat {
            let answer = try hub.steward.getReturnHistory(page)
            paged += answer.entries
            page.cursor = answer.nextCursor
        } while !page.cursor.isEmpty
        #expect(paged == entries)
    }

    @Test func `no two returns of one cycle count the same council`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        var sending = ServedWres.Sending()
        sending.unit = "trust"
        let draft = try hub.send(ServedWres.filled(), sending)
        #expect(draft.state == .checked)
        let request = HandInReturnRequest(
            cycle: "2024",
            unit: "trust",
            baseRevision: try #require(draft.saved).revision
        )
        #expect(refusal { _ = try hub.steward.handInReturn(request) } == "WRES-0177")
    }
}
