import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// Certificates with one thing wrong, from the hub's own authority, before the real program.
struct CertificateTests {
    @Test
    func `only a certificate of the registry opens anything`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("steward")
        let issuer = try Authority(
            certificate: Certificate(pem: hub.authority("clients.pem")),
            key: PrivateKey(pem: hub.authority("clients.key"))
        )
        let root = try Certificate(pem: hub.authority("root.pem"))
        let maker = try CertificateMaker(now: HubClock.system.instant)
        let name = maker.newName()
        let own = name.alternativeName
        let valid = maker.valid()
        let offers: [(String, [AlternativeName], CertificatePurpose, Validity)] = [
            ("of nobody in the registry", [own], .client, valid),
            ("not valid yet", [own], .client, maker.early()),
            ("for servers", [own], .server, valid),
            ("without a name", [], .client, valid),
            ("with two names", [own, maker.newName().alternativeName], .client, valid),
            ("with a name and a host", [own, .host("localhost")], .client, valid),
        ]
        for (what, names, purpose, validity) in offers {
            let key = try PrivateKey()
            let leaf = try issuer.leaf(
                commonName: "test client",
                names: names,
                purpose: purpose,
                key: key.publicKey,
                validity: validity
            )
            let tls = try TLSClientContext(
                anchors: [root],
                chain: [leaf, issuer.certificate],
                key: key
            )
            let client = IdentityServiceClient(try hub.channel(tls: tls))
            let error = #expect(throws: ClientError.self, "\(what)") { try client.ping() }
            #expect(error?.exitCode == .notAllowed, "\(what): \(String(describing: error))")
        }
        #expect(throws: Never.self) { try IdentityServiceClient(hub.channel(bundle)).ping() }
    }

    @Test
    func `a stranger, a lapsed and a foreign certificate call nothing`() throws {
        let hub = try RunningHub()
        let root = try Certificate(pem: hub.authority("root.pem"))
        let issuer = try Authority(
            certificate: Certificate(pem: hub.authority("clients.pem")),
            key: PrivateKey(pem: hub.authority("clients.key"))
        )
        let maker = try CertificateMaker(now: HubClock.system.instant)
        let key = try PrivateKey()
        let lapsed = try issuer.clientCertificate(
            name: maker.newName(),
            key: key.publicKey,
            validity: maker.expired()
        )
        let old = try TLSClientContext(
            anchors: [root],
            chain: [lapsed, issuer.certificate],
            key: key
        )
        let foreign = try maker.client(name: maker.newName())
        let other = try TLSClientContext(
            anchors: [root],
            chain: foreign.chain,
            key: foreign.key
        )
        for (tls, reason) in [(old, "GATE-0102"), (other, "CLNT-0104")] {
            let client = IdentityServiceClient(try hub.channel(tls: tls))
            let error = #expect(throws: ClientError.self) { try client.ping() }
            #expect(error?.exitCode == .notAllowed, "\(reason) \(String(describing: error))")
        }
    }
}
