import HubDomain
import HubWire
import Testing

@testable import whub

/// Kinds of partners have one source of words.
struct PartnerWordsTests {
    @Test func `every kind of partner has the domain's words, and an unknown one its name`() {
        for number in Int32(1)...10 {
            let words = Wording.partner(PartnerType(rawValue: number))
            #expect(PartnerKind.allCases.contains { $0.words == words }, "\(number): \(words)")
        }
        #expect(Wording.partner(.nhsIcb) == PartnerKind.health.words)
        let unknown = PartnerType(rawValue: 99)
        #expect(Wording.partner(unknown) == "\(unknown)")
    }
}
