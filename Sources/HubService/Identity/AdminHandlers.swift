package import HubStore
package import HubWire

/// Answers who may do what in a tenant.
package struct AdminHandlers: AdminServiceHandlers {
    /// Handlers of a hub.
    package init() {}

    /// Invites a person or a program into the caller's own tenant.
    package func invite(
        _ request: InviteRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> InviteResponse { throw Fault(.faultOfTheHub) }

    /// Lists the invitations that can still be used.
    package func listInvitations(
        _ request: ListInvitationsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListInvitationsResponse { throw Fault(.faultOfTheHub) }

    /// Takes an invitation back.
    package func withdrawInvitation(
        _ request: WithdrawInvitationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawInvitationResponse { throw Fault(.faultOfTheHub) }

    /// Lists who may connect, with their roles and keys.
    package func listPrincipals(
        _ request: ListPrincipalsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListPrincipalsResponse { throw Fault(.faultOfTheHub) }

    /// Confirms that a new key is that of the person who was invited.
    package func confirmKey(
        _ request: ConfirmKeyRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ConfirmKeyResponse { throw Fault(.faultOfTheHub) }

    /// Sets what a principal may do.
    package func changeRoles(
        _ request: ChangeRolesRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ChangeRolesResponse { throw Fault(.faultOfTheHub) }

    /// Keeps a principal out until it is resumed.
    package func suspendPrincipal(
        _ request: SuspendPrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SuspendPrincipalResponse { throw Fault(.faultOfTheHub) }

    /// Lets a suspended principal in again.
    package func resumePrincipal(
        _ request: ResumePrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ResumePrincipalResponse { throw Fault(.faultOfTheHub) }

    /// Ends a principal with all its keys, for good.
    package func revokePrincipal(
        _ request: RevokePrincipalRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RevokePrincipalResponse { throw Fault(.faultOfTheHub) }

    /// Confirms that principals still need what they may do, and tells whose turn it is.
    package func reviewAccess(
        _ request: ReviewAccessRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ReviewAccessResponse { throw Fault(.faultOfTheHub) }
}
