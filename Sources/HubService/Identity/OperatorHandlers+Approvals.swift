import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

// What takes two operators.
extension OperatorHandlers {
    /// Lists what waits for a second operator, and what became of it where that is asked for.
    package func listApprovals(
        _ request: ListApprovalsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListApprovalsResponse {
        let contents = registry()
        let operators = Operators(contents)
        let listed = contents.approvals.filter { approval in
            request.all || ApprovalRules(approval, operators, scope.call.now).isWaiting
        }
        var response = ListApprovalsResponse()
        response.approvals = listed.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
            .suffix(Page.rowsMax)
            .map { Approval(ApprovalRules($0, operators, scope.call.now)) }
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
        try rules.requireApprover(
            caller.principal.description,
            with: call.clientKey?.serial ?? []
        )
        let asker = try OperatorHandlers.asker(rules, caller)
        var approval = rules.approval
        let done = try secondPerson.perform(approval, for: asker, in: call, &store)
        approval.state = .done
        approval.decidedBy = caller.principal.description
        approval.decided = Timestamp(call.now)
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
        let reason = try Fault.text(request.reason, "reason", .line)
        let rules = try OperatorHandlers.rules(request.id, in: call, &store)
        try rules.requireWaiting()
        var approval = rules.approval
        approval.state = .declined
        approval.why = reason
        approval.decidedBy = caller.principal.description
        approval.decided = Timestamp(call.now)
        let revision = try RegistryTables.approvalRows.save(approval, as: approval.id, in: &store)
        let act = Act(kind: .approvalDeclined, reason: reason, detail: approval.words)
        try Acts.note(
            act,
            of: caller.tenant.description,
            askedBy: approval.askedBy,
            in: &store
        )
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
        let tenant = try AdminHandlers.tenant(of: call.requireCaller(), in: &store)
        let operators = Operators(try People(of: tenant, in: &store))
        return ApprovalRules(approval, operators, call.now)
    }

    /// Who asked, with what it may do today.
    private static func asker(
        _ rules: ApprovalRules,
        _ approver: CallerRecord
    ) throws(Fault) -> CallerRecord {
        let record = rules.operators.principals[rules.approval.askedBy]
        guard let record, let id = UniqueID(record.id) else { throw Fault(.requestHasRunOut) }
        return CallerRecord(
            principal: id,
            tenant: approver.tenant,
            tenantCode: approver.tenantCode,
            grants: record.grants
        )
    }
}
