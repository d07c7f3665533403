import HubCrypto
import HubTestKit
import Testing

struct AuthenticatorTests {
    struct Vector: Sendable {
        let key: [UInt8]
        let message: [UInt8]
        let code: String
    }

    // RFC 4231, test cases 1 to 4, 6 and 7.
    static let vectors: [Vector] = [
        Vector(
            key: [UInt8](repeating: 0x0B, count: 20),
            message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        Vector(
            key: Array("Jefe".utf8),
            message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 20),
            message: [UInt8](repeating: 0xDD, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        Vector(
            key: Array(1...25),
            message: [UInt8](repeating: 0xCD, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than "
                    + "block-size data. The key needs to be hashed before being used by the "
                    + "HMAC algorithm.").utf8
            ),
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test(arguments: vectors)
    func `the examples of RFC 4231 come out`(vector: Vector) {
        #expect(Authenticator.code(for: vector.message, key: vector.key).hex == vector.code)
    }

    @Test
    func `one authenticator serves many messages`() {
        let message = Array("what do ya want for nothing?".utf8)
        var authenticator = Authenticator(key: Array("Jefe".utf8))
        for cut in 0...message.count {
            authenticator.update(message.span.extracting(0..<cut))
            authenticator.update(message.span.extracting(cut..<message.count))
            #expect(authenticator.finish().hex == Self.vectors[1].code)
        }
    }

    @Test
    func `an empty key is a key of zeros`() {
        let zeros = [UInt8](repeating: 0, count: 64)
        let message: [UInt8] = [1, 2, 3]
        let code = Authenticator.code(for: message, key: [])
        #expect(code == Authenticator.code(for: message, key: zeros))
        let known = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        #expect(Authenticator.code(for: [], key: []).hex == known)
    }

    @Test
    func `a code with one bit changed is not the message's`() {
        var authenticator = Authenticator(key: [1])
        let message: [UInt8] = [2]
        let code = authenticator.code(for: message.span)
        let isOwn = authenticator.isCode(code, for: message.span)
        #expect(isOwn)
        for bit in 0..<256 {
            var bytes = code.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let other = Digest32(bytes) else { continue }
            let isOther = authenticator.isCode(other, for: message.span)
            #expect(!isOther)
        }
    }
}

struct ConstantTimeTests {
    @Test
    func `bytes are equal or not as they are without care for time`() {
        #expect(ConstantTime.areEqual([UInt8](), []))
        #expect(ConstantTime.areEqual([1, 2], [1, 2]))
        #expect(!ConstantTime.areEqual([1, 2], [1, 3]))
        #expect(!ConstantTime.areEqual([1, 2], [1]))
        #expect(!ConstantTime.areEqual([], [0]))
    }
}

struct SecureRandomTests {
    @Test(arguments: [-1, 0, 1, 32, 1 << 20, 1 << 20 + 1])
    func `as many bytes come as were asked for`(count: Int) {
        #expect(SecureRandom.bytes(count).count == max(0, count))
    }

    @Test
    func `two draws differ, to the last byte of a large one`() {
        #expect(SecureRandom.bytes(32) != SecureRandom.bytes(32))
        let tail = SecureRandom.bytes(1 << 20 + 32).suffix(32)
        #expect(tail.contains { $0 != 0 })
        #expect(SecureRandom.word() != SecureRandom.word())
        var generator = SecureRandom()
        #expect(generator.next() != generator.next())
    }
}
