import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

/// What other people's programs make of our certificates.
struct InteroperationTests {
    /// Certificates as files, valid today: other programs read the machine's clock.
    private struct Files {
        let folder: ScratchFolder
        let name: PrincipalName
        let context: TLSServerContext

        init() throws {
            let folder = try ScratchFolder()
            let maker = try CertificateMaker(now: HubClock.system.instant)
            let server = try maker.server()
            name = maker.newName()
            let client = try maker.client(name: name)
            try folder.write("root.pem", Array(maker.root.pem.utf8))
            try folder.write("server.pem", server.chainPEM)
            try folder.write("client.pem", client.chainPEM)
            try folder.write("client.key", client.keyPEM())
            try folder.write("servers.pem", Array(maker.serverAuthority.certificate.pem.utf8))
            try folder.write("clients.pem", Array(maker.clientAuthority.certificate.pem.utf8))
            context = try TLSServerContext(
                chain: server.chain,
                key: server.key,
                clientAnchors: [maker.root]
            )
            self.folder = folder
        }
    }

    struct Question: Sendable {
        let leaf: String
        let authority: String
        let purpose: String
        let isRight: Bool
    }

    static let questions: [Question] = [
        Question(leaf: "server", authority: "servers", purpose: "sslserver", isRight: true),
        Question(leaf: "client", authority: "clients", purpose: "sslclient", isRight: true),
        Question(leaf: "server", authority: "servers", purpose: "sslclient", isRight: false),
        Question(leaf: "client", authority: "clients", purpose: "sslserver", isRight: false),
        Question(leaf: "client", authority: "servers", purpose: "sslclient", isRight: false),
        Question(leaf: "client", authority: "clients", purpose: "smimesign", isRight: false),
    ]

    @Test(.enabled(if: Tool.runs(with: "openssl", "timeout")), arguments: questions)
    func `openssl verify agrees on what a certificate is for`(question: Question) throws {
        let files = try Files()
        let result = try Tool.run(
            [
                "openssl", "verify", "-x509_strict", "-purpose", question.purpose, "-CAfile",
                files.folder.file("root.pem"), "-untrusted",
                files.folder.file("\(question.authority).pem"),
                files.folder.file("\(question.leaf).pem"),
            ],
            in: files.folder
        )
        #expect((result.code == 0) == question.isRight, "\(result.output)")
    }

    @Test(.enabled(if: Tool.runs(with: "openssl", "timeout")))
    func `openssl reads in a client's certificate what was put in`() throws {
        let files = try Files()
        let path = files.folder.file("client.pem")
        let arguments = ["openssl", "x509", "-in", path, "-noout", "-text"]
        let output = try Tool.run(arguments, in: files.folder).output
        for expected in [
            "URI:\(files.name)\n", "CA:FALSE", "Digital Signature\n",
            "TLS Web Client Authentication\n", "X509v3 Subject Key Identifier",
            "X509v3 Authority Key Identifier", "ecdsa-with-SHA256", "prime256v1",
        ] {
            #expect(output.contains(expected), "\(expected)\n\(output)")
        }
    }

    @Test(.enabled(if: Tool.runs(with: "openssl", "timeout")))
    func `openssl verifies our request, and we take one of openssl's`() throws {
        let folder = try ScratchFolder()
        let key = try PrivateKey()
        let request = try SigningRequest(for: key)
        let own = try folder.write("own.csr", Array(request.pem.utf8))
        let judged = try Tool.run(
            ["openssl", "req", "-in", own, "-noout", "-verify"],
            in: folder
        )
        #expect(judged.code == 0 && judged.output.contains("verify OK"), "\(judged.output)")
        let keyFile = try folder.write("own.key", key.pem())
        // Names and wishes of all kinds, of which nothing counts but the key.
        let made = try Tool.run(
            [
                "openssl", "req", "-new", "-key", keyFile, "-subj", "/O=Evil/CN=root", "-addext",
                "subjectAltName=DNS:evil.example", "-addext", "basicConstraints=CA:TRUE", "-out",
                folder.file("other.csr"),
            ],
            in: folder
        )
        try #require(made.code == 0, "\(made.output)")
        let other = try SigningRequest(pem: Array(folder.read("other.csr").utf8))
        #expect(other.publicKey == key.publicKey)
        let maker = try CertificateMaker(now: noon)
        let name = maker.newName()
        let issued = try maker.clientAuthority.clientCertificate(
            name: name,
            key: other.publicKey,
            validity: maker.valid()
        )
        #expect(try PeerIdentity(issued, isLapsed: false).name == name)
        let evil = Array("vil".utf8)
        let hasEvil = issued.der.indices.contains { issued.der[$0...].starts(with: evil) }
        #expect(!hasEvil)
    }

    private static let python = """
        import socket, ssl, sys
        folder, port = sys.argv[1], int(sys.argv[2])
        context = ssl.create_default_context(cafile=folder + "/root.pem")
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        context.load_cert_chain(folder + "/client.pem", folder + "/client.key")
        context.set_alpn_protocols(["whub/1"])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
            with context.wrap_socket(plain, server_hostname=sys.argv[3]) as tls:
                assert tls.selected_alpn_protocol() == "whub/1"
                tls.sendall(b"ping")
                assert tls.recv(4) == b"pong"
        print("fine")
        """

    @Test(
        .enabled(if: Tool.runs(with: "python3", "timeout")),
        arguments: [("localhost", true), ("127.0.0.1", true), ("example.org", false)]
    )
    func `Python's ssl verifies a server as strictly as it can, and is known to it`(
        host: String,
        isRight: Bool
    ) throws {
        let files = try Files()
        let server = try LoopbackServer()
        let script = try files.folder.write("client.py", Array(Self.python.utf8))
        let tool = try Tool.start(
            ["python3", script, files.folder.path, "\(server.port)", host],
            in: files.folder
        )
        let outcome = try server.serve(
            files.context,
            greeting: Array("pong".utf8),
            now: HubClock.system.instant
        )
        let result = tool.wait()
        #expect((result.code == 0) == isRight, "\(result.output)")
        if isRight {
            #expect(outcome.peer?.name == files.name && outcome.received == Array("ping".utf8))
        } else {
            #expect(outcome.step == .failed(TLSError(.alert(42))))
        }
    }
}
