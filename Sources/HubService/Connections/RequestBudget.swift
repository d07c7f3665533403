package import HubCrypto
import HubSystem
private import Synchronization

/// How much of requests a server keeps, over all its loops: for each principal, and in all.
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
    }

    private let principalMax: Int
    private let serverMax: Int
    private let kept = Lock(Kept())
    /// Caps that are reached just now, so that the usual question needs no lock.
    private let reached = Atomic<Int>(0)

    /// A budget from which nothing is taken.
    package init(_ limits: ServerLimits) {
        principalMax = limits.keptRequestBytesOfPrincipalMax
        serverMax = limits.keptRequestBytesOfServerMax
    }

    /// Bytes that are kept in all.
    package var total: Int { kept.withLock { $0.total } }

    /// Keeps more, or less.
    ///
    /// - Parameters:
    ///   - bytes: How much more.
    ///   - principal: For whom; `nil` for a stranger.
    /// - Returns: The room that is left.
    package func change(by bytes: Int, of principal: UniqueID?) -> Room {
        kept.withLock { kept in
            let before = caps(kept, principal)
            kept.total += bytes
            if let principal {
                let sum = kept.byPrincipal[principal, default: 0] + bytes
                kept.byPrincipal[principal] = sum == 0 ? nil : sum
            }
            let after = caps(kept, principal)
            let difference = after.reached - before.reached
            if difference != 0 { reached.add(difference, ordering: .relaxed) }
            return after.room
        }
    }

    /// The room that is left for a principal.
    package func room(of principal: UniqueID?) -> Room {
        guard reached.load(ordering: .relaxed) > 0 else { return .enough }
        return kept.withLock { caps($0, principal).room }
    }

    private func caps(_ kept: Kept, _ principal: UniqueID?) -> (room: Room, reached: Int) {
        let own = principal.flatMap { kept.byPrincipal[$0] } ?? 0
        let rooms = [Room(kept.total, of: serverMax), Room(own, of: principalMax)]
        return (rooms[0] > rooms[1] ? rooms[0] : rooms[1], rooms.count { $0 > .enough })
    }
}
