import HubClient
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// Whose staff a return counts, and what both services of it say together.
struct WresCoverageTests {
    @Test func `a council that may hand in its own return is warned of, with both names`() throws {
        let hub = try ServedWres()
        var entry = ServedWres.filled()
        entry.unit.councils = ["X00000001", "X00000002"]
        let draft = try hub.send(entry)
        let told = draft.findings.filter { $0.reason == "WRES-0187" }
        #expect(told.count == 1 && told.first?.severity == .warning)
        let message = told.first?.message ?? ""
        #expect(message.contains("X00000002"))
        #expect(message.contains("Example Council A") && message.contains("counted twice"))
        // It is a warning: two councils with one staff hand in one return.
        #expect(draft.state == .checked)
        let base = try #require(draft.saved).revision
        let request = HandInReturnRequest(cycle: "2024", baseRevision: base)
        let handedIn = try hub.steward.handInReturn(request)
        #expect(handedIn.saved != nil)
        #expect(handedIn.findings.map(\.reason) == ["WRES-0187"])
        // Of one's own council nothing is said; of one that is nobody's here the same as of one
        // that is: who is on the hub is no other council's to know.
        let other = try ServedWres()
        var quiet = ServedWres.filled()
        quiet.unit.councils = ["X00000001"]
        #expect(try !other.send(quiet).findings.contains { $0.reason == "WRES-0187" })
        func words(_ code: GSSCode) throws -> String {
            let fresh = try ServedWres()
            quiet.unit.councils = ["X00000001", code]
            let told = try fresh.send(quiet).findings.first { $0.reason == "WRES-0187" }
            return (told?.message ?? "").replacing(code.text, with: "CODE")
        }
        #expect(try words("X00000002") == words("X00000099") && !words("X00000002").isEmpty)
        #expect(try words("E08000019").contains("Sheffield"))
    }

    @Test func `pay bands are told of both services together where both give them`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled(WresService.allCases))
        let answer = try hub.steward.getReturn(GetReturnRequest(cycle: "2024"))
        let both = answer.bands.filter { $0.service == "both" }
        #expect(both.map(\.minority) == [240, 150, 10] && both.map(\.white) == [800, 740, 60])
        #expect(both.map(\.band) == ["lower", "middle", "higher"])
        #expect(both.first?.shareOfMinority == 0.6)
        let one = try ServedWres()
        var entry = ServedWres.filled(WresService.allCases)
        for band in ["lower", "middle", "higher"] as [BandCode] {
            for group in EthnicGroup.allCases {
                entry[.staffInBand(band), .children, group] = .notProvided
            }
        }
        try one.handIn(entry)
        let half = try one.steward.getReturn(GetReturnRequest(cycle: "2024"))
        // A sum that leaves one out would be read as the whole.
        #expect(Set(half.bands.map(\.service)) == ["adults"])
    }
}
