import HubCrypto
import HubTestKit
import Testing

struct UniqueIDTests {
    // RFC 9562, appendix A.6.
    static let example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

    @Test
    func `the example of RFC 9562 comes out of its parts`() {
        let id = UniqueID(
            milliseconds: 1_645_557_742_000,
            random: (0xCC3, 0x18C4_DC0C_0C07_398F)
        )
        #expect(id.description == Self.example)
        #expect(id.milliseconds == 1_645_557_742_000)
        #expect(UniqueID(Self.example) == id)
        #expect(UniqueID(bytes: id.bytes) == id)
    }

    @Test
    func `version and variant stand whatever the random bits are`() {
        let id = UniqueID(milliseconds: 0, random: (.max, .max))
        #expect(id.description == "00000000-0000-7fff-bfff-ffffffffffff")
        #expect(UniqueID(id.description) == id)
    }

    static let times: [(UInt64, UInt64)] = [
        (0, 0), (1, 1), (0xFFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF),
        (0x1_0000_0000_0000, 0xFFFF_FFFF_FFFF),
    ]

    @Test(arguments: times)
    func `a time beyond the last is the last`(given: UInt64, kept: UInt64) {
        #expect(UniqueID(milliseconds: given, random: (0, 0)).milliseconds == kept)
        #expect(UniqueID(milliseconds: .max).milliseconds == UniqueID.millisecondsMax)
    }

    @Test(arguments: [
        "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e279b07cc398c4dc0c0c07398f",
        "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-58c4-dc0c0c07398f", "017f22e2-79b0-7cc3-d8c4-dc0c0c07398f",
        "017f22e27-9b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2_79b0-7cc3-98c4-dc0c0c07398f", "+17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "00000000-0000-0000-0000-000000000000", "017f22e2-79b0-7cc3-98c4-dc0c0c0739é",
    ])
    func `any other text is none`(text: String) {
        #expect(UniqueID(text) == nil)
    }

    @Test
    func `every truncation of bytes is none`() {
        let bytes = UniqueID(milliseconds: 5).bytes
        for count in 0..<16 { #expect(UniqueID(bytes: Array(bytes.prefix(count))) == nil) }
        #expect(UniqueID(bytes: bytes + [0]) == nil)
        #expect(UniqueID(bytes: bytes) != nil)
    }

    @Test(arguments: [UInt64(3)])
    func `order is that of bytes, of texts and of times`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ids = (0..<200).map { _ in
            UniqueID(milliseconds: UInt64.random(in: 0...400, using: &generator), using: &generator)
        }
        let sorted = ids.sorted()
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(left.milliseconds <= right.milliseconds)
            #expect(left.bytes.lexicographicallyPrecedes(right.bytes))
            #expect(left.description < right.description)
        }
    }
}
