import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

/// Answers what operators of the hub do.
package struct OperatorHandlers: OperatorServiceHandlers {
    let registry: @Sendable () -> RegistryContents
    private let invitations: InvitationMaker
    let secondPerson: SecondPerson

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - registry: The registry as it is.
    ///   - invitations: Makes invitations.
    package init(
        registry: @escaping @Sendable () -> RegistryContents,
        invitations: InvitationMaker
    ) {
        self.registry = registry
        self.invitations = invitations
        secondPerson = TenantChanges(invitations: invitations).withApproval
    }

    /// Invites into a role of the hub, or the first admin of a tenant that has no principals.
    package func inviteToHub(
        _ request: InviteToHubRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> InviteToHubResponse {
        let caller = try call.requireCaller()
        let name = try Fault.text(request.name, "name", isRequired: true)
        let hours = try AdminRules.validHours(request.validHours)
        let tenant: TenantRecord
        if RoleTable.isHubRole(request.role) {
            guard request.tenantCode.isEmpty else { throw Fault(.notYoursToGive) }
            tenant = try AdminHandlers.tenant(of: caller, in: &store)
        } else {
            guard request.role == .admin else { throw Fault(.notYoursToGive) }
            tenant = try TenantChanges.find(request.tenantCode, in: &store)
            guard tenant.state == .active else { throw Fault(.notPossibleInThisState) }
            let people = try People(of: tenant, in: &store)
            guard people.principals.values.allSatisfy({ $0.state == .ended }) else {
                throw Fault(.organisationHasPeopleAlready)
            }
        }
        var plan = InvitationPlan(
            tenant: tenant.id,
            name: name,
            grants: AdminRules.grants(request.role, [])
        )
        plan.invitedBy = caller.principal.description
        plan.validHours = hours
        let made = try invitations.make(plan, now: call.now, in: &store)
        try Acts.note(Act(kind: .invited, made.record), in: tenant, in: &store)
        return InviteToHubResponse(
            saved: made.saved,
            code: call.isDryRun ? "" : made.code,
            expires: made.record.expires,
            principalId: call.isDryRun ? "" : made.record.principalId
        )
    }

    /// Keeps everybody of a tenant out until it is resumed.
    package func suspendTenant(
        _ request: SuspendTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SuspendTenantResponse {
        let reason = try TenantChanges.reason(request.reason)
        let saved = try TenantChanges.move(request.tenantCode, .suspend, reason, in: &store)
        let act = Act(kind: .organisationSuspended, reason: reason)
        try Acts.note(act, in: TenantChanges.find(request.tenantCode, in: &store), in: &store)
        return SuspendTenantResponse(saved: saved)
    }

    /// Lets a tenant in again that is suspended or being deleted.
    package func resumeTenant(
        _ request: ResumeTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ResumeTenantResponse {
        let reason = try Fault.text(request.reason, "reason", .line)
        let saved = try TenantChanges.move(request.tenantCode, .resume, "", in: &store)
        let act = Act(kind: .organisationResumed, reason: reason)
        try Acts.note(act, in: TenantChanges.find(request.tenantCode, in: &store), in: &store)
        return ResumeTenantResponse(saved: saved)
    }

    /// Asks for a tenant to be deleted: it is suspended for 30 days, then its files are destroyed.
    package func deleteTenant(
        _ request: DeleteTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> DeleteTenantResponse {
        let approval = try secondPerson.ask(request, in: call, &store)
        return DeleteTenantResponse(saved: Saved(id: approval.id, revision: 1), approval: approval)
    }

    /// Asks for an admin to be invited into a tenant that has principals.
    package func breakGlass(
        _ request: BreakGlassRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> BreakGlassResponse {
        let approval = try secondPerson.ask(request, in: call, &store)
        return BreakGlassResponse(saved: Saved(id: approval.id, revision: 1), approval: approval)
    }
}
