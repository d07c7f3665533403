import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What is left of a log of accesses that is full.
struct AccessRoomTests {
    /// What the file may take; six of its 96 MiB are kept back.
    private static let roomBytes: UInt64 = 96 * 1_024 * 1_024
    /// What one planted line takes: much less than the part kept back.
    private static let lineBytes = 128 * 1_024

    @Test
    func `a full log shows nothing about people, and still shows who looked`() throws {
        var settings = StoreSettings()
        settings.accessesBytesMax = AccessRoomTests.roomBytes
        let served = try ServedHub(settings: settings)
        let steward = try served.channel(.steward)
        let calls = TrainingCalls(TrainingServiceClient(steward))
        try calls.keep(TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,"))
        _ = try calls.worker("E1")
        try AccessRoomTests.fill(served)
        #expect(refusal { _ = try calls.worker("E1") } == Reason.auditNotPossible.code)
        let governance = GovernanceServiceClient(steward)
        let looks = try governance.listAccesses(ListAccessesRequest(pageSize: 1))
        #expect(looks.accesses.count == 1)
        // That look is on record as well.
        let again = try governance.listAccesses(ListAccessesRequest(pageSize: 1))
        #expect(again.accesses.first?.method.hasSuffix("/ListAccesses") == true)
        // A neighbour has a file of its own.
        _ = try TrainingServiceClient(try served.channel(.steward, tenant: "X00000002"))
            .listTrainingStandings(ListTrainingStandingsRequest(chase: .expired))
    }

    @Test
    func `whoever reads the log without end waits, and nobody who looks at records does`() throws {
        var limits = ServerLimits()
        limits.accessBytesOfTenant = QuotaRate(perSecond: 1, burst: 8 * 1_024)
        limits.accessBytesOfLogReader = QuotaRate(perSecond: 1, burst: 16 * 1_024)
        let served = try ServedHub(limits: limits)
        let steward = try served.channel(.steward)
        let calls = TrainingCalls(TrainingServiceClient(steward))
        try calls.keep(TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,"))
        let governance = GovernanceServiceClient(steward)
        var refused: String?
        var looks = 0
        while refused == nil, looks < 200 {
            refused = refusal { _ = try governance.listAccesses(ListAccessesRequest(pageSize: 1)) }
            looks += 1
        }
        #expect(refused == Reason.tooManyCalls.code)
        #expect((10..<200).contains(looks))
        _ = try calls.worker("E1")
        // A colleague reads the log all the same.
        let colleague = GovernanceServiceClient(try served.channel(.steward))
        let seen = try colleague.listAccesses(ListAccessesRequest())
        #expect(seen.accesses.contains { $0.method.hasSuffix("/GetTrainingWorker") })
    }

    @Test
    func `one who looks without end waits for their own share, and no colleague waits with them`()
        throws
    {
        var limits = ServerLimits()
        limits.accessBytesOfTenant = QuotaRate(perSecond: 1, burst: 64 * 1_024)
        limits.accessBytesOfPrincipal = QuotaRate(perSecond: 1, burst: 16 * 1_024)
        let served = try ServedHub(limits: limits)
        let calls = TrainingCalls(TrainingServiceClient(try served.channel(.steward)))
        try calls.keep(TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,"))
        var refused: String?
        var looks = 0
        while refused == nil, looks < 200 {
            refused = refusal { _ = try calls.worker("E1") }
            looks += 1
        }
        #expect(refused == Reason.tooManyCalls.code)
        #expect((10..<60).contains(looks), "\(looks)")
        let colleague = TrainingCalls(TrainingServiceClient(try served.channel(.viewer)))
        for _ in 0..<5 { _ = try colleague.worker("E1") }
    }

    /// Writes lines until the file takes no more.
    private static func fill(_ served: ServedHub) throws {
        let tenant = try #require(served.hub.contents.tenant(code: "X00000001"))
        let id = try #require(UniqueID(tenant.id))
        let file = try served.hub.stores.directory.tenant(OpaqueID(id)).accesses
        let linesMax = Int(roomBytes) / lineBytes * 2
        for _ in 0..<linesMax where try !write(to: file) { return }
        Issue.record("the file took \(linesMax) lines")
    }

    /// Writes one line as an ordinary look does.
    ///
    /// - Returns: Whether there was room.
    private static func write(to file: Writer) throws -> Bool {
        let done = Monitor<WriteResult<Void, StoreError>?>(nil)
        let call = WriteCall(actor: [1], method: "test/Look", request: [1])
        let body = AccessRecord(
            role: .steward,
            family: .training,
            purpose: String(repeating: "p", count: lineBytes),
            rows: 1
        ).encoded()
        try file.submit(call) { (store) throws(StoreError) in
            let entry = JournalEntry(
                kind: AccessWriter.kind,
                record: store.makeID(),
                operation: .read,
                body: body
            )
            try store.record(entry)
        } completion: { result in
            done.change { $0 = result }
        }
        switch done.wait({ $0 }) {
        case .committed: return true
        case .failed(let error), .refused(let error), .unknown(let error):
            #expect(error.code == .quota)
            return false
        case .rehearsed, .replayed, .keyReused: throw StoreError(.statement, "a test")
        }
    }
}
