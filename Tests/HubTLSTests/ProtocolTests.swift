import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import Testing

/// What other people's TLS makes of ours; needs the `openssl` program.
@Suite(.enabled(if: Tool.runs(with: "openssl", "timeout")))
struct ProtocolTests {
    struct Offer: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        /// `nil` when it is accepted.
        let code: TLSError.Code?

        init(_ arguments: String, _ code: TLSError.Code?) {
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.code = code
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let offers: [Offer] = [
        Offer("-alpn whub/1", nil),
        Offer("-alpn h2,whub/1", nil),
        Offer("-alpn h2", .noALPN),
        Offer("-alpn whub/10", .noALPN),
        Offer("-alpn whub/", .noALPN),
        Offer("", .noALPN),
        Offer("-alpn whub/1 -tls1_2", .nothingInCommon),
        Offer("-alpn whub/1 -groups X25519", nil),
        Offer("-alpn whub/1 -groups P-256", nil),
        Offer("-alpn whub/1 -groups P-384", .nothingInCommon),
        Offer("-alpn whub/1 -groups ffdhe2048", .nothingInCommon),
        Offer("-alpn whub/1 -groups ffdhe8192", .nothingInCommon),
        // Asked to choose again, the client chooses what is left: no more than one round trip.
        Offer("-alpn whub/1 -groups ffdhe8192:X25519", nil),
        Offer("-alpn whub/1 -ciphersuites TLS_AES_128_GCM_SHA256", nil),
        Offer("-alpn whub/1 -ciphersuites TLS_AES_256_GCM_SHA384", nil),
        Offer("-alpn whub/1 -ciphersuites TLS_CHACHA20_POLY1305_SHA256", nil),
        Offer("-alpn whub/1 -ciphersuites TLS_AES_128_CCM_SHA256", .nothingInCommon),
        Offer("-alpn whub/1 -ciphersuites TLS_AES_128_CCM_8_SHA256", .nothingInCommon),
        Offer("-alpn whub/1 -sigalgs RSA-PSS+SHA256", .nothingInCommon),
    ]

    private static func connect(
        _ arguments: [String],
        _ server: borrowing LoopbackServer,
        input: [UInt8] = [],
        _ folder: ScratchFolder
    ) throws -> Tool {
        let words = ["openssl", "s_client", "-connect", "127.0.0.1:\(server.port)"]
        return try Tool.start(words + arguments, input: input, in: folder)
    }

    @Test(arguments: offers)
    func `an offer is accepted or refused before anything costs much`(offer: Offer) throws {
        let fixture = try Fixture()
        let folder = try ScratchFolder()
        let server = try LoopbackServer()
        let tool = try Self.connect(offer.arguments, server, folder)
        let outcome = try server.serve(fixture.serverContext, now: noon)
        let output = tool.wait().output
        if let code = offer.code {
            #expect(outcome.step == .failed(TLSError(code)))
            #expect(output.contains("alert"), "\(output)")
        } else {
            #expect(outcome.step == .done && outcome.end == .closed)
            #expect(output.contains("New, TLSv1.3"), "\(output)")
        }
    }

    @Test
    func `no session can be resumed, saved or sent early data`() throws {
        let fixture = try Fixture()
        let folder = try ScratchFolder()
        let server = try LoopbackServer()
        let saved = folder.file("session")
        let arguments = ["-alpn", "whub/1", "-sess_out", saved]
        let first = try Self.connect(arguments, server, folder)
        let outcome = try server.serve(fixture.serverContext, greeting: [0x21], now: noon)
        let output = first.wait().output
        #expect(outcome.step == .done)
        #expect(!output.contains("Session Ticket"), "\(output)")
        #expect(output.contains("Early data was not sent"), "\(output)")
        #expect(folder.read("session").isEmpty)
        // The same client again, as many times as the tool tries: each is a full handshake.
        let again = try Self.connect(["-alpn", "whub/1", "-reconnect"], server, folder)
        for _ in 0..<6 { _ = try server.serve(fixture.serverContext, now: noon) }
        let text = again.wait().output
        #expect(!text.contains("Reused"), "\(text)")
        #expect(text.contains("New, TLSv1.3"), "\(text)")
    }

    @Test
    func `keys are changed on the way although the peer's certificate is forgotten`() throws {
        let fixture = try Fixture()
        let folder = try ScratchFolder()
        let server = try LoopbackServer()
        let name = fixture.maker.newName()
        let credential = try fixture.maker.client(name: name)
        let arguments = [
            "-alpn", "whub/1", "-cert",
            try folder.write("leaf.pem", Array(credential.leaf.pem.utf8)),
            "-key", try folder.write("leaf.key", credential.keyPEM()),
            "-cert_chain", try folder.write("chain.pem", credential.chainPEM),
        ]
        // The tool reads 8 KiB at a time. A piece that begins with K asks both sides for new keys,
        // and is dropped; what follows comes under them.
        let before = [UInt8](repeating: UInt8(ascii: "b"), count: 8_192)
        let order = [UInt8](repeating: UInt8(ascii: "K"), count: 8_192)
        let after = Array("after\n".utf8)
        // Its input has to stay open: it leaves at the end of it, whatever is still to be read.
        let script = """
            mkfifo "$1" && shift; openssl s_client -connect "$@" < "$0" & exec 3> "$0"
            cat >&3; wait
            """
        let pipe = folder.file("pipe")
        let tool = try Tool.start(
            ["sh", "-c", script, pipe, pipe, "127.0.0.1:\(server.port)"] + arguments,
            input: before + order + after,
            in: folder
        )
        let outcome = try server.serve(
            fixture.serverContext,
            greeting: Array("greetings".utf8),
            until: before.count + after.count,
            now: noon
        )
        let output = tool.wait().output
        #expect(outcome.step == .done && outcome.end == nil)
        #expect(outcome.peer?.name == name)
        let isRight = outcome.received == before + after
        #expect(isRight, "\(outcome.received.count) bytes")
        #expect(output.contains("KEYUPDATE"), "\(output)")
        // So that a loop can take new keys for the work that they are.
        #expect(outcome.messages > 0)
        // One greeting under the old keys, one under the new ones.
        #expect(output.split(separator: "greetings", omittingEmptySubsequences: false).count == 3)
    }

    @Test
    func `a client that only ever asks for new keys is sent away`() throws {
        let fixture = try Fixture()
        let folder = try ScratchFolder()
        let server = try LoopbackServer()
        let orders = [UInt8](repeating: UInt8(ascii: "K"), count: 8_192 * 100)
        let tool = try Self.connect(["-alpn", "whub/1"], server, input: orders, folder)
        let outcome = try server.serve(fixture.serverContext, now: noon)
        _ = tool.wait()
        #expect(outcome.step == .done)
        #expect(outcome.end == .failed(TLSError(.protocolViolation)))
        // As many with data between them are a matter of taste.
        let piece = [UInt8](repeating: UInt8(ascii: "K"), count: 8_192)
        let data = [UInt8](repeating: UInt8(ascii: "d"), count: 8_192)
        let mixed = (0..<100).flatMap { _ in piece + data }
        let again = try Self.connect(["-alpn", "whub/1"], server, input: mixed, folder)
        let patient = try server.serve(fixture.serverContext, now: noon)
        _ = again.wait()
        #expect(patient.end == .closed && patient.received.count == 100 * data.count)
    }

    /// Keys a client may not prove itself with; the certificate comes from the right authority.
    static let keys = ["RSA:2048", "EC:P-384", "ED25519"]

    @Test(arguments: keys)
    func `a certificate with another kind of key is no identity`(key: String) throws {
        let fixture = try Fixture()
        let folder = try ScratchFolder()
        let parts = key.split(separator: ":").map(String.init)
        let options: [String: [String]] = [
            "RSA:2048": ["-pkeyopt", "rsa_keygen_bits:2048"],
            "EC:P-384": ["-pkeyopt", "ec_paramgen_curve:P-384"],
        ]
        let file = folder.file("client.key")
        let made = try Tool.run(
            ["openssl", "genpkey", "-algorithm", parts[0], "-out", file] + (options[key] ?? []),
            in: folder
        )
        try #require(made.code == 0, "\(made.output)")
        let authority = fixture.maker.clientAuthority.certificate
        let issuing = [
            ["openssl", "req", "-new", "-key", file, "-subj", "/CN=x", "-out", folder.file("csr")],
            [
                "openssl", "x509", "-req", "-in", folder.file("csr"), "-days", "3650",
                "-CA", try folder.write("ca.pem", Array(authority.pem.utf8)),
                "-CAkey", try folder.write("ca.key", fixture.maker.clientAuthority.keyPEM()),
                "-set_serial", "7", "-out", folder.file("client.pem"), "-extfile",
                try folder.write(
                    "ext",
                    Array(
                        ("basicConstraints=critical,CA:FALSE\nextendedKeyUsage=clientAuth\n"
                            + "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n"
                            + "subjectAltName=URI:\(fixture.maker.newName())\n").utf8
                    )
                ),
            ],
        ]
        for command in issuing {
            let result = try Tool.run(command, in: folder)
            try #require(result.code == 0, "\(result.output)")
        }
        // A request with such a key is refused for its kind.
        let request = Array(folder.read("csr").utf8)
        #expect(throws: TLSError(.wrongKeyKind)) { try SigningRequest(pem: request) }
        #expect(throws: TLSError(.wrongKeyKind)) {
            _ = try PrivateKey(pem: Array(folder.read("client.key").utf8))
        }
        let server = try LoopbackServer()
        let arguments = [
            "-alpn", "whub/1", "-cert", folder.file("client.pem"), "-key", file, "-CAfile",
            folder.file("ca.pem"),
        ]
        let tool = try Self.connect(arguments, server, folder)
        // The tool's certificate is valid from today on.
        let outcome = try server.serve(fixture.serverContext, now: HubClock.system.instant)
        _ = tool.wait()
        #expect(outcome.peer == nil)
    }
}
