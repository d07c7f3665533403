import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct ClientVerificationTests {
    /// What the server makes of a client's certificate, and the alert the client reads.
    struct Refusal: Sendable {
        let flaw: CertificateFlaw
        let code: TLSError.Code
        let alert: UInt8
    }

    static let refusals: [Refusal] = [
        Refusal(flaw: .early, code: .certificateNotYetValid, alert: 42),
        Refusal(flaw: .foreign, code: .unknownAuthority, alert: 48),
        Refusal(flaw: .wrongPurpose, code: .wrongPurpose, alert: 43),
        Refusal(flaw: .noName, code: .wrongIdentity, alert: 42),
        Refusal(flaw: .twoNames, code: .wrongIdentity, alert: 42),
        Refusal(flaw: .nameAndHost, code: .wrongIdentity, alert: 42),
        Refusal(flaw: .host, code: .wrongIdentity, alert: 42),
        Refusal(flaw: .otherScheme, code: .wrongIdentity, alert: 42),
    ]

    @Test
    func `every flaw but age is in the table`() {
        #expect(
            Set(Self.refusals.map(\.flaw)) == Set(CertificateFlaw.allCases).subtracting([.expired])
        )
    }

    @Test(arguments: refusals)
    func `a flawed client is refused, and its first read says why`(refusal: Refusal) throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(refusal.flaw, name: fixture.maker.newName())
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        // A client of TLS 1.3 is done before its certificate has been judged.
        #expect(steps.client == .done)
        #expect(steps.server == .failed(TLSError(refusal.code)))
        #expect(SessionPair.read(&pair.client) == .failed(TLSError(.alert(refusal.alert))))
        let peer = pair.server.peer
        #expect(peer == nil)
        // Failed is failed: nothing later opens the session.
        #expect(SessionPair.read(&pair.server) == .failed(TLSError(refusal.code)))
        #expect(pair.server.write([1].span) == .failed(TLSError(refusal.code)))
        #expect(pair.server.handshake() == .failed(TLSError(refusal.code)))
    }

    @Test(arguments: CertificateFlaw.allCases)
    func `age excuses no other flaw`(flaw: CertificateFlaw) throws {
        let fixture = try Fixture()
        let name = fixture.maker.newName()
        let credential = try fixture.maker.client(flaw, name: name)
        // Two months on everything is past its time, the leaf and nothing above it.
        let later = noon.advanced(seconds: 60 * 86_400)
        let server = try fixture.maker.server(validity: fixture.maker.valid(seconds: 90 * 86_400))
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: TLSServerContext(
                chain: server.chain,
                key: server.key,
                clientAnchors: [fixture.maker.root]
            ),
            now: later
        )
        let steps = pair.handshake()
        let isLapsed = pair.server.peer?.isLapsed
        if flaw == .expired || flaw == .early {
            #expect(steps.server == .done && isLapsed == true)
        } else {
            #expect(steps.server != .done && isLapsed == nil)
        }
    }

    /// Seconds from a leaf's end, and whether the server takes it as lapsed.
    static let edges: [(Int64, Bool)] = [(-1, false), (0, true), (1, true), (86_400, true)]

    @Test(arguments: edges)
    func `a certificate lapses at its end by the injected clock`(
        offset: Int64,
        isLapsed: Bool
    ) throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        let end = credential.leaf.facts.notAfterSeconds
        let server = try fixture.maker.server(validity: fixture.maker.valid(seconds: 90 * 86_400))
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: TLSServerContext(
                chain: server.chain,
                key: server.key,
                clientAnchors: [fixture.maker.root]
            ),
            now: Instant(microseconds: (end + offset) * 1_000_000)
        )
        let steps = pair.handshake()
        #expect(steps.server == .done)
        let peer = pair.server.peer
        #expect(peer?.isLapsed == isLapsed)
    }

    @Test
    func `below an expired intermediate a certificate in time has lapsed`() throws {
        let fixture = try Fixture()
        let name = fixture.maker.newName()
        let credential = try fixture.maker.client(
            name: name,
            validity: fixture.maker.valid(seconds: 400 * 86_400)
        )
        let server = try fixture.maker.server()
        let later = noon.advanced(seconds: 200 * 86_400)
        let sockets = try SocketPair()
        var client = try TLSSession(
            client: fixture.clientContext(credential),
            descriptor: sockets.first,
            server: .host("localhost"),
            now: noon
        )
        var session = try TLSSession(
            server: TLSServerContext(
                chain: server.chain,
                key: server.key,
                clientAnchors: [fixture.maker.root]
            ),
            descriptor: sockets.second,
            now: later
        )
        var step = session.handshake()
        for _ in 0..<5 { (_, step) = (client.handshake(), session.handshake()) }
        #expect(step == .done)
        #expect(session.peer?.isLapsed == true)
    }

    @Test
    func `a client's authority may be trusted by itself, and clients then send less`() throws {
        let maker = try CertificateMaker(now: noon)
        let server = try maker.server()
        let credential = try maker.client(name: maker.newName())
        let context = try TLSServerContext(
            chain: server.chain,
            key: server.key,
            clientAnchors: [maker.clientAuthority.certificate]
        )
        let client = try TLSClientContext(
            anchors: [maker.root],
            chain: [credential.leaf],
            key: credential.key
        )
        var pair = try SessionPair(client: client, server: context)
        let steps = pair.handshake()
        #expect(steps.server == .done)
        let peer = pair.server.peer
        #expect(peer != nil)
    }

    @Test
    func `a chain without its intermediate authority is refused`() throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        let client = try TLSClientContext(
            anchors: [fixture.maker.root],
            chain: [credential.leaf],
            key: credential.key
        )
        var pair = try SessionPair(client: client, server: fixture.serverContext)
        #expect(pair.handshake().server == .failed(TLSError(.unknownAuthority)))
    }

    @Test
    func `a leaf issued by the servers' authority is refused although it says it is a client's`()
        throws
    {
        let fixture = try Fixture()
        let key = try PrivateKey()
        let leaf = try fixture.maker.serverAuthority.clientCertificate(
            name: fixture.maker.newName(),
            key: key.publicKey,
            validity: fixture.maker.valid()
        )
        let chain = [leaf, fixture.maker.serverAuthority.certificate]
        let client = try TLSClientContext(anchors: [fixture.maker.root], chain: chain, key: key)
        var pair = try SessionPair(client: client, server: fixture.serverContext)
        #expect(pair.handshake().server == .failed(TLSError(.wrongPurpose)))
    }

    @Test
    func `an intermediate authority cannot make another`() throws {
        let fixture = try Fixture()
        let middleKey = try PrivateKey()
        let middle = try fixture.maker.clientAuthority.intermediate(
            commonName: "Below",
            purpose: .client,
            key: middleKey.publicKey,
            validity: fixture.maker.valid()
        )
        let below = try Authority(certificate: middle, key: middleKey)
        let key = try PrivateKey()
        let leaf = try below.clientCertificate(
            name: fixture.maker.newName(),
            key: key.publicKey,
            validity: fixture.maker.valid()
        )
        let chain = [leaf, middle, fixture.maker.clientAuthority.certificate]
        let client = try TLSClientContext(anchors: [fixture.maker.root], chain: chain, key: key)
        var pair = try SessionPair(client: client, server: fixture.serverContext)
        #expect(pair.handshake().server == .failed(TLSError(.certificateInvalid)))
    }

    /// Certificates of the intermediate authority in the chain, and whether it fits in 16 KiB.
    static let chains: [(Int, Bool)] = [(1, true), (20, true), (45, false)]

    @Test(arguments: chains)
    func `a chain beyond the limit is refused`(count: Int, fits: Bool) throws {
        let fixture = try Fixture()
        let credential = try fixture.maker.client(name: fixture.maker.newName())
        let above = [Certificate](
            repeating: fixture.maker.clientAuthority.certificate,
            count: count
        )
        let size = ([credential.leaf] + above).reduce(0) { $0 + $1.der.count }
        #expect((size < TLSLimits.peerChainBytesMax) == fits)
        let client = try TLSClientContext(
            anchors: [fixture.maker.root],
            chain: [credential.leaf] + above,
            key: credential.key
        )
        var pair = try SessionPair(client: client, server: fixture.serverContext)
        let step = pair.handshake().server
        #expect(step == (fits ? .done : .failed(TLSError(.tooLarge))))
    }
}
