import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// `whubd authority`, as operators run it.
struct AuthorityRunTests {
    private let hub: RunningHub

    init() throws { hub = try RunningHub() }

    private func run(
        _ words: [String],
        data: String? = nil
    ) throws -> (exit: ChildProcess.Exit, output: String, error: String) {
        try RunningHub.run(["authority"] + words + ["--data", data ?? hub.data])
    }

    private func ping(_ bundle: String) -> ClientError? {
        do {
            _ = try IdentityServiceClient(try hub.channel(bundle)).ping()
            return nil
        } catch {
            return error as? ClientError
        }
    }

    @Test
    func `show tells the root and every end, served or not, and makes nothing`() throws {
        let root = try Certificate(pem: hub.authority("root.pem")).facts.fingerprint.hex
        for isServed in [true, false] {
            if !isServed { #expect(try hub.stop() == .code(0)) }
            let shown = try run(["show"])
            #expect(shown.exit == .code(0), "\(shown.error)")
            #expect(shown.output.contains("SHA-256 \(root)"), "\(shown.output)")
            #expect(shown.output.contains("its key is in the data directory"))
            for word in ["servers ", "clients ", "server "] {
                #expect(shown.output.contains("\n\(word)"), "\(shown.output)")
            }
        }
        let nowhere = try run(["show"], data: hub.folder.file("nohub"))
        #expect(nowhere.exit == .code(3))
        #expect(try LocalFile.facts(hub.folder.file("nohub")) == nil)
        for words in [["renew-all"], [], ["take-root-key"], ["use-certificate"]] {
            let wrong = try run(words)
            #expect(wrong.exit == .code(2), "\(words) \(wrong.error)")
        }
    }

    @Test
    func `renew makes new intermediates, and whoever was let in before comes in still`() throws {
        let bundle = try hub.issue("viewer")
        let channel = try hub.channel(bundle)
        _ = try IdentityServiceClient(channel).ping()
        let before = try ["root", "servers", "clients", "server"].map {
            try hub.authority("\($0).pem")
        }
        let renewed = try run(["renew"])
        #expect(renewed.exit == .code(0), "\(renewed.error)")
        let after = try ["root", "servers", "clients", "server"].map {
            try hub.authority("\($0).pem")
        }
        #expect(before[0] == after[0])
        for index in 1..<4 { #expect(before[index] != after[index]) }
        // The open connection, a new one of the old certificate, and a new certificate.
        _ = try IdentityServiceClient(channel).ping()
        #expect(ping(bundle) == nil)
        let later = try hub.issue("steward")
        #expect(ping(later) == nil)
        let chain = try Certificate.chain(
            pem: LocalFile.read("\(later)/client.pem", bytesMax: 64 * 1_024)
        )
        #expect(try chain.last == Certificate(pem: after[2]))
    }

    @Test
    func `the root's key leaves once, and makes intermediates from where it is kept`() throws {
        let bundle = try hub.issue("viewer")
        let key = try hub.authority("root.key")
        let out = hub.folder.file("kept.key")
        let unwritable = try run(["take-root-key", "--out", hub.folder.file("no/such/folder.key")])
        #expect(unwritable.exit != .code(0))
        #expect(try hub.authority("root.key") == key)
        let taken = try run(["take-root-key", "--out", out])
        #expect(taken.exit == .code(0), "\(taken.error)")
        #expect(!taken.output.contains("PRIVATE"))
        #expect(try LocalFile.read(out, bytesMax: 10_000) == key)
        #expect(try LocalFile.facts(out)?.permissions == 0o600)
        #expect(try LocalFile.facts("\(hub.data)/authority/root.key") == nil)
        let again = try run(["take-root-key", "--out", hub.folder.file("again.key")])
        #expect(again.exit == .code(3) && again.error.contains("taken before"), "\(again.error)")
        #expect(try LocalFile.facts(hub.folder.file("again.key")) == nil)
        #expect(try run(["show"]).output.contains("its key is kept elsewhere"))
        let before = try hub.authority("clients.pem")
        let without = try run(["renew"])
        #expect(without.exit == .code(3) && without.error.contains("--root-key FILE"))
        let other = hub.folder.file("other.key")
        let pem = try PrivateKey().pem()
        try LocalFile.create(other, with: pem.span)
        let missing = try run(["renew", "--root-key", hub.folder.file("nothing.key")])
        #expect(missing.exit == .code(3), "\(missing.error)")
        #expect(missing.error.contains("there is no file"))
        let wrong = try run(["renew", "--root-key", other])
        #expect(wrong.exit != .code(0) && wrong.error.contains("not the key of this hub's root"))
        #expect(try hub.authority("clients.pem") == before)
        let renewed = try run(["renew", "--root-key", out])
        #expect(renewed.exit == .code(0), "\(renewed.error)")
        #expect(try hub.authority("clients.pem") != before)
        #expect(try LocalFile.facts("\(hub.data)/authority/root.key") == nil)
        #expect(ping(bundle) == nil)
        #expect(try ping(hub.issue("steward")) == nil)
    }

    @Test
    func `the root's key is not written over a file that is there`() throws {
        let out = hub.folder.file("precious")
        let bytes: [UInt8] = [1, 2, 3]
        try LocalFile.create(out, with: bytes.span)
        let refused = try run(["take-root-key", "--out", out])
        #expect(refused.exit == .code(5), "\(refused.error)")
        #expect(try LocalFile.read(out, bytesMax: 10) == bytes)
        #expect(try !hub.authority("root.key").isEmpty)
    }
}
