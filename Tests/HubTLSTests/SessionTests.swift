import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

struct SessionTests {
    @Test
    func `a client with a certificate is known by it`() throws {
        let fixture = try Fixture()
        let name = fixture.maker.newName()
        let credential = try fixture.maker.client(name: name)
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        #expect(steps.client == .done && steps.server == .done)
        let identity = pair.server.peer
        let peer = try #require(identity)
        #expect(peer.name == name)
        #expect(peer.certificate == credential.leaf.facts)
        #expect(!peer.isLapsed)
        #expect(pair.client.peer == nil && pair.client.serverCertificate != nil)
        #expect(pair.send([1, 2, 3]) == .bytes(3))
    }

    @Test
    func `a client without a certificate is a stranger`() throws {
        let fixture = try Fixture()
        var pair = try SessionPair(
            client: TLSClientContext(anchors: [fixture.maker.root]),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        #expect(steps.client == .done && steps.server == .done)
        #expect(pair.server.peer == nil)
        #expect(pair.send([1]) == .bytes(1))
    }

    @Test
    func `a certificate whose only fault is its age is let in as lapsed`() throws {
        let fixture = try Fixture()
        let name = fixture.maker.newName()
        let credential = try fixture.maker.client(name: name, validity: fixture.maker.expired())
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        #expect(steps.server == .done)
        #expect(pair.server.peer?.isLapsed == true)
        #expect(pair.server.peer?.name == name)
    }

    @Test
    func `an expired certificate of a foreign authority is refused`() throws {
        let fixture = try Fixture()
        let foreign = try CertificateMaker(now: noon)
        let credential = try foreign.client(name: foreign.newName(), validity: foreign.expired())
        var pair = try SessionPair(
            client: fixture.clientContext(credential),
            server: fixture.serverContext
        )
        let steps = pair.handshake()
        #expect(steps.server == .failed(TLSError(.unknownAuthority)))
        #expect(SessionPair.read(&pair.client) == .failed(TLSError(.alert(48))))
    }
}
