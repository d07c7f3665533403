import HubClient
import HubCrypto
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// Who sees a council's counts, and when.
struct WresPrivacyTests {
    private static let get = GetReturnRequest(cycle: "2024")
    private static let notAllowed = "GATE-0201"

    private func reads(_ client: WresServiceClient) -> [String?] {
        let both = ReturnReference(cycle: "2024")
        return [
            refusal { _ = try client.getReturn(Self.get) },
            refusal { _ = try client.getSheet(GetSheetRequest(cycle: "2024")) },
            refusal {
                _ = try client.compareReturns(CompareReturnsRequest(before: both, after: both))
            },
        ]
    }

    @Test func `a draft is its author's alone, whatever the others are`() throws {
        let hub = try ServedWres()
        try hub.send(ServedWres.filled())
        #expect(reads(hub.author) == [nil, nil, nil])
        for role in [Role.viewer, .contributor, .steward, .integrator, .admin] {
            let other = try hub.client(role)
            #expect(reads(other).allSatisfy { $0 == Self.notAllowed }, "\(role)")
        }
        // Nor what would be released of it, which tells the counts to within a few.
        let preview = PreviewReleaseRequest(cycle: "2024")
        #expect(refusal { _ = try hub.steward.previewRelease(preview) } == Self.notAllowed)
        #expect(try hub.author.previewRelease(preview).isReleased == false)
        let listed = try hub.summary()
        #expect(listed.state == .checked && !listed.isReadable && listed.body.isEmpty)
    }

    @Test func `from handing in on stewards see the counts, and the author no longer does`() throws
    {
        let hub = try ServedWres()
        let drafted = try #require(try hub.send(ServedWres.filled()).saved).revision
        try hub.handIn(ServedWres.filled())
        #expect(reads(hub.steward) == [nil, nil, nil])
        #expect(reads(try hub.client(.steward)) == [nil, nil, nil])
        #expect(reads(hub.author).allSatisfy { $0 == Self.notAllowed })
        #expect(reads(try hub.client(.viewer)).allSatisfy { $0 == Self.notAllowed })
        // What it was as a draft stays the author's.
        let draft = ReturnReference(cycle: "2024", revision: drafted)
        let compare = CompareReturnsRequest(before: draft, after: ReturnReference(cycle: "2024"))
        #expect(refusal { _ = try hub.steward.compareReturns(compare) } == Self.notAllowed)
        var then = CallOptions()
        then.asOf = .revision(drafted)
        #expect(refusal { _ = try hub.steward.getReturn(Self.get, then) } == Self.notAllowed)
        let seen = try hub.author.getReturn(Self.get, then)
        #expect(seen.councilReturn?.state == .checked)
    }

    @Test func `nobody else's sheet meets a draft unless a steward takes it over unseen`() throws {
        let hub = try ServedWres()
        try hub.send(ServedWres.filled())
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .minority] = .count(51)
        #expect(refusal { try hub.send(entry, as: hub.steward) } == "WRES-0176")
        var sending = ServedWres.Sending()
        sending.takesOver = true
        let other = try hub.client(.contributor)
        #expect(refusal { try hub.send(entry, as: other, sending) } == "WRES-0176")
        sending.isDryRun = true
        let seen = try hub.send(entry, as: hub.steward, sending)
        #expect(seen.counts.isEmpty && seen.facts.isEmpty && !seen.isUnchanged)
        sending.isDryRun = false
        // The same counts answer as others do: that they are the same is not told.
        let same = try hub.send(ServedWres.filled(), as: hub.steward, sending)
        #expect(same.counts.isEmpty && !same.isUnchanged)
        #expect(reads(hub.steward) == [nil, nil, nil])
        #expect(reads(hub.author).allSatisfy { $0 == Self.notAllowed })
        // Nor does the history say in how many cells a guess differed.
        let guess = try hub.client(.steward)
        try hub.send(entry, as: guess, sending)
        let history = try hub.steward.getReturnHistory(GetReturnHistoryRequest(cycle: "2024"))
        let told = history.entries.map(\.summary)
        #expect(told.prefix(2).allSatisfy { $0.contains("somebody else's draft was taken over") })
        #expect(!told.prefix(2).joined().contains { $0.contains("counts changed") })
    }

    @Test func `a rehearsed hand-in tells a steward no finding of somebody else's draft`() throws {
        let hub = try ServedWres()
        var entry = ServedWres.filled()
        entry[.leavers, .adults, .minority] = .count(201)
        let draft = try hub.send(entry)
        #expect(draft.state == .checked && draft.findings.map(\.reason) == ["WRES-0124"])
        let request = HandInReturnRequest(
            cycle: "2024",
            baseRevision: try #require(draft.saved).revision
        )
        var options = CallOptions()
        options.isDryRun = true
        let rehearsed = try hub.steward.handInReturn(request, options)
        #expect(rehearsed.findings.isEmpty && rehearsed.findingsLeftOut == 1)
        #expect(try hub.steward.handInReturn(request).findings.count == 1)
    }

    @Test func `who looked at counts is recorded, with how many`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        _ = try hub.steward.getReturn(Self.get)
        let request = ListAccessesRequest()
        let channel = try hub.served.channel(.steward)
        let looks = try GovernanceServiceClient(channel).listAccesses(request).accesses
        let look = try #require(looks.first { $0.method.hasSuffix("/GetReturn") })
        #expect(look.rows == UInt64(ServedWres.filled().entries.count))
        #expect(look.dataSet == .wresReturns)
    }

    @Test func `change since last year is told to those alone who may see both years`() throws {
        let hub = try ServedWres()
        var earlier = WresReturn(cycle: "2023", unit: ServedWres.filled().unit)
        earlier.periodFrom = Day(year: 2022, month: 4, day: 1)
        earlier.periodTo = Day(year: 2023, month: 3, day: 31)
        earlier.snapshot = earlier.periodTo
        earlier.harassmentSource = .reports
        let before = try #require(try WresLibrary.shipped().cycle("2023"))
        for (index, group) in EthnicGroup.allCases.enumerated() {
            for (quantity, counts) in ServedWres.counts {
                if case .staffInBand = quantity { continue }
                earlier[quantity, .adults, group] = .count(counts[index])
            }
            earlier[.surveyed, .adults, group] = .notProvided
        }
        var sending = ServedWres.Sending()
        sending.cycle = "2023"
        let draft = try hub.send(WresSheet.file(earlier, before), sending)
        #expect(draft.state == .checked, "\(draft.findings.map(\.message))")
        _ = try hub.steward.handInReturn(
            HandInReturnRequest(
                cycle: "2023",
                baseRevision: try #require(draft.saved).revision
            )
        )
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .minority] = .count(104)
        try hub.send(entry)
        let own = try hub.author.getReturn(Self.get)
        #expect(own.earlierCycle.isEmpty && own.figures.allSatisfy { $0.change == nil })
        try hub.handIn(entry)
        let all = try hub.steward.getReturn(Self.get)
        let change = try #require(all.figures.first?.change)
        #expect(change.cycle == "2023" && (change.factor - 2).magnitude < 1e-9)
    }
}
