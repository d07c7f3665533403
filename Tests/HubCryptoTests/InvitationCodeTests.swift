import HubCrypto
import HubTestKit
import Testing

struct CrockfordBase32Tests {
    // RFC 4648's examples in Crockford's symbols, without padding.
    static let vectors: [(String, String)] = [
        ("", ""), ("f", "CR"), ("fo", "CSQG"), ("foo", "CSQPY"), ("foob", "CSQPYRG"),
        ("fooba", "CSQPYRK1"), ("foobar", "CSQPYRK1E8"),
    ]

    @Test(arguments: vectors)
    func `known texts come out and are read`(bytes: String, text: String) {
        #expect(CrockfordBase32.text(Array(bytes.utf8)) == text)
        let count = bytes.utf8.count
        #expect(CrockfordBase32.bytes(text.utf8, count: count) == Array(bytes.utf8))
        #expect(CrockfordBase32.bytes(text.utf8, count: count + 1) == nil)
    }

    @Test
    func `a text whose last bits are not zero is none`() {
        #expect(CrockfordBase32.bytes("CR".utf8, count: 1) != nil)
        #expect(CrockfordBase32.bytes("CS".utf8, count: 1) == nil)
    }

    @Test(arguments: [UInt64(20_261_126)])
    func `bytes of any length survive the way there and back`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for count in 0...70 {
            let bytes = generator.bytes(count)
            let text = CrockfordBase32.text(bytes)
            #expect(CrockfordBase32.bytes(text.utf8, count: count) == bytes, "seed \(seed)")
        }
    }
}

struct InvitationCodeTests {
    static let golden: [(InvitationCode, String)] = [
        (
            InvitationCode(
                id: [UInt8](repeating: 0, count: 8),
                secret: [UInt8](repeating: 0, count: 16),
                rootDigest: digest([UInt8](repeating: 0, count: 32))
            ),
            "WH1-" + String(repeating: "0", count: 89) + "3A82"
        ),
        (
            InvitationCode(
                id: Array(0..<8),
                secret: Array(8..<24),
                rootDigest: digest(Array(24..<56))
            ),
            "WH1-000G40R40M30E209185GR38E1W8124GK2GAHC5RR34D1P70X3RFJ"
                + "08924CJ2A9H750MJMASC5MQ2YC1H68SK8D9P6ZD2M"
        ),
        (
            InvitationCode(
                id: [UInt8](repeating: 0xFF, count: 8),
                secret: [UInt8](repeating: 0xFF, count: 16),
                rootDigest: digest([UInt8](repeating: 0xFF, count: 32))
            ),
            "WH1-" + String(repeating: "Z", count: 89) + "X98Y"
        ),
    ]

    private static func digest(_ bytes: [UInt8]) -> Digest32 {
        Digest32(bytes) ?? SHA256.digest(of: [])
    }

    @Test(arguments: golden)
    func `the golden texts come out and are read`(code: InvitationCode, text: String) {
        #expect(code.text == text)
        #expect(InvitationCode(text) == code)
    }

    @Test(arguments: [UInt64(3_041)])
    func `a code survives however it was typed`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let code = InvitationCode(
                id: generator.bytes(8),
                secret: generator.bytes(16),
                rootDigest: SHA256.digest(of: generator.bytes(4))
            )
            var typed = ""
            for symbol in code.text {
                switch symbol {
                case "0": typed.append(["0", "O", "o"].randomElement(using: &generator) ?? "0")
                case "1": typed.append(["1", "I", "l"].randomElement(using: &generator) ?? "1")
                default: typed += Bool.random(using: &generator) ? symbol.lowercased() : "\(symbol)"
                }
                if Int.random(in: 0..<5, using: &generator) == 0 { typed.append(" ") }
                if Int.random(in: 0..<9, using: &generator) == 0 { typed.append("-") }
            }
            #expect(InvitationCode(typed) == code, "seed \(seed): \(typed)")
        }
    }

    @Test(arguments: [UInt64(77)])
    func `one symbol changed is seen`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var unseen = 0
        for index in 4..<97 {
            var text = Array(Self.golden[1].1)
            let old = text[index]
            while text[index] == old {
                text[index] = symbols.randomElement(using: &generator) ?? old
            }
            if InvitationCode(String(text)) != nil { unseen += 1 }
        }
        #expect(unseen == 0, "seed \(seed)")
    }

    @Test(arguments: ["", "WH1-", "WH2-", "WH", "XX1-", "WH1-000", "WH1-é", "WH1-\u{202E}0"])
    func `other texts are no codes`(text: String) {
        #expect(InvitationCode(text) == nil)
        #expect(InvitationCode(text + Self.golden[1].1.dropFirst(5)) == nil)
    }

    @Test
    func `a text too long is not looked at, and one symbol more or less is none`() {
        let text = Self.golden[1].1
        #expect(InvitationCode(text + String(repeating: " ", count: 512 - text.utf8.count)) != nil)
        #expect(InvitationCode(text + String(repeating: " ", count: 513 - text.utf8.count)) == nil)
        #expect(InvitationCode(text + "0") == nil)
        #expect(InvitationCode(String(text.dropLast())) == nil)
    }

    @Test
    func `two new codes have nothing in common but their root`() {
        let root = SHA256.digest(of: [1])
        let one = InvitationCode(rootDigest: root)
        let other = InvitationCode(rootDigest: root)
        #expect(one.id != other.id)
        #expect(one.secret != other.secret)
        #expect(one.rootDigest == other.rootDigest)
    }
}

struct KeyFingerprintTests {
    static let golden: [(Digest32, String)] = [
        (SHA256.digest(of: Array("abc".utf8)), "Q9W1-DFWF-077Y-MGA1")
    ]

    @Test(arguments: golden)
    func `the golden texts come out and are read`(digest: Digest32, text: String) {
        let fingerprint = KeyFingerprint(publicKeyDigest: digest)
        #expect(fingerprint.description == text)
        #expect(KeyFingerprint(text) == fingerprint)
        #expect(KeyFingerprint("q9wi dfwf o77y mgal") == fingerprint)
    }

    @Test(arguments: ["", "Q9W1-DFWF-077Y-MGA", "Q9W1-DFWF-077Y-MGA1-0", "Q9W1-DFWF-077Y-MGAU"])
    func `other texts are no fingerprints`(text: String) {
        #expect(KeyFingerprint(text) == nil)
    }
}
