import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Pay bands that a region loads, for cycles without published ones.
struct WresBandTests {
    private static let bands = [
        CycleBand(code: "lower", label: "Under £32,000", belowPounds: 32_000),
        CycleBand(code: "upper", label: "£32,000 and over", fromPounds: 32_000),
    ]

    private func request(
        _ cycle: String = "2025",
        _ bands: [CycleBand] = bands,
        source: String = "Invented for an example",
        revision: UInt64 = 0
    ) -> SaveCycleBandsRequest {
        SaveCycleBandsRequest(
            cycle: CycleBands(cycle: cycle, bands: bands, source: source, revision: revision)
        )
    }

    /// A return of 2025, with counts by the loaded bands.
    private func filled(_ cycle: WresCycle) -> WresReturn {
        var entry = WresReturn(
            cycle: cycle.id,
            unit: ReportingUnit(body: "Example Council A", councils: ["X00000001"])
        )
        entry.snapshot = Day(year: 2025, month: 3, day: 31)
        entry.periodFrom = Day(year: 2024, month: 4, day: 1)
        entry.periodTo = Day(year: 2025, month: 3, day: 31)
        entry.harassmentSource = .reports
        for (index, group) in EthnicGroup.allCases.enumerated() {
            let size = [2, 8, 1][index]
            for quantity in WresQuantity.asked(in: cycle) {
                entry[quantity, .adults, group] = .notProvided
            }
            entry[.staff, .adults, group] = .count(100 * size)
            entry[.staffInBand("lower"), .adults, group] = .count(60 * size)
            entry[.staffInBand("upper"), .adults, group] = .count(40 * size)
        }
        return entry
    }

    @Test func `every cycle is told with its bands, and one without says so`() throws {
        let hub = try ServedWres()
        let cycles = try hub.author.listCycleBands().cycles
        #expect(cycles.map(\.cycle) == ["2021", "2023", "2024", "2025"])
        #expect(cycles.map(\.isPublished) == [false, false, true, false])
        #expect(cycles.map(\.bands.count) == [0, 0, 3, 0])
        #expect(cycles[2].bands.map(\.label)[0] == "under £30,000")
    }

    @Test func `bands that a lead loads are counted by, released and shown`() throws {
        let hub = try ServedWres()
        let saved = try #require(try hub.lead.saveCycleBands(request()).saved)
        let told = try hub.author.listCycleBands().cycles[3]
        #expect(told.bands == Self.bands && told.revision == saved.revision)
        #expect(told.source == "Invented for an example" && !told.isPublished)
        let cycle = try #require(
            try WresLibrary.shipped().cycle("2025")?.with(bands: Self.bands.map(PayBand.init))
        )
        var sending = ServedWres.Sending()
        sending.cycle = "2025"
        let entry = filled(cycle)
        let draft = try hub.send(WresSheet.file(entry, cycle), sending)
        #expect(draft.state == .checked, "\(draft.findings.map(\.message))")
        let calendar = try hub.author.getCalendar(GetCalendarRequest(cycle: "2025"))
        #expect(!calendar.gaps.contains { $0.contains("pay bands") })
        let base = try #require(draft.saved).revision
        _ = try hub.steward.handInReturn(HandInReturnRequest(cycle: "2025", baseRevision: base))
        try hub.settle()
        let release = try #require(
            try hub.lead.listReleases(ListReleasesRequest(cycle: "2025")).releases.first
        )
        #expect(release.counts.contains { $0.quantity == "band-upper" })
        // What was released by them keeps its meaning.
        var other = Self.bands
        other[0].label = "Under £32,001"
        let changed = refusal {
            _ = try hub.lead.saveCycleBands(request("2025", other, revision: saved.revision))
        }
        #expect(changed == "WRES-0153")
    }

    @Test func `a hand-in that other bands refuse tells a steward how many findings, and no more`()
        throws
    {
        let hub = try ServedWres()
        let saved = try #require(try hub.lead.saveCycleBands(request()).saved)
        let cycle = try #require(
            try WresLibrary.shipped().cycle("2025")?.with(bands: Self.bands.map(PayBand.init))
        )
        var sending = ServedWres.Sending()
        sending.cycle = "2025"
        let draft = try hub.send(WresSheet.file(filled(cycle), cycle), sending)
        #expect(draft.state == .checked)
        var other = Self.bands
        other[1].code = "higher"
        _ = try hub.lead.saveCycleBands(request("2025", other, revision: saved.revision))
        let handIn = HandInReturnRequest(
            cycle: "2025",
            baseRevision: try #require(draft.saved).revision
        )
        let refused = try hub.steward.handInReturn(handIn)
        #expect(refused.saved == nil && refused.findings.isEmpty)
        #expect(refused.findingsLeftOut > 0)
        // With the bands that it was counted by it is in order, and counts are nobody's secret.
        let now = try hub.author.listCycleBands().cycles[3].revision
        _ = try hub.lead.saveCycleBands(request(revision: now))
        #expect(try hub.steward.handInReturn(handIn).saved != nil)
    }

    @Test func `bands change while nothing was released by them, from the state that was seen`()
        throws
    {
        let hub = try ServedWres()
        let first = try #require(try hub.lead.saveCycleBands(request()).saved)
        let same = try hub.lead.saveCycleBands(request(revision: first.revision))
        #expect(same.saved == first && same.before == nil)
        var other = Self.bands
        other[0].label = "To £32,000"
        #expect(refusal { _ = try hub.lead.saveCycleBands(request("2025", other)) } == "STORE-0101")
        let next = try hub.lead.saveCycleBands(request("2025", other, revision: first.revision))
        #expect(next.before?.bands == Self.bands)
        #expect(try hub.author.listCycleBands().cycles[3].bands == other)
    }

    @Test func `bands that leave a gap, are published, of no cycle or no source are refused`()
        throws
    {
        let hub = try ServedWres()
        func refused(_ request: SaveCycleBandsRequest) -> String? {
            refusal { _ = try hub.lead.saveCycleBands(request) }
        }
        var gap = Self.bands
        gap[1].fromPounds = 33_000
        #expect(refused(request("2025", gap)) == "WRES-0152")
        #expect(refused(request("2025", [])) == "WRES-0152")
        #expect(refused(request("2024")) == "WRES-0153")
        #expect(refused(request("1999")) == "WRES-0151")
        #expect(refused(request(source: " ")) == "WRES-0154")
        var unnamed = Self.bands
        unnamed[0].label = ""
        #expect(refused(request("2025", unnamed)) == "CALL-0412")
        let many = (0...30).map { number in
            CycleBand(code: "b\(number)", label: "Band \(number)")
        }
        #expect(refused(request("2025", many)) == "CALL-0412")
        #expect(refused(SaveCycleBandsRequest()) == "CALL-0412")
        let steward = refusal { _ = try hub.steward.saveCycleBands(request()) }
        #expect(steward == "GATE-0201")
        #expect(try hub.author.listCycleBands().cycles[3].bands.isEmpty)
    }
}
