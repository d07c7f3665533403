import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What operators see of the tenants that they host.
struct TenantListTests {
    private let time = ManualClock(instant: HubClock.system.instant)
    private let served: ServedHub

    init() throws { served = try ServedHub(clock: time.clock) }

    private var keyed: CallOptions {
        var options = CallOptions()
        let now = UInt64(clamping: time.clock.instant.microseconds / 1_000)
        options.key = UniqueID(milliseconds: now)
        return options
    }

    private func operators(_ name: String) throws -> OperatorServiceClient {
        let request = IssueRequest(tenantCode: nil, role: .operator, name: name)
        return OperatorServiceClient(try served.channel(served.hub.issue(request)))
    }

    private func tenant(
        _ code: String,
        _ operators: OperatorServiceClient
    ) throws -> HostedTenant {
        try #require(try operators.listTenants().tenants.first { $0.code == code })
    }

    @Test
    func `a council is listed as empty, in use, suspended, and resumed, and nobody of it`() throws {
        let operators = try operators("first")
        let all = try operators.listTenants().tenants
        #expect(all.map(\.code) == ["E12000001", "X00000001", "X00000002"])
        #expect(all.map(\.kind) == [.region, .council, .council])
        #expect(all.map(\.needsFirstAdmin) == [false, true, true])
        #expect(all.allSatisfy { $0.state == .active && $0.reason.isEmpty })
        let person = IssueRequest(tenantCode: "X00000001", role: .admin, name: "Somebody there")
        _ = try served.hub.issue(person)
        #expect(try !tenant("X00000001", operators).needsFirstAdmin)
        #expect(try tenant("X00000002", operators).needsFirstAdmin)
        let suspend = SuspendTenantRequest(tenantCode: "X00000001", reason: "Under review.")
        _ = try operators.suspendTenant(suspend, keyed)
        let answer = try operators.listTenants()
        let kept = try #require(answer.tenants.first { $0.code == "X00000001" })
        #expect(kept.state == .suspended && kept.reason == "Under review.")
        #expect(kept.deleteAfter == nil && !kept.needsFirstAdmin)
        let text = String(decoding: answer.encoded(), as: UTF8.self)
        #expect(text.contains("Example Council A") && !text.contains("Somebody"))
        _ = try operators.resumeTenant(ResumeTenantRequest(tenantCode: "X00000001"), keyed)
        let resumed = try tenant("X00000001", operators)
        #expect(resumed.state == .active && resumed.reason.isEmpty)
    }

    @Test
    func `a council that is being deleted is listed until its files are destroyed`() throws {
        let first = try operators("first")
        let second = try operators("second")
        time.set(
            instant: Instant(microseconds: time.clock.instant.microseconds + 73 * 3_600_000_000)
        )
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let asked = try first.deleteTenant(request, keyed).approval?.id ?? ""
        // What was asked for is not yet what is.
        #expect(try tenant("X00000002", first).state == .active)
        _ = try second.approve(ApproveRequest(id: asked), keyed)
        let deleting = try tenant("X00000002", first)
        #expect(deleting.state == .deleting && deleting.reason == "Left the region.")
        let end = try #require(deleting.deleteAfter)
        let seconds = time.clock.instant.microseconds / 1_000_000
        #expect(end.seconds == seconds + 30 * 24 * 3_600)
        #expect(!deleting.needsFirstAdmin)
    }

    @Test(arguments: [Role.admin, .steward, .viewer])
    func `a council's own people do not see who else is hosted like this`(_ role: Role) throws {
        let client = OperatorServiceClient(try served.channel(role))
        let refused = failure { () throws(ClientError) in try client.listTenants() }
        #expect(refused?.reasonCode == "GATE-0201")
    }
}
