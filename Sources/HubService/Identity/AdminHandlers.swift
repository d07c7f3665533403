import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

/// Answers who may do what in a tenant.
///
/// Everything is looked up by the caller's own tenant and an id: what is another tenant's is not
/// there.
package struct AdminHandlers: AdminServiceHandlers {
    let registry: @Sendable () -> RegistryContents
    let invitations: InvitationMaker
    let cursors: CursorSeal

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - registry: The registry as it is.
    ///   - invitations: Makes invitations.
    ///   - cursors: Seals the cursors of lists.
    package init(
        registry: @escaping @Sendable () -> RegistryContents,
        invitations: InvitationMaker,
        cursors: CursorSeal
    ) {
        self.registry = registry
        self.invitations = invitations
        self.cursors = cursors
    }

    /// Invites a person or a program into the caller's own tenant.
    package func invite(
        _ request: InviteRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> InviteResponse {
        let caller = try call.requireCaller()
        let tenant = try AdminHandlers.tenant(of: caller, in: &store)
        let name = try Fault.text(request.name, "name", isRequired: true)
        let grants = try AdminRules.check(
            try AdminRules.grants(
                request.role,
                request.families,
                alsoAsCommissioner: request.alsoAsCommissioner
            ),
            "grants",
            for: tenant.kind,
            by: caller.grants
        )
        var plan = InvitationPlan(tenant: tenant.id, name: name, grants: grants)
        plan.methods = try AdminRules.check(methods: request.methods, with: grants)
        plan.invitedBy = caller.principal.description
        plan.validHours = try AdminRules.validHours(request.validHours)
        let made = try invitations.make(plan, now: call.now, in: &store)
        try Acts.note(Act(kind: .invited, made.record), of: tenant.id, in: &store)
        return InviteResponse(
            saved: made.saved,
            code: call.isDryRun ? "" : made.code,
            expires: made.record.expires,
            principalId: call.isDryRun ? "" : made.record.principalId
        )
    }

    /// Lists the invitations that can still be used.
    package func listInvitations(
        _ request: ListInvitationsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListInvitationsResponse {
        let caller = try scope.call.requireCaller()
        let contents = registry()
        let inviters = Inviters(
            of: caller.tenant.description,
            among: contents.principals.values
        )
        let page = try IdentityPage(request, scope, cursors)
        let live = contents.invitations.filter { invitation in
            invitation.isLive(at: scope.call.now) && invitation.concerns(caller)
        }
        var response = ListInvitationsResponse()
        response.invitations = page.rows(of: live.map { Invitation($0, inviters) }) { $0.id }
        if let last = response.invitations.last, page.hasMore(live.count) {
            response.nextCursor = try page.next(after: last.id)
        }
        return response
    }

    /// Takes an invitation back.
    package func withdrawInvitation(
        _ request: WithdrawInvitationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawInvitationResponse {
        let caller = try call.requireCaller()
        let id = try Fault.code(request.id, "id")
        let found = try RegistryTables.invitationRows.find(id, in: store.database)
        guard var invitation = found, invitation.concerns(caller), invitation.isLive(at: call.now)
        else { throw Fault(.notFound) }
        try AdminHandlers.requireVersion(request.baseVersion, invitation.version)
        invitation.state = .withdrawn
        invitation.version += 1
        try RegistryTables.invitationRows.save(invitation, as: id, in: &store)
        let act = Act(kind: .invitationWithdrawn, invitation)
        try Acts.note(act, inTenant: invitation.tenantId, in: &store)
        return WithdrawInvitationResponse(saved: Saved(id: id, revision: invitation.version))
    }

    /// Lists who may connect, with their roles and keys.
    package func listPrincipals(
        _ request: ListPrincipalsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListPrincipalsResponse {
        let caller = try scope.call.requireCaller()
        let contents = registry()
        let tenant = caller.tenant.description
        let own = contents.principals.values.filter { $0.tenantId.utf8.elementsEqual(tenant.utf8) }
        let inviters = Inviters(of: tenant, among: own)
        let page = try IdentityPage(request, scope, cursors)
        let shown = page.rows(of: own) { $0.id }
        let ids = Set(shown.map(\.id))
        // Text keys: ids that the hub made, in lower-case ASCII.
        var keys: [String: [CertificateRecord]] = [:]
        for certificate in contents.certificates where ids.contains(certificate.principalId) {
            keys[certificate.principalId, default: []].append(certificate)
        }
        var response = ListPrincipalsResponse()
        response.principals = shown.map { record in
            Principal(record, keys[record.id] ?? [], inviter: inviters.name(record.invitedBy))
        }
        if let last = shown.last, page.hasMore(own.count) {
            response.nextCursor = try page.next(after: last.id)
        }
        return response
    }

    /// The caller's own tenant, as the registry has it.
    static func tenant(
        of caller: CallerRecord,
        in store: inout WriteContext
    ) throws(Fault) -> TenantRecord {
        let found = try RegistryTables.tenantRows.find(caller.tenantCode, in: store.database)
        guard let tenant = found else { throw Fault(.noLongerActive) }
        return tenant
    }

    /// Compares the version that a change is based on.
    ///
    /// - Throws: `changedSinceYouReadIt` with the version that there is.
    static func requireVersion(_ base: UInt64, _ version: UInt64) throws(Fault) {
        guard base == version else {
            var fault = Fault(.changedSinceYouReadIt)
            fault.revision = version
            throw fault
        }
    }
}

extension CallContext {
    /// Who calls, where the gate lets no stranger in.
    func requireCaller() throws(Fault) -> CallerRecord {
        guard let caller else { throw Fault(.certificateNeeded) }
        return caller
    }
}

extension MadeInvitation {
    /// What a replay is told as well.
    var saved: Saved { Saved(id: record.code, revision: record.version) }
}

extension InvitationRecord {
    /// Whether it can still be used.
    func isLive(at now: Instant) -> Bool { state == .live && isOpen(at: now) }

    /// Whether its time is not over.
    func isOpen(at now: Instant) -> Bool { expires.map { now < Instant($0) } ?? false }

    /// Whether it lets somebody into a role of the hub.
    var isOfHub: Bool { grants.contains { RoleTable.isHubRole($0.role) } }

    /// Whether a caller may know of it: it leads into its own tenant, or it made it, or it was made
    /// at the hub's own machine, which operators answer for.
    func concerns(_ caller: CallerRecord) -> Bool {
        let isMachines =
            invitedBy.isEmpty
            && RoleTable.allows(Method.operatorServiceInviteToHub.facts, caller.grants)
        return isMachines || tenantId.utf8.elementsEqual(caller.tenant.description.utf8)
            || invitedBy.utf8.elementsEqual(caller.principal.description.utf8)
    }
}

extension Invitation {
    /// An invitation as admins are told of it.
    init(_ record: InvitationRecord, _ inviters: Inviters) {
        self.init()
        id = record.code
        name = record.name
        grants = record.grants
        expires = record.expires
        invitedBy = inviters.name(record.invitedBy)
        version = record.version
        device = record.label
        methods = record.methods
    }
}
