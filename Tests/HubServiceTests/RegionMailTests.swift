import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What tenants tell the region arrives, whatever ends in between.
struct RegionMailTests {
    private static let kind = AssessmentRecords.statusKind

    @Test
    func `what a crash left between the two commits is carried at the next start`() throws {
        let folder = try TemporaryDirectory()
        // The tenant's commit is on the disk; the process ends before the region's.
        let tenant = try RegionMailTests.leave(in: folder) { hub, tenant in
            try RegionMailTests.post(.handedIn, "w1", of: tenant, in: hub)
        }
        let served = try ServedHub(in: folder)
        #expect(served.log.wait(for: "region-told") == "region-told messages=1")
        let told = try RegionMailTests.status("w1", of: tenant, in: served.hub)
        #expect(told?.state == .handedIn)
        #expect(try RegionMailTests.waiting(tenant, in: served.hub) == 0)
    }

    @Test
    func `what the region has already is not applied again at the next start`() throws {
        let folder = try TemporaryDirectory()
        let tenant = try RegionMailTests.leave(in: folder) { hub, tenant in
            try RegionMailTests.post(.draft, "w1", of: tenant, in: hub)
            try RegionMailTests.post(.draft, "w2", of: tenant, in: hub)
            // The region's commit is on the disk; the process ends before the outbox knows.
            let file = try hub.stores.directory.tenant(OpaqueID(tenant)).records
            let message = try #require(try RegionMailTests.messages(tenant, in: hub).first)
            try hub.changeRegion("outbox") { (store) throws(Fault) in
                try stored { () throws(StoreError) in
                    guard try store.claim(message.place, from: file.identity.file) else { return }
                    try AssessmentRecords.apply(&store, message)
                }
            }
        }
        let served = try ServedHub(in: folder)
        #expect(served.log.wait(for: "region-told") == "region-told messages=1")
        #expect(try RegionMailTests.waiting(tenant, in: served.hub) == 0)
        let versions = try RegionMailTests.read(served.hub.stores.directory.region) {
            (store) throws(StoreError) in
            let found = try RegionTables.status.find("w1/\(tenant)", in: store)
            guard let found else { return 0 }
            return try RegionTables.status.table.history(of: found.id, limit: 9, in: store).count
        }
        #expect(versions == 1)
    }

    @Test
    func `what waits in a tenant's file is carried when the file is opened for a call`() throws {
        var settings = StoreSettings()
        settings.openTenantsMax = 1
        let served = try ServedHub(settings: settings)
        let channel = try served.channel(.steward)
        let tenant = try #require(served.hub.contents.tenant(code: "X00000001"))
        let id = try #require(UniqueID(tenant.id))
        let other = try #require(served.hub.contents.tenant(code: "X00000002"))
        // Posted behind the server's back, and closed to make room for another.
        try RegionMailTests.post(.draft, "w1", of: id, in: served.hub)
        let place = OpaqueID(try #require(UniqueID(other.id)))
        _ = try served.hub.stores.directory.tenant(place)
        #expect(served.hub.stores.directory.openTenant(OpaqueID(id)) == nil)
        _ = try PriorityServiceClient(channel).listLocalThemes()
        #expect(served.log.wait(for: "region-told") == "region-told messages=1")
        #expect(try RegionMailTests.status("w1", of: id, in: served.hub)?.state == .draft)
    }

    @Test
    func `what cannot be carried is logged, waits, and is tried again`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let tenant = try RegionMailTests.council(hub)
        let isFailing = Lock(true)
        var mail = RegionMail()
        mail.register(RegionMailTests.kind) { (store, message) throws(StoreError) in
            if isFailing.withLock({ $0 }) { throw StoreError(.missing, "a test") }
            try AssessmentRecords.apply(&store, message)
        }
        let lines = LogLines()
        let courier = try RegionCourier(stores: hub.stores, mail: mail, log: lines.log)
        defer { courier.stop() }
        for window in ["w1", "w2"] {
            try RegionMailTests.post(.draft, window, of: tenant, in: hub)
        }
        courier.carry(from: tenant)
        let line = lines.wait(for: "region-not-told")
        #expect(line.utf8.count < 200 && line.contains("tenant=\(tenant)"))
        #expect(try RegionMailTests.waiting(tenant, in: hub) == 2)
        isFailing.withLock { $0 = false }
        courier.retry()
        #expect(lines.wait(for: "region-told") == "region-told messages=2")
        #expect(try RegionMailTests.waiting(tenant, in: hub) == 0)
        // Nothing is left to be tried.
        courier.retry()
        #expect(lines.all.count == 2)
    }

    @Test
    func `a tenant whose messages failed is not asked again before its time`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let tenant = try RegionMailTests.council(hub)
        let other = try RegionMailTests.council(hub, "X00000002")
        let tries = Lock(0)
        var mail = RegionMail()
        mail.register(RegionMailTests.kind) { (_, message) throws(StoreError) in
            let status = try? AssessmentStatusRecord(decoding: message.body)
            guard status?.tenantId == tenant.description else { return }
            tries.withLock { $0 += 1 }
            throw StoreError(.missing, "a test")
        }
        let lines = LogLines()
        let courier = try RegionCourier(stores: hub.stores, mail: mail, log: lines.log)
        defer { courier.stop() }
        try RegionMailTests.post(.draft, "w1", of: tenant, in: hub)
        courier.carry(from: tenant)
        _ = lines.wait(for: "region-not-told")
        // More than one: a group of changes is tried again one by one.
        let first = tries.withLock { $0 }
        for _ in 0..<5 { courier.carry(from: tenant) }
        // One thread carries in order: after a neighbour's message nothing of before waits.
        try RegionMailTests.post(.draft, "w1", of: other, in: hub)
        courier.carry(from: other)
        _ = lines.wait(for: "region-told")
        #expect(tries.withLock { $0 } == first)
        courier.retry()
        try RegionMailTests.post(.draft, "w2", of: other, in: hub)
        courier.carry(from: other)
        lines.wait(for: "region-told", times: 2)
        #expect(tries.withLock { $0 } == 2 * first)
    }

    @Test
    func `a kind that nobody registered stays where it is`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let tenant = try RegionMailTests.council(hub)
        let lines = LogLines()
        let courier = try RegionCourier(stores: hub.stores, mail: RegionMail(), log: lines.log)
        defer { courier.stop() }
        try RegionMailTests.post(.draft, "w1", of: tenant, in: hub)
        courier.carry(from: tenant)
        #expect(lines.wait(for: "region-not-told").contains("kind"))
        #expect(try RegionMailTests.waiting(tenant, in: hub) == 1)
        #expect(try RegionMailTests.status("w1", of: tenant, in: hub) == nil)
    }

    /// Makes a hub, does something with it, and ends without carrying anything.
    private static func leave(
        in folder: TemporaryDirectory,
        _ body: (Hub, UniqueID) throws -> Void
    ) throws -> UniqueID {
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.found(.example())
        let tenant = try council(hub)
        try body(hub, tenant)
        return tenant
    }

    private static func council(_ hub: Hub, _ code: String = "X00000001") throws -> UniqueID {
        let tenant = try #require(hub.contents.tenant(code: code))
        return try #require(UniqueID(tenant.id))
    }

    private static func post(
        _ state: AssessmentState,
        _ window: String,
        of tenant: UniqueID,
        in hub: Hub
    ) throws {
        var status = AssessmentStatusRecord()
        status.tenantId = tenant.description
        status.window = window
        status.state = state
        let body = status.encoded()
        let done = Monitor<Bool?>(nil)
        let file = try hub.stores.directory.tenant(OpaqueID(tenant)).records
        let call = WriteCall(actor: [1], method: "test/Post", request: [])
        try file.submit(call) { (store) throws(StoreError) in
            try store.post(to: RegionMail.target, kind: RegionMailTests.kind, body: body)
        } completion: { result in
            let isCommitted = if case .committed = result { true } else { false }
            done.change { $0 = isCommitted }
        }
        #expect(done.wait { $0 })
    }

    private static func messages(_ tenant: UniqueID, in hub: Hub) throws -> [OutboxMessage] {
        try read(hub.stores.directory.tenant(OpaqueID(tenant)).records) {
            (store) throws(StoreError) in
            try store.messages(to: RegionMail.target, limit: 9)
        }
    }

    private static func waiting(_ tenant: UniqueID, in hub: Hub) throws -> Int {
        try messages(tenant, in: hub).count
    }

    private static func status(
        _ window: String,
        of tenant: UniqueID,
        in hub: Hub
    ) throws -> AssessmentStatusRecord? {
        let found = try read(hub.stores.directory.region) { (store) throws(StoreError) in
            try RegionTables.status.find("\(window)/\(tenant)", in: store)
        }
        return try found.map { try AssessmentStatusRecord(decoding: $0.body) }
    }

    private static func read<Value>(
        _ file: Writer,
        _ body: (borrowing Database) throws(StoreError) -> Value
    ) throws -> Value {
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        return try reader.read(stepsMax: .max, body)
    }
}
