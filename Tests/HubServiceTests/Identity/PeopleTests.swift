import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Admins and operators, over connections.
struct PeopleTests {
    private let time = ManualClock(instant: HubClock.system.instant)
    private let served: ServedHub

    init() throws { served = try ServedHub(clock: time.clock) }

    private func keyed(dryRun: Bool = false) -> CallOptions {
        var options = CallOptions()
        options.isDryRun = dryRun
        guard !dryRun else { return options }
        let now = UInt64(clamping: time.clock.instant.microseconds / 1_000)
        options.key = UniqueID(milliseconds: now)
        return options
    }

    private func code<Value>(_ body: () throws(ClientError) -> Value) -> String? {
        do throws(ClientError) {
            _ = try body()
            return nil
        } catch {
            let known = error.reasonCode
            return known.isEmpty ? error.description : known
        }
    }

    private func pass(hours: Int64) {
        let now = time.clock.instant.microseconds
        time.set(instant: Instant(microseconds: now + hours * 3_600_000_000))
    }

    @Test
    func `an admin invites into its own organisation, and only it can take that back`() throws {
        let admin = AdminServiceClient(try served.channel(.admin))
        let other = AdminServiceClient(try served.channel(.admin, tenant: "X00000002"))
        var request = InviteRequest(role: .steward, name: "New steward")
        let tried = try admin.invite(request, keyed(dryRun: true))
        #expect(tried.code.isEmpty)
        #expect(try admin.listInvitations().invitations.isEmpty)
        let made = try admin.invite(request, keyed())
        let typed = try #require(InvitationCode(made.code))
        let id = try #require(made.saved?.id)
        #expect(Hexadecimal.text(typed.id.span) == id && made.saved?.revision == 1)
        let listed = try admin.listInvitations().invitations
        #expect(listed.map(\.id) == [id] && listed.first?.name == "New steward")
        #expect(try other.listInvitations().invitations.isEmpty)
        let foreign = WithdrawInvitationRequest(id: id, baseVersion: 1)
        #expect(
            code { () throws(ClientError) in
                try other.withdrawInvitation(foreign, keyed())
            } == Reason.notFound.code
        )
        let stale = WithdrawInvitationRequest(id: id, baseVersion: 7)
        #expect(
            code { () throws(ClientError) in
                try admin.withdrawInvitation(stale, keyed())
            } == Reason.changedSinceYouReadIt.code
        )
        _ = try admin.withdrawInvitation(foreign, keyed())
        #expect(try admin.listInvitations().invitations.isEmpty)
        request.role = .operator
        #expect(
            code { () throws(ClientError) in
                try admin.invite(request, keyed())
            } == "IDEN-0203"
        )
        request.role = .viewer
        request.name = "Name\u{202E}"
        #expect(
            code { () throws(ClientError) in
                try admin.invite(request, keyed())
            } == Reason.textNotAllowed.code
        )
    }

    @Test
    func `principals are listed, changed, suspended and resumed by their versions`() throws {
        let channel = try served.channel(.admin)
        let admin = AdminServiceClient(channel)
        let steward = try served.channel(.steward)
        let id = try IdentityServiceClient(steward).whoAmI().principalId
        let all = try admin.listPrincipals().principals
        #expect(all.count == 2)
        let own = try #require(all.first { $0.id == id })
        #expect(own.keys.count == 1 && own.keys.first?.state == .active)
        var page = ListPrincipalsRequest(pageSize: 1)
        let first = try admin.listPrincipals(page)
        page.cursor = first.nextCursor
        let second = try admin.listPrincipals(page)
        #expect((first.principals + second.principals).map(\.id) == all.map(\.id))
        #expect(second.nextCursor.isEmpty)
        var suspend = SuspendPrincipalRequest(
            principal: id,
            reason: "Away.",
            baseVersion: own.version
        )
        let suspended = try admin.suspendPrincipal(suspend, keyed())
        #expect(
            suspended.principal?.state == .suspended && suspended.saved?.revision == own.version + 1
        )
        #expect(channel.lastStatus?.revision == 0 && channel.lastStatus?.epoch == 0)
        #expect(channel.lastStatus?.chainHead.isEmpty ?? false)
        #expect(
            code { () throws(ClientError) in
                try admin.suspendPrincipal(suspend, keyed())
            } == Reason.changedSinceYouReadIt.code
        )
        suspend.baseVersion = own.version + 1
        #expect(
            code { () throws(ClientError) in
                try admin.suspendPrincipal(suspend, keyed())
            } == "IDEN-0213"
        )
        let resume = ResumePrincipalRequest(principal: id, baseVersion: own.version + 1)
        #expect(try admin.resumePrincipal(resume, keyed()).principal?.state == .active)
        let me = try IdentityServiceClient(channel).whoAmI().principalId
        let version = try #require(all.first { $0.id == me }).version
        let last = RevokePrincipalRequest(principal: me, reason: "Left.", baseVersion: version)
        #expect(
            code { () throws(ClientError) in
                try admin.revokePrincipal(last, keyed())
            } == "IDEN-0201"
        )
        let elsewhere = try served.channel(.viewer, tenant: "X00000002")
        let foreign = try IdentityServiceClient(elsewhere).whoAmI().principalId
        let reach = RevokePrincipalRequest(principal: foreign, reason: "Left.", baseVersion: 0)
        #expect(
            code { () throws(ClientError) in
                try admin.revokePrincipal(reach, keyed())
            } == Reason.notFound.code
        )
    }

    @Test
    func `a tenant is deleted by two operators, and destroyed 30 days later`() throws {
        let first = try served.hub.issue(
            IssueRequest(tenantCode: nil, role: .operator, name: "first")
        )
        let second = try served.hub.issue(
            IssueRequest(tenantCode: nil, role: .operator, name: "second")
        )
        _ = try IdentityServiceClient(served.channel(.viewer, tenant: "X00000002")).whoAmI()
        let request = DeleteTenantRequest(tenantCode: "X00000002", reason: "Left the region.")
        let early = OperatorServiceClient(try served.channel(first))
        let soon = try early.deleteTenant(request, keyed())
        let other = OperatorServiceClient(try served.channel(second))
        let approve = ApproveRequest(id: soon.approval?.id ?? "")
        #expect(
            code { () throws(ClientError) in
                try other.approve(approve, keyed())
            } == "IDEN-0301"
        )
        #expect(
            code { () throws(ClientError) in
                try early.approve(approve, keyed())
            } == "GATE-0205"
        )
        // It waits for the second operator, and for as long as ever from then on.
        let waiting = try #require(early.listApprovals().approvals.first)
        #expect(waiting.approvers.map(\.name) == ["second"])
        let since = try #require(waiting.approvers.first?.since)
        #expect(waiting.expires?.seconds == since.seconds + 72 * 3_600)
        pass(hours: 72 + 73)
        #expect(
            code { () throws(ClientError) in
                try other.approve(approve, keyed())
            } == "IDEN-0305"
        )
        #expect(try early.listApprovals().approvals.isEmpty)
        let lapsed = try early.listApprovals(ListApprovalsRequest(all: true)).approvals
        #expect(lapsed.map(\.state) == [.lapsed] && lapsed.allSatisfy { $0.approvers.isEmpty })
        let asked = try early.deleteTenant(request, keyed())
        #expect(try other.listApprovals().approvals.map(\.id) == [asked.approval?.id])
        #expect(served.hub.contents.tenant(code: "X00000002")?.state == .active)
        let again = ApproveRequest(id: asked.approval?.id ?? "")
        _ = try other.approve(again, keyed())
        let tenant = try #require(served.hub.contents.tenant(code: "X00000002"))
        #expect(tenant.state == .deleting)
        #expect(try served.hub.destroyDueTenants() == [])
        pass(hours: 30 * 24)
        let id = try #require(UniqueID(tenant.id))
        #expect(served.hub.stores.directory.hasFiles(OpaqueID(id)))
        // Readers of the loops let go when they are told, some turns later.
        var codes: [String]?
        while codes == nil { codes = try? served.hub.destroyDueTenants() }
        #expect(codes == ["X00000002"])
        #expect(!served.hub.stores.directory.hasFiles(OpaqueID(id)))
        #expect(served.hub.contents.tenant(code: "X00000002") == nil)
    }

    @Test
    func `two operators open an organisation, and everybody there is told`() throws {
        let steward = try served.channel(.steward)
        let first = try served.hub.issue(
            IssueRequest(tenantCode: nil, role: .operator, name: "first")
        )
        let second = try served.hub.issue(
            IssueRequest(tenantCode: nil, role: .operator, name: "second")
        )
        let invite = InviteToHubRequest(role: .admin, tenantCode: "X00000001", name: "New")
        let asker = OperatorServiceClient(try served.channel(first))
        #expect(
            code { () throws(ClientError) in
                try asker.inviteToHub(invite, keyed())
            } == "IDEN-0207"
        )
        let empty = InviteToHubRequest(role: .admin, tenantCode: "X00000002", name: "New")
        #expect(InvitationCode(try asker.inviteToHub(empty, keyed()).code) != nil)
        pass(hours: 73)
        let request = BreakGlassRequest(
            tenantCode: "X00000001",
            name: "New admin",
            reason: "Nobody is left."
        )
        let asked = try asker.breakGlass(request, keyed())
        #expect(try IdentityServiceClient(steward).whoAmI().notices.isEmpty)
        let approve = ApproveRequest(id: asked.approval?.id ?? "")
        let approver = OperatorServiceClient(try served.channel(second))
        let done = try approver.approve(approve, keyed())
        #expect(InvitationCode(done.code) != nil)
        let notices = try IdentityServiceClient(steward).whoAmI().notices
        #expect(notices.map(\.kind) == ["break-glass"])
        let before = try IdentityServiceClient(steward).whoAmI().revision
        try served.hub.carryNotices()
        let after = try IdentityServiceClient(steward).whoAmI().revision
        // Told once, by whoever came first.
        #expect(after == 1 && before <= 1)
        pass(hours: 90 * 24)
        #expect(served.hub.contents.notices.count == 1)
    }

    @Test
    func `a suspended organisation is out, and in again when it is resumed`() throws {
        let steward = try served.channel(.steward)
        let client = IdentityServiceClient(steward)
        _ = try client.whoAmI()
        let operators = OperatorServiceClient(try served.channel(.operator, tenant: nil))
        let suspend = SuspendTenantRequest(tenantCode: "X00000001", reason: "Under review.")
        _ = try operators.suspendTenant(suspend, keyed())
        let refused = code { () throws(ClientError) in try client.ping() }
        // By the end of the connection, or over the next one.
        #expect(["WIRE-0809", "GATE-0401"].contains(refused), "\(refused ?? "")")
        let region = SuspendTenantRequest(tenantCode: "E12000001", reason: "No.")
        #expect(
            code { () throws(ClientError) in
                try operators.suspendTenant(region, keyed())
            } == "IDEN-0203"
        )
        _ = try operators.resumeTenant(ResumeTenantRequest(tenantCode: "X00000001"), keyed())
        let request = IssueRequest(tenantCode: "X00000001", role: .viewer, name: "v")
        _ = try IdentityServiceClient(served.channel(served.hub.issue(request))).ping()
    }
}
