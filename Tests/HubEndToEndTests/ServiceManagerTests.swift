import HubArguments
import HubClient
import HubCrypto
import HubService
import HubSystem
import HubTLS
import HubTestKit
import Testing

@testable import whubd

/// The real hub under a service manager that keeps the key which certifies devices.
struct ServiceManagerTests {
    private let credentials: TemporaryDirectory
    private let hub: RunningHub

    init() throws {
        credentials = try TemporaryDirectory()
        hub = try RunningHub()
        #expect(try hub.stop() == .code(0))
    }

    private var environment: Environment {
        Environment.current().setting("CREDENTIALS_DIRECTORY", to: credentials.path)
    }

    private func enrol() throws -> [[UInt8]]? {
        let root = try Certificate.chain(pem: hub.authority("root.pem"))
        let target = hub.target(tls: try TLSClientContext(anchors: root))
        let request = try SigningRequest(for: PrivateKey()).der
        return EnrolCrashTests.enrol(target, try EnrolCrashTests.invite(hub), request)
    }

    @Test
    func `a key that the service manager hands over is not needed in the data directory`() throws {
        let key = try hub.authority("clients.key")
        let name = AuthorityFiles.handedName
        try LocalFile.replace(credentials.file(name), with: key.span)
        try LocalFile.remove("\(hub.data)/authority/clients.key")
        try hub.serveAgain(environment: environment)
        let chain = try #require(try enrol())
        let issuer = try Certificate.chain(pem: hub.authority("clients.pem"))
        #expect(chain.last == issuer.first?.der)
        // The authority is told of without the key, and not made anew by whoever does not have it.
        #expect(try hub.stop() == .code(0))
        let show = try RunningHub.run(["authority", "show", "--data", hub.data])
        #expect(show.exit == .code(0), "\(show.error)")
        #expect(show.output.contains("its key is not at hand"), "\(show.output)")
        let renew = try RunningHub.run(["authority", "renew", "--data", hub.data])
        #expect(renew.exit == .code(3) && renew.error.contains("clients.key"), "\(renew.error)")
        #expect(try hub.authority("clients.pem") == Certificate.pem(issuer))
        // Over the hub that has it the certificate is made anew, and the key stays.
        try hub.serveAgain(environment: environment)
        let again = try RunningHub.run(["authority", "renew", "--data", hub.data])
        #expect(again.exit == .code(0), "\(again.error)")
        #expect(again.output.contains("handed over by the service manager"), "\(again.output)")
        let fresh = try Certificate.chain(pem: hub.authority("clients.pem"))
        #expect(fresh.first?.der != issuer.first?.der)
        #expect(fresh.first?.facts.publicKeyDigest == issuer.first?.facts.publicKeyDigest)
        #expect(try enrol()?.last == fresh.first?.der)
        #expect(try LocalFile.facts("\(hub.data)/authority/clients.key") == nil)
        #expect(try hub.stop() == .code(0))
    }

    @Test
    func `another key is refused at the start, and so is a file that is none`() throws {
        let other = try PrivateKey().pem()
        for bytes in [other, Array("nothing".utf8), []] {
            try LocalFile.replace(credentials.file(AuthorityFiles.handedName), with: bytes.span)
            let process = try ChildProcess.start(
                try Programs.built("whubd"),
                ["serve", "--data", hub.data, "--listen", "127.0.0.1:0"],
                environment: environment
            )
            #expect(try process.wait() == .code(1))
            for word in [credentials.file("clients.key"), "is not the key of", "clients.pem"] {
                #expect(process.errorText.contains(word), "\(process.errorText)")
            }
        }
        // A service manager that hands over other things only changes nothing.
        try LocalFile.remove(credentials.file(AuthorityFiles.handedName))
        try hub.serveAgain(environment: environment)
        #expect(try enrol() != nil)
        #expect(try hub.stop() == .code(0))
    }

    private func unit() throws -> [String] {
        var root = LocalFile.parent(of: #filePath)
        for _ in 0..<2 { root = LocalFile.parent(of: root) }
        let bytes = try LocalFile.read("\(root)/deploy/whubd.service", bytesMax: 64 * 1_024)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test
    func `the unit starts the program as it is, hands the key over, and shuts the rest out`() throws
    {
        let lines = try unit()
        let start = try #require(lines.first { $0.hasPrefix("ExecStart=") })
        let words = start.split(separator: " ").dropFirst().map(String.init)
        guard case .command(let line) = try Program.grammar.parse(Array(words)) else {
            Issue.record("\(start)")
            return
        }
        #expect(line.command.name == "serve")
        #expect(line.value("data") == "/var/lib/whub")
        let credential = "LoadCredentialEncrypted=\(AuthorityFiles.handedName):"
        #expect(lines.contains { $0.hasPrefix(credential) })
        for line in [
            "User=whub", "StateDirectory=whub", "StateDirectoryMode=0700", "NoNewPrivileges=yes",
            "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=",
            "MemoryDenyWriteExecute=yes", "PrivateDevices=yes", "SystemCallFilter=@system-service",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test(.enabled(if: Tool.runs(with: "systemd-analyze")))
    func `systemd takes the unit, and finds little that it leaves open`() throws {
        let tool = try Programs.installed("systemd-analyze")
        let program = try Programs.built("whubd")
        let path = credentials.file("whubd.service")
        let text = try unit().joined(separator: "\n")
            .replacing("ExecStart=/usr/local/bin/whubd", with: "ExecStart=\(program)")
        try LocalFile.replace(path, with: Array("\(text)\n".utf8).span)
        let verify = try ChildProcess.start(tool, ["verify", path])
        #expect(try verify.wait() == .code(0), "\(verify.errorText)")
        #expect(!verify.errorText.contains("whubd.service"), "\(verify.errorText)")
        let words = ["security", "--offline=true", "--threshold=20", path]
        let security = try ChildProcess.start(tool, words)
        #expect(try security.wait() == .code(0), "\(security.outputText)")
    }
}
