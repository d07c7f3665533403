import HubCrypto
import HubSystem
import HubWire

/// How fast one tenant may make a file grow in which everything is kept for good.
///
/// What something will write is known when it is done: it is charged then, and a tenant in debt
/// waits.
package final class GrowthRoom: Sendable {
    private let rate: QuotaRate
    private let copies: Int
    private let beside: Int
    /// Those of tenants that were charged.
    private let buckets = Lock<[UniqueID: TokenBucket]>([:])

    /// Room for every tenant alike.
    ///
    /// - Parameters:
    ///   - rate: In bytes.
    ///   - copies: How often the bytes of one write are written.
    ///   - beside: What one write takes beside them.
    init(_ rate: QuotaRate, copies: Int, beside: Int) {
        self.rate = rate
        self.copies = copies
        self.beside = beside
    }

    /// Room in the region's file, which is every tenant's: of each message there are a row and its
    /// past, and beside them a claim and a line of the journal.
    static func ofRegion(_ rate: QuotaRate) -> GrowthRoom {
        GrowthRoom(rate, copies: 2, beside: 4 * 1_024)
    }

    /// Room in a tenant's own log of who looked: a line of the journal for each look, with its link
    /// of the chain and its place in two indexes.
    static func ofAccesses(_ rate: QuotaRate) -> GrowthRoom {
        GrowthRoom(rate, copies: 1, beside: 384)
    }

    /// Room in the part of a tenant's own file that is kept back: of each change there are rows and
    /// their past, and beside them a line of the journal and pages of indexes.
    static func ofReserve(_ rate: QuotaRate) -> GrowthRoom {
        GrowthRoom(rate, copies: 2, beside: 16 * 1_024)
    }

    /// How long a tenant has to wait before more is written; `nil` where it need not.
    ///
    /// - Parameters:
    ///   - tenant: Whose it is.
    ///   - now: The moment.
    /// - Returns: Milliseconds.
    func wait(of tenant: UniqueID, _ now: Moment) -> UInt64? {
        buckets.withLock { $0[tenant]?.take(0, now) }
    }

    /// Charges for what was written.
    ///
    /// - Parameters:
    ///   - bytes: Those of the records.
    ///   - tenant: Whose it was.
    ///   - now: The moment.
    func charge(_ bytes: Int, of tenant: UniqueID, _ now: Moment) {
        let units = UInt64(clamping: bytes * copies + beside)
        buckets.withLock { buckets in
            // As many as there are tenants: a caller's is one of the registry's.
            buckets[tenant, default: TokenBucket(rate)].charge(units, now)
        }
    }
}
