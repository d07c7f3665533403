import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Room on the disk, as callers meet it.
struct RoomTests {
    private let clock = ManualClock(instant: HubClock.system.instant)

    private var keyed: CallOptions {
        var options = CallOptions()
        let now = UInt64(clamping: clock.clock.instant.microseconds / 1_000)
        options.key = UniqueID(milliseconds: now)
        return options
    }

    private func save(_ client: PriorityServiceClient, _ code: String) -> ClientError? {
        var theme = LocalTheme(code: code, name: "A theme")
        theme.descriptionValue = String(repeating: "words ", count: 300)
        let request = SaveLocalThemeRequest(theme: theme)
        return failure { () throws(ClientError) in try client.saveLocalTheme(request, keyed) }
    }

    private func revoke(_ served: ServedHub, _ admin: Channel, _ role: Role) -> ClientError? {
        let all = served.hub.contents.principals.values
        let found = all.first { $0.grants.contains { $0.role == role } && $0.state == .active }
        let request = RevokePrincipalRequest(
            principal: found?.id ?? "",
            reason: "Left.",
            baseVersion: found?.version ?? 0
        )
        return failure { () throws(ClientError) in
            try AdminServiceClient(admin).revokePrincipal(request, keyed)
        }
    }

    @Test
    func `with little room somebody can be locked out though nothing else is kept`() throws {
        let free = Lock<UInt64>(.max)
        var settings = StoreSettings()
        settings.freeBytesKept = 1_000_000
        settings.freeBytes = { free.withLock { $0 } }
        let served = try ServedHub(settings: settings, clock: clock.clock)
        let steward = PriorityServiceClient(try served.channel(.steward))
        let viewer = try served.channel(.viewer)
        let admin = try served.channel(.admin)
        #expect(save(steward, "first") == nil)
        free.withLock { $0 = 999_999 }
        clock.advance(milliseconds: 1_000)
        #expect(save(steward, "second")?.reasonCode == "STORE-0205")
        #expect(revoke(served, admin, .viewer) == nil)
        #expect(
            failure { () throws(ClientError) in try IdentityServiceClient(viewer).whoAmI() } != nil
        )
        free.withLock { $0 = 249_999 }
        clock.advance(milliseconds: 1_000)
        #expect(revoke(served, admin, .steward)?.reasonCode == "STORE-0205")
        // Nobody was locked out, and nobody is told otherwise.
        #expect(try steward.listLocalThemes().themes.count == 1)
        free.withLock { $0 = 312_500 }
        clock.advance(milliseconds: 1_000)
        #expect(revoke(served, admin, .steward) == nil)
    }

    @Test
    func `a council whose room is used up is told so, can lock somebody out, and reads`() throws {
        var settings = StoreSettings()
        settings.recordsBytesMax = 600 * 1_024
        let served = try ServedHub(settings: settings, clock: clock.clock)
        let steward = PriorityServiceClient(try served.channel(.steward))
        let other = PriorityServiceClient(try served.channel(.steward, tenant: "X00000002"))
        let admin = try served.channel(.admin)
        _ = try served.channel(.viewer)
        var refused: ClientError?
        var saved = 0
        while refused == nil, saved < 100 {
            clock.advance(milliseconds: 1_000)
            saved += 1
            refused = save(steward, "theme-\(saved)")
        }
        #expect(refused?.reasonCode == "GATE-0305", "\(String(describing: refused))")
        #expect(refused?.status?.message.contains("of the 600 KiB") == true)
        #expect(refused?.retry == .never && refused?.status?.applied == .no)
        #expect(try !steward.listLocalThemes().themes.isEmpty)
        #expect(save(other, "first") == nil)
        #expect(revoke(served, admin, .viewer) == nil)
    }

    @Test
    func `in a council whose room is used up records are restricted and erased all the same`()
        throws
    {
        var settings = StoreSettings()
        settings.recordsBytesMax = 4_096 * 1_024
        var limits = ServerLimits()
        limits.reserveBytesOfTenant = QuotaRate(perSecond: 1_024, burst: 1_024 * 1_024)
        limits.reserveBytesOfPrincipal = QuotaRate(perSecond: 1_024, burst: 16 * 1_024)
        let served = try ServedHub(limits: limits, settings: settings, clock: clock.clock)
        let channel = try served.channel(.steward)
        let training = TrainingCalls(TrainingServiceClient(channel))
        try training.keep(TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,"))
        let left = UniqueID(milliseconds: UInt64(clock.clock.instant.microseconds / 1_000))
        _ = try training.part(TrainingCalls.file("E2,Blue,Fire safety,01/02/2025,,,"), 0..<10, left)
        let steward = PriorityServiceClient(channel)
        var refused: ClientError?
        var saved = 0
        while refused == nil, saved < 1_500 {
            clock.advance(milliseconds: 1_000)
            saved += 1
            refused = save(steward, "theme-\(saved)")
        }
        #expect(refused?.reasonCode == "GATE-0305", "\(String(describing: refused))")
        func restrict(_ isRestricted: Bool) -> ClientError? {
            let request = RestrictTrainingWorkerRequest(worker: "E1", restricted: isRestricted)
            return failure { () throws(ClientError) in
                try training.steward.restrictTrainingWorker(request, keyed)
            }
        }
        #expect(restrict(true) == nil)
        _ = try training.steward.discardTrainingUpload(
            DiscardTrainingUploadRequest(batch: left.description)
        )
        // What is kept back is no room for whoever does it again and again.
        var again: ClientError?
        var changes = 0
        while again == nil, changes < 50 {
            again = restrict(changes % 2 == 1)
            changes += 1
        }
        #expect(again?.reasonCode == "GATE-0302", "\(changes)")
        #expect(again?.retry == .afterPause && again?.status?.applied == .no)
        #expect(again?.status?.message.contains("what is kept back") == true)
        let wait = again?.status?.retryAfterMs ?? 0
        // Nobody who is to be erased waits for that, whoever asks.
        let erase = EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        let colleague = TrainingServiceClient(try served.channel(.steward))
        _ = try colleague.eraseTrainingWorker(erase, keyed)
        clock.advance(milliseconds: UInt64(wait))
        #expect(restrict(true)?.code == .notFound)
    }

    @Test
    func `what takes something back may use what is kept back, and nothing that adds may`() {
        let methods = Method.allCases.filter { ReserveUse.isFor($0) }
        #expect(methods.contains(.wresServiceWithdrawRelease))
        #expect(methods.contains(.adminServiceRevokePrincipal))
        for method in methods {
            #expect(method.facts.isMutating, "\(method.name)")
            #expect(!"\(method.name)".contains("/Save") && !"\(method.name)".contains("/Upload"))
        }
    }
}
