import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What a hub holds in memory of its files, and how changes become known.
struct SnapshotTests {
    @Test
    func `a snapshot never goes back to an older state`() {
        let followed = Lock<[Int64]>([])
        let snapshot = PublishedSnapshot(Int64(5), revision: 5) { value in
            followed.withLock { $0.append(value) }
        }
        for (published, shown) in [(3, 5), (5, 5), (7, 7), (6, 7), (8, 8)] as [(Int64, Int64)] {
            snapshot.publish(published, revision: published)
            #expect(snapshot.snapshot == shown)
        }
        #expect(followed.withLock { $0 } == [5, 7, 8])
    }

    @Test
    func `a change of the registry takes effect when it is committed, for connections too`()
        throws
    {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = IdentityServiceClient(channel)
        let own = try client.whoAmI().principalId
        let generation = served.hub.directory.generation
        let publication = try SnapshotTests.commit(served.hub) { (store) throws(Fault) in
            try SnapshotTests.set(.suspended, of: own, in: &store)
        }
        // Committed, but not yet known: the answer waits for this.
        #expect(served.hub.directory.generation == generation)
        publication?.publish()
        #expect(served.hub.directory.generation > generation)
        let error = failure { () throws(ClientError) in try client.whoAmI() }
        #expect(error != nil)
        try SnapshotTests.commit(served.hub) { (store) throws(Fault) in
            try SnapshotTests.set(.active, of: own, in: &store)
        }?.publish()
        #expect(try client.whoAmI().principalId == own)
    }

    @Test
    func `of two changes the later one holds, in whatever order they are published`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let request = IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        _ = try hub.issue(request)
        let own = try #require(hub.contents.principals.values.first?.id)
        let earlier = try SnapshotTests.commit(hub) { (store) throws(Fault) in
            try SnapshotTests.set(.suspended, of: own, in: &store)
        }
        let later = try SnapshotTests.commit(hub) { (store) throws(Fault) in
            try SnapshotTests.set(.active, of: own, in: &store)
        }
        let generation = hub.directory.generation
        later?.publish()
        earlier?.publish()
        #expect(hub.contents.principals.values.map(\.state) == [.active])
        #expect(hub.directory.generation == generation + 1)
    }

    @Test
    func `the region's snapshot follows its file, and a tenant's change publishes nothing`()
        throws
    {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.changeRegion("test/Scale") { (store) throws(Fault) in
            let scale = RatingScale(id: "four")
            try stored { () throws(StoreError) in
                _ = try RegionTables.scales.save("four", scale.encoded(), basedOn: 0, in: &store)
            }
        }
        #expect(hub.snapshots.region.snapshot.scales.map(\.id) == ["four"])
        #expect(hub.snapshots.region.snapshot.scale("four")?.revision == 1)
        let none = try SnapshotTests.commit(
            hub.stores.directory.tenant(OpaqueID(high: 1, low: 2)).records,
            .tenant(UniqueID(milliseconds: 1)),
            hub
        ) { (store) throws(Fault) in
            try stored { () throws(StoreError) in
                _ = try TenantTables.localThemes.save("a", [], basedOn: 0, in: &store)
            }
        }
        #expect(none == nil)
    }

    /// Sets a principal's state in the registry.
    private static func set(
        _ state: RegistryState,
        of id: String,
        in store: inout WriteContext
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in
            try RegistryTables.principals.find(id, in: store.database)
        }
        guard let found else { throw Fault(.notFound) }
        var principal = try Fault.decoded(PrincipalRecord.self, found.body)
        principal.state = state
        let body = principal.encoded()
        try stored { () throws(StoreError) in
            _ = try RegistryTables.principals.save(id, body, basedOn: found.revision, in: &store)
        }
    }

    private static func commit(
        _ hub: Hub,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Void
    ) throws -> Publication? {
        try commit(hub.stores.directory.registry, .registry, hub, job)
    }

    /// Commits a change as the write path of a connection does, up to its publication.
    private static func commit(
        _ file: Writer,
        _ place: StorePlace,
        _ hub: Hub,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Void
    ) throws -> Publication? {
        let done = Monitor<WriteResult<WriteAnswer, Fault>?>(nil)
        let snapshots = hub.snapshots
        let call = WriteCall(actor: [1], method: "test/Change", request: [])
        try file.submit(call) { (store) throws(Fault) in
            try WriteAnswer(snapshots, place, &store) { (store) throws(Fault) in
                try job(&store)
                return try EncodedChange(SaveLocalThemeResponse())
            }
        } completion: { result in
            done.change { $0 = result }
        }
        guard case .committed(let answer, _) = done.wait({ $0 }) else {
            Issue.record("not committed")
            return nil
        }
        return answer.publication
    }
}
