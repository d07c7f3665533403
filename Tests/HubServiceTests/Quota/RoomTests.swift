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
        settings.recordsBytesMax = 400 * 1_024
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
        #expect(refused?.status?.message.contains("of the 400 KiB") == true)
        #expect(refused?.retry == .never && refused?.status?.applied == .no)
        #expect(try !steward.listLocalThemes().themes.isEmpty)
        #expect(save(other, "first") == nil)
        #expect(revoke(served, admin, .viewer) == nil)
    }
}
