import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What waits for a second operator when whoever asked is out, or when there is none.
final class EndedRequestTests {
    private let at: EnrolmentTime
    private let first: Channel
    private let asker: String
    private let second: Channel

    init() throws {
        at = try EnrolmentTime()
        (first, asker) = try at.principal(.operator, tenant: nil)
        second = try at.principal(.operator, tenant: nil).0
        at.pass(days: 4)
    }

    deinit {
        // The hub waits for whoever is connected, and its clock stands still.
        first.close()
        second.close()
    }

    private func ask() throws -> Approval {
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let answer = try OperatorServiceClient(first).deleteTenant(request, at.keyed)
        return try #require(answer.approval)
    }

    /// Approvals as the second operator sees them.
    private func listed(all: Bool) throws -> [Approval] {
        try OperatorServiceClient(second).listApprovals(ListApprovalsRequest(all: all)).approvals
    }

    private func refusal(approving id: String) -> ClientError? {
        failure { () throws(ClientError) in
            try OperatorServiceClient(second).approve(ApproveRequest(id: id), at.keyed)
        }
    }

    private func expectEnded(_ id: String, _ why: String) throws {
        #expect(try listed(all: false).isEmpty)
        let ended = try #require(try listed(all: true).first { $0.id == id })
        #expect(ended.state == .ended && ended.why == why && ended.approvers.isEmpty)
        #expect(ended.decided != nil && ended.askedBy == "test")
        let refused = refusal(approving: id)
        #expect(refused?.reasonCode == "IDEN-0305")
        #expect(refused?.message == why)
        let acts = try AdminServiceClient(second).listActs().acts
        let act = try #require(acts.first { $0.kind == .approvalEnded })
        #expect(act.by == "the hub" && act.askedBy == "test" && act.detail.contains(why))
        #expect(at.served.hub.contents.tenant(code: "X00000002")?.state == .active)
    }

    @Test
    func `a suspended operator's requests end, and stay ended`() throws {
        let id = try ask().id
        let people = AdminServiceClient(second)
        let suspend = SuspendPrincipalRequest(
            principal: asker,
            reason: "Under review.",
            baseVersion: try at.record(asker).version
        )
        _ = try people.suspendPrincipal(suspend, at.keyed)
        try expectEnded(id, "whoever asked for it was suspended")
        let resume = ResumePrincipalRequest(
            principal: asker,
            baseVersion: try at.record(asker).version
        )
        _ = try people.resumePrincipal(resume, at.keyed)
        try expectEnded(id, "whoever asked for it was suspended")
    }

    @Test
    func `one change waits once, whatever its reason`() throws {
        let id = try ask().id
        let again = failure { () throws(ClientError) in
            let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "It has gone.")
            return try OperatorServiceClient(second).deleteTenant(request, at.keyed)
        }
        #expect(again?.reasonCode == "STORE-0105")
        #expect(again?.message.contains("whub admin approvals") == true)
        #expect(try listed(all: true).map(\.id) == [id])
        let other = DeleteTenantRequest(tenantCode: "X00000001", reason: "It has gone.")
        _ = try OperatorServiceClient(second).deleteTenant(other, at.keyed)
        #expect(try listed(all: false).count == 2)
    }

    @Test
    func `an invitation into one council waits once, whatever the name says`() throws {
        _ = try at.principal(.admin)
        _ = try at.principal(.admin, tenant: "X00000002")
        func ask(_ name: String, _ code: String, _ operators: Channel) -> String? {
            let request = BreakGlassRequest(
                tenantCode: code,
                name: name,
                reason: "Nobody is left."
            )
            return failure { () throws(ClientError) in
                try OperatorServiceClient(operators).breakGlass(request, at.keyed)
            }?.reasonCode
        }
        let sly = "Ann as an admin of Example Council B (X00000002)"
        #expect(ask(sly, "X00000001", first) == nil)
        for name in ["Ann", "ann", " Ann", sly] {
            #expect(ask(name, "X00000001", second) == "STORE-0105")
        }
        // Whose data it opens comes before what whoever asked has written.
        let words = try #require(try listed(all: false).first).words
        #expect(words.hasPrefix("Invite an admin into Example Council A (X00000001), named “Ann"))
        #expect(ask("Ann", "X00000002", second) == nil)
        #expect(try listed(all: false).count == 2)
    }

    @Test
    func `a revoked operator's requests end`() throws {
        let id = try ask().id
        let revoke = RevokePrincipalRequest(
            principal: asker,
            reason: "Left.",
            baseVersion: try at.record(asker).version
        )
        _ = try AdminServiceClient(second).revokePrincipal(revoke, at.keyed)
        try expectEnded(id, "whoever asked for it was revoked")
    }

    @Test
    func `requests of whoever is an operator no more end, and others do not`() throws {
        let id = try ask().id
        var roles = ChangeRolesRequest(
            principal: asker,
            baseVersion: try at.record(asker).version
        )
        roles.grants = [
            Grant(role: .operator, family: .hub), Grant(role: .regionLead, family: .hub),
        ]
        let people = AdminServiceClient(second)
        _ = try people.changeRoles(roles, at.keyed)
        #expect(try listed(all: false).map(\.id) == [id])
        roles.grants = [Grant(role: .regionLead, family: .hub)]
        roles.baseVersion = try at.record(asker).version
        _ = try people.changeRoles(roles, at.keyed)
        try expectEnded(id, "whoever asked for it may not do it any more")
    }

    @Test
    func `an operator approves nothing of its own from a device of another that it let in`()
        throws
    {
        let people = AdminServiceClient(first)
        let other = try IdentityServiceClient(second).whoAmI().principalId
        let key = try #require(IdentityServiceClient(second).listOwnKeys().keys.first)
        let revoke = RevokeDeviceRequest(
            principal: other,
            key: key.id,
            reason: "Lost, it is said.",
            baseVersion: try at.record(other).version
        )
        _ = try people.revokeDevice(revoke, at.keyed)
        let add = AddDeviceRequest(principal: other, reason: "A new one.")
        let code = try #require(InvitationCode(people.addDevice(add, at.keyed).code))
        let device = try at.enrol(code)
        let confirm = ConfirmKeyRequest(
            principal: other,
            fingerprint: device.answer.fingerprint
        )
        _ = try people.confirmKey(confirm, at.keyed)
        at.pass(days: 4)
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let asked = failure { () throws(ClientError) in
            try OperatorServiceClient(first).deleteTenant(request, at.keyed)
        }
        #expect(asked?.reasonCode == "IDEN-0307")
        // With a third operator it waits for that one, and the device approves nothing still.
        let third = try at.principal(.operator, tenant: nil).0
        defer { third.close() }
        at.pass(days: 4)
        let waiting = try ask()
        #expect(waiting.approvers.count == 1)
        let channel = try at.channel(device)
        defer { channel.close() }
        let refused = failure { () throws(ClientError) in
            try OperatorServiceClient(channel).approve(ApproveRequest(id: waiting.id), at.keyed)
        }
        #expect(refused?.reasonCode == "IDEN-0303")
        _ = try OperatorServiceClient(third).approve(ApproveRequest(id: waiting.id), at.keyed)
    }

    @Test
    func `requests end with a device of whoever asked, and so do invitations`() throws {
        let id = try ask().id
        let invite = InviteToHubRequest(role: .regionLead, name: "Lead")
        let code = try #require(
            InvitationCode(OperatorServiceClient(first).inviteToHub(invite, at.keyed).code)
        )
        let key = try #require(IdentityServiceClient(first).listOwnKeys().keys.first)
        let revoke = RevokeDeviceRequest(
            principal: asker,
            key: key.id,
            reason: "Left on a train.",
            baseVersion: try at.record(asker).version
        )
        _ = try AdminServiceClient(second).revokeDevice(revoke, at.keyed)
        try expectEnded(id, "a device of whoever asked for it was ended")
        #expect(try at.refusal(code)?.reason == "GATE-0107")
    }

    @Test
    func `what nobody could ever approve is not taken`() throws {
        let lonely = try EnrolmentTime()
        let (only, _) = try lonely.principal(.operator, tenant: nil)
        defer { only.close() }
        let client = OperatorServiceClient(only)
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let refused = failure { () throws(ClientError) in
            try client.deleteTenant(request, lonely.keyed)
        }
        #expect(refused?.reasonCode == "IDEN-0307")
        // Whoever the asker has invited is no second person, however long ago.
        let invite = InviteToHubRequest(role: .operator, name: "A friend")
        let code = try #require(InvitationCode(client.inviteToHub(invite, lonely.keyed).code))
        let friend = try lonely.enrol(code)
        let confirm = ConfirmKeyRequest(
            principal: friend.answer.principalId,
            fingerprint: friend.answer.fingerprint
        )
        _ = try AdminServiceClient(only).confirmKey(confirm, lonely.keyed)
        lonely.pass(days: 30)
        let again = failure { () throws(ClientError) in
            try client.deleteTenant(request, lonely.keyed)
        }
        #expect(again?.reasonCode == "IDEN-0307")
        // One who was let in at the hub's own machine is.
        _ = try lonely.principal(.operator, tenant: nil)
        let taken = try #require(client.deleteTenant(request, lonely.keyed).approval)
        #expect(taken.approvers.count == 1)
    }

    @Test
    func `who declined it, when and why is kept`() throws {
        let id = try ask().id
        let decline = DeclineRequest(id: id, reason: "Nobody knows of it.")
        _ = try OperatorServiceClient(second).decline(decline, at.keyed)
        let told = try #require(try listed(all: true).first)
        #expect(told.state == .declined && told.why == "Nobody knows of it.")
        #expect(told.decidedBy == "test" && told.decided != nil)
        let act = try #require(try AdminServiceClient(second).listActs().acts.first)
        #expect(act.kind == .approvalDeclined && act.reason == "Nobody knows of it.")
        #expect(act.askedBy == "test" && act.detail.contains("Delete Example Council B"))
    }
}
