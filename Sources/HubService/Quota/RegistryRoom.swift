import HubCrypto
import HubSystem
import HubWire

/// How fast one tenant may make the registry grow, which is every tenant's.
///
/// What is changed there is kept for good, with its past and its journal, so a limit of the file
/// would only say when one tenant has taken everybody's room. Withdrawals of access never
/// wait; what they, and changes that write more than they were asked with, have taken is charged
/// afterwards.
package final class RegistryRoom: Sendable {
    /// What a change takes beside its request: a row, its past, its line of the journal, an act.
    static let bytesOfChange = 4 * 1_024
    /// How often a request's bytes are written: the row, its past, the journal, the log.
    static let copies = 4

    private let rate: QuotaRate
    private let buckets = Lock<[UniqueID: TokenBucket]>([:])

    /// Room for every tenant alike.
    ///
    /// - Parameter rate: In bytes.
    package init(_ rate: QuotaRate) { self.rate = rate }

    /// Takes what a change needs.
    ///
    /// - Parameters:
    ///   - bytes: Those of its request.
    ///   - tenant: Whose change it is.
    ///   - now: The moment.
    /// - Returns: `nil` when there was room, else milliseconds until there is.
    func take(_ bytes: Int, of tenant: UniqueID, _ now: Moment) -> UInt64? {
        let needed = UInt64(clamping: bytes * RegistryRoom.copies + RegistryRoom.bytesOfChange)
        return buckets.withLock { buckets in
            // As many as there are tenants: a caller's is one of the registry's.
            buckets[tenant, default: TokenBucket(rate)].take(needed, now)
        }
    }

    /// Charges for what a change took beyond what it was expected to.
    ///
    /// - Parameters:
    ///   - bytes: Those of the records that it wrote.
    ///   - paid: Those that were taken for its request; `nil` for a withdrawal, which waits for
    ///     nothing and is charged all the same.
    ///   - tenant: Whose change it was.
    ///   - now: The moment.
    func charge(_ bytes: Int, paid: Int?, of tenant: UniqueID, _ now: Moment) {
        let expected = paid.map { $0 * RegistryRoom.copies + RegistryRoom.bytesOfChange } ?? 0
        let more = bytes * RegistryRoom.copies - expected
        guard more > 0 else { return }
        buckets.withLock { buckets in
            buckets[tenant, default: TokenBucket(rate)].charge(UInt64(more), now)
        }
    }

    /// Whether a method takes access away from somebody, or takes back what would give some.
    static func isWithdrawal(_ method: Method) -> Bool {
        switch method {
        case .adminServiceSuspendPrincipal, .adminServiceRevokePrincipal,
            .adminServiceRevokeDevice, .adminServiceWithdrawInvitation,
            .identityServiceRevokeOwnKey, .operatorServiceSuspendTenant,
            .operatorServiceDecline:
            true
        default: false
        }
    }
}
