import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Somebody has lost a laptop, and an admin helps: the person stays who they are.
struct LostDeviceTests {
    private let hub: Laptops
    private let desk: AdminServiceClient

    init() throws {
        hub = try Laptops()
        desk = AdminServiceClient(hub.admin)
    }

    private func ending(_ laptop: Laptops.Laptop) throws -> RevokeDeviceRequest {
        RevokeDeviceRequest(
            principal: laptop.person,
            key: laptop.id,
            reason: "Left on a train.",
            baseVersion: try hub.at.record(laptop.person).version
        )
    }

    private func refusal(ending request: RevokeDeviceRequest) -> String? {
        failure { () throws(ClientError) in try desk.revokeDevice(request, hub.at.keyed) }?
            .reasonCode
    }

    private func refusal(adding person: String, by client: AdminServiceClient? = nil) -> String? {
        let request = AddDeviceRequest(principal: person)
        return failure { () throws(ClientError) in
            try (client ?? desk).addDevice(request, hub.at.keyed)
        }?.reasonCode
    }

    @Test
    func `one laptop ends at once with what it was renewed to, and the other goes on`() throws {
        let first = try hub.person(.steward)
        let lost = try hub.second(of: first)
        try hub.confirm(lost, from: first)
        let key = try PrivateKey()
        let renewal = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let kept = try EnrolmentServiceClient(lost.channel).renew(renewal, hub.at.keyed)
        let code = try hub.invite(from: lost)
        let answer = try desk.revokeDevice(ending(lost), hub.at.keyed)
        let person = try #require(answer.principal)
        #expect(person.state == .active && person.grants.contains { $0.role == .steward })
        #expect(person.keys.filter { $0.state == .revoked }.count == 2)
        // Whoever found it is told of the device alone, over the old connection and a new one.
        #expect(hub.word(of: lost).contains("WIRE-0801"))
        #expect(hub.word(of: try hub.laptop(lost.device)).contains("WIRE-0801"))
        let renewed = try EnrolmentTests.channel(hub.at.served, kept.chain, key)
        #expect(EnrolmentTests.ping(renewed)?.description.contains("WIRE-0801") == true)
        #expect(try hub.at.refusal(code)?.reason == "GATE-0107")
        #expect(hub.isIn(first))
        #expect(refusal(ending: try ending(lost)) == "IDEN-0213")
        let suspend = SuspendPrincipalRequest(
            principal: first.person,
            reason: "Away.",
            baseVersion: try hub.at.record(first.person).version
        )
        _ = try desk.suspendPrincipal(suspend, hub.at.keyed)
        #expect(hub.word(of: try hub.laptop(lost.device)).contains("WIRE-0801"))
    }

    @Test
    func `a change names a key, the version and a reason, in its own council`() throws {
        let laptop = try hub.person()
        var wrong = try ending(laptop)
        wrong.key = "00ff"
        #expect(refusal(ending: wrong) == Reason.notFound.code)
        wrong = try ending(laptop)
        wrong.baseVersion += 1
        #expect(refusal(ending: wrong) == Reason.changedSinceYouReadIt.code)
        wrong = try ending(laptop)
        wrong.reason = ""
        #expect(refusal(ending: wrong) == Reason.requestNotValid.code)
        let other = AdminServiceClient(try hub.at.served.channel(.admin, tenant: "X00000002"))
        let request = try ending(laptop)
        let foreign = failure { () throws(ClientError) in
            try other.revokeDevice(request, hub.at.keyed)
        }
        #expect(foreign?.reasonCode == Reason.notFound.code)
        #expect(refusal(adding: laptop.person, by: other) == Reason.notFound.code)
        #expect(hub.isIn(laptop))
        #expect(refusal(ending: request) == nil)
        #expect(hub.word(of: laptop).contains("WIRE-0801"))
    }

    @Test
    func `whoever has lost the only one comes back as the same person`() throws {
        let laptop = try hub.person(.steward)
        #expect(refusal(adding: laptop.person) == "IDEN-0219")
        _ = try desk.revokeDevice(ending(laptop), hub.at.keyed)
        let request = AddDeviceRequest(
            principal: laptop.person,
            label: "new laptop",
            reason: "The old one is lost."
        )
        var dry = CallOptions()
        dry.isDryRun = true
        #expect(try desk.addDevice(request, dry).code.isEmpty)
        let first = try desk.addDevice(request, hub.at.keyed)
        let made = try desk.addDevice(request, hub.at.keyed)
        // One at a time: none is left for when the person is in again.
        #expect(try hub.at.refusal(#require(InvitationCode(first.code)))?.reason == "GATE-0107")
        hub.at.pass(seconds: 1)
        let fresh = try hub.laptop(hub.at.enrol(try #require(InvitationCode(made.code))))
        #expect(fresh.person == laptop.person && fresh.device.answer.mustBeConfirmed)
        #expect(!hub.isIn(fresh))
        #expect(refusal(adding: laptop.person) == "IDEN-0219")
        try hub.confirm(fresh)
        #expect(hub.isIn(fresh))
        let own = try fresh.identity.listOwnKeys().keys
        #expect(own.map(\.label) == ["", "new laptop"])
        #expect(refusal(adding: laptop.person) == "IDEN-0219")
        let acts = try desk.listActs(ListActsRequest(principal: laptop.person)).acts
        #expect(
            acts.prefix(6).map(\.kind) == [
                .keyConfirmed, .enrolled, .deviceInvited, .invitationWithdrawn, .deviceInvited,
                .deviceRevoked,
            ]
        )
        #expect(acts[2].reason == "The old one is lost." && acts[5].reason == "Left on a train.")
        #expect(acts[5].fingerprint == laptop.fingerprint)
    }

    @Test
    func `what an admin invited with is worth what that admin is today`() throws {
        let laptop = try hub.person()
        _ = try desk.revokeDevice(ending(laptop), hub.at.keyed)
        let (second, id) = try hub.at.principal(.admin)
        let made = try AdminServiceClient(second).addDevice(
            AddDeviceRequest(principal: laptop.person),
            hub.at.keyed
        )
        var roles = ChangeRolesRequest(principal: id, baseVersion: try hub.at.record(id).version)
        roles.grants = [Grant(role: .viewer, family: .priorities)]
        _ = try desk.changeRoles(roles, hub.at.keyed)
        let code = try #require(InvitationCode(made.code))
        #expect(try hub.at.refusal(code)?.reason == "GATE-0107")
        second.close()
    }

    @Test
    func `an organisation keeps an admin with a device`() throws {
        let me = try IdentityServiceClient(hub.admin).whoAmI().principalId
        let key = try #require(try IdentityServiceClient(hub.admin).listOwnKeys().keys.first)
        var own = RevokeDeviceRequest(principal: me, key: key.id, reason: "Lost.")
        own.baseVersion = try hub.at.record(me).version
        #expect(refusal(ending: own) == "IDEN-0215")
        let other = try hub.person(.admin)
        #expect(refusal(ending: own) == "IDEN-0215")
        // Another admin may, while one is left.
        let ended = failure { () throws(ClientError) in
            try AdminServiceClient(other.channel).revokeDevice(own, hub.at.keyed)
        }
        #expect(ended == nil, "\(String(describing: ended))")
        let last = try ending(other)
        let refused = failure { () throws(ClientError) in
            try AdminServiceClient(other.channel).revokeDevice(last, hub.at.keyed)
        }
        #expect(refused?.reasonCode == "IDEN-0215")
    }

    @Test
    func `operators end a device of somebody with a role of the hub`() throws {
        let (operators, _) = try hub.at.principal(.operator, tenant: nil)
        let (lead, id) = try hub.at.principal(.regionLead, tenant: nil)
        let people = AdminServiceClient(operators)
        let one = try #require(people.listPrincipals().principals.first { $0.id == id })
        let request = RevokeDeviceRequest(
            principal: one.id,
            key: one.keys[0].id,
            reason: "Lost.",
            baseVersion: one.version
        )
        _ = try people.revokeDevice(request, hub.at.keyed)
        #expect(EnrolmentTests.ping(lead)?.description.contains("WIRE-0801") == true)
        operators.close()
    }
}
