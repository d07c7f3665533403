import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// One operator who tries to be two, over connections.
final class SecondPersonAttackTests {
    private let at: EnrolmentTime
    private let attacker: Channel
    private let own: String
    private let victim: String
    private var open: [Channel] = []

    init() throws {
        at = try EnrolmentTime()
        (attacker, own) = try at.principal(.operator, tenant: nil)
        let second = try at.principal(.operator, tenant: nil)
        victim = second.1
        open = [attacker, second.0]
        at.pass(days: 4)
    }

    deinit {
        // The hub waits for whoever is connected, and its clock stands still.
        for channel in open { channel.close() }
    }

    /// Another operator, known for long.
    private func operatorOfOld() throws -> (channel: Channel, id: String) {
        let (channel, id) = try at.principal(.operator, tenant: nil)
        open.append(channel)
        at.pass(days: 4)
        return (channel, id)
    }

    /// Ends every device of somebody, and lets in and confirms one that the capturer holds.
    private func capture(_ person: String, by capturer: Channel) throws -> Channel {
        let desk = AdminServiceClient(capturer)
        let keys = try desk.listPrincipals().principals.first { $0.id == person }?.keys ?? []
        for key in keys where key.state != .revoked {
            _ = try desk.revokeDevice(
                RevokeDeviceRequest(
                    principal: person,
                    key: key.id,
                    reason: "Left on a train.",
                    baseVersion: try at.record(person).version
                ),
                at.keyed
            )
        }
        let request = AddDeviceRequest(principal: person, label: "new", reason: "It is lost.")
        let made = try desk.addDevice(request, at.keyed)
        let device = try at.enrol(try #require(InvitationCode(made.code)))
        let confirm = ConfirmKeyRequest(
            principal: person,
            fingerprint: device.answer.fingerprint
        )
        _ = try desk.confirmKey(confirm, at.keyed)
        let channel = try at.channel(device)
        open.append(channel)
        return channel
    }

    private func suspend(_ person: String, by channel: Channel) throws {
        _ = try AdminServiceClient(channel).suspendPrincipal(
            SuspendPrincipalRequest(
                principal: person,
                reason: "Away.",
                baseVersion: try at.record(person).version
            ),
            at.keyed
        )
    }

    private static let deletion = DeleteTenantRequest(
        tenantCode: "X00000002",
        reason: "Left the region."
    )

    /// The code of what asking for a deletion is refused with.
    private func refusal(asking channel: Channel) -> String? {
        failure { () throws(ClientError) in
            try OperatorServiceClient(channel).deleteTenant(Self.deletion, at.keyed)
        }?.reasonCode
    }

    @Test
    func `whoever captured a device asks from it for what nobody approves, least of all they`()
        throws
    {
        let captured = try capture(victim, by: attacker)
        #expect(refusal(asking: captured) == "IDEN-0307")
        let honest = try operatorOfOld()
        let asked = try OperatorServiceClient(captured).deleteTenant(Self.deletion, at.keyed)
        let approval = try #require(asked.approval)
        #expect(approval.approvers.count == 1)
        let request = ApproveRequest(id: approval.id)
        let refused = failure { () throws(ClientError) in
            try OperatorServiceClient(attacker).approve(request, at.keyed)
        }
        #expect(refused?.reasonCode == "IDEN-0303")
        _ = try OperatorServiceClient(honest.channel).approve(request, at.keyed)
    }

    @Test
    func `whoever captured devices of two is not both, nor are two whom they made`() throws {
        let other = try operatorOfOld()
        let captured = try capture(victim, by: attacker)
        let second = try capture(other.id, by: attacker)
        at.pass(days: 4)
        #expect(refusal(asking: captured) == "IDEN-0307")
        #expect(refusal(asking: second) == "IDEN-0307")
        // Two who were invited by one are no two either, and are told so at once.
        let made = try ["Puppet", "Other"].map { try invited($0, by: attacker) }
        at.pass(days: 4)
        for puppet in made { #expect(refusal(asking: puppet) == "IDEN-0307") }
        // One of the hub's own machine can approve what any of them asks.
        let honest = try operatorOfOld()
        let asked = try OperatorServiceClient(made[0]).deleteTenant(Self.deletion, at.keyed)
        let approval = try #require(asked.approval)
        #expect(approval.approvers.count == 1)
        let request = ApproveRequest(id: approval.id)
        let refused = failure { () throws(ClientError) in
            try OperatorServiceClient(made[1]).approve(request, at.keyed)
        }
        #expect(refused?.reasonCode == "IDEN-0303")
        _ = try OperatorServiceClient(honest.channel).approve(request, at.keyed)
    }

    /// An operator whom another one invited, with the key confirmed.
    private func invited(_ name: String, by channel: Channel) throws -> Channel {
        let request = InviteToHubRequest(role: .operator, name: name)
        let made = try OperatorServiceClient(channel).inviteToHub(request, at.keyed)
        let device = try at.enrol(try #require(InvitationCode(made.code)))
        let confirm = ConfirmKeyRequest(
            principal: made.principalId,
            fingerprint: device.answer.fingerprint
        )
        _ = try AdminServiceClient(channel).confirmKey(confirm, at.keyed)
        let puppet = try at.channel(device)
        open.append(puppet)
        return puppet
    }

    @Test
    func `a device that was captured through somebody else approves nothing, nor does its captor`()
        throws
    {
        let between = try operatorOfOld()
        let puppet = try capture(between.id, by: attacker)
        _ = try capture(victim, by: puppet)
        at.pass(days: 4)
        #expect(refusal(asking: attacker) == "IDEN-0307")
    }

    @Test
    func `who was in between is not forgotten when they are suspended`() throws {
        let between = try operatorOfOld()
        let puppet = try capture(between.id, by: attacker)
        _ = try capture(victim, by: puppet)
        at.pass(days: 4)
        try suspend(between.id, by: attacker)
        #expect(refusal(asking: attacker) == "IDEN-0307")
        // Somebody in whom nobody has a hand still can.
        let honest = try operatorOfOld()
        let asked = try OperatorServiceClient(attacker).deleteTenant(Self.deletion, at.keyed)
        let approvers = try #require(asked.approval).approvers
        #expect(approvers.count == 1)
        _ = try OperatorServiceClient(honest.channel).approve(
            ApproveRequest(id: try #require(asked.approval).id),
            at.keyed
        )
    }

    @Test
    func `whoever was made an operator approves nothing for their maker, or the other way round`()
        throws
    {
        let (channel, friend) = try at.principal(.regionAnalyst, tenant: nil)
        open.append(channel)
        at.pass(days: 4)
        func give(_ role: Role, by giver: Channel) throws {
            let record = try at.record(friend)
            let grants = record.grants + [Grant(role: role, family: .hub)]
            let request = ChangeRolesRequest(
                principal: friend,
                grants: grants,
                baseVersion: record.version
            )
            _ = try AdminServiceClient(giver).changeRoles(request, at.keyed)
        }
        try suspend(victim, by: attacker)
        try give(.operator, by: attacker)
        // By giving themselves more they do not become their own making.
        try give(.regionLead, by: channel)
        at.pass(days: 4)
        #expect(try at.record(friend).givenBy.map(\.principalId) == [own])
        #expect(refusal(asking: attacker) == "IDEN-0307")
        #expect(refusal(asking: channel) == "IDEN-0307")
    }

    /// A further device of whoever a channel is of, invited from there.
    private func second(of channel: Channel) throws -> EnrolmentTime.Device {
        let request = InviteDeviceRequest(label: "second")
        let answer = try IdentityServiceClient(channel).inviteDevice(request, at.keyed)
        return try at.enrol(try #require(InvitationCode(answer.code)))
    }

    /// How a captured device has another one confirmed.
    enum Confirmation: CaseIterable {
        /// From itself, as its own.
        case own
        /// From itself, as operators confirm one another's.
        case asColleague
        /// By an operator who knows nothing of it.
        case byHonest
    }

    @Test(arguments: Confirmation.allCases)
    func `a device that was invited from a captured one is worth no more, whatever confirms it`(
        confirmation: Confirmation
    ) throws {
        let captured = try capture(victim, by: attacker)
        let second = try second(of: captured)
        let print = second.answer.fingerprint
        let asAdmin = ConfirmKeyRequest(principal: victim, fingerprint: print)
        switch confirmation {
        case .own:
            let request = ConfirmOwnKeyRequest(fingerprint: print)
            _ = try IdentityServiceClient(captured).confirmOwnKey(request, at.keyed)
        case .asColleague:
            _ = try AdminServiceClient(captured).confirmKey(asAdmin, at.keyed)
        case .byHonest:
            _ = try AdminServiceClient(operatorOfOld().channel).confirmKey(asAdmin, at.keyed)
        }
        let channel = try at.channel(second)
        open.append(channel)
        at.pass(days: 4)
        let asked = failure { () throws(ClientError) in
            let answer = try OperatorServiceClient(attacker).deleteTenant(Self.deletion, at.keyed)
            let approval = answer.approval?.id ?? ""
            _ = try OperatorServiceClient(channel).approve(ApproveRequest(id: approval), at.keyed)
        }
        // Where an honest one is there the request waits for that one.
        #expect(asked?.reasonCode == (confirmation == .byHonest ? "IDEN-0303" : "IDEN-0307"))
    }

    @Test
    func `giving a go-between more again takes nobody whom it made out of reach`() throws {
        let between = try operatorOfOld()
        let puppet = try capture(between.id, by: attacker)
        let code = try at.code(puppet, .operator)
        let guest = try at.enrol(code)
        let confirm = ConfirmKeyRequest(
            principal: guest.answer.principalId,
            fingerprint: guest.answer.fingerprint
        )
        _ = try AdminServiceClient(puppet).confirmKey(confirm, at.keyed)
        let made = try at.channel(guest)
        open.append(made)
        at.pass(days: 4)
        // The go-between is given more, by itself: a later date for the same hand.
        let record = try at.record(between.id)
        _ = try AdminServiceClient(puppet).changeRoles(
            ChangeRolesRequest(
                principal: between.id,
                grants: record.grants + [Grant(role: .regionAnalyst, family: .hub)],
                baseVersion: record.version
            ),
            at.keyed
        )
        at.pass(days: 4)
        try suspend(victim, by: attacker)
        #expect(refusal(asking: attacker) == "IDEN-0307")
    }

    @Test
    func `giving each colleague another role takes no two of them apart`() throws {
        let honest = try operatorOfOld()
        for person in [victim, honest.id] {
            let record = try at.record(person)
            let request = ChangeRolesRequest(
                principal: person,
                grants: record.grants + [Grant(role: .regionAnalyst, family: .hub)],
                baseVersion: record.version
            )
            _ = try AdminServiceClient(attacker).changeRoles(request, at.keyed)
            #expect(try at.record(person).givenBy.isEmpty)
        }
        let asked = try OperatorServiceClient(honest.channel).deleteTenant(Self.deletion, at.keyed)
        // Whoever gave the role is one of two who may approve, and so is the other colleague.
        #expect(try #require(asked.approval).approvers.count == 2)
    }
}
