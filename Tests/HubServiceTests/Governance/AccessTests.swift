import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Whoever looks at data about people is written down first.
struct AccessTests {
    /// Makes commits to files of one kind fail while it is armed.
    private final class Disk: Sendable {
        let isFailing = Lock(false)

        var settings: StoreSettings {
            var settings = StoreSettings()
            settings.faults = StoreFaults { [isFailing] stage in
                guard stage == .beforeCommit, isFailing.withLock({ $0 }) else { return nil }
                return StoreError(.inputOutput, "injected")
            }
            return settings
        }
    }

    private static func accesses(
        _ channel: Channel,
        _ request: ListAccessesRequest = ListAccessesRequest()
    ) throws(ClientError) -> ListAccessesResponse {
        try GovernanceServiceClient(channel).listAccesses(request)
    }

    @Test
    func `a look is on record with role, method, purpose, rows and request`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let identity = try IdentityServiceClient(channel).whoAmI()
        let first = try AccessTests.accesses(channel)
        #expect(first.accesses.isEmpty)
        let second = try AccessTests.accesses(channel)
        let entry = try #require(second.accesses.first)
        #expect(second.accesses.count == 1)
        #expect(entry.role == "steward")
        #expect(entry.principalId == identity.principalId)
        #expect(entry.name == "test")
        #expect(entry.method == "\(Method.governanceServiceListAccesses.name)")
        #expect(entry.purpose == RegistryContents.purposeOfAccounts)
        #expect(entry.rows == 0)
        #expect(entry.requestId.utf8.count == 16)
        let third = try AccessTests.accesses(channel)
        #expect(third.accesses.map(\.rows) == [1, 0])
        // The record of a look is not a change of what the tenant works with.
        #expect(try IdentityServiceClient(channel).whoAmI().revision == identity.revision)
    }

    @Test
    func `without names there are roles alone`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        _ = try AccessTests.accesses(channel)
        var request = ListAccessesRequest()
        request.withoutNames = true
        let entry = try #require(try AccessTests.accesses(channel, request).accesses.first)
        #expect(entry.role == "steward")
        #expect(entry.name.isEmpty)
        #expect(entry.principalId.isEmpty)
    }

    @Test
    func `an answer that cannot be written down is not given`() throws {
        let disk = Disk()
        let served = try ServedHub(settings: disk.settings)
        let channel = try served.channel(.steward)
        _ = try AccessTests.accesses(channel)
        disk.isFailing.withLock { $0 = true }
        let refused = failure { () throws(ClientError) in try AccessTests.accesses(channel) }
        #expect(refused?.reasonCode == "HUB-0103")
        // The file takes nothing more until it is recovered, and tells nothing until then.
        let again = failure { () throws(ClientError) in try AccessTests.accesses(channel) }
        #expect(again != nil)
        disk.isFailing.withLock { $0 = false }
    }

    @Test
    func `a refusal leaves no trace, and another council sees nothing`() throws {
        let served = try ServedHub()
        let steward = try served.channel(.steward)
        let viewer = try served.channel(.viewer)
        let refused = failure { () throws(ClientError) in try AccessTests.accesses(viewer) }
        #expect(refused?.reasonCode == "GATE-0201")
        var wrong = ListAccessesRequest()
        wrong.fromDay = "yesterday"
        let request = wrong
        let invalid = failure { () throws(ClientError) in
            try AccessTests.accesses(steward, request)
        }
        #expect(invalid?.reasonCode == "CALL-0412")
        #expect(try AccessTests.accesses(steward).accesses.isEmpty)
        let other = try served.channel(.steward, tenant: "X00000002")
        #expect(try AccessTests.accesses(other).accesses.isEmpty)
        #expect(try AccessTests.accesses(other).accesses.count == 1)
        #expect(try AccessTests.accesses(steward).accesses.count == 1)
    }

    @Test
    func `pages show one state, the newest first, within the days asked for`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        for _ in 0..<5 { _ = try AccessTests.accesses(channel) }
        var request = ListAccessesRequest()
        request.pageSize = 2
        var seen: [UInt64] = []
        var ids: Set<[UInt8]> = []
        var pages = 0
        repeat {
            let page = try AccessTests.accesses(channel, request)
            seen += page.accesses.map(\.rows)
            for entry in page.accesses { ids.insert(Array(entry.requestId.utf8)) }
            request.cursor = page.nextCursor
            pages += 1
        } while !request.cursor.isEmpty && pages < 9
        #expect(seen == [4, 3, 2, 1, 0])
        #expect(ids.count == 5)
        request = ListAccessesRequest()
        request.toDay = "2000-01-01"
        #expect(try AccessTests.accesses(channel, request).accesses.isEmpty)
        request = ListAccessesRequest()
        request.fromDay = "2999-01-01"
        #expect(try AccessTests.accesses(channel, request).accesses.isEmpty)
        request.fromDay = "2000-01-01"
        request.toDay = "2999-01-01"
        #expect(try !AccessTests.accesses(channel, request).accesses.isEmpty)
    }

    @Test
    func `a steward sees the looks at its own families`() throws {
        let served = try ServedHub()
        let bundle = try served.hub.issue(
            IssueRequest(
                tenantCode: "X00000001",
                role: .steward,
                families: [.priorities],
                name: "test"
            )
        )
        let steward = try served.channel(bundle)
        _ = try AccessTests.accesses(steward)
        let tenant = try #require(
            UniqueID(try IdentityServiceClient(steward).whoAmI().tenantId)
        )
        for family in [Family.training, .priorities] {
            try AccessTests.plant(family, tenant, served.hub)
        }
        // That of the family, and its own look at this list.
        #expect(try AccessTests.accesses(steward).accesses.map(\.rows) == [7, 0])
        let all = try served.channel(.steward)
        #expect(try AccessTests.accesses(all).accesses.map(\.rows) == [2, 7, 7, 0])
    }

    /// A look at a family's data, as a service of that family leaves it.
    private static func plant(_ family: Family, _ tenant: UniqueID, _ hub: Hub) throws {
        let body = AccessRecord(role: .steward, family: family, rows: 7).encoded()
        let files = try hub.stores.directory.tenant(OpaqueID(tenant))
        let done = Monitor(false)
        let call = WriteCall(actor: [1], method: "test/Look", request: [1])
        try files.accesses.submit(call) { (store) throws(StoreError) in
            let entry = JournalEntry(
                kind: AccessWriter.kind,
                record: store.makeID(),
                operation: .read,
                body: body
            )
            try store.record(entry)
        } completion: { _ in
            done.change { $0 = true }
        }
        done.wait { $0 ? () : nil }
    }

    @Test
    func `a purpose is written once, and told with every look`() throws {
        let served = try ServedHub()
        let steward = try served.channel(.steward)
        let training = TrainingServiceClient(steward)
        let calls = TrainingCalls(training)
        try calls.keep(TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,"))
        for _ in 0..<5 { _ = try calls.worker("E1") }
        let looks = try AccessTests.accesses(steward).accesses.filter {
            $0.method.hasSuffix("/GetTrainingWorker")
        }
        #expect(looks.count == 5 && looks.allSatisfy { !$0.purpose.isEmpty })
        #expect(Set(looks.map(\.purpose)).count == 1)
        let tenant = try #require(
            UniqueID(try IdentityServiceClient(steward).whoAmI().tenantId)
        )
        let file = try served.hub.stores.directory.tenant(OpaqueID(tenant)).accesses
        let bodies = try AccessTests.bodies(of: file)
        let ofWorkers = bodies.filter { $0.dataSet == .trainingRecords }
        #expect(ofWorkers.count { !$0.purpose.isEmpty } == 1)
        #expect(ofWorkers.count { $0.purposeAt > 0 } == ofWorkers.count - 1)
    }

    /// What the file of accesses holds, as it is kept.
    private static func bodies(of file: Writer) throws -> [AccessRecord] {
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        let rows = try reader.read(stepsMax: .max) { (store) throws(StoreError) in
            try store.changes(after: JournalPosition(revision: 0), upTo: .max, limit: 100)
        }
        return rows.compactMap { $0.body.flatMap { try? AccessRecord(decoding: $0) } }
    }

    @Test
    func `who looks without end waits, and can still be seen; nobody else waits`() throws {
        var limits = ServerLimits()
        limits.accessBytesOfTenant = QuotaRate(perSecond: 1, burst: 4 * 1_024)
        let served = try ServedHub(limits: limits)
        let steward = try served.channel(.steward)
        let calls = TrainingCalls(TrainingServiceClient(steward))
        try calls.keep(TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,"))
        var looks = 0
        var refused: String?
        while refused == nil, looks < 100 {
            refused = refusal { _ = try calls.worker("E1") }
            looks += 1
        }
        #expect(refused == Reason.tooManyCallsFromYourOrganisation.code)
        #expect((3..<100).contains(looks))
        let seen = try AccessTests.accesses(steward).accesses.count {
            $0.method.hasSuffix("/GetTrainingWorker")
        }
        #expect(seen == looks - 1)
        let other = try served.channel(.steward, tenant: "X00000002")
        _ = try AccessTests.accesses(other)
        _ = try TrainingServiceClient(other).listTrainingStandings(
            ListTrainingStandingsRequest(chase: .expired)
        )
    }

    /// Where a test holds a job of the store.
    private final class Door: Sendable {
        private let state = Monitor((reached: false, open: false))

        func hold() {
            state.change { $0.reached = true }
            state.wait { $0.open ? () : nil }
        }

        func awaitReached() { state.wait { $0.reached ? () : nil } }
        func open() { state.change { $0.open = true } }
    }

    @Test
    func `a look does not wait behind a change of the tenant's records`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let tenant = try #require(
            UniqueID(try IdentityServiceClient(channel).whoAmI().tenantId)
        )
        let files = try served.hub.stores.directory.tenant(OpaqueID(tenant))
        let door = Door()
        let call = WriteCall(actor: [1], method: "test/Import", request: [1])
        try files.records.submit(call, isBulk: true) { (_) throws(StoreError) in
            door.hold()
        } completion: { _ in
        }
        door.awaitReached()
        defer { door.open() }
        _ = try AccessTests.accesses(channel)
        #expect(try AccessTests.accesses(channel).accesses.count == 1)
    }

    @Test
    func `every method that leaves a trace counts its rows`() throws {
        let served = try ServedHub()
        let maker = RequestMaker(texts: [:], numbers: [:])
        let traced = Method.allCases.filter { $0.facts.audit == .access }
        #expect(!traced.isEmpty)
        for role in [Role.steward, .admin] {
            let channel = try served.channel(role)
            for method in traced {
                let request = try method.request(json: maker.json(method.requestType.wireTable))
                _ = Answer(method, request, CallOptions(), channel)
            }
        }
        #expect(!served.log.all.contains { $0.contains("did not count") })
    }

    @Test
    func `whatever reads rows about people is on record, counts that may be of one too`() {
        // Files, with how many rows each had and who sent it: nobody of whom a row is.
        let batches: Set<Method> = [.trainingServiceListTrainingBatches]
        for method in Method.allCases where !method.facts.isMutating {
            guard RoleTable.isOfDataSet(method.facts), !batches.contains(method) else { continue }
            guard method.facts.family == .training else { continue }
            #expect(method.facts.audit == .access, "\(method.name)")
            #expect(method.facts.dataClass.rawValue >= DataClass.personal.rawValue)
        }
        #expect(Method.trainingServiceGetTrainingStatus.facts.audit == .access)
        #expect(Method.delegationServiceListDelegatedPeople.facts.dataClass == .special)
    }

    @Test
    func `a status and the needs leave as many rows as they have parts`() throws {
        let served = try ServedHub()
        let steward = try served.channel(.steward)
        let training = TrainingServiceClient(steward)
        try TrainingCalls(training).keep(
            TrainingCalls.file(
                "E1,Blue,Fire safety,01/02/2025,,,",
                "E2,Red,Fire safety,01/02/2015,,,"
            )
        )
        let parts = try training.getTrainingStatus(GetTrainingStatusRequest(by: .team)).parts
        let needs = try training.listTrainingNeeds().needs
        let looks = try AccessTests.accesses(steward).accesses
        func rows(_ name: String) -> [UInt64] {
            looks.filter { $0.method.hasSuffix("/\(name)") }.map(\.rows)
        }
        #expect(rows("GetTrainingStatus") == [UInt64(parts.count + 1)])
        #expect(rows("ListTrainingNeeds") == [UInt64(needs.count)])
    }

    @Test
    func `a handler that does not count its rows answers nobody`() throws {
        let hub = try HandledHub { router in
            router.read(.governanceServiceListAccesses) {
                (_: ListAccessesRequest, _, _) throws(Fault) in ListAccessesResponse()
            }
        }
        let channel = Channel(try hub.target(.steward), settings: .once)
        let refused = failure { () throws(ClientError) in try AccessTests.accesses(channel) }
        #expect(refused?.reasonCode == "HUB-0101")
    }
}
