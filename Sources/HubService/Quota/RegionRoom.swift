import HubCrypto
import HubSystem
import HubWire

/// How fast one tenant may make the region's file grow, which is every tenant's.
///
/// What a change tells the region is kept there with its past and its journal. Whether a change
/// tells anything is known when it is done: it is charged then, and a tenant in debt waits.
package final class RegionRoom: Sendable {
    /// What a message takes beside its bytes: a claim, a row, its past, a line of the journal.
    static let bytesOfMessage = 4 * 1_024
    /// How often its bytes are written: the row, its past.
    static let copies = 2

    private let rate: QuotaRate
    /// Those of tenants that have told something.
    private let buckets = Lock<[UniqueID: TokenBucket]>([:])

    /// Room for every tenant alike.
    ///
    /// - Parameter rate: In bytes.
    package init(_ rate: QuotaRate) { self.rate = rate }

    /// How long a tenant has to wait before it changes more; `nil` where it need not.
    ///
    /// - Parameters:
    ///   - tenant: Whose change it is.
    ///   - now: The moment.
    /// - Returns: Milliseconds.
    func wait(of tenant: UniqueID, _ now: Moment) -> UInt64? {
        buckets.withLock { $0[tenant]?.take(0, now) }
    }

    /// Charges for a change that told the region something.
    ///
    /// - Parameters:
    ///   - bytes: Those of the records that the change wrote, of which a part is told.
    ///   - tenant: Whose change it was.
    ///   - now: The moment.
    func charge(_ bytes: Int, of tenant: UniqueID, _ now: Moment) {
        let units = UInt64(clamping: bytes * RegionRoom.copies + RegionRoom.bytesOfMessage)
        buckets.withLock { buckets in
            // As many as there are tenants: a caller's is one of the registry's.
            buckets[tenant, default: TokenBucket(rate)].charge(units, now)
        }
    }
}
