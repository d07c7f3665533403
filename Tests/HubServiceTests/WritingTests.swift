import HubClient
import HubCrypto
import HubService
import HubSystem
import HubWire
import Testing

/// Changes over a connection, from the first byte to the journal.
struct WritingTests {
    private static func request(
        _ code: String,
        _ name: String = "A theme",
        basedOn base: UInt64 = 0
    ) -> SaveLocalThemeRequest {
        var theme = LocalTheme()
        theme.code = code
        theme.name = name
        return SaveLocalThemeRequest(theme: theme, baseRevision: base)
    }

    private static func newKey() -> UniqueID {
        UniqueID(milliseconds: UInt64(clamping: HubClock.system.instant.microseconds / 1_000))
    }

    @Test
    func `the same key with the same bytes is done once`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        var options = CallOptions()
        options.key = WritingTests.newKey()
        let first = try client.saveLocalTheme(WritingTests.request("A1"), options)
        let revision = channel.lastStatus?.revision
        #expect(channel.lastStatus?.applied == .yes)
        let again = try client.saveLocalTheme(WritingTests.request("A1"), options)
        #expect(again == first)
        #expect(channel.lastStatus?.revision == revision)
        #expect(channel.lastStatus?.applied == .yes)
        #expect(try client.listLocalThemes().themes.count == 1)
        // On another connection too, and for another principal the key is another.
        let other = PriorityServiceClient(try served.channel(.steward))
        let error = failure { () throws(ClientError) in
            try other.saveLocalTheme(WritingTests.request("A1"), options)
        }
        #expect(error?.code == .aborted, "\(String(describing: error))")
    }

    @Test
    func `the same key with other bytes is refused`() throws {
        let served = try ServedHub()
        let client = PriorityServiceClient(try served.channel(.steward))
        var options = CallOptions()
        options.key = WritingTests.newKey()
        _ = try client.saveLocalTheme(WritingTests.request("A1"), options)
        let bytes = failure { () throws(ClientError) in
            try client.saveLocalTheme(WritingTests.request("A1", "Another"), options)
        }
        #expect(bytes?.reasonCode == "CALL-0601")
        options.expectedTenant = "X00000001"
        let assertion = failure { () throws(ClientError) in
            try client.saveLocalTheme(WritingTests.request("A1"), options)
        }
        #expect(assertion?.reasonCode == "CALL-0601")
        #expect(try client.listLocalThemes().themes.map(\.name) == ["A theme"])
    }

    @Test
    func `a dry run says what would be and leaves nothing`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        let before = try IdentityServiceClient(channel).whoAmI()
        var options = CallOptions()
        options.isDryRun = true
        _ = try client.saveLocalTheme(WritingTests.request("A1"), options)
        #expect(channel.lastStatus?.dryRun == true)
        #expect(channel.lastStatus?.applied == .no)
        #expect(try client.listLocalThemes().themes == [])
        let after = try IdentityServiceClient(channel).whoAmI()
        #expect(after.revision == before.revision)
        #expect(after.chainHead == before.chainHead)
        // What a dry run cannot do, it says as the change would.
        let error = failure { () throws(ClientError) in
            try client.saveLocalTheme(WritingTests.request("A1", basedOn: 5), options)
        }
        #expect(error != nil)
        #expect(error?.status?.dryRun == true)
    }

    @Test
    func `a change of what has changed meanwhile is told the current revision`() throws {
        let served = try ServedHub()
        let client = PriorityServiceClient(try served.channel(.steward))
        let first = try client.saveLocalTheme(WritingTests.request("A1")).saved?.revision ?? 0
        let second = try client.saveLocalTheme(
            WritingTests.request("A1", "B", basedOn: first)
        ).saved?.revision
        let error = failure { () throws(ClientError) in
            try client.saveLocalTheme(WritingTests.request("A1", "C", basedOn: first))
        }
        #expect(error?.code == .aborted)
        #expect(error?.status?.revision == second)
        #expect(error?.status?.applied == .no)
        #expect(try client.listLocalThemes().themes.map(\.name) == ["B"])
    }

    @Test
    func `the state of an earlier revision is read, and none from ahead of now`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        let first = try client.saveLocalTheme(WritingTests.request("A1")).saved?.revision ?? 0
        let then = channel.lastStatus?.revision ?? 0
        _ = try client.saveLocalTheme(WritingTests.request("A1", "B", basedOn: first))
        let last = channel.lastStatus?.revision ?? 0
        var options = CallOptions()
        options.asOf = .revision(then)
        let earlier = try client.listLocalThemes(.init(), options)
        #expect(earlier.themes.map(\.name) == ["A theme"])
        options.asOf = .revision(last)
        #expect(try client.listLocalThemes(.init(), options).themes.map(\.name) == ["B"])
        options.asOf = .revision(0)
        #expect(try client.listLocalThemes(.init(), options).themes == [])
        options.asOf = .revision(last + 1)
        let error = failure { () throws(ClientError) in
            try client.listLocalThemes(.init(), options)
        }
        #expect(error?.reasonCode == "CALL-0317")
        #expect(error?.status?.violations.map(\.path) == ["whub-as-of-revision"])
    }

    @Test
    func `what the gate refuses leaves the revision where it was`() throws {
        let served = try ServedHub()
        let steward = try served.channel(.steward)
        _ = try PriorityServiceClient(steward).saveLocalTheme(WritingTests.request("A1"))
        let before = try IdentityServiceClient(steward).whoAmI()
        for role in [Role.viewer, .admin] {
            let client = PriorityServiceClient(try served.channel(role))
            let error = failure { () throws(ClientError) in
                try client.saveLocalTheme(WritingTests.request("A2"))
            }
            #expect(error?.reasonCode == "GATE-0201", "\(role)")
        }
        var options = CallOptions()
        options.expectedTenant = "X00000002"
        let error = failure { () throws(ClientError) in
            try PriorityServiceClient(steward).saveLocalTheme(WritingTests.request("A2"), options)
        }
        #expect(error?.reasonCode == "GATE-0501")
        let after = try IdentityServiceClient(steward).whoAmI()
        #expect(after.revision == before.revision && after.chainHead == before.chainHead)
    }

    @Test
    func `each council sees its own and nothing of another`() throws {
        let served = try ServedHub()
        let first = PriorityServiceClient(try served.channel(.steward))
        let second = PriorityServiceClient(try served.channel(.steward, tenant: "X00000002"))
        _ = try first.saveLocalTheme(WritingTests.request("A1", "Of A"))
        _ = try second.saveLocalTheme(WritingTests.request("A1", "Of B"))
        #expect(try first.listLocalThemes().themes.map(\.name) == ["Of A"])
        #expect(try second.listLocalThemes().themes.map(\.name) == ["Of B"])
    }

    @Test
    func `a revocation bites at the next call of an open connection`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        _ = try client.saveLocalTheme(WritingTests.request("A1"))
        let everybody = served.hub.contents.directory
        served.hub.directory.replace(.init())
        let error = failure { () throws(ClientError) in try client.listLocalThemes() }
        // The connection has ended with the withdrawal, before the call or under it.
        #expect(error != nil)
        let fresh = failure { () throws(ClientError) in
            try IdentityServiceClient(channel).ping()
        }
        #expect(fresh?.reasonCode == "CLNT-0102")
        served.hub.directory.replace(everybody)
        #expect(try client.listLocalThemes().themes.count == 1)
    }
}
