import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

/// Answers what operators of the hub do.
package struct OperatorHandlers: OperatorServiceHandlers {
    private let registry: @Sendable () -> RegistryContents
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
        return SuspendTenantResponse(saved: saved)
    }

    /// Lets a tenant in again that is suspended or being deleted.
    package func resumeTenant(
        _ request: ResumeTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ResumeTenantResponse {
        _ = try Fault.text(request.reason, "reason", .line)
        let saved = try TenantChanges.move(request.tenantCode, .resume, "", in: &store)
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

    /// Lists what waits for a second operator.
    package func listApprovals(
        _ request: ListApprovalsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListApprovalsResponse {
        let contents = registry()
        let waiting = contents.approvals.filter { approval in
            ApprovalRules(approval: approval, principals: [:], now: scope.call.now).isWaiting
        }
        var response = ListApprovalsResponse()
        response.approvals = waiting.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
            .prefix(Page.rowsMax)
            .map { record in
                let asker = UniqueID(record.askedBy).flatMap { contents.principals[$0] }
                return Approval(record, asker: asker?.name ?? "")
            }
        return response
    }

    /// Approves what another operator asked for.
    package func approve(
        _ request: ApproveRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ApproveResponse {
        let caller = try call.requireCaller()
        let rules = try OperatorHandlers.rules(request.id, in: call, &store)
        try rules.requireApprover(caller.principal.description)
        let asker = try OperatorHandlers.asker(rules, caller)
        var approval = rules.approval
        let done = try secondPerson.perform(approval, for: asker, in: call, &store)
        approval.state = .done
        approval.decidedBy = caller.principal.description
        try RegistryTables.approvalRows.save(approval, as: approval.id, in: &store)
        return ApproveResponse(
            saved: done.saved,
            code: call.isDryRun ? "" : done.code,
            principalId: call.isDryRun ? "" : done.principal
        )
    }

    /// Declines what an operator asked for.
    package func decline(
        _ request: DeclineRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> DeclineResponse {
        let caller = try call.requireCaller()
        let rules = try OperatorHandlers.rules(request.id, in: call, &store)
        try rules.requireWaiting()
        var approval = rules.approval
        approval.state = .declined
        approval.decidedBy = caller.principal.description
        let revision = try RegistryTables.approvalRows.save(approval, as: approval.id, in: &store)
        return DeclineResponse(saved: Saved(id: approval.id, revision: revision))
    }

    private static func rules(
        _ id: String,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ApprovalRules {
        guard let id = UniqueID(id)?.description else { throw Fault(.notFound) }
        let found = try RegistryTables.approvalRows.find(id, in: store.database)
        guard let approval = found else { throw Fault(.notFound) }
        // Text keys: ids that the hub made, in lower-case ASCII.
        var principals: [String: PrincipalRecord] = [:]
        for principal in try RegistryTables.principalRows.all(in: store.database) {
            principals[principal.id] = principal
        }
        return ApprovalRules(approval: approval, principals: principals, now: call.now)
    }

    /// Who asked, with what it may do today.
    private static func asker(
        _ rules: ApprovalRules,
        _ approver: CallerRecord
    ) throws(Fault) -> CallerRecord {
        guard let record = rules.principals[rules.approval.askedBy], let id = UniqueID(record.id)
        else { throw Fault(.requestHasRunOut) }
        return CallerRecord(
            principal: id,
            tenant: approver.tenant,
            tenantCode: approver.tenantCode,
            grants: record.grants
        )
    }
}
