import HubLoop
import HubSystem

/// Whose handshake began when, and from where.
struct DoorPlace {
    let token: Token
    let group: Address.Group?
    let since: Moment

    /// The place that is given to somebody who comes while all are taken.
    ///
    /// An address that has two places more than the newcomer's gives its oldest at once: whoever
    /// comes back faster than others, from however many addresses, keeps out nobody who comes
    /// alone. Else the oldest of all goes, once it has had its time.
    ///
    /// - Parameters:
    ///   - places: Those that are taken, the oldest first.
    ///   - newcomer: Where somebody comes from.
    ///   - now: The moment.
    ///   - milliseconds: The time that a handshake has its place for.
    /// - Returns: The index of the place; `nil` where nobody goes.
    static func leaving(
        _ places: [DoorPlace],
        for newcomer: Address.Group?,
        _ now: Moment,
        _ milliseconds: UInt64
    ) -> Int? {
        var counts: [Address.Group?: Int] = [:]
        for place in places { counts[place.group, default: 0] += 1 }
        let own = counts[newcomer] ?? 0
        // Of several that have as many, the one whose oldest is oldest.
        let most = counts.values.max() ?? 0
        if most >= own + 2 {
            return places.firstIndex { counts[$0.group] == most }
        }
        guard let oldest = places.first, oldest.since.advanced(milliseconds: milliseconds) <= now
        else { return nil }
        return 0
    }
}
