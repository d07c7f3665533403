import HubStore
package import HubSystem

/// What all loops together take of one principal's or one tenant's bucket.
package final class QuotaAccount: Sendable {
    private let bucket: Lock<TokenBucket>
    /// What threads of the store have worked beyond what was paid for.
    let meter = WorkMeter()

    /// A full account.
    init(_ rate: QuotaRate) { bucket = Lock(TokenBucket(rate)) }

    /// Takes units in advance.
    ///
    /// - Parameters:
    ///   - least: Fewer are of no use.
    ///   - most: More are not wanted.
    ///   - now: The moment.
    /// - Returns: How many there are, or how long to wait.
    func take(from least: UInt64, upTo most: UInt64, _ now: Moment) -> TokenBucket.Taken {
        bucket.withLock { $0.take(from: least, upTo: most, now) }
    }

    /// Charges for what was done, whatever there is left.
    func charge(_ units: UInt64, _ now: Moment) {
        bucket.withLock { $0.charge(units, now) }
    }

    /// Puts back what was taken in advance and not used.
    func giveBack(_ units: UInt64) { bucket.withLock { $0.giveBack(units) } }

    /// Takes the units that threads of the store have worked since it was last asked.
    func takeWorked() -> UInt64 { meter.take(per: CallPrice.nanosecondsPerUnit) }

    /// Whether nothing is missing.
    func isFull(_ now: Moment) -> Bool { bucket.withLock { $0.isFull(now) } }

    /// The units that are left; those that loops have taken in advance are not among them.
    package func level(_ now: Moment) -> Int64 { bucket.withLock { $0.level(now) } }
}
