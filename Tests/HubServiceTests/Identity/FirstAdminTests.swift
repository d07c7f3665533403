import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// The first admin of an organisation, from an operator's invitation to the first thing done.
final class FirstAdminTests {
    private let served: ServedHub
    private let inviter: Channel
    private let invited: InviteToHubResponse
    private let key: PrivateKey
    private let enrolled: EnrolResponse

    init() throws {
        let served = try ServedHub()
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: nil, role: .operator, name: "first")
        )
        let inviter = try served.channel(bundle)
        let request = InviteToHubRequest(
            role: .admin,
            tenantCode: "X00000002",
            name: "First admin"
        )
        let invited = try OperatorServiceClient(inviter).inviteToHub(
            request,
            FirstAdminTests.keyed()
        )
        let key = try PrivateKey()
        let code = try #require(InvitationCode(invited.code))
        enrolled = try EnrolmentTests.enrol(served, code, SigningRequest(for: key).der)
        self.served = served
        self.inviter = inviter
        self.invited = invited
        self.key = key
    }

    private static func keyed() -> CallOptions {
        var options = CallOptions()
        let now = UInt64(clamping: HubClock.system.instant.microseconds / 1_000)
        options.key = UniqueID(milliseconds: now)
        return options
    }

    private func code<Value>(_ body: () throws(ClientError) -> Value) -> String? {
        do throws(ClientError) {
            _ = try body()
            return nil
        } catch {
            return error.reasonCode
        }
    }

    private var confirmation: ConfirmKeyRequest {
        ConfirmKeyRequest(principal: enrolled.principalId, fingerprint: enrolled.fingerprint)
    }

    @Test
    func `operators confirm the first admin's key, whoever of them invited it, and nobody else`()
        throws
    {
        #expect(enrolled.mustBeConfirmed)
        #expect(invited.principalId == enrolled.principalId)
        let channel = try EnrolmentTests.channel(served, enrolled.chain, key)
        let admin = AdminServiceClient(channel)
        let question = CanIRequest(method: "\(Method.adminServiceListPrincipals.name)")
        #expect(try !IdentityServiceClient(channel).canI(question).allowed)
        #expect(code { () throws(ClientError) in try admin.listPrincipals() } != nil)
        let stranger = AdminServiceClient(try served.channel(.admin))
        let refused = code { () throws(ClientError) in
            try stranger.confirmKey(confirmation, FirstAdminTests.keyed())
        }
        #expect(refused == Reason.notFound.code)
        let colleague = AdminServiceClient(try served.channel(.operator, tenant: nil))
        let desk = AdminServiceClient(inviter)
        var wrong = confirmation
        wrong.fingerprint = "0000-0000-0000-0000"
        let differs = code { () throws(ClientError) in
            try desk.confirmKey(wrong, FirstAdminTests.keyed())
        }
        #expect(differs == "IDEN-0205")
        _ = try colleague.confirmKey(confirmation, FirstAdminTests.keyed())
        #expect(try IdentityServiceClient(channel).canI(question).allowed)
        let people = try admin.listPrincipals().principals
        #expect(people.map(\.id) == [enrolled.principalId])
        // A confirmation that is typed twice does not look like somebody else's key.
        let twice = code { () throws(ClientError) in
            try admin.confirmKey(confirmation, FirstAdminTests.keyed())
        }
        #expect(twice == "IDEN-0213")
        // From then on the organisation is its admin's own.
        let again = code { () throws(ClientError) in
            try desk.confirmKey(confirmation, FirstAdminTests.keyed())
        }
        #expect(again == Reason.notFound.code)
        let late = RevokePrincipalRequest(
            principal: enrolled.principalId,
            reason: "No.",
            baseVersion: 2
        )
        let kept = code { () throws(ClientError) in
            try desk.revokePrincipal(late, FirstAdminTests.keyed())
        }
        #expect(kept == Reason.notFound.code)
    }

    @Test
    func `whoever used the invitation in the admin's place is ended by any operator`() throws {
        let stranger = RevokePrincipalRequest(
            principal: enrolled.principalId,
            reason: "The fingerprint differs.",
            baseVersion: 1
        )
        let admin = AdminServiceClient(try served.channel(.admin))
        let refused = code { () throws(ClientError) in
            try admin.revokePrincipal(stranger, FirstAdminTests.keyed())
        }
        #expect(refused == Reason.notFound.code)
        let other = AdminServiceClient(try served.channel(.operator, tenant: nil))
        let ended = try other.revokePrincipal(stranger, FirstAdminTests.keyed())
        #expect(ended.principal?.state == .ended)
        let request = InviteToHubRequest(
            role: .admin,
            tenantCode: "X00000002",
            name: "First admin"
        )
        let again = try OperatorServiceClient(inviter).inviteToHub(
            request,
            FirstAdminTests.keyed()
        )
        #expect(InvitationCode(again.code) != nil)
    }

    @Test
    func `no two of the hub's own people go by one name, whom approvals are told by`() throws {
        let desk = OperatorServiceClient(inviter)
        func invite(_ name: String, _ role: Role = .operator) throws(ClientError) -> String {
            let request = InviteToHubRequest(role: role, name: name)
            return try desk.inviteToHub(request, FirstAdminTests.keyed()).principalId
        }
        func isTaken(_ name: String, _ role: Role = .operator) -> Bool {
            let found = failure { () throws(ClientError) in try invite(name, role) }
            let rules = found?.status?.violations.map { "\($0.path):\($0.rule)" }
            return rules == ["name:taken"]
        }
        // Somebody who is there, however it is written.
        #expect(isTaken("first") && isTaken("FIRST", .regionAnalyst) && isTaken("fir st"))
        // Somebody who is invited, until the invitation is withdrawn.
        _ = try invite("Second person")
        #expect(isTaken("second  Person"))
        let admin = AdminServiceClient(inviter)
        let listed = try admin.listInvitations().invitations
        let open = try #require(listed.first { $0.name.hasPrefix("Second") })
        let withdrawal = WithdrawInvitationRequest(id: open.id, baseVersion: open.version)
        _ = try admin.withdrawInvitation(withdrawal, FirstAdminTests.keyed())
        _ = try invite("Second person")
    }

    @Test
    func `once a colleague has let a device of the admin in operators confirm nothing of theirs`()
        throws
    {
        let colleague = AdminServiceClient(try served.channel(.admin, tenant: "X00000002"))
        let people = try colleague.listPrincipals().principals
        let person = try #require(people.first { $0.id == enrolled.principalId })
        let revoke = RevokeDeviceRequest(
            principal: person.id,
            key: person.keys.first?.id ?? "",
            reason: "Left on a train.",
            baseVersion: person.version
        )
        _ = try colleague.revokeDevice(revoke, FirstAdminTests.keyed())
        let request = AddDeviceRequest(
            principal: enrolled.principalId,
            label: "new",
            reason: "It is lost."
        )
        let made = try colleague.addDevice(request, FirstAdminTests.keyed())
        let code = try #require(InvitationCode(made.code))
        let device = try EnrolmentTests.enrol(served, code, SigningRequest(for: PrivateKey()).der)
        let confirm = ConfirmKeyRequest(
            principal: enrolled.principalId,
            fingerprint: device.fingerprint
        )
        let refused = self.code { () throws(ClientError) in
            try AdminServiceClient(inviter).confirmKey(confirm, FirstAdminTests.keyed())
        }
        #expect(refused == Reason.notFound.code)
        _ = try colleague.confirmKey(confirm, FirstAdminTests.keyed())
    }
}
