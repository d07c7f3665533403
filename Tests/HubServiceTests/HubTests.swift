import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A data directory from its founding on.
struct HubTests {
    @Test
    func `a hub is founded once`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        #expect(hub.facts == nil)
        try hub.found(.example())
        let id = try #require(hub.facts?.id)
        let root = try hub.authority.root()
        let error = #expect(throws: HubError.self) { try hub.found(.example()) }
        #expect(error?.kind == .taken)
        #expect(hub.facts?.id == id)
        #expect(try hub.authority.root() == root)
        #expect(hub.contents.tenants.count == 3)
    }

    @Test
    func `what was founded is there when the directory is opened again`() throws {
        let folder = try TemporaryDirectory()
        let id = try HubTests.foundAndClose(folder.file("data"))
        let again = try Hub(data: folder.file("data"))
        defer { again.close() }
        #expect(again.facts?.id == id)
        #expect(again.contents.principals.count == 1)
        #expect(again.contents.directory.certificates.count == 1)
    }

    @Test
    func `a hub whose authorities have ended says what makes them anew`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let (now, names) = (HubClock.system.instant, [ServerName.host("localhost")])
        _ = try hub.authority.serverContext(names: names, now: now)
        let late = now.advanced(hours: 400 * 24)
        let error = #expect(throws: HubError.self) {
            _ = try hub.authority.serverContext(names: names, now: late)
        }
        #expect(error?.message.contains("whubd authority renew") == true)
    }

    @Test
    func `only a hub made for it, or for invented data, issues at the shell`() throws {
        let cases: [(kind: HubKind, isAllowed: Bool, works: Bool)] = [
            (.live, false, false), (.live, true, true), (.example, false, true),
        ]
        for one in cases {
            let folder = try TemporaryDirectory()
            let hub = try Hub(data: folder.file("data"))
            defer { hub.close() }
            try hub.found(.example(kind: one.kind, allowsLocalIssue: one.isAllowed))
            let request = IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
            if one.works {
                #expect(throws: Never.self) { _ = try hub.issue(request) }
            } else {
                let error = #expect(throws: HubError.self) { _ = try hub.issue(request) }
                #expect(error?.kind == .failed)
                #expect(hub.contents.principals.isEmpty)
            }
        }
    }

    @Test
    func `a principal belongs to a tenant that is there, with a role that fits`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        let early = IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        #expect(throws: HubError.self) { _ = try hub.issue(early) }
        try hub.found(.example())
        let wrong: [(String?, Role)] = [
            ("X00000009", .viewer), ("x00000001", .viewer), ("X00000001", .regionLead),
            (nil, .viewer),
        ]
        for (code, role) in wrong {
            let request = IssueRequest(tenantCode: code, role: role, name: "test")
            #expect(throws: HubError.self, "\(code ?? "-") \(role)") { _ = try hub.issue(request) }
        }
        let lead = IssueRequest(tenantCode: nil, role: .regionLead, name: "test")
        #expect(throws: Never.self) { _ = try hub.issue(lead) }
    }

    @Test
    func `the server's own certificate is made anew before it ends, and not sooner`() throws {
        let folder = try TemporaryDirectory()
        let time = ManualClock(instant: HubClock.system.instant)
        let hub = try Hub(data: folder.file("data"), clock: time.clock)
        defer { hub.close() }
        try hub.found(.example())
        let path = folder.file("data/authority/server.pem")
        let first = try LocalFile.read(path, bytesMax: 64 * 1_024)
        time.advance(milliseconds: 59 * 86_400_000)
        _ = try hub.serverContext()
        #expect(try LocalFile.read(path, bytesMax: 64 * 1_024) == first)
        time.advance(milliseconds: 2 * 86_400_000)
        _ = try hub.serverContext()
        let second = try LocalFile.read(path, bytesMax: 64 * 1_024)
        #expect(second != first)
        // A certificate without its key is no reason to stay away.
        try LocalFile.replace(path, with: first.span)
        time.set(instant: HubClock.system.instant)
        #expect(throws: Never.self) { _ = try hub.serverContext() }
        #expect(try LocalFile.read(path, bytesMax: 64 * 1_024) != first)
    }

    @Test
    func `a principal's name is text of one line, normalised, or nothing is issued`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let longest = String(repeating: "n", count: 200)
        let cases: [(name: String, kept: String?)] = [
            ("Workforce lead", "Workforce lead"), ("  Lead\t", "Lead"), (longest, longest),
            // Two scalars that are one letter.
            ("Zoe\u{308}", "Zo\u{EB}"),
            (longest + "n", nil), ("", nil), (" ", nil), ("a\u{0}b", nil), ("a\nb", nil),
            ("a\u{1B}[2Jb", nil), ("a\u{202E}b", nil), ("a\u{2066}b", nil), ("a\u{200B}b", nil),
            ("a\u{FFFD}b", nil),
        ]
        var kept: [[UInt8]] = []
        for one in cases {
            let told = "\(one.name.unicodeScalars.map(\.value))"
            let request = IssueRequest(tenantCode: "X00000001", role: .viewer, name: one.name)
            if let name = one.kept {
                #expect(throws: Never.self, "\(told)") { _ = try hub.issue(request) }
                kept.append(Array(name.utf8))
            } else {
                let error = #expect(throws: HubError.self, "\(told)") { _ = try hub.issue(request) }
                #expect(error?.kind == .usage)
            }
        }
        let names = hub.contents.principals.values.map { Array($0.name.utf8) }
        #expect(Set(names) == Set(kept) && names.count == kept.count)
    }

    /// Lets go of the directory too, whose lock lasts as long as the hub is referred to.
    private static func foundAndClose(_ data: String) throws -> UniqueID? {
        let hub = try Hub(data: data)
        defer { hub.close() }
        try hub.found(.example())
        let request = IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        _ = try hub.issue(request)
        return hub.facts?.id
    }
}
