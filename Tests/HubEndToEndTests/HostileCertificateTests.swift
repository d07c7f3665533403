import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// Names and chains that nobody was given, from the hub's own issuer, before the real program.
final class HostileCertificateTests {
    private let hub: RunningHub
    private let bundle: String
    private let root: Certificate
    private let issuer: Authority
    private let maker: CertificateMaker

    init() throws {
        hub = try RunningHub()
        bundle = try hub.issue("steward")
        root = try Certificate(pem: hub.authority("root.pem"))
        issuer = try Authority(
            certificate: Certificate(pem: hub.authority("clients.pem")),
            key: PrivateKey(pem: hub.authority("clients.key"))
        )
        maker = try CertificateMaker(now: HubClock.system.instant)
    }

    private func failureOf(_ channel: Channel) -> ClientError? {
        do throws(ClientError) {
            _ = try IdentityServiceClient(channel).ping()
            return nil
        } catch {
            return error
        }
    }

    @Test
    func `a name with a NUL, another form or anything beside it opens nothing`() throws {
        let told = try IdentityServiceClient(hub.channel(bundle)).whoAmI()
        // The name of somebody who may come in, so that only its form is wrong.
        let name = "whub://\(told.hubId)/\(told.tenantId)/\(told.principalId)"
        func uri(_ text: String) -> AlternativeName { .uri(Array(text.utf8)) }
        let shapes: [(String, [AlternativeName])] = [
            ("a NUL behind it", [uri(name + "\0")]),
            ("a NUL and a host behind it", [uri(name + "\0.example.org")]),
            ("a NUL inside", [uri(String(name.dropLast(1)) + "\0")]),
            ("twice", [uri(name), uri(name)]),
            ("a host beside it", [uri(name), .host("localhost")]),
            ("an address beside it", [.address([127, 0, 0, 1]), uri(name)]),
            ("in capitals", [uri(name.uppercased())]),
            ("a fourth part", [uri(name + "/x")]),
            ("another scheme", [uri("http" + name.dropFirst(4))]),
            ("a comma and a name", [uri(name + ",DNS:localhost")]),
            ("16 hosts", (0..<15).map { .host("a\($0)") } + [uri(name)]),
        ]
        for (what, names) in shapes {
            let key = try PrivateKey()
            let leaf = try issuer.leaf(
                commonName: told.principalId,
                names: names,
                purpose: .client,
                key: key.publicKey,
                validity: maker.valid()
            )
            let tls = try TLSClientContext(
                anchors: [root],
                chain: [leaf, issuer.certificate],
                key: key
            )
            let error = failureOf(try hub.channel(tls: tls))
            #expect(error?.exitCode == .notAllowed, "\(what): \(String(describing: error))")
        }
        // The right form, the issuer's signature and a key of one's own: not a row of the registry.
        let key = try PrivateKey()
        let forged = try issuer.leaf(
            commonName: told.principalId,
            names: [uri(name)],
            purpose: .client,
            key: key.publicKey,
            validity: maker.valid()
        )
        let tls = try TLSClientContext(
            anchors: [root],
            chain: [forged, issuer.certificate],
            key: key
        )
        let error = failureOf(try hub.channel(tls: tls))
        #expect(error?.description.contains("WIRE-0801") == true, "\(String(describing: error))")
        #expect(failureOf(try hub.channel(bundle)) == nil)
        #expect(try hub.stop() == .code(0))
    }

    @Test
    func `a revoked certificate opens nothing, and another one of the same council does`() throws {
        let admin = AdminServiceClient(try hub.channel(try hub.issue("admin")))
        let steward = try hub.channel(bundle)
        let told = try IdentityServiceClient(steward).whoAmI()
        let all = try admin.listPrincipals().principals
        let record = try #require(all.first { $0.id == told.principalId })
        let request = RevokePrincipalRequest(
            principal: record.id,
            reason: "Left.",
            baseVersion: record.version
        )
        _ = try admin.revokePrincipal(request)
        for _ in 0..<2 {
            let error = failureOf(try hub.channel(bundle))
            #expect(
                error?.description.contains("WIRE-0813") == true,
                "\(String(describing: error))"
            )
        }
        #expect(failureOf(steward)?.description.contains("WIRE-0813") == true)
        #expect(failureOf(try hub.channel(try hub.issue("viewer"))) == nil)
    }

    /// What the hub says to the `openssl` program, with these certificates above the client's own.
    private func greeting(_ above: [UInt8]) throws -> [UInt8] {
        let chain = hub.folder.file("above.pem")
        try LocalFile.replace(chain, with: above.span)
        let tool = try ChildProcess.start(
            Programs.installed("openssl"),
            [
                "s_client", "-connect", "\(hub.address)", "-servername", "localhost", "-quiet",
                "-alpn", "whub/1", "-CAfile", "\(bundle)/authority.pem", "-verify_return_error",
                "-cert", "\(bundle)/client.pem", "-key", "\(bundle)/client.key",
                "-cert_chain", chain,
            ]
        )
        try tool.collect { tool.output.count >= 12 || hasEnded(tool.errorText) }
        let bytes = tool.output
        tool.kill()
        return bytes
    }

    /// Whether the program says that the hub has closed.
    private func hasEnded(_ words: String) -> Bool {
        ["alert", "errno", "closed"].contains { words.contains($0) }
    }

    @Test
    func `a chain that is longer than any should be is refused, and the next client is let in`()
        throws
    {
        let issuerPEM = Certificate.pem([issuer.certificate])
        // The hub greets first: HELLO on the connection itself.
        #expect(try Array(greeting(issuerPEM).prefix(9).suffix(5)) == [0, 0, 0, 0, 1])
        for count in [40, 120] {
            var chain = issuerPEM
            for _ in 0..<count { chain += Certificate.pem([maker.root]) }
            #expect(try greeting(chain).isEmpty, "\(count) certificates")
            #expect(failureOf(try hub.channel(bundle)) == nil)
        }
        #expect(try Array(greeting(issuerPEM).prefix(9).suffix(5)) == [0, 0, 0, 0, 1])
        #expect(try hub.stop() == .code(0))
    }
}
