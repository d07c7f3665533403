import HubStore
import HubWire

/// Whether whoever made an invitation could still make it: what was handed out is worth no more
/// than its giver is today.
enum InviterRules {
    /// Refuses an invitation that could not be made any more.
    ///
    /// - Parameters:
    ///   - invitation: One whose secret was shown.
    ///   - store: The registry.
    /// - Throws: `noLiveInvitation`, as for one that never was, or a fault of the store.
    static func require(
        _ invitation: InvitationRecord,
        in store: borrowing WriteContext
    ) throws(Fault) {
        guard !invitation.invitedBy.isEmpty else {
            // Whoever holds the hub's own machine lets in those who run the hub as they like, and
            // of an organisation the first.
            guard !invitation.isOfHub else { return }
            return try requireNobody(in: invitation.tenantId, store)
        }
        let found: RegistryRecords.Kept<PrincipalRecord>? = try RegistryRecords.find(
            invitation.invitedBy,
            RegistryTables.principals,
            in: store
        )
        guard let inviter = found?.message, mayStillGive(invitation, inviter) else {
            throw Fault(.noLiveInvitation)
        }
        guard invitation.kind == .principal, !isOfOneTenant(invitation, inviter) else { return }
        try requireNobody(in: invitation.tenantId, store)
    }

    /// Looks whether nobody is in an organisation.
    ///
    /// From outside the first is let in, and nobody after: of two codes that were made while nobody
    /// was there, the second would go around the second operator.
    private static func requireNobody(
        in tenant: String,
        _ store: borrowing WriteContext
    ) throws(Fault) {
        let people = try RegistryTables.principalRows.all(
            RegistryQueries.principalsOfTenant,
            tenant,
            in: store.database
        )
        guard people.allSatisfy({ $0.state == .ended }) else { throw Fault(.noLiveInvitation) }
    }

    /// Whether an inviter is in, and may invite so.
    static func mayStillGive(
        _ invitation: InvitationRecord,
        _ inviter: PrincipalRecord
    ) -> Bool {
        guard inviter.state == .active else { return false }
        let ways: [Method]
        switch invitation.kind {
        case .device where isOwn(invitation): return true
        case .device: ways = [.adminServiceAddDevice]
        case .breakGlass: ways = [.operatorServiceBreakGlass]
        default:
            let own: [Method] = [.adminServiceInvite, .operatorServiceInviteToHub]
            ways = isOfOneTenant(invitation, inviter) ? own : [.operatorServiceInviteToHub]
        }
        return ways.contains { RoleTable.allows($0.facts, inviter.grants) }
    }

    /// Whether somebody invited a device of their own.
    private static func isOwn(_ invitation: InvitationRecord) -> Bool {
        invitation.invitedBy.utf8.elementsEqual(invitation.principalId.utf8)
    }

    private static func isOfOneTenant(
        _ invitation: InvitationRecord,
        _ inviter: PrincipalRecord
    ) -> Bool {
        invitation.tenantId.utf8.elementsEqual(inviter.tenantId.utf8)
    }
}
