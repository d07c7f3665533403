import HubStore
import HubSystem
import HubWire

/// How long somebody may stay away: people who log in once a quarter are not locked out, and
/// nobody comes back after more than a year unseen.
extension PrincipalRecord {
    /// How long after it was enrolled or confirmed a principal may renew a certificate that has
    /// lapsed.
    static let lapsedSecondsMax: Int64 = 400 * 86_400

    /// When somebody last saw to it that the principal is who it should be.
    var lastSeenTo: Instant? {
        [enrolled, confirmed].compactMap { $0 }.map { Instant($0) }.max()
    }

    /// Until when a lapsed certificate of the principal can be renewed.
    var renewableUntil: Timestamp? {
        lastSeenTo.map { Timestamp($0.advanced(seconds: Self.lapsedSecondsMax)) }
    }
}
