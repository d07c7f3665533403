package import HubCrypto
import HubSystem
import HubWire

/// The key under which a change is made once: a UUID of version 7 whose time is near.
package struct IdempotencyText: Hashable, Sendable {
    /// The key.
    package let id: UniqueID

    /// Outcomes are kept for 7 days; a key older than this could soon mean nothing.
    static let ageSecondsMax: Int64 = 6 * 86_400
    /// A client's clock may be this much ahead.
    static let aheadSecondsMax: Int64 = 3_600

    /// The key of a header, `nil` where it holds none.
    ///
    /// - Parameters:
    ///   - header: The decoded header.
    ///   - now: The calendar.
    /// - Throws: `keyOfAnotherForm`, `keyTooOld` or `keyFromTheFuture`.
    init?(_ header: CallHeader, now: Instant) throws(Fault) {
        guard !header.idempotencyKey.isEmpty else { return nil }
        guard let id = UniqueID(header.idempotencyKey) else {
            throw .header(.keyOfAnotherForm, .key)
        }
        let made = Instant(microseconds: Int64(clamping: id.milliseconds) * 1_000)
        guard made >= now.advanced(seconds: -IdempotencyText.ageSecondsMax) else {
            throw .header(.keyTooOld, .key)
        }
        guard made <= now.advanced(seconds: IdempotencyText.aheadSecondsMax) else {
            throw .header(.keyFromTheFuture, .key)
        }
        self.id = id
    }
}
