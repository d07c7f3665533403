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

    /// How long a principal has to wait before it may use some; `nil` where it need not.
    ///
    /// - Parameters:
    ///   - caller: Who asks.
    ///   - now: The moment.
    /// - Returns: Milliseconds.
    func wait(of caller: CallerRecord, _ now: Moment) -> UInt64? {
        let waits = [
            ofPrincipals.wait(of: caller.principal, now), ofTenants.wait(of: caller.tenant, now),
        ]
        return waits.compactMap(\.self).max()
    }

    /// Charges for what was written.
    func charge(_ bytes: Int, of caller: CallerRecord, _ now: Moment) {
        ofPrincipals.charge(bytes, of: caller.principal, now)
        ofTenants.charge(bytes, of: caller.tenant, now)
    }
}
