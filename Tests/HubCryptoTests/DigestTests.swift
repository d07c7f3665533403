import HubCrypto
import HubTestKit
import Testing

struct SHA256Tests {
    // FIPS 180-4 examples and the empty message.
    static let vectors: [(String, String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test(arguments: vectors)
    func `the examples of the standard come out`(message: String, expected: String) {
        #expect(SHA256.digest(of: Array(message.utf8)).hex == expected)
    }

    @Test
    func `a million letters come out, fed in pieces of every size`() {
        var hash = SHA256()
        var left = 1_000_000
        var piece = 1
        while left > 0 {
            let count = min(piece, left)
            hash.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
            left -= count
            piece += 1
        }
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(hash.finish().hex == expected)
    }

    @Test
    func `a digest taken in pieces is that of the whole, wherever it is cut`() {
        var generator = SeededGenerator(seed: 1)
        let message = generator.bytes(200)
        let whole = SHA256.digest(of: message)
        for cut in 0...message.count {
            var hash = SHA256()
            hash.update(message.span.extracting(0..<cut))
            hash.update(message.span.extracting(cut..<message.count))
            #expect(hash.finish() == whole)
        }
    }

    @Test
    func `a digest goes into a digest as its 32 bytes`() {
        let digest = SHA256.digest(of: [1, 2, 3])
        var hash = SHA256()
        hash.update(digest)
        #expect(hash.finish() == SHA256.digest(of: digest.bytes))
    }
}

struct Digest32Tests {
    @Test
    func `bytes and digits lead back to the digest`() {
        let digest = SHA256.digest(of: [7])
        #expect(Digest32(digest.bytes) == digest)
        #expect(Digest32(hex: digest.hex) == digest)
        #expect(digest.description == digest.hex)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `only 32 bytes are a digest`(count: Int) {
        #expect(Digest32([UInt8](repeating: 0, count: 32)) != nil)
        #expect(Digest32([UInt8](repeating: 0, count: count)) == nil)
    }

    @Test
    func `only 64 lower-case digits are a digest`() {
        let hex = String(repeating: "0a", count: 32)
        #expect(Digest32(hex: hex) != nil)
        #expect(Digest32(hex: String(repeating: "0A", count: 32)) == nil)
        #expect(Digest32(hex: String(hex.dropLast())) == nil)
        #expect(Digest32(hex: hex + "0") == nil)
        #expect(Digest32(hex: "+1" + hex.dropFirst(2)) == nil)
        #expect(Digest32(hex: "") == nil)
    }

    @Test
    func `digests are ordered by their bytes`() {
        var generator = SeededGenerator(seed: 2)
        for index in 0..<32 {
            var lower = generator.bytes(32)
            var higher = lower
            lower[index] = 3
            higher[index] = 4
            for later in (index + 1)..<max(32, index + 1) { higher[later] = 0 }
            guard let left = Digest32(lower), let right = Digest32(higher) else {
                Issue.record("seed \(generator.seed)")
                return
            }
            #expect(left < right, "seed \(generator.seed)")
            #expect(!(right < left) && !(left < left))
        }
    }
}
