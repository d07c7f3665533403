import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import Testing

/// Bundles and contexts on disk.
struct ContextTests {
    private let home: TemporaryDirectory
    private let issued: TemporaryDirectory
    private let hubID: String

    init() throws {
        home = try TemporaryDirectory()
        issued = try TemporaryDirectory()
        let maker = try CertificateMaker(now: HubClock.system.instant)
        let name = maker.newName()
        let client = try maker.client(name: name)
        hubID = name.hub.description
        try write("client.pem", client.chainPEM)
        try write("client.key", try client.keyPEM())
        try write("authority.pem", Certificate.pem([maker.root]))
        try write("context.json", Array(json().utf8))
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try LocalFile.replace(issued.file(name), with: bytes.span)
    }

    private func json(
        hub: String? = nil,
        tenant: String = "E09000001",
        server: String = "hub.example.org",
        more: String = ""
    ) -> String {
        """
        {"hub_id": "\(hub ?? hubID)", "tenant_code": "\(tenant)",
         "server_name": "\(server)"\(more)}
        """
    }

    private func store() throws -> ContextStore { try ContextStore(path: home.file("whub")) }

    private func problem<Result>(
        _ body: () throws(ContextError) -> Result
    ) -> ContextError.Code? {
        do throws(ContextError) {
            _ = try body()
            return nil
        } catch {
            // Whoever meets an error is told what to do.
            #expect(!error.next.isEmpty)
            return error.code
        }
    }

    private var name: ContextName { get throws { try #require(ContextName("council")) } }

    private var hub: HostPort { HostPort(host: "hub.example.org", port: 7_443) }

    @Test func `a context is added, private to the user, and the first one is in use`() throws {
        let store = try store()
        let entry = try store.add(name, try Bundle.read(issued.path), hub: hub)
        #expect(entry.address == hub)
        #expect(try store.currentName() == name)
        #expect(try store.names() == [name])
        for directory in ["whub", "whub/contexts", "whub/contexts/council"] {
            #expect(try LocalFile.facts(home.file(directory))?.permissions == 0o700)
        }
        let files = ["client.pem", "client.key", "authority.pem", "context.json"]
        for file in files.map({ "contexts/council/\($0)" }) + ["current"] {
            #expect(try LocalFile.facts(home.file("whub/\(file)"))?.permissions == 0o600)
        }
        let loaded = try self.store().load(nil)
        #expect(loaded.bundle.facts.hubID.description == hubID)
        #expect(loaded.bundle.facts.tenantCode == "E09000001")
        #expect(loaded.target.serverName == .host("hub.example.org"))
    }

    @Test func `contexts are listed, used and removed`() throws {
        let store = try store()
        let bundle = try Bundle.read(issued.path)
        let other = try #require(ContextName("a.other-1_x"))
        #expect(problem { () throws(ContextError) in try store.load(nil) } == .noneInUse)
        _ = try store.add(name, bundle, hub: hub)
        _ = try store.add(other, bundle, hub: hub)
        #expect(try store.names() == [other, name])
        #expect(try store.load(nil).name == name)
        try store.use(other)
        #expect(try store.load(nil).name == other)
        try store.remove(other)
        #expect(try store.names() == [name])
        #expect(try store.currentName() == nil)
        #expect(problem { () throws(ContextError) in try store.load(nil) } == .noneInUse)
        #expect(try store.load(name).name == name)
        #expect(problem { () throws(ContextError) in try store.use(other) } == .unknown)
        #expect(problem { () throws(ContextError) in try store.remove(other) } == .unknown)
        #expect(problem { () throws(ContextError) in try store.load(other) } == .unknown)
    }

    @Test func `a name is taken once`() throws {
        let store = try store()
        let bundle = try Bundle.read(issued.path)
        _ = try store.add(name, bundle, hub: hub)
        let name = try name
        let again = problem { () throws(ContextError) in try store.add(name, bundle, hub: hub) }
        #expect(again == .exists)
        #expect(try store.load(name).address == hub)
    }

    @Test func `the address comes from the command, else from the bundle`() throws {
        let store = try store()
        let silent = try Bundle.read(issued.path)
        let name = try name
        let missing = problem { () throws(ContextError) in try store.add(name, silent, hub: nil) }
        #expect(missing == .wrongFile)
        #expect(try store.names() == [])
        try write("context.json", Array(json(more: ", \"address\": \"other:1\"").utf8))
        let telling = try Bundle.read(issued.path)
        #expect(try store.add(name, telling, hub: nil).address == HostPort(host: "other", port: 1))
        try store.remove(name)
        #expect(try store.add(name, telling, hub: hub).address == hub)
    }

    @Test(arguments: ["client.pem", "client.key", "authority.pem", "context.json"])
    func `a bundle lacks a file, or one holds something else`(file: String) throws {
        let path = issued.path
        try write(file, [])
        #expect(problem { () throws(ContextError) in try Bundle.read(path) } == .wrongFile)
        try write(file, [UInt8](repeating: 0x41, count: 65_537))
        #expect(problem { () throws(ContextError) in try Bundle.read(path) } == .wrongFile)
        try LocalFile.remove(issued.file(file))
        #expect(problem { () throws(ContextError) in try Bundle.read(path) } == .missingFile)
    }

    @Test func `a key of another certificate is refused`() throws {
        try write("client.key", try PrivateKey().pem())
        let path = issued.path
        #expect(problem { () throws(ContextError) in try Bundle.read(path) } == .wrongFile)
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"hub_id": 1}"#, "{",
        #"{"hub_id": "x", "tenant_code": "E1", "server_name": "a"}"#,
    ])
    func `facts of another form are refused`(text: String) {
        let wrong = problem { () throws(ContextError) in
            try ContextFacts(json: Array(text.utf8))
        }
        #expect(wrong == .wrongFile)
    }

    @Test func `each fact has its rule`() {
        let wrong = [
            json(hub: "0190aaaa"), json(tenant: ""), json(tenant: "E1 2"),
            json(tenant: "\\u001b"), json(tenant: "a\\\"b"),
            json(tenant: String(repeating: "E", count: 65)), json(server: "-a"),
            json(more: ", \"address\": \"a:b:c\""), json(more: ", \"address\": \":7443\""),
            json(more: ", \"hub_id\": \"\(hubID)\""),
        ]
        for text in wrong {
            let code = problem { () throws(ContextError) in
                try ContextFacts(json: Array(text.utf8))
            }
            #expect(code == .wrongFile, "\(text)")
        }
        let right = [
            json(), json(tenant: String(repeating: "E", count: 64)), json(server: "192.0.2.1"),
            json(more: ", \"address\": \"a\""), json(more: ", \"new_in_2030\": [1, {}]"),
        ]
        for text in right {
            let code = problem { () throws(ContextError) in
                try ContextFacts(json: Array(text.utf8))
            }
            #expect(code == nil, "\(text)")
        }
    }

    @Test func `facts are read as they were written`() throws {
        var facts = try ContextFacts(json: Array(json().utf8))
        #expect(try ContextFacts(json: facts.json) == facts)
        facts.address = HostPort(host: "::1", port: 7_443)
        #expect(try ContextFacts(json: facts.json) == facts)
    }

    @Test func `a directory open to others is not used`() throws {
        _ = try store().add(name, try Bundle.read(issued.path), hub: hub)
        let path = home.file("whub")
        try setPermissions(path, 0o750)
        #expect(problem { () throws(ContextError) in try ContextStore(path: path) } == .notPrivate)
        try setPermissions(path, 0o700)
        #expect(problem { () throws(ContextError) in try ContextStore(path: path) } == nil)
    }

    @Test func `a key that others can read is not used`() throws {
        let store = try store()
        _ = try store.add(name, try Bundle.read(issued.path), hub: hub)
        let key = home.file("whub/contexts/council/client.key")
        try setPermissions(key, 0o640)
        #expect(problem { () throws(ContextError) in try store.load(nil) } == .notPrivate)
        try setPermissions(key, 0o600)
        #expect(problem { () throws(ContextError) in try store.load(nil) } == nil)
    }

    @Test(
        arguments: [
            ("/config", "/us/a", "/config/whub"), (nil, "/us/a", "/us/a/.config/whub"),
            ("", "/us/a", "/us/a/.config/whub"), ("rel", "/us/a", "/us/a/.config/whub"),
            (nil, "rel", nil), (nil, nil, nil),
        ] as [(String?, String?, String?)]
    )
    func `the place of contexts follows the environment`(
        config: String?,
        home: String?,
        path: String?
    ) {
        var pairs: [(name: String, value: String)] = []
        if let config { pairs.append(("XDG_CONFIG_HOME", config)) }
        if let home { pairs.append(("HOME", home)) }
        #expect(ContextStore.path(Environment(pairs)) == path)
    }

    @Test(arguments: [
        "", ".", "..", "-a", ".a", "a/b", "a b", "ä", "a\n", String(repeating: "a", count: 65),
    ])
    func `a name that could lead elsewhere is none`(text: String) {
        #expect(ContextName(text) == nil)
    }

    @Test(arguments: ["a", "0", "A.b-c_d", String(repeating: "a", count: 64)])
    func `a plain name is one`(text: String) {
        #expect(ContextName(text)?.description == text)
    }

    private func setPermissions(_ path: String, _ mode: UInt32) throws {
        let child = try ChildProcess.start("/bin/chmod", [String(mode, radix: 8), path])
        #expect(try child.wait() == .code(0))
    }
}
