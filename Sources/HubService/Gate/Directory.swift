import HubCrypto
package import HubSystem
package import HubTLS
import HubWire
private import Synchronization

/// Everybody who may connect, held in memory: the registry's active rows.
///
/// A certificate is accepted only if its serial and key are an active row here; a chain alone opens
/// nothing. Every connection asks again when the generation has moved, so that a revocation bites
/// at the next call.
package final class Directory: Sendable {
    private let contents: Lock<DirectoryContents>
    private let moved = Atomic<UInt64>(0)
    /// What every withdrawal passes through.
    package let barrier: AccessBarrier

    /// A directory of these rows.
    ///
    /// - Parameters:
    ///   - contents: The rows.
    ///   - clock: What withdrawals are timed with.
    package init(_ contents: DirectoryContents, clock: HubClock = .system) {
        self.contents = Lock(contents)
        barrier = AccessBarrier(clock: clock)
    }

    /// Grows with every change.
    package var generation: UInt64 { moved.load(ordering: .acquiring) }

    /// Replaces all rows.
    ///
    /// - Parameter fresh: What holds from now on.
    package func replace(_ fresh: DirectoryContents) {
        let change = contents.withLock { contents in
            let change = RightsChange(from: contents, to: fresh)
            contents = fresh
            moved.add(1, ordering: .acquiringAndReleasing)
            return change
        }
        barrier.begin(change)
    }

    /// Why a certificate that opens nothing is refused.
    ///
    /// Whoever shows one holds its key. What became of its principal is told to nobody else: not to
    /// whoever holds a device that was ended by itself, as a lost one is, nor a key that waits,
    /// which may be somebody's who found an invitation.
    ///
    /// - Parameter peer: What the certificate says.
    /// - Returns: The reason; that the certificate was revoked where nothing else is known of it.
    func refusal(of peer: PeerIdentity) -> Reason {
        let key = CertificateKey(peer)
        return contents.withLock { contents in
            let entry = contents.certificates[key]
            let holder = entry?.principal ?? contents.endedWithPrincipals[key]
            guard let holder, holder == peer.name.principal, entry?.state != .pending,
                let caller = contents.callers[holder], caller.tenant == peer.name.tenant
            else { return .certificateRevoked }
            return caller.standing.refusal ?? .certificateRevoked
        }
    }

    /// Why a principal may not go on with a method over its certificate; `nil` when it may.
    ///
    /// What was begun before the key was replaced goes on: its owner has only changed keys.
    func refusal(
        _ principal: UniqueID,
        _ key: CertificateKey,
        _ method: Method
    ) -> Reason? {
        contents.withLock { contents in
            guard let entry = contents.certificates[key], entry.principal == principal,
                let caller = contents.callers[principal], caller.isActive
            else { return .noLongerActive }
            guard !caller.isTenantSuspended else { return .organisationSuspended }
            return caller.mayCall(method) ? nil : .notAllowed
        }
    }

    /// Whose certificate this is.
    ///
    /// - Parameter peer: What the certificate says.
    /// - Returns: The caller, when certificate, principal and tenant are those of one active row.
    package func caller(for peer: PeerIdentity) -> CallerRecord? { holder(of: peer)?.caller }

    /// Whose this certificate is, and what its key opens.
    ///
    /// - Parameter peer: What the certificate says.
    /// - Returns: Both, when certificate, principal and tenant are those of one active row.
    package func holder(of peer: PeerIdentity) -> (caller: CallerRecord, key: KeyEntry)? {
        let key = CertificateKey(peer)
        return contents.withLock { contents in
            guard let entry = contents.certificates[key], entry.principal == peer.name.principal,
                let caller = contents.callers[entry.principal],
                caller.tenant == peer.name.tenant, caller.isActive
            else { return nil }
            return (caller, entry)
        }
    }
}
