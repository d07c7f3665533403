import HubSystem

/// How fast what is kept back of a tenant's file is used: by the tenant, and by each principal.
final class ReserveRoom: Sendable {
    private let ofTenants: GrowthRoom
    private let ofPrincipals: GrowthRoom

    /// Nothing used yet.
    init(_ limits: ServerLimits) {
        ofTenants = .ofReserve(limits.reserveBytesOfTenant)
        ofPrincipals = .ofReserve(limits.reserveBytesOfPrincipal)
    }

    /// Whether a principal may use some now.
    func isOpen(to caller: CallerRecord, _ now: Moment) -> Bool {
        ofPrincipals.wait(of: caller.principal, now) == nil
            && ofTenants.wait(of: caller.tenant, now) == nil
    }

    /// Charges for what was written.
    func charge(_ bytes: Int, of caller: CallerRecord, _ now: Moment) {
        ofPrincipals.charge(bytes, of: caller.principal, now)
        ofTenants.charge(bytes, of: caller.tenant, now)
    }
}
