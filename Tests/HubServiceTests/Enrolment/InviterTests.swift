import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A code is worth no more than whoever gave it is today, and no refusal tells which is which.
final class InviterTests {
    private let at: EnrolmentTime
    private let admin: Channel
    private let inviter: Channel
    private let inviterID: String

    init() throws {
        at = try EnrolmentTime()
        admin = try at.principal(.admin).0
        (inviter, inviterID) = try at.principal(.admin)
    }

    deinit {
        // The hub waits for whoever is connected, and its clock stands still.
        admin.close()
        inviter.close()
    }

    private func reason(_ code: InvitationCode) throws -> String? {
        try at.refusal(code)?.reason
    }

    private func suspend() throws {
        let version = try at.record(inviterID).version
        let request = SuspendPrincipalRequest(
            principal: inviterID,
            reason: "Away.",
            baseVersion: version
        )
        _ = try AdminServiceClient(admin).suspendPrincipal(request, at.keyed)
    }

    @Test
    func `what a suspended inviter gave is nothing, until it is resumed`() throws {
        let code = try at.code(inviter, .viewer)
        try suspend()
        #expect(try reason(code) == "GATE-0107")
        let version = try at.record(inviterID).version
        let resume = ResumePrincipalRequest(principal: inviterID, baseVersion: version)
        _ = try AdminServiceClient(admin).resumePrincipal(resume, at.keyed)
        #expect(try !at.enrol(code).answer.mustBeConfirmed)
    }

    @Test
    func `what a revoked inviter gave is withdrawn, what others gave is not`() throws {
        let code = try at.code(inviter, .viewer)
        let other = try at.code(admin, .viewer)
        let version = try at.record(inviterID).version
        let request = RevokePrincipalRequest(
            principal: inviterID,
            reason: "Left.",
            baseVersion: version
        )
        _ = try AdminServiceClient(admin).revokePrincipal(request, at.keyed)
        let left = try AdminServiceClient(admin).listInvitations().invitations.map(\.id)
        #expect(left == [Hexadecimal.text(other.id.span)])
        #expect(try reason(code) == "GATE-0107")
        _ = try at.enrol(other)
    }

    @Test
    func `who may not invite any more has invited nobody`() throws {
        let code = try at.code(inviter, .viewer)
        var request = ChangeRolesRequest(
            principal: inviterID,
            baseVersion: try at.record(inviterID).version
        )
        request.grants = [Grant(role: .viewer, family: .priorities)]
        _ = try AdminServiceClient(admin).changeRoles(request, at.keyed)
        #expect(try reason(code) == "GATE-0107")
        request.baseVersion = try at.record(inviterID).version
        request.grants = [Grant(role: .admin, family: .priorities)]
        _ = try AdminServiceClient(admin).changeRoles(request, at.keyed)
        _ = try at.enrol(code)
    }

    @Test
    func `into a suspended organisation nobody enrols`() throws {
        let code = try at.code(inviter, .viewer)
        let operators = OperatorServiceClient(try at.principal(.operator, tenant: nil).0)
        let suspend = SuspendTenantRequest(tenantCode: "X00000001", reason: "Under review.")
        _ = try operators.suspendTenant(suspend, at.keyed)
        #expect(try reason(code) == "GATE-0107")
        let resume = ResumeTenantRequest(tenantCode: "X00000001")
        _ = try operators.resumeTenant(resume, at.keyed)
        _ = try at.enrol(code)
    }

    @Test
    func `a device is invited for whoever is in, and for nobody who is not`() throws {
        let maker = at.served.hub.invitations
        let tenant = try at.record(inviterID).tenantId
        var plan = InvitationPlan(tenant: tenant, name: "Laptop", grants: [])
        plan.kind = .device
        plan.principal = inviterID
        plan.invitedBy = inviterID
        let now = at.time.clock.instant
        let codes = try at.served.hub.changeRegistry("test/Device") {
            [plan] (store) throws(Fault) in
            try [0, 1].map { (_) throws(Fault) in
                try maker.make(plan, now: now, in: &store).code
            }
        }
        let typed = try codes.map { try #require(InvitationCode($0)) }
        let device = try at.enrol(typed[0])
        #expect(device.answer.principalId == inviterID && device.answer.mustBeConfirmed)
        try suspend()
        #expect(try reason(typed[1]) == "GATE-0107")
    }

    @Test
    func `of two codes that one operator made for an empty organisation one is good`() throws {
        let operators = OperatorServiceClient(try at.principal(.operator, tenant: nil).0)
        let request = InviteToHubRequest(role: .admin, tenantCode: "X00000002", name: "New")
        let codes = try (0..<2).map { _ in
            try #require(InvitationCode(operators.inviteToHub(request, at.keyed).code))
        }
        let first = try at.enrol(codes[0])
        #expect(first.answer.mustBeConfirmed)
        #expect(try reason(codes[1]) == "GATE-0107")
    }

    @Test
    func `of two codes of the hub's own machine for an empty organisation one is good`() throws {
        let hub = at.served.hub
        let request = IssueRequest(tenantCode: "X00000002", role: .admin, name: "New")
        let codes = try (0..<2).map { _ in
            try #require(InvitationCode(hub.invite(request, validHours: 0).code))
        }
        // Operators see them, and can take one back that nobody knows the use of.
        let operators = AdminServiceClient(try at.principal(.operator, tenant: nil).0)
        let waiting = try operators.listInvitations().invitations.map(\.id)
        #expect(codes.allSatisfy { waiting.contains(Hexadecimal.text($0.id.span)) })
        #expect(try !at.enrol(codes[0]).answer.mustBeConfirmed)
        #expect(try reason(codes[1]) == "GATE-0107")
        // Into roles of the hub it lets in as many as are wanted.
        for number in 0..<2 {
            let wanted = IssueRequest(tenantCode: nil, role: .operator, name: "New \(number)")
            let code = try hub.invite(wanted, validHours: 0).code
            _ = try at.enrol(try #require(InvitationCode(code)))
        }
    }

    @Test
    func `every code that opens nothing is answered byte for byte alike`() throws {
        let unknown = InvitationCode(rootDigest: try at.code(admin, .viewer).rootDigest)
        let used = try at.code(admin, .viewer)
        let withdrawn = try at.code(admin, .viewer)
        let orphaned = try at.code(inviter, .viewer)
        let expired = try at.code(admin, .viewer)
        let secret = [UInt8](repeating: 1, count: 16)
        let wrong = InvitationCode(id: used.id, secret: secret, rootDigest: used.rootDigest)
        _ = try at.enrol(used)
        let id = Hexadecimal.text(withdrawn.id.span)
        let withdraw = WithdrawInvitationRequest(id: id, baseVersion: 1)
        _ = try AdminServiceClient(admin).withdrawInvitation(withdraw, at.keyed)
        try suspend()
        var answers: [[UInt8]] = []
        func note(_ code: InvitationCode) throws {
            var status = try #require(try at.refusal(code))
            #expect(status.reason == "GATE-0107" && !status.requestId.isEmpty)
            status.requestId = ""
            answers.append(status.encoded())
        }
        for code in [unknown, used, withdrawn, orphaned, wrong] { try note(code) }
        at.pass(seconds: 48 * 3_600)
        try note(expired)
        // Nobody is waited for: the gate answers before any handler.
        #expect(
            !at.served.hub.contents.invitations.contains {
                InvitationLife.isWaitedFor($0, at.time.clock.instant)
            }
        )
        try note(unknown)
        #expect(Set(answers).count == 1)
        #expect(answers.count == 7)
    }

    @Test
    func `an organisation's invitations have a limit, and others have theirs`() throws {
        let digest = try at.served.hub.authority.shownRootDigest()
        let maker = InvitationMaker(keptMax: 2) { () throws(HubError) in digest }
        let now = at.time.clock.instant
        func make(_ tenant: String, by inviter: String) -> Bool {
            var plan = InvitationPlan(tenant: tenant, name: "New", grants: [])
            plan.invitedBy = inviter
            do throws(HubError) {
                _ = try at.served.hub.changeRegistry("test/Invite") {
                    [plan] (store) throws(Fault) in
                    try maker.make(plan, now: now, in: &store)
                }
                return true
            } catch {
                return false
            }
        }
        let full = UniqueID(milliseconds: 1).description
        let other = UniqueID(milliseconds: 2).description
        #expect(make(full, by: inviterID) && make(full, by: inviterID))
        #expect(!make(full, by: inviterID))
        #expect(make(other, by: inviterID))
        #expect(make(full, by: ""))
    }
}
