import HubClient
import HubCrypto
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Keys that are read out, and access that is looked through, over connections.
final class ConfirmTests {
    private let at: EnrolmentTime
    private let admin: Channel

    init() throws {
        at = try EnrolmentTime()
        admin = try at.principal(.admin).0
    }

    deinit {
        // The hub waits for whoever is connected, and its clock stands still.
        admin.close()
    }

    private func confirm(
        _ device: EnrolmentTime.Device,
        _ fingerprint: String,
        by channel: Channel
    ) -> String? {
        let request = ConfirmKeyRequest(
            principal: device.answer.principalId,
            fingerprint: fingerprint
        )
        return failure { () throws(ClientError) in
            try AdminServiceClient(channel).confirmKey(request, at.keyed)
        }?.reasonCode
    }

    private func change(
        _ id: String,
        _ role: Role
    ) throws -> String? {
        var request = ChangeRolesRequest(
            principal: id,
            baseVersion: try at.record(id).version
        )
        request.grants = [Grant(role: role, family: .priorities)]
        return failure { () throws(ClientError) in
            try AdminServiceClient(admin).changeRoles(request, at.keyed)
        }?.reasonCode
    }

    @Test
    func `a steward's key opens nothing before its own fingerprint was read out`() throws {
        let device = try at.enrol(at.code(admin, .steward))
        #expect(device.answer.mustBeConfirmed)
        let channel = try at.channel(device)
        #expect(try !IdentityServiceClient(channel).whoAmI().keyConfirmed)
        let locked = failure { () throws(ClientError) in
            try PriorityServiceClient(channel).listLocalThemes()
        }
        #expect(locked?.reasonCode == "GATE-0109")
        let other = KeyFingerprint(publicKeyDigest: try PrivateKey().publicKey.digest)
        #expect(confirm(device, other.description, by: admin) == "IDEN-0205")
        #expect(confirm(device, "no fingerprint", by: admin) == Reason.requestNotValid.code)
        let elsewhere = try at.principal(.admin, tenant: "X00000002").0
        let own = device.answer.fingerprint
        #expect(confirm(device, own, by: elsewhere) == Reason.notFound.code)
        #expect(try !IdentityServiceClient(channel).whoAmI().keyConfirmed)
        #expect(confirm(device, own, by: admin) == nil)
        #expect(try IdentityServiceClient(channel).whoAmI().keyConfirmed)
        _ = try PriorityServiceClient(channel).listLocalThemes()
    }

    @Test
    func `nobody is promoted over a key that was not read out`() throws {
        let device = try at.enrol(at.code(admin, .viewer))
        let id = device.answer.principalId
        #expect(!device.answer.mustBeConfirmed)
        #expect(try change(id, .contributor) == nil)
        #expect(try change(id, .steward) == "IDEN-0211")
        #expect(confirm(device, device.answer.fingerprint, by: admin) == nil)
        #expect(try change(id, .steward) == nil)
        #expect(try at.record(id).grants.map(\.role) == [.steward])
    }

    @Test
    func `access is due after a year, and confirmed for another`() throws {
        let (_, id) = try at.principal(.viewer)
        at.pass(days: 364)
        _ = at.served.hub.hourly(at.served.log.log)
        let fresh = AdminServiceClient(try at.principal(.admin).0)
        #expect(try fresh.reviewAccess(ReviewAccessRequest(), at.keyed).due.isEmpty)
        at.pass(days: 1)
        let due = try fresh.reviewAccess(ReviewAccessRequest(), at.keyed).due.map(\.id)
        #expect(due.contains(id) && due.count == 2)
        let again = failure { () throws(ClientError) in
            try fresh.reviewAccess(ReviewAccessRequest(confirmed: [id, id]), at.keyed)
        }
        #expect(again?.reasonCode == Reason.requestNotValid.code)
        let confirmed = ReviewAccessRequest(confirmed: [id])
        #expect(try !fresh.reviewAccess(confirmed, at.keyed).due.map(\.id).contains(id))
        let (_, foreign) = try at.principal(.viewer, tenant: "X00000002")
        let reach = failure { () throws(ClientError) in
            try fresh.reviewAccess(ReviewAccessRequest(confirmed: [foreign]), at.keyed)
        }
        #expect(reach?.reasonCode == Reason.notFound.code)
    }

    @Test
    func `what was declined is not approved any more`() throws {
        let asker = OperatorServiceClient(try at.principal(.operator, tenant: nil).0)
        let other = OperatorServiceClient(try at.principal(.operator, tenant: nil).0)
        at.pass(days: 4)
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let id = try #require(asker.deleteTenant(request, at.keyed).approval?.id)
        let unknown = failure { () throws(ClientError) in
            try other.decline(DeclineRequest(id: "0"), at.keyed)
        }
        #expect(unknown?.reasonCode == Reason.notFound.code)
        _ = try other.decline(DeclineRequest(id: id), at.keyed)
        #expect(try asker.listApprovals().approvals.isEmpty)
        let late = failure { () throws(ClientError) in
            try other.approve(ApproveRequest(id: id), at.keyed)
        }
        #expect(late?.reasonCode == "IDEN-0305", "\(String(describing: late))")
        #expect(at.served.hub.contents.tenant(code: "X00000002")?.state == .active)
        let again = try #require(asker.deleteTenant(request, at.keyed).approval?.id)
        _ = try other.approve(ApproveRequest(id: again), at.keyed)
        #expect(at.served.hub.contents.tenant(code: "X00000002")?.state == .deleting)
    }
}
