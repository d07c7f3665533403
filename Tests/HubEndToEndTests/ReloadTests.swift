import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// SIGHUP to a hub whose authority's files were changed under it.
struct ReloadTests {
    private let hub: RunningHub
    private let bundle: String

    init() throws {
        hub = try RunningHub()
        bundle = try hub.issue("steward")
    }

    private static let names = ["servers", "clients", "server"]
    private static let file = Array("Priority,Kind,Text\r\nSWP1,strength,Grows.\r\n".utf8)

    /// The same authority with new intermediates, made where the hub does not look.
    private func renewedElsewhere() throws -> [String: [UInt8]] {
        #expect(try hub.stop() == .code(0))
        let copy = hub.folder.file("copy")
        let copied = try ChildProcess.start(Programs.installed("cp"), ["-r", hub.data, copy])
        #expect(try copied.wait() == .code(0))
        let renewed = try RunningHub.run(["authority", "renew", "--data", copy])
        #expect(renewed.exit == .code(0), "\(renewed.error)")
        try hub.serveAgain()
        var files: [String: [UInt8]] = [:]
        for name in ReloadTests.names.flatMap({ ["\($0).pem", "\($0).key"] }) {
            files[name] = try LocalFile.read("\(copy)/authority/\(name)", bytesMax: 64 * 1_024)
        }
        return files
    }

    /// The certificates that a new connection is shown, as PEM text.
    private func shown() throws -> String {
        let tool = try ChildProcess.start(
            Programs.installed("openssl"),
            [
                "s_client", "-connect", "\(hub.address)", "-alpn", "whub/1", "-showcerts",
                "-CAfile", "\(bundle)/authority.pem",
            ]
        )
        _ = try tool.wait()
        return tool.outputText
    }

    private func isShown(_ pem: [UInt8]) throws -> Bool {
        let text = try shown()
        let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n")
        // The first line holds the serial number, which is nobody else's.
        return text.contains(lines[1])
    }

    private func place(_ files: [String: [UInt8]]) throws {
        for (name, bytes) in files {
            try LocalFile.replace("\(hub.data)/authority/\(name)", with: bytes.span)
        }
    }

    @Test
    func `issuer and server certificate are read again, and open calls go on`() throws {
        let files = try renewedElsewhere()
        let before = try hub.authority("server.pem")
        let channel = try hub.channel(bundle)
        let upload = try PriorityServiceClient(channel).importAssessment()
        var start = ImportStart(window: "first", batch: "01977420-dc00-7abc-8def-0123456789ab")
        start.fileBytes = UInt64(ReloadTests.file.count)
        try upload.send(ImportChunk(start: start))
        _ = try IdentityServiceClient(channel).ping()
        try place(files)
        // Before the signal nothing has changed.
        #expect(try isShown(before))
        hub.process.send(signal: Signal.hangUp.number)
        try hub.process.collect { hub.process.errorText.contains("certificates-reloaded") }
        let server = try #require(files["server.pem"])
        #expect(try isShown(server))
        #expect(try !isShown(before))
        try upload.send(ImportChunk(data: ReloadTests.file))
        #expect(try upload.finish().saved != nil)
        // Whoever was let in before comes in, and who comes now has the new issuer's word.
        _ = try IdentityServiceClient(hub.channel(bundle)).ping()
        let later = try hub.issue("viewer")
        _ = try IdentityServiceClient(hub.channel(later)).ping()
        let chain = try Certificate.chain(
            pem: LocalFile.read("\(later)/client.pem", bytesMax: 64 * 1_024)
        )
        let issuer = try Certificate(pem: try #require(files["clients.pem"]))
        #expect(chain.last == issuer)
        #expect(try enrolled().last == issuer)
        #expect(try hub.stop() == .code(0))
    }

    /// The chain that somebody who enrols now is given.
    private func enrolled() throws -> [Certificate] {
        // No two of the hub's own people have one name.
        let name = "Test \(UniqueID(milliseconds: 0))"
        let made = try RunningHub.run([
            "invite", "--data", hub.data, "--hub-role", "operator", "--name", name,
        ])
        let word = made.output.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("WH1-") }
        let code = try #require(InvitationCode(String(word ?? "")))
        let enroller = Enroller(code, at: hub.address, serverName: .host("localhost"))
        return try enroller.enrol(PrivateKey()).chain
    }

    @Test
    func `a certificate that cannot be read is told, and the one before is shown on`() throws {
        let before = try hub.authority("server.pem")
        let channel = try hub.channel(bundle)
        _ = try IdentityServiceClient(channel).ping()
        try place(["server.pem": Array("no certificate".utf8)])
        hub.process.send(signal: Signal.hangUp.number)
        try hub.process.collect { hub.process.errorText.contains("reload-failed") }
        _ = try IdentityServiceClient(channel).ping()
        _ = try IdentityServiceClient(hub.channel(bundle)).ping()
        #expect(try isShown(before))
        // Mended, it is read again.
        try place(["server.pem": before])
        hub.process.send(signal: Signal.hangUp.number)
        try hub.process.collect { hub.process.errorText.contains("certificates-reloaded") }
        _ = try IdentityServiceClient(hub.channel(bundle)).ping()
        let exit = try hub.stop()
        #expect(exit == .code(0), "\(exit): \(hub.process.errorText)")
    }
}
