import HubCrypto
import HubSystem
import HubWire

/// How fast one tenant may make the registry grow, which is every tenant's.
///
/// What is changed there is kept for good, with its past and its journal, so a limit of the file
/// would only say when one tenant has taken everybody's room. Withdrawals of access are not
/// counted: they are few, and must never wait.
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
