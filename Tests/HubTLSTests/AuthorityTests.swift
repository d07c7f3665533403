import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct CertificateTests {
    @Test
    func `a certificate read again, as bytes or as text, is the same`() throws {
        let maker = try CertificateMaker(now: noon)
        let certificate = maker.root
        #expect(try Certificate(der: certificate.der) == certificate)
        #expect(try Certificate(pem: Array(certificate.pem.utf8)) == certificate)
        #expect(certificate.facts.fingerprint == SHA256.digest(of: certificate.der))
        let key = try certificate.publicKey()
        #expect(certificate.facts.publicKeyDigest == key.digest)
    }

    @Test
    func `a chain keeps its order, with anything between`() throws {
        let maker = try CertificateMaker(now: noon)
        let chain = try maker.server().chain + [maker.root]
        #expect(try Certificate.chain(pem: Certificate.pem(chain)) == chain)
        let text = "a note\n" + chain.map { "subject: somebody\n" + $0.pem }.joined()
        #expect(try Certificate.chain(pem: Array(text.utf8)) == chain)
        #expect(throws: TLSError(.malformed)) { try Certificate(pem: Certificate.pem(chain)) }
    }

    @Test
    func `a chain has a longest length`() throws {
        let maker = try CertificateMaker(now: noon)
        let most = [Certificate](repeating: maker.root, count: TLSLimits.chainCountMax)
        #expect(try Certificate.chain(pem: Certificate.pem(most)) == most)
        #expect(throws: TLSError(.tooLarge)) {
            try Certificate.chain(pem: Certificate.pem(most + [maker.root]))
        }
        #expect(throws: TLSError(.malformed)) { try Certificate.chain(pem: []) }
        let long = [UInt8](repeating: 0x20, count: TLSLimits.textBytesMax + 1)
        #expect(throws: TLSError(.tooLarge)) { try Certificate.chain(pem: long) }
        #expect(throws: TLSError(.malformed)) { try Certificate.chain(pem: Array(long.dropLast())) }
    }

    @Test
    func `bytes cut or lengthened anywhere are no certificate`() throws {
        let maker = try CertificateMaker(now: noon)
        let der = maker.root.der
        for count in der.indices {
            #expect(throws: TLSError(.malformed)) { try Certificate(der: Array(der.prefix(count))) }
        }
        #expect(throws: TLSError(.malformed)) { try Certificate(der: der + [0]) }
        let zeros = [UInt8](repeating: 0, count: TLSLimits.certificateBytesMax + 1)
        #expect(throws: TLSError(.tooLarge)) { try Certificate(der: zeros) }
    }

    @Test
    func `text cut anywhere is no certificate`() throws {
        let maker = try CertificateMaker(now: noon)
        let pem = Array(maker.root.pem.utf8)
        for count in 0..<(pem.count - 1) {
            #expect(throws: TLSError(.malformed)) { try Certificate(pem: Array(pem.prefix(count))) }
        }
        // The last line break is not needed.
        #expect(try Certificate(pem: Array(pem.dropLast())) == maker.root)
    }

    @Test(arguments: [21, 22, 23, 24, 25, 26, 27, 28] as [UInt64])
    func `bytes changed anywhere never end in more than an error`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let maker = try CertificateMaker(now: noon)
        let der = try maker.client(name: maker.newName()).leaf.der
        for _ in 0..<300 {
            var changed = der
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: changed.indices, using: &generator)
                changed[index] = .random(in: 0...255, using: &generator)
            }
            guard let certificate = try? Certificate(der: changed) else { continue }
            #expect(certificate.facts.serial.count <= changed.count, "seed \(seed)")
            _ = try? PeerIdentity(certificate, isLapsed: false)
            _ = try? certificate.publicKey()
        }
    }
}

struct AuthorityTests {
    @Test
    func `what an authority issues begins a little early and ends when asked`() throws {
        let maker = try CertificateMaker(now: noon)
        let facts = try maker.client(name: maker.newName(), validity: maker.valid(seconds: 60)).leaf
            .facts
        let second = noon.microseconds / 1_000_000
        #expect(facts.notBeforeSeconds == second - TLSLimits.backdatedSeconds)
        #expect(facts.notAfterSeconds == second + 60)
    }

    /// Instants in seconds since 1970, and whether a certificate can tell them.
    static let instants: [(Int64, Int64, Bool)] = [
        (0, 0, true), (0, 1, true), (1, 0, false), (-1, 1, false),
        // Around 2050 the encoding of a time changes; 9999 is the last year.
        (2_524_607_999, 2_524_608_000, true), (0, 253_402_300_799, true),
        (0, 253_402_300_800, false), (0, .max / 1_000_000, false),
    ]

    @Test(arguments: instants)
    func `a validity outside what a certificate can tell is refused`(
        notBefore: Int64,
        notAfter: Int64,
        isRight: Bool
    ) throws {
        let validity = Validity(
            notBefore: Instant(microseconds: notBefore * 1_000_000),
            notAfter: Instant(microseconds: notAfter * 1_000_000)
        )
        do {
            let root = try Authority.root(commonName: "R", validity: validity, key: PrivateKey())
            #expect(isRight)
            #expect(root.certificate.facts.notBeforeSeconds == notBefore)
            #expect(root.certificate.facts.notAfterSeconds == notAfter)
        } catch {
            #expect(!isRight && error == TLSError(.wrongValidity))
        }
    }

    @Test
    func `an intermediate authority lasts a year at most`() throws {
        let validity = Validity(from: noon, seconds: 4 * 366 * 86_400)
        let root = try Authority.root(commonName: "R", validity: validity, key: PrivateKey())
        let key = try PrivateKey().publicKey
        for (extra, isRight) in [(Int64(0), true), (1, false)] {
            let seconds = TLSLimits.intermediateSecondsMax + extra
            let validity = Validity(notBefore: noon, notAfter: noon.advanced(seconds: seconds))
            let made = try? root.intermediate(
                commonName: "I",
                purpose: .client,
                key: key,
                validity: validity
            )
            #expect((made != nil) == isRight)
        }
    }

    @Test
    func `serial numbers have 127 bits and differ`() throws {
        let maker = try CertificateMaker(now: noon)
        var serials: Set<[UInt8]> = []
        for _ in 0..<20 {
            let serial = try maker.client(names: []).leaf.facts.serial
            #expect(serial.count == 16 && serial[0] & 0xC0 == 0x40)
            serials.insert(serial)
        }
        #expect(serials.count == 20)
    }

    static let commonNames: [(String, Bool)] = [
        ("", false), ("a", true), (String(repeating: "a", count: 64), true),
        (String(repeating: "a", count: 65), false), ("Rhondda, Cynon/CN=Taf+é", true),
    ]

    @Test(arguments: commonNames)
    func `a common name has 1 to 64 bytes and is never interpreted`(
        name: String,
        isRight: Bool
    ) throws {
        let validity = Validity(from: noon, seconds: 60)
        var der: [UInt8]?
        do {
            let root = try Authority.root(commonName: name, validity: validity, key: PrivateKey())
            der = root.certificate.der
        } catch {
            #expect(error == TLSError(.tooLarge))
        }
        #expect((der != nil) == isRight)
        // The name lies in the certificate as one run of bytes.
        if let der { #expect(der.contains(run: Array(name.utf8))) }
    }

    @Test
    func `an authority needs its own key and the right to sign`() throws {
        let maker = try CertificateMaker(now: noon)
        let key = try PrivateKey(pem: maker.clientAuthority.keyPEM())
        let again = try Authority(certificate: maker.clientAuthority.certificate, key: key)
        #expect(again.certificate == maker.clientAuthority.certificate)
        let root = maker.root
        #expect(throws: TLSError(.keyMismatch)) {
            _ = try Authority(certificate: root, key: PrivateKey())
        }
        let leaf = try maker.client(name: maker.newName())
        let certificate = leaf.leaf
        let leafKey = try leaf.keyPEM()
        #expect(throws: TLSError(.wrongPurpose)) {
            _ = try Authority(certificate: certificate, key: PrivateKey(pem: leafKey))
        }
    }

    @Test
    func `a chain and a key that do not belong together make no context`() throws {
        let maker = try CertificateMaker(now: noon)
        let server = try maker.server()
        let chain = server.chain
        let root = maker.root
        #expect(throws: TLSError(.keyMismatch)) {
            try TLSServerContext(chain: chain, key: PrivateKey(), clientAnchors: [root])
        }
        #expect(throws: TLSError(.malformed)) {
            try TLSServerContext(chain: [], key: PrivateKey(), clientAnchors: [root])
        }
        #expect(throws: TLSError(.keyMismatch)) {
            try TLSClientContext(anchors: [root], chain: chain, key: PrivateKey())
        }
    }

    @Test
    func `a server needs a name, and not too many`() throws {
        let maker = try CertificateMaker(now: noon)
        for (count, isRight) in [(0, false), (1, true), (16, true), (17, false)] {
            let names = [ServerName](repeating: .host("localhost"), count: count)
            let made = try? maker.server(names: names).chain
            #expect((made != nil) == isRight)
        }
    }
}

extension [UInt8] {
    fileprivate func contains(run: [UInt8]) -> Bool {
        guard count >= run.count else { return false }
        return (0...(count - run.count)).contains { Array(self[$0..<($0 + run.count)]) == run }
    }
}
