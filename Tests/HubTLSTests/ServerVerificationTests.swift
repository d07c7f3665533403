import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct ServerVerificationTests {
    struct Call: Sendable {
        let names: [String]
        let called: String
        let isRight: Bool
    }

    static let calls: [Call] = [
        Call(names: ["localhost"], called: "localhost", isRight: true),
        Call(names: ["localhost"], called: "LOCALHOST", isRight: true),
        Call(names: ["localhost"], called: "localhost.example", isRight: false),
        Call(names: ["hub.example.org", "localhost"], called: "localhost", isRight: true),
        Call(names: ["127.0.0.1"], called: "127.0.0.1", isRight: true),
        Call(names: ["127.0.0.1"], called: "127.0.0.2", isRight: false),
        Call(names: ["localhost"], called: "127.0.0.1", isRight: false),
        Call(names: ["127.0.0.1"], called: "localhost", isRight: false),
        Call(names: ["::1"], called: "::1", isRight: true),
        Call(names: ["::1"], called: "::2", isRight: false),
        Call(names: ["::1"], called: "0:0:0:0:0:0:0:1", isRight: true),
    ]

    @Test(arguments: calls)
    func `a server is taken for the names in its certificate and no others`(call: Call) throws {
        let maker = try CertificateMaker(now: noon)
        let names = try call.names.map { try #require(ServerName($0)) }
        let server = try maker.server(names: names)
        let context = try TLSServerContext(
            chain: server.chain,
            key: server.key,
            clientAnchors: [maker.root]
        )
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [maker.root]),
            server: context,
            name: #require(ServerName(call.called))
        )
        let steps = pair.handshake()
        #expect(steps.client == (call.isRight ? .done : .failed(TLSError(.wrongServerName))))
        #expect(steps.server == (call.isRight ? .done : .failed(TLSError(.alert(42)))))
    }

    @Test(arguments: [
        ("Proxy", "Proxy servers"), ("P\u{1B}[31m\u{202E}\u{2028}\u{200B}x\n", "P[31mx servers"),
        ("Pr\u{F6}xy", "Pr\u{F6}xy servers"),
    ])
    func `who stands behind a server that is not believed is told, in words that can be seen`(
        name: String,
        issuer: String
    ) throws {
        let proxy = try CertificateMaker(now: noon, name: name)
        let own = try CertificateMaker(now: noon)
        let server = try proxy.server()
        let context = try TLSServerContext(
            chain: server.chain,
            key: server.key,
            clientAnchors: [proxy.root]
        )
        var pair = try SessionPair(client: TLSClientContext(anchors: [own.root]), server: context)
        guard case .failed(let error) = pair.handshake().client else {
            Issue.record("the server was believed")
            return
        }
        #expect(error == TLSError(.unknownAuthority))
        #expect(error.issuer == issuer)
        var sound = try SessionPair(
            client: TLSClientContext(anchors: [proxy.root]),
            server: context
        )
        #expect(sound.handshake().client == .done)
    }

    @Test(arguments: [
        "", ".", "a..b", "-a", "a-", "a_b", "1.2.3", "1.2.3.4.5", "256.1.1.1", "[::1]",
        "a b", "a\0b", "é", "a/b", "localhost:7443", String(repeating: "a", count: 64),
    ])
    func `text that is neither a name nor an address is none`(text: String) {
        #expect(ServerName(text) == nil)
    }

    @Test(arguments: [
        ("a", "a"), ("a-1.b2", "a-1.b2"), ("10.0.0.1", "10.0.0.1"),
        ("::1", "0:0:0:0:0:0:0:1"), ("2001:DB8::A", "2001:db8:0:0:0:0:0:a"),
    ])
    func `a name is told back`(text: String, told: String) {
        #expect(ServerName(text)?.description == told)
    }

    @Test
    func `a server of a foreign authority is refused`() throws {
        let fixture = try Fixture()
        let foreign = try CertificateMaker(now: noon)
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [foreign.root]),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        #expect(steps.client == .failed(TLSError(.unknownAuthority)))
        #expect(steps.server == .failed(TLSError(.alert(48))))
    }

    static let times: [(Int64, TLSError.Code?)] = [
        (0, nil), (31 * 86_400, .certificateExpired), (-86_400, .certificateNotYetValid),
    ]

    @Test(arguments: times)
    func `a server is judged by the injected clock`(offset: Int64, code: TLSError.Code?) throws {
        let fixture = try Fixture()
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [fixture.maker.root]),
            server: fixture.serverContext,
            now: noon.advanced(seconds: offset)
        )
        let step = pair.handshake().client
        #expect(step == code.map { .failed(TLSError($0)) } ?? .done)
    }

    @Test
    func `a client's certificate proves no server`() throws {
        let maker = try CertificateMaker(now: noon)
        let credential = try maker.client(names: [.host("localhost")])
        let context = try TLSServerContext(
            chain: credential.chain,
            key: credential.key,
            clientAnchors: [maker.root]
        )
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [maker.root]),
            server: context
        )
        #expect(pair.handshake().client == .failed(TLSError(.wrongPurpose)))
    }

    @Test
    func `a client that trusts nobody cannot be made`() {
        #expect(throws: TLSError(.unknownAuthority)) { try TLSClientContext(anchors: []) }
    }
}

struct PinnedAuthorityTests {
    private static func context(
        _ maker: borrowing CertificateMaker,
        showsRoot: Bool
    ) throws -> TLSServerContext {
        let server = try maker.server()
        return try TLSServerContext(
            chain: showsRoot ? server.chain + [maker.root] : server.chain,
            key: server.key,
            clientAnchors: [maker.root]
        )
    }

    @Test
    func `a server whose chain holds the pinned authority is trusted, and the authority known`()
        throws
    {
        let maker = try CertificateMaker(now: noon)
        var pair = try SessionPair(
            client: TLSClientContext(authority: maker.root.facts.fingerprint),
            server: Self.context(maker, showsRoot: true)
        )
        let steps = pair.handshake()
        #expect(steps.client == .done && steps.server == .done)
        let authority = pair.client.authority
        #expect(authority == maker.root)
        #expect(pair.send([1]) == .bytes(1))
    }

    @Test
    func `a server that does not show the pinned authority is refused`() throws {
        let maker = try CertificateMaker(now: noon)
        let foreign = try CertificateMaker(now: noon)
        let contexts = [
            try Self.context(maker, showsRoot: false), try Self.context(foreign, showsRoot: true),
        ]
        for context in contexts {
            var pair = try SessionPair(
                client: TLSClientContext(authority: maker.root.facts.fingerprint),
                server: context
            )
            #expect(pair.handshake().client == .failed(TLSError(.unknownAuthority)))
        }
    }

    @Test
    func `a foreign server that only shows the pinned authority is refused`() throws {
        let maker = try CertificateMaker(now: noon)
        let foreign = try CertificateMaker(now: noon)
        let server = try foreign.server()
        let context = try TLSServerContext(
            chain: server.chain + [maker.root],
            key: server.key,
            clientAnchors: [maker.root]
        )
        var pair = try SessionPair(
            client: TLSClientContext(authority: maker.root.facts.fingerprint),
            server: context
        )
        #expect(pair.handshake().client == .failed(TLSError(.unknownAuthority)))
    }

    static let faults: [(String, Int64, TLSError.Code)] = [
        ("example.org", 0, .wrongServerName), ("localhost", 31 * 86_400, .certificateExpired),
    ]

    @Test(arguments: faults)
    func `a pin excuses neither a wrong name nor a wrong time`(
        name: String,
        offset: Int64,
        code: TLSError.Code
    ) throws {
        let maker = try CertificateMaker(now: noon)
        var pair = try SessionPair(
            client: TLSClientContext(authority: maker.root.facts.fingerprint),
            server: Self.context(maker, showsRoot: true),
            name: #require(ServerName(name)),
            now: noon.advanced(seconds: offset)
        )
        #expect(pair.handshake().client == .failed(TLSError(code)))
    }
}
