import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// The registry in memory, which follows what changes without being read again.
final class RegistryFollowerTests {
    private let folder: TemporaryDirectory
    private let hub: Hub

    init() throws {
        folder = try TemporaryDirectory()
        hub = try Hub(data: folder.file("data"))
        try hub.found(.example())
    }

    deinit { hub.close() }

    private enum Refusal: Error {
        case refused
    }

    /// Changes of the registry as calls make them, all of them in the mailbox before the first
    /// one's turn: as many as fit in 20 ms are one group.
    private func together(
        _ count: Int,
        dryRuns: Set<Int> = [],
        _ job: @escaping @Sendable (Int, inout WriteContext) throws(Fault) -> Void
    ) throws {
        let registry = hub.stores.directory.registry
        let isOpen = Monitor(false)
        let done = Monitor(0)
        let gate: @Sendable (inout WriteContext) throws(Fault) -> Void = { _ in
            isOpen.wait { $0 ? () : nil }
        }
        let snapshots = hub.snapshots
        try registry.submit(WriteCall(actor: [], method: "gate", request: []), job: gate) { _ in }
        for number in 0..<count {
            var call = WriteCall(actor: [], method: "test", request: [])
            call.isDryRun = dryRuns.contains(number)
            let body: @Sendable (inout WriteContext) throws(Fault) -> Publication? = {
                (store) throws(Fault) in
                try job(number, &store)
                return try snapshots.publication(of: .registry, in: store)
            }
            try registry.submit(call, job: body) { result in
                if case .committed(let publication, _) = result { publication?.publish() }
                done.change { $0 += 1 }
            }
        }
        isOpen.change { $0 = true }
        done.wait { $0 == count ? () : nil }
    }

    /// The registry as its file has it.
    private func whole() throws -> RegistryContents {
        try hub.changeRegistry("test/Read") { (store) throws(Fault) in
            try RegistryContents(store.database)
        }
    }

    private static func principal(_ tenant: String, _ number: Int) -> PrincipalRecord {
        var record = PrincipalRecord()
        record.id = UniqueID(milliseconds: UInt64(number)).description
        record.tenantId = tenant
        record.name = "Person \(number)"
        record.grants = [Grant(role: .viewer, family: .priorities)]
        record.state = .active
        record.version = 1
        return record
    }

    private static func certificate(_ principal: String, _ number: Int) -> CertificateRecord {
        let digest = SHA256.digest(of: Array("\(number)".utf8)).bytes
        var record = CertificateRecord(serial: Array(digest.prefix(16)), principalId: principal)
        record.publicKeyDigest = digest
        record.state = .active
        record.keyState = .active
        return record
    }

    private func fill(_ count: Int) throws -> [PrincipalRecord] {
        let tenant = try #require(hub.contents.tenant(code: "X00000001")?.id)
        let people = (0..<count).map { RegistryFollowerTests.principal(tenant, $0) }
        try hub.changeRegistry("test/Fill") { (store) throws(Fault) in
            for (number, one) in people.enumerated() {
                try RegistryTables.principalRows.save(one, as: one.id, in: &store)
                let key = RegistryFollowerTests.certificate(one.id, number)
                try RegistryTables.certificateRows.save(key, as: key.code, in: &store)
            }
        }
        return people
    }

    @Test
    func `a group of changes reads what each changed, and never the whole registry`() throws {
        let people = try fill(1_000)
        let before = hub.snapshots.follower.work
        let kept = hub.contents.directory.callers
        let clock = HubClock.system
        let start = clock.moment
        try together(256) { (number, store) throws(Fault) in
            var record = people[number]
            record.grants = [Grant(role: .steward, family: .priorities)]
            try RegistryTables.principalRows.save(record, as: record.id, in: &store)
            let key = RegistryFollowerTests.certificate(record.id, 10_000 + number)
            try RegistryTables.certificateRows.save(key, as: key.code, in: &store)
        }
        let micro = (clock.moment.nanoseconds - start.nanoseconds) / 1_000
        let after = hub.snapshots.follower.work
        #expect(after.wholeReads == before.wholeReads)
        #expect(after.records - before.records == 512)
        let same = hub.contents.directory.callers.count { kept[$0.key] === $0.value }
        #expect(same == kept.count - 256)
        print("registry: 256 changes of 1,000 principals in \(micro) us, 512 records read")
        let start2 = clock.moment
        for _ in 0..<8 { _ = try whole() }
        let one = (clock.moment.nanoseconds - start2.nanoseconds) / 8_000
        print("registry: reading all of it takes \(one) us")
    }

    @Test
    func `what was undone leaves nothing behind, whoever comes next`() throws {
        let people = try fill(20)
        let before = hub.snapshots.follower.work
        let dryRuns = Set((0..<60).filter { $0 % 5 == 1 })
        try together(60, dryRuns: dryRuns) { (number, store) throws(Fault) in
            var record = people[number % 20]
            record.name = "Changed \(number)"
            record.version += UInt64(number)
            try RegistryTables.principalRows.save(record, as: record.id, in: &store)
            // Refused after it has changed something, and the registry was read with it.
            guard number % 7 != 3 else { throw Fault(.notPossibleInThisState) }
        }
        let after = hub.snapshots.follower.work
        #expect(after.wholeReads == before.wholeReads)
        try RegistryFollowerTests.expectSame(hub.contents, whole(), "refused and rehearsed")
        let names = Set(hub.contents.principals.values.map(\.name))
        for number in 0..<60 where number % 5 == 1 || number % 7 == 3 {
            #expect(!names.contains("Changed \(number)"))
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `after any changes it is what the file has`(seed: UInt64) throws {
        let people = try fill(12)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<12 {
            let steps = (0..<6).map { _ in
                RandomStep(seed: generator.next(), people: people.map(\.id))
            }
            let tenants = hub.contents.tenants.values.filter { $0.kind == .council }
                .sorted { $0.code < $1.code }
            let undone = Int.random(in: 0..<12, using: &generator)
            try together(steps.count, dryRuns: [undone]) { (number, store) throws(Fault) in
                try steps[number].run(tenants, in: &store)
                if number + 6 == undone { throw Fault(.notPossibleInThisState) }
            }
            let name = "seed \(seed), round \(round)"
            RegistryFollowerTests.expectSame(hub.contents, try whole(), name)
        }
        #expect(hub.snapshots.follower.work.wholeReads == 1)
    }

    @Test
    func `every table that is held in memory has its name in the journal`() {
        let tables: [RegistryContents.Kind: CodedRecords] = [
            .hub: RegistryTables.hub, .tenant: RegistryTables.tenants,
            .principal: RegistryTables.principals, .certificate: RegistryTables.certificates,
            .invitation: RegistryTables.invitations, .approval: RegistryTables.approvals,
            .notice: RegistryTables.notices, .dataSet: RegistryTables.dataSets,
        ]
        for kind in RegistryContents.Kind.allCases {
            #expect("\(tables[kind]?.table.name ?? "")" == kind.rawValue)
        }
    }

    /// Compares everything that anybody can ask of it.
    private static func expectSame(
        _ one: RegistryContents,
        _ other: RegistryContents,
        _ name: String
    ) {
        #expect(one.hub == other.hub, "\(name)")
        #expect(one.tenants == other.tenants, "\(name)")
        #expect(one.principals == other.principals, "\(name)")
        #expect(one.certificates == other.certificates, "\(name)")
        #expect(one.invitations == other.invitations, "\(name)")
        #expect(one.approvals == other.approvals, "\(name)")
        #expect(one.dataSets == other.dataSets, "\(name)")
        #expect(one.notices == other.notices, "\(name)")
        #expect(one.directory.certificates == other.directory.certificates, "\(name)")
        let callers = [one, other].map { $0.directory.callers }
        #expect(Set(callers[0].keys) == Set(callers[1].keys), "\(name)")
        for (id, caller) in callers[0] {
            guard let twin = callers[1][id] else { continue }
            #expect(caller.tenant == twin.tenant && caller.tenantCode == twin.tenantCode, "\(name)")
            #expect(caller.grants == twin.grants && caller.isActive == twin.isActive, "\(name)")
            #expect(caller.isTenantSuspended == twin.isTenantSuspended, "\(name)")
            #expect(caller.filledDataSets == twin.filledDataSets, "\(name)")
            let told = [caller, twin].map { $0.introduction.answer(at: HubClock.system.instant) }
            #expect(told[0] == told[1], "\(name)")
            for method in Method.allCases {
                #expect(caller.mayCall(method) == twin.mayCall(method), "\(name)")
            }
        }
    }
}
