package import HubStore
package import HubWire

/// Answers what operators of the hub do.
package struct OperatorHandlers: OperatorServiceHandlers {
    /// Handlers of a hub.
    package init() {}

    /// Invites into a role of the hub, or the first admin of a tenant that has no principals.
    package func inviteToHub(
        _ request: InviteToHubRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> InviteToHubResponse { throw Fault(.faultOfTheHub) }

    /// Keeps everybody of a tenant out until it is resumed.
    package func suspendTenant(
        _ request: SuspendTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SuspendTenantResponse { throw Fault(.faultOfTheHub) }

    /// Lets a tenant in again that is suspended or being deleted.
    package func resumeTenant(
        _ request: ResumeTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ResumeTenantResponse { throw Fault(.faultOfTheHub) }

    /// Asks for a tenant to be deleted: it is suspended for 30 days, then its files are destroyed.
    package func deleteTenant(
        _ request: DeleteTenantRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> DeleteTenantResponse { throw Fault(.faultOfTheHub) }

    /// Asks for an admin to be invited into a tenant that has principals.
    package func breakGlass(
        _ request: BreakGlassRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> BreakGlassResponse { throw Fault(.faultOfTheHub) }

    /// Lists what waits for a second operator.
    package func listApprovals(
        _ request: ListApprovalsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListApprovalsResponse { throw Fault(.faultOfTheHub) }

    /// Approves what another operator asked for.
    package func approve(
        _ request: ApproveRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ApproveResponse { throw Fault(.faultOfTheHub) }

    /// Declines what an operator asked for.
    package func decline(
        _ request: DeclineRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> DeclineResponse { throw Fault(.faultOfTheHub) }
}
