import HubClient
import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// How fast one tenant may make the registry grow.
struct RegistryRoomTests {
    private static let start = Moment(nanoseconds: 1_000_000_000)
    private let tenant = UniqueID(milliseconds: 1)

    @Test
    func `a tenant has its room at once and then by time, and its neighbours have their own`() {
        let room = RegistryRoom(QuotaRate(perSecond: 1_024, burst: 16 * 1_024))
        // A kilobyte that is asked for is written four times, with four kilobytes beside it.
        #expect(room.take(1_024, of: tenant, Self.start) == nil)
        #expect(room.take(1_024, of: tenant, Self.start) == nil)
        let wait = room.take(0, of: tenant, Self.start)
        #expect(wait.map { (4_000...4_001).contains($0) } ?? false)
        #expect(room.take(0, of: UniqueID(milliseconds: 2), Self.start) == nil)
        let later = Self.start.advanced(milliseconds: wait ?? 0)
        #expect(room.take(0, of: tenant, later) == nil)
    }

    @Test
    func `what a change wrote beyond its request is charged afterwards, a withdrawal's too`() {
        let room = RegistryRoom(QuotaRate(perSecond: 1_024, burst: 16 * 1_024))
        // Four kilobytes for the change and four for its request are paid: no more is owed.
        #expect(room.take(1_024, of: tenant, Self.start) == nil)
        room.charge(1_024, paid: 1_024, of: tenant, Self.start)
        #expect(room.take(1_024, of: tenant, Self.start) == nil)
        // Ten kilobytes were written for a kilobyte that was asked for.
        let other = UniqueID(milliseconds: 2)
        #expect(room.take(1_024, of: other, Self.start) == nil)
        room.charge(10 * 1_024, paid: 1_024, of: other, Self.start)
        let wait = room.take(0, of: other, Self.start)
        // 8 of 16 are left, and 32 more than that are owed: 28 seconds until 4 are there again.
        #expect(wait.map { (28_000...28_001).contains($0) } ?? false, "\(wait ?? 0)")
        let third = UniqueID(milliseconds: 3)
        room.charge(4 * 1_024, paid: nil, of: third, Self.start)
        #expect(room.take(0, of: third, Self.start) != nil)
    }

    @Test
    func `whoever takes access away never waits`() {
        let withdrawals = Method.allCases.filter { RegistryRoom.isWithdrawal($0) }
        #expect(withdrawals.count == 7)
        #expect(withdrawals.allSatisfy { $0.facts.isMutating && $0.facts.scope == .hub })
        #expect(!RegistryRoom.isWithdrawal(.governanceServiceSaveDataSets))
    }

    @Test func `what changes wrote is charged by the hub that keeps them`() throws {
        var limits = ServerLimits()
        limits.registryBytesOfTenant = QuotaRate(perSecond: 1, burst: 12 * 1_024)
        let served = try ServedHub(limits: limits)
        let admin = AdminServiceClient(try served.channel(.admin))
        for number in 0..<12 {
            _ = try served.hub.issue(
                IssueRequest(tenantCode: "X00000001", role: .viewer, name: "V\(number)")
            )
        }
        let invite = InviteRequest(role: .viewer, name: "New")
        #expect(try admin.invite(invite, .keyed).code.isEmpty == false)
        // Withdrawals wait for nothing, and what they wrote is owed afterwards.
        for person in try admin.listPrincipals().principals where person.name.hasPrefix("V") {
            let request = SuspendPrincipalRequest(
                principal: person.id,
                reason: "Away.",
                baseVersion: person.version
            )
            _ = try admin.suspendPrincipal(request, .keyed)
        }
        let refused = refusal { _ = try admin.invite(invite, .keyed) }
        #expect(refused == Reason.tooManyCallsFromYourOrganisation.code)
    }
}
