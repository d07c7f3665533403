import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// A server's certificate from elsewhere, in the real hub.
final class OwnCertificateTests {
    private let hub: RunningHub
    private let maker: CertificateMaker

    init() throws {
        hub = try RunningHub()
        maker = try CertificateMaker(now: HubClock.system.instant, name: "Elsewhere")
    }

    private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = hub.folder.file(name)
        try LocalFile.replace(path, with: bytes.span)
        return path
    }

    private func use(
        _ chain: [UInt8],
        _ key: [UInt8],
        root: [UInt8]?
    ) throws -> (exit: ChildProcess.Exit, output: String, error: String) {
        var words = [
            "authority", "use-certificate", "--data", hub.data,
            "--chain", try file("chain.pem", chain), "--key", try file("key.pem", key),
        ]
        if let root { words += ["--root", try file("root.pem", root)] }
        return try RunningHub.run(words)
    }

    /// A channel of a bundle whose owner trusts another root than the bundle's.
    private func channel(_ bundle: String, trusting root: Certificate) throws -> Channel {
        try hub.channel(
            tls: TLSClientContext(
                anchors: [root],
                chain: Certificate.chain(
                    pem: LocalFile.read("\(bundle)/client.pem", bytesMax: 64 * 1_024)
                ),
                key: PrivateKey(pem: LocalFile.read("\(bundle)/client.key", bytesMax: 64 * 1_024))
            )
        )
    }

    @Test
    func `what cannot be shown is refused, and nothing changes by it`() throws {
        let bundle = try hub.issue("viewer")
        let root = Certificate.pem([maker.root])
        let good = try maker.server()
        let ended = try maker.server(validity: maker.expired())
        let cases: [(what: String, chain: [UInt8], key: [UInt8], root: [UInt8]?)] = [
            ("another key", good.chainPEM, try PrivateKey().pem(), root),
            ("it has ended", ended.chainPEM, try ended.keyPEM(), root),
            ("no root anywhere", good.chainPEM, try good.keyPEM(), nil),
            ("the root alone", root, try good.keyPEM(), nil),
            ("no certificate", [0x20], try good.keyPEM(), root),
            ("no key", good.chainPEM, [0x20], root),
            ("a root that is none", good.chainPEM, try good.keyPEM(), [0x20]),
        ]
        for one in cases {
            let refused = try use(one.chain, one.key, root: one.root)
            #expect(refused.exit != .code(0), "\(one.what)")
            #expect(refused.error.contains("cannot be used"), "\(one.what): \(refused.error)")
            #expect(try LocalFile.facts("\(hub.data)/authority/own-root.pem") == nil)
        }
        _ = try IdentityServiceClient(hub.channel(bundle)).ping()
        let shown = try RunningHub.run(["authority", "show", "--data", hub.data])
        #expect(!shown.output.contains("from elsewhere"))
    }

    @Test
    func `whoever is invited from then on enrols and calls over it`() throws {
        let bundle = try hub.issue("viewer")
        let before = try hub.channel(bundle)
        _ = try IdentityServiceClient(before).ping()
        let server = try maker.server()
        let used = try use(
            server.chainPEM,
            try server.keyPEM(),
            root: Certificate.pem([maker.root])
        )
        #expect(used.exit == .code(0), "\(used.error)")
        #expect(used.output.contains("from elsewhere"), "\(used.output)")
        #expect(used.output.contains(maker.root.facts.fingerprint.hex))
        // Connections stay; new ones are shown the other certificate.
        _ = try IdentityServiceClient(before).ping()
        let error = failureOf(try hub.channel(bundle))
        #expect(error?.reasonCode == "CLNT-0103", "\(String(describing: error))")
        #expect(failureOf(try channel(bundle, trusting: maker.root)) == nil)
        try enrolAndCall()
        // What the hub makes by itself is never written over it, nor forgotten by a restart.
        let renewed = try RunningHub.run(["authority", "renew", "--data", hub.data])
        #expect(renewed.exit == .code(0) && renewed.output.contains("from elsewhere"))
        #expect(try hub.stop() == .code(0))
        try hub.serveAgain()
        #expect(failureOf(try channel(bundle, trusting: maker.root)) == nil)
        try enrolAndCall()
    }

    private func failureOf(_ channel: Channel) -> ClientError? {
        do throws(ClientError) {
            _ = try IdentityServiceClient(channel).ping()
            return nil
        } catch {
            return error
        }
    }

    private func enrolAndCall() throws {
        let made = try RunningHub.run([
            "invite", "--data", hub.data, "--hub-role", "operator", "--name",
            "Test \(UniqueID(milliseconds: 0))",
        ])
        let word = made.output.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("WH1-") }
        let code = try #require(InvitationCode(String(word ?? "")))
        #expect(code.rootDigest == maker.root.facts.fingerprint)
        let key = try PrivateKey()
        let enroller = Enroller(code, at: hub.address, serverName: .host("localhost"))
        let answer = try enroller.enrol(key)
        #expect(answer.authority == maker.root)
        let channel = try hub.channel(
            tls: TLSClientContext(anchors: [answer.authority], chain: answer.chain, key: key)
        )
        let told = try IdentityServiceClient(channel).whoAmI()
        #expect(told.principalId == answer.response.principalId)
    }
}
