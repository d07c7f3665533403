package import HubCrypto
import HubSystem
private import Synchronization

/// How much of requests a server keeps, over all its loops: for each principal, for each
/// tenant, and in all.
package final class RequestBudget: Sendable {
    /// Whether more may be kept.
    package enum Room: Comparable, Sendable {
        /// As much as is asked for.
        case enough
        /// The cap is reached: nobody is encouraged to send more.
        case full
        /// Twice the cap: whoever still sends is sent away.
        case exceeded

        /// The room under a cap.
        init(_ kept: Int, of cap: Int) {
            self = kept < cap ? .enough : kept < 2 * cap ? .full : .exceeded
        }
    }

    private struct Kept {
        var total = 0
        var byPrincipal: [UniqueID: Int] = [:]
        var byTenant: [UniqueID: Int] = [:]
    }

    private let principalMax: Int
    private let tenantMax: Int
    private let serverMax: Int
    private let kept = Lock(Kept())
    /// Caps that are reached just now, so that the usual question needs no lock.
    private let reached = Atomic<Int>(0)

    /// A budget from which nothing is taken.
    package init(_ limits: ServerLimits) {
        principalMax = limits.keptRequestBytesOfPrincipalMax
        tenantMax = limits.keptRequestBytesOfTenantMax
        serverMax = limits.keptRequestBytesOfServerMax
    }

    /// Bytes that are kept in all.
    package var total: Int { kept.withLock { $0.total } }

    /// Keeps more, or less.
    ///
    /// - Parameters:
    ///   - bytes: How much more.
    ///   - principal: For whom; `nil` for a stranger.
    ///   - tenant: Of which tenant.
    /// - Returns: The room that is left.
    package func change(
        by bytes: Int,
        of principal: UniqueID?,
        in tenant: UniqueID? = nil
    ) -> Room {
        kept.withLock { kept in
            let before = caps(kept, principal, tenant)
            kept.total += bytes
            RequestBudget.add(bytes, to: &kept.byPrincipal, principal)
            RequestBudget.add(bytes, to: &kept.byTenant, tenant)
            let after = caps(kept, principal, tenant)
            let difference = after.reached - before.reached
            if difference != 0 { reached.add(difference, ordering: .relaxed) }
            return after.room
        }
    }

    /// The room that is left for a principal.
    ///
    /// - Parameters:
    ///   - principal: The principal; `nil` for a stranger.
    ///   - tenant: Of which tenant.
    /// - Returns: The least of its own, its tenant's and the server's.
    package func room(of principal: UniqueID?, in tenant: UniqueID? = nil) -> Room {
        guard reached.load(ordering: .relaxed) > 0 else { return .enough }
        return kept.withLock { caps($0, principal, tenant).room }
    }

    private static func add(_ bytes: Int, to sums: inout [UniqueID: Int], _ owner: UniqueID?) {
        guard let owner else { return }
        let sum = sums[owner, default: 0] + bytes
        sums[owner] = sum == 0 ? nil : sum
    }

    private func caps(
        _ kept: Kept,
        _ principal: UniqueID?,
        _ tenant: UniqueID?
    ) -> (room: Room, reached: Int) {
        let all = Room(kept.total, of: serverMax)
        let own = Room(principal.flatMap { kept.byPrincipal[$0] } ?? 0, of: principalMax)
        let shared = Room(tenant.flatMap { kept.byTenant[$0] } ?? 0, of: tenantMax)
        let reached = (all > .enough ? 1 : 0) + (own > .enough ? 1 : 0) + (shared > .enough ? 1 : 0)
        return (max(all, own, shared), reached)
    }
}
