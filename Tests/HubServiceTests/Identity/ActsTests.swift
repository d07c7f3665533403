import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Acts of administration, as an organisation's admins and the hub's operators see them.
final class ActsTests {
    private let hub: Laptops
    private let desk: AdminServiceClient

    init() throws {
        hub = try Laptops()
        desk = AdminServiceClient(hub.admin)
    }

    private func acts(
        _ client: AdminServiceClient? = nil,
        _ request: ListActsRequest = ListActsRequest()
    ) throws -> [Act] {
        try (client ?? desk).listActs(request).acts
    }

    private func version(_ id: String) throws -> UInt64 { try hub.at.record(id).version }

    private func isRefused<Value>(_ body: () throws(ClientError) -> Value) -> String? {
        failure(body)?.reasonCode
    }

    /// What becomes of a viewer: suspended, resumed, promoted and ended.
    private func life(_ id: String, _ fingerprint: String) throws {
        let suspend = SuspendPrincipalRequest(
            principal: id,
            reason: "Laptop lost.",
            baseVersion: try version(id)
        )
        _ = try desk.suspendPrincipal(suspend, hub.at.keyed)
        let resume = ResumePrincipalRequest(
            principal: id,
            reason: "Laptop found.",
            baseVersion: try version(id)
        )
        _ = try desk.resumePrincipal(resume, hub.at.keyed)
        let confirm = ConfirmKeyRequest(principal: id, fingerprint: fingerprint)
        #expect(try desk.confirmKey(confirm, hub.at.keyed).wasOpen)
        var roles = ChangeRolesRequest(principal: id, baseVersion: try version(id))
        roles.grants = [Grant(role: .steward, family: .priorities)]
        roles.reason = "Takes over from Easter."
        _ = try desk.changeRoles(roles, hub.at.keyed)
        // A review of the day on which they came in has nothing to confirm.
        hub.at.pass(days: 1)
        _ = try desk.reviewAccess(ReviewAccessRequest(confirmed: [id]), hub.at.keyed)
        _ = try desk.reviewAccess(ReviewAccessRequest(confirmed: [id]), hub.at.keyed)
        let revoke = RevokePrincipalRequest(
            principal: id,
            reason: "Left the council.",
            baseVersion: try version(id)
        )
        _ = try desk.revokePrincipal(revoke, hub.at.keyed)
    }

    @Test
    func `every act stands with who did it, to whom and why, the newest first`() throws {
        let person = try hub.person()
        let id = person.person
        try life(id, person.fingerprint)
        let all = try acts(desk, ListActsRequest(principal: id))
        #expect(
            all.map(\.kind) == [
                .revoked, .accessConfirmed, .rolesChanged, .keyConfirmed, .resumed, .suspended,
                .enrolled, .invited,
            ]
        )
        #expect(
            all.map(\.reason) == [
                "Left the council.", "", "Takes over from Easter.", "", "Laptop found.",
                "Laptop lost.", "", "",
            ]
        )
        #expect(all.allSatisfy { $0.name == "New" && $0.principal == id && $0.time != nil })
        let admin = try IdentityServiceClient(hub.admin).whoAmI()
        for act in all where act.kind != .enrolled {
            #expect(act.by == "test" && act.byId == admin.principalId, "\(act.kind)")
            #expect(act.requestId.utf8.count == 16)
        }
        // Whoever enrols does it for themselves.
        let enrolled = try #require(all.first { $0.kind == .enrolled })
        #expect(enrolled.by == "New" && enrolled.byId == id)
        #expect(enrolled.fingerprint == person.fingerprint)
        let roles = try #require(all.first { $0.kind == .rolesChanged })
        #expect(Set(roles.grantsBefore.map(\.role)) == [.viewer])
        #expect(roles.grants == [Grant(role: .steward, family: .priorities)])
        #expect(all.first { $0.kind == .keyConfirmed }?.fingerprint == person.fingerprint)
        // Numbers have no gaps, so nothing can be left out unseen.
        let numbers = try acts().map(\.number)
        #expect(numbers == (1...UInt64(numbers.count)).reversed())
    }

    @Test
    func `devices, invitations and the register leave acts, and what is only tried none`() throws {
        let first = try hub.person()
        let second = try hub.second(of: first)
        try hub.confirm(second, from: first)
        _ = try first.identity.revokeOwnKey(RevokeOwnKeyRequest(id: second.id), hub.at.keyed)
        let invite = InviteRequest(role: .viewer, name: "Never came")
        let saved = try desk.invite(invite, hub.at.keyed).saved
        var dry = CallOptions()
        dry.isDryRun = true
        let withdraw = WithdrawInvitationRequest(id: saved?.id ?? "", baseVersion: 1)
        _ = try desk.withdrawInvitation(withdraw, dry)
        _ = try desk.withdrawInvitation(withdraw, hub.at.keyed)
        var entry = DataSetRegister.trialEntries(for: "Example Council A")[0]
        entry.isTrial = false
        let register = GovernanceServiceClient(hub.admin)
        let request = SaveDataSetsRequest(entries: [entry])
        let kept = try register.saveDataSets(request, hub.at.keyed)
        // The same again changes nothing.
        _ = try register.saveDataSets(SaveDataSetsRequest(entries: kept.entries), hub.at.keyed)
        let all = try acts()
        #expect(
            all.prefix(7).map(\.kind) == [
                .registerSaved, .invitationWithdrawn, .invited, .deviceRevoked, .keyConfirmed,
                .enrolled, .deviceInvited,
            ]
        )
        #expect(all.first?.detail == "training records, employer")
        #expect(all[1].name == "Never came" && all[2].name == "Never came")
        #expect(all[3...6].allSatisfy { $0.device == "second laptop" && $0.by == "New" })
    }

    @Test
    func `pages go on where they ended, and a day and a principal narrow them`() throws {
        let (_, old) = try hub.at.principal(.viewer)
        hub.at.pass(days: 2)
        let fresh = AdminServiceClient(try hub.at.principal(.admin).0)
        for number in 0..<5 {
            _ = try fresh.invite(InviteRequest(role: .viewer, name: "N\(number)"), hub.at.keyed)
        }
        let all = try acts(fresh)
        var request = ListActsRequest(pageSize: 2)
        var paged: [Act] = []
        repeat {
            let page = try fresh.listActs(request)
            #expect(page.acts.count <= 2)
            paged += page.acts
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        #expect(paged == all)
        let cursor = try fresh.listActs(ListActsRequest(pageSize: 2)).nextCursor
        // A cursor is good for the list that it was made for, and for nobody else.
        let other = ListActsRequest(cursor: cursor, principal: old)
        #expect(isRefused { () throws(ClientError) in try fresh.listActs(other) } == "STORE-0107")
        let elsewhere = AdminServiceClient(try hub.at.served.channel(.admin, tenant: "X00000002"))
        let foreign = ListActsRequest(cursor: cursor)
        #expect(
            isRefused { () throws(ClientError) in try elsewhere.listActs(foreign) } == "STORE-0107"
        )
        let now = hub.at.time.clock.instant.microseconds
        let day = try #require(LondonTime.day(atMicroseconds: now)).iso
        let since = try acts(fresh, ListActsRequest(sinceDay: day))
        #expect(since.count == 6 && since == Array(all.prefix(6)))
        let named = try acts(fresh, ListActsRequest(principal: old))
        #expect(named.map(\.kind) == [.enrolled])
        #expect(named.first?.by == "the hub's own machine")
        let wrong = ListActsRequest(sinceDay: "yesterday")
        let refused = isRefused { () throws(ClientError) in try fresh.listActs(wrong) }
        #expect(refused == Reason.requestNotValid.code)
    }

    @Test
    func `an organisation sees what operators did there, without who they are`() throws {
        let (operators, operatorID) = try hub.at.principal(.operator, tenant: nil)
        let client = OperatorServiceClient(operators)
        let suspend = SuspendTenantRequest(tenantCode: "X00000001", reason: "Under review.")
        _ = try client.suspendTenant(suspend, hub.at.keyed)
        let resume = ResumeTenantRequest(tenantCode: "X00000001", reason: "All is well.")
        _ = try client.resumeTenant(resume, hub.at.keyed)
        let fresh = AdminServiceClient(try hub.at.principal(.admin).0)
        let told = try acts(fresh).filter { $0.by == "the hub's operators" }
        #expect(told.map(\.kind) == [.organisationResumed, .organisationSuspended])
        #expect(told.map(\.reason) == ["All is well.", "Under review."])
        #expect(told.allSatisfy { $0.byId.isEmpty && $0.tenantCode.isEmpty })
        // Asking for an operator by its id finds nothing, as for nobody's.
        #expect(try acts(fresh, ListActsRequest(principal: operatorID)).isEmpty)
        // The other side has the same with its own names, and nothing of the organisation's own.
        _ = try hub.person()
        let own = try acts(AdminServiceClient(operators)).filter { $0.kind != .enrolled }
        #expect(own.prefix(2).map(\.kind) == [.organisationResumed, .organisationSuspended])
        #expect(own.prefix(2).allSatisfy { $0.tenantCode == "X00000001" && $0.byId == operatorID })
        #expect(!own.contains { $0.name == "New" })
        // Nobody else's list has any of it.
        let other = AdminServiceClient(try hub.at.served.channel(.admin, tenant: "X00000002"))
        #expect(try acts(other).map(\.kind) == [.enrolled])
    }

    @Test
    func `a broken glass and a deletion stand on both lists, and who asked on the operators'`()
        throws
    {
        let asker = OperatorServiceClient(try hub.at.principal(.operator, tenant: nil).0)
        let (second, _) = try hub.at.principal(.operator, tenant: nil)
        let approver = OperatorServiceClient(second)
        hub.at.pass(days: 4)
        let glass = BreakGlassRequest(
            tenantCode: "X00000001",
            name: "New admin",
            reason: "Nobody is left."
        )
        let asked = try asker.breakGlass(glass, hub.at.keyed).approval
        #expect(asked?.approvers.map(\.name) == ["test"])
        let before = AdminServiceClient(try hub.at.principal(.admin).0)
        #expect(try !acts(before).contains { $0.kind == .breakGlass || $0.kind == .approvalAsked })
        _ = try approver.approve(ApproveRequest(id: asked?.id ?? ""), hub.at.keyed)
        let told = try #require(try acts(before).first)
        #expect(told.kind == .breakGlass && told.by == "the hub's operators")
        #expect(told.name == "New admin" && told.reason == "Nobody is left.")
        #expect(told.askedBy.isEmpty)
        let own = try acts(AdminServiceClient(second)).filter { $0.kind != .enrolled }
        #expect(own.prefix(2).map(\.kind) == [.breakGlass, .approvalAsked])
        #expect(own.first?.askedBy == "test" && own.first?.tenantCode == "X00000001")
        let deletion = DeleteTenantRequest(tenantCode: "X00000002", reason: "Leaves.")
        let id = try asker.deleteTenant(deletion, hub.at.keyed).approval?.id ?? ""
        _ = try approver.approve(ApproveRequest(id: id), hub.at.keyed)
        hub.at.pass(days: 30)
        // Readers of the loops let go when they are told, some turns later.
        var codes: [String]?
        while codes == nil { codes = try? hub.at.served.hub.destroyDueTenants() }
        let later = try acts(AdminServiceClient(hub.at.principal(.operator, tenant: nil).0))
        let kinds = later.filter { $0.tenantCode == "X00000002" && $0.kind != .enrolled }
            .map(\.kind)
        #expect(kinds == [.organisationDestroyed, .organisationDeleted])
        #expect(later.first { $0.kind == .organisationDestroyed }?.by == "the hub")
    }

    /// What methods that change the registry leave.
    private static let left: [Method: ActKind] = [
        .adminServiceInvite: .invited, .adminServiceWithdrawInvitation: .invitationWithdrawn,
        .adminServiceConfirmKey: .keyConfirmed, .adminServiceChangeRoles: .rolesChanged,
        .adminServiceSuspendPrincipal: .suspended, .adminServiceResumePrincipal: .resumed,
        .adminServiceRevokePrincipal: .revoked, .adminServiceReviewAccess: .accessConfirmed,
        .adminServiceRevokeDevice: .deviceRevoked, .adminServiceAddDevice: .deviceInvited,
        .enrolmentServiceEnrol: .enrolled,
        .governanceServiceSaveDataSets: .registerSaved,
        .identityServiceInviteDevice: .deviceInvited,
        .identityServiceConfirmOwnKey: .keyConfirmed,
        .identityServiceRevokeOwnKey: .deviceRevoked,
        .operatorServiceInviteToHub: .invited,
        .operatorServiceSuspendTenant: .organisationSuspended,
        .operatorServiceResumeTenant: .organisationResumed,
        .operatorServiceDeleteTenant: .approvalAsked, .operatorServiceBreakGlass: .approvalAsked,
        .operatorServiceApprove: .breakGlass, .operatorServiceDecline: .approvalDeclined,
    ]

    /// Those that leave nothing, since nobody decides what they do.
    private static let silent: Set<Method> = [.enrolmentServiceRenew]

    @Test(arguments: Method.allCases)
    func `every method that changes the registry is known by the act that it leaves`(
        method: Method
    ) {
        let changes = method.facts.isMutating && method.facts.scope == .hub
        let isKnown = ActsTests.left[method] != nil || ActsTests.silent.contains(method)
        #expect(changes == isKnown, "\(method.name)")
    }

    @Test
    func `whoever is let in at the hub's own machine is on the list`() throws {
        let request = IssueRequest(tenantCode: "X00000002", role: .admin, name: "By hand")
        _ = try hub.at.served.hub.invite(request, validHours: 0)
        _ = try hub.at.served.hub.issue(request)
        let other = AdminServiceClient(try hub.at.served.channel(.admin, tenant: "X00000002"))
        let all = try acts(other).filter { $0.name == "By hand" }
        #expect(all.map(\.kind) == [.enrolled, .invited])
        #expect(all.allSatisfy { $0.by == "the hub's own machine" && $0.byId.isEmpty })
        // Operators see whom the hub's own machine has invited into a council, and none of its
        // people.
        let operators = AdminServiceClient(try hub.at.principal(.operator, tenant: nil).0)
        let told = try acts(operators).filter { $0.name == "By hand" || !$0.tenantCode.isEmpty }
        #expect(told.map(\.kind) == [.invited])
        #expect(told.map(\.tenantCode) == ["X00000002"])
    }
}
