import HubCrypto
import HubTLS
import HubTestKit
import Testing

struct PrivateKeyTests {
    @Test
    func `a key written and read again is the same key`() throws {
        let key = try PrivateKey()
        let again = try PrivateKey(pem: key.pem())
        #expect(again.publicKey == key.publicKey)
        let signature = try key.signature(of: [1, 2, 3])
        #expect(again.publicKey.isSignature(signature, of: [1, 2, 3]))
    }

    @Test
    func `two keys differ`() throws {
        let first = try PrivateKey()
        let second = try PrivateKey()
        #expect(first.publicKey != second.publicKey)
        #expect(first.publicKey.digest != second.publicKey.digest)
    }

    @Test
    func `a signature fits its message and its key alone`() throws {
        let key = try PrivateKey()
        let other = try PrivateKey()
        let signature = try key.signature(of: [1, 2, 3])
        #expect(key.publicKey.isSignature(signature, of: [1, 2, 3]))
        #expect(!key.publicKey.isSignature(signature, of: [1, 2, 4]))
        #expect(!other.publicKey.isSignature(signature, of: [1, 2, 3]))
        for count in 0..<signature.count {
            #expect(!key.publicKey.isSignature(Array(signature.prefix(count)), of: [1, 2, 3]))
        }
        let empty = try key.signature(of: [])
        #expect(key.publicKey.isSignature(empty, of: []))
    }

    @Test
    func `text that is not one key is refused`() throws {
        let key = try PrivateKey()
        let pem = try key.pem()
        let text = String(decoding: pem, as: UTF8.self)
        let label = text.replacing("PRIVATE KEY", with: "EC PRIVATE KEY")
        let cases: [[UInt8]] = [
            [], pem + pem, Array(pem.dropLast(40)), Array(label.utf8),
            Array(PEM.text(label: "PRIVATE KEY", []).utf8),
            Array(PEM.text(label: "PRIVATE KEY", key.publicKey.der).utf8),
        ]
        for text in cases {
            #expect(throws: TLSError(.malformed)) { _ = try PrivateKey(pem: text) }
        }
        let long = pem + [UInt8](repeating: 0x20, count: TLSLimits.privateKeyBytesMax)
        #expect(throws: TLSError(.tooLarge)) { _ = try PrivateKey(pem: long) }
    }

    // An ENCRYPTED PRIVATE KEY block and the old form with a header, both of nonsense: the library
    // would ask the terminal for a password.
    static let encrypted = [
        block("ENCRYPTED PRIVATE KEY", "MAMCAQE="),
        block("PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMAMCAQE="),
    ]

    private static func block(_ label: String, _ content: String) -> String {
        "-----BEGIN \(label)-----\n\(content)\n-----END \(label)-----\n"
    }

    @Test(arguments: encrypted)
    func `an encrypted key is refused and no password asked for`(text: String) {
        #expect(throws: TLSError(.malformed)) { _ = try PrivateKey(pem: Array(text.utf8)) }
    }
}

struct PublicKeyTests {
    @Test
    func `a key's digest is that of its encoding`() throws {
        let key = try PrivateKey().publicKey
        #expect(key.der.count == 91)
        #expect(key.digest == SHA256.digest(of: key.der))
        #expect(try PublicKey(der: key.der) == key)
    }

    @Test
    func `any other encoding is refused`() throws {
        let der = try PrivateKey().publicKey.der
        var offCurve = der
        offCurve[90] ^= 1
        var compressed = Array(der.prefix(59))
        compressed[1] = 57
        compressed[24] = 34
        compressed[26] = 2
        let cases = [[], Array(der.dropLast()), der + [0], offCurve, compressed]
        for bytes in cases {
            #expect(throws: TLSError(.wrongKeyKind)) { try PublicKey(der: bytes) }
        }
    }
}

struct SigningRequestTests {
    @Test
    func `a request proves its key, as bytes and as text`() throws {
        let key = try PrivateKey()
        let request = try SigningRequest(for: key)
        #expect(request.publicKey == key.publicKey)
        #expect(try SigningRequest(der: request.der) == request)
        #expect(try SigningRequest(pem: Array(request.pem.utf8)) == request)
        #expect(request.der.count < 512)
    }

    @Test
    func `a request with any one bit changed is refused`() throws {
        let der = try SigningRequest(for: PrivateKey()).der
        for index in der.indices {
            var changed = der
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(throws: TLSError.self, "byte \(index)") { try SigningRequest(der: changed) }
        }
    }

    @Test
    func `a request cut or lengthened anywhere is refused`() throws {
        let der = try SigningRequest(for: PrivateKey()).der
        for count in der.indices {
            #expect(throws: TLSError(.malformed)) {
                try SigningRequest(der: Array(der.prefix(count)))
            }
        }
        #expect(throws: TLSError(.malformed)) { try SigningRequest(der: der + [0]) }
    }

    @Test
    func `a request beyond its limit is refused before it is looked at`() throws {
        let request = try SigningRequest(for: PrivateKey())
        let pad = TLSLimits.requestBytesMax - request.pem.utf8.count
        let atLimit = Array(request.pem.utf8) + [UInt8](repeating: 0x0A, count: pad)
        #expect(try SigningRequest(pem: atLimit) == request)
        #expect(throws: TLSError(.tooLarge)) { try SigningRequest(pem: atLimit + [0x0A]) }
        let zeros = [UInt8](repeating: 0, count: TLSLimits.requestBytesMax)
        #expect(throws: TLSError(.malformed)) { try SigningRequest(der: zeros) }
        #expect(throws: TLSError(.tooLarge)) { try SigningRequest(der: zeros + [0]) }
    }

    @Test
    func `a certificate is not a request`() throws {
        let maker = try CertificateMaker(now: noon)
        #expect(throws: TLSError(.malformed)) { try SigningRequest(der: maker.root.der) }
        #expect(throws: TLSError(.malformed)) {
            try SigningRequest(pem: Array(maker.root.pem.utf8))
        }
    }
}
