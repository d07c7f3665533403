import HubClient
import HubCrypto
import HubDomain
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// A return from its first sheet to an agreed one, over a connection.
struct WresReturnTests {
    @Test func `a sheet without errors is checked, handed in, agreed and marked as sent`() throws {
        let hub = try ServedWres()
        let draft = try hub.send(ServedWres.filled())
        #expect(draft.findings.isEmpty && draft.state == .checked, "\(draft.findings)")
        #expect(draft.counts.count == ServedWres.filled().entries.count)
        let base = try #require(draft.saved).revision
        let handIn = HandInReturnRequest(cycle: "2024", baseRevision: base)
        let handedIn = try hub.steward.handInReturn(handIn)
        #expect(handedIn.before?.state == .checked && handedIn.after?.state == .handedIn)
        let agree = AgreeReturnRequest(
            cycle: "2024",
            agreement: Agreement(role: "Director", day: "2024-05-01"),
            baseRevision: try #require(handedIn.saved).revision
        )
        let agreed = try hub.steward.agreeReturn(agree)
        #expect(agreed.after?.state == .agreed && agreed.after?.agreement?.role == "Director")
        let sent = try hub.steward.markReturnSent(
            MarkReturnSentRequest(
                cycle: "2024",
                day: "2024-10-30",
                baseRevision: try #require(agreed.saved).revision
            )
        )
        #expect(sent.after?.sent == "2024-10-30" && sent.after?.state == .agreed)
        let listed = try hub.summary()
        #expect(listed.state == .agreed && listed.sent == "2024-10-30" && listed.isReadable)
    }

    @Test func `a sheet with errors is a draft that cannot be handed in`() throws {
        let hub = try ServedWres()
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .minority] = .count(401)
        entry[.leavers, .adults, .white] = nil
        let draft = try hub.send(entry)
        #expect(draft.state == .draft)
        #expect(Set(draft.findings.map(\.reason)) == ["WRES-0109", "WRES-0121"])
        #expect(draft.findings.allSatisfy { $0.row > 0 && !$0.column.isEmpty })
        #expect(draft.annotatedCsv != nil)
        let base = try #require(draft.saved).revision
        let handIn = HandInReturnRequest(cycle: "2024", baseRevision: base)
        #expect(refusal { _ = try hub.steward.handInReturn(handIn) } == "WRES-0171")
        let mended = try hub.send(ServedWres.filled())
        #expect(mended.state == .checked && mended.counts.count == 2)
        #expect(mended.counts.map(\.before) == ["401", ""])
    }

    @Test func `a sheet that cannot be read keeps nothing, and a dry run neither`() throws {
        let hub = try ServedWres()
        let other = try hub.send(Array("Priority,Kind\na,b\n".utf8))
        #expect(other.saved == nil && other.findings.contains { $0.reason == "WRES-0101" })
        var text = String(decoding: WresSheet.file(ServedWres.filled(), hub.cycle), as: UTF8.self)
        text.replace(",52,300,20,", with: ",13%,300,20,")
        let percent = try hub.send(Array(text.utf8))
        #expect(percent.saved == nil)
        #expect(percent.findings.map(\.reason) == ["WRES-0107"])
        #expect(percent.state == .unspecified)
        var dry = ServedWres.Sending()
        dry.isDryRun = true
        let rehearsed = try hub.send(ServedWres.filled(), dry)
        #expect(rehearsed.state == .checked && !rehearsed.counts.isEmpty)
        #expect(try hub.steward.listReturns().returns.isEmpty)
    }

    @Test func `the same sheet twice is unchanged and moves no revision`() throws {
        let hub = try ServedWres()
        let first = try hub.send(ServedWres.filled())
        let second = try hub.send(ServedWres.filled())
        #expect(!first.isUnchanged && second.isUnchanged)
        #expect(second.saved == first.saved && second.counts.isEmpty)
        let revision = try #require(first.saved).revision
        _ = try hub.steward.handInReturn(
            HandInReturnRequest(cycle: "2024", baseRevision: revision)
        )
        var correction = ServedWres.Sending()
        correction.why = "To see"
        let same = try hub.send(ServedWres.filled(), correction)
        #expect(same.isUnchanged && same.state == .handedIn)
        #expect(try hub.summary().state == .handedIn)
    }

    @Test func `what is not provided, hidden or missing comes back as it was sent`() throws {
        let hub = try ServedWres()
        var entry = ServedWres.filled()
        for group in EthnicGroup.allCases {
            entry[.fitnessEntered, .adults, group] = .underTen
            entry[.development, .adults, group] = .notProvided
        }
        entry[.leavers, .adults, .minority] = .count(0)
        let draft = try hub.send(entry)
        #expect(draft.state == .checked, "\(draft.findings.map(\.message))")
        let answer = try hub.author.getReturn(GetReturnRequest(cycle: "2024"))
        let kept = try #require(answer.councilReturn)
        #expect(kept.domain(hub.cycle) == entry)
        let reasons = answer.figures.filter { !$0.reason.isEmpty }.map(\.indicator)
        #expect(reasons == ["4", "5", "8"])
        let leavers = answer.figures.first { $0.indicator == "8" }
        #expect(leavers?.relativeLikelihood == 0)
        let sheet = try hub.author.getSheet(GetSheetRequest(cycle: "2024"))
        let reading = WresSheetReading(file: sheet.csv, cycle: hub.cycle, today: .last)
        #expect(reading.basedOn == kept.revision)
        let plain = try hub.author.getSheet(GetSheetRequest(cycle: "2024", isPlain: true))
        #expect(plain.csv == WresSheet.file(entry, hub.cycle) && plain.notes.count == 2)
    }

    @Test func `a sheet for another cycle, employer or council is not taken`() throws {
        let hub = try ServedWres()
        var sending = ServedWres.Sending()
        sending.cycle = "2023"
        let other = try hub.send(ServedWres.filled(), sending)
        #expect(other.saved == nil)
        #expect(other.findings.contains { $0.reason == "WRES-0102" })
        sending.cycle = "1999"
        #expect(refusal { try hub.send(ServedWres.filled(), sending) } == "WRES-0151")
        let elsewhere = try hub.send(ServedWres.filled(council: "X00000002"))
        let errors = elsewhere.findings.filter { $0.severity == .error }
        #expect(errors.map(\.reason) == ["WRES-0103"] && elsewhere.state == .draft)
        sending = ServedWres.Sending()
        sending.unit = "a unit"
        #expect(refusal { try hub.send(ServedWres.filled(), sending) } == "CALL-0412")
    }

    @Test func `what an upload says of itself is held to`() throws {
        let hub = try ServedWres()
        let file = WresSheet.file(ServedWres.filled(), hub.cycle)
        #expect(try hub.send(file, pieceBytes: 1_000).state == .checked)
        let most = [UInt8](repeating: 10, count: SheetIntake.fileBytesMax)
        #expect(try hub.send(most).saved == nil)
        #expect(refusal { try hub.send(most + [10]) } == "CALL-0412")
        #expect(refusal { try hub.send(file, pieceBytes: 65_537) } == nil)
        let long = [UInt8](repeating: 10, count: 70_000)
        #expect(refusal { try hub.send(long, pieceBytes: 65_537) } == "CALL-0412")
        var sending = ServedWres.Sending()
        sending.fileName = "a/b.csv"
        #expect(refusal { try hub.send(file, sending) } == "CALL-0412")
    }
}
