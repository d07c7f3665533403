package import HubStore
package import HubWire

/// Accounts for what a tenant holds.
package struct GovernanceHandlers: GovernanceServiceHandlers {
    /// Handlers of a hub.
    package init() {}

    /// Fills entries of the tenant's data-set register.
    package func saveDataSets(
        _ request: SaveDataSetsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveDataSetsResponse { throw Fault(.faultOfTheHub) }

    /// Lists the tenant's data-set register.
    package func listDataSets(
        _ request: ListDataSetsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListDataSetsResponse { throw Fault(.faultOfTheHub) }

    /// Lists what the hub holds for the tenant.
    package func listHeld(
        _ request: ListHeldRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListHeldResponse { throw Fault(.faultOfTheHub) }

    /// Lists who looked at data about people.
    package func listAccesses(
        _ request: ListAccessesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListAccessesResponse { throw Fault(.faultOfTheHub) }

    /// Verifies the chains of the tenant's journals, and that they hold the heads that clients remember.
    package func verifyAudit(
        _ request: VerifyAuditRequest,
        in scope: ReadScope,
        _ store: borrowing Database,
        after cursor: StreamCursor?
    ) throws(Fault) -> StreamPart<VerifyAuditResponse> { throw Fault(.faultOfTheHub) }
}
