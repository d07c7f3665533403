import HubCrypto
import HubLoop
import HubSession
import HubSystem

/// Who is connected to a server, counted over all its loops.
package final class ServerCensus: Sendable {
    private let census: Lock<Census>

    /// An empty server.
    package init(_ limits: ServerLimits) { census = Lock(Census(limits)) }

    /// Takes a place for a handshake.
    ///
    /// - Parameters:
    ///   - group: The client's address group; `nil` on a local socket.
    ///   - now: The moment.
    /// - Returns: Milliseconds that the handshake may take; `nil` when there is no place.
    func beginHandshake(_ group: Address.Group?, _ now: Moment) -> UInt64? {
        census.withLock { $0.beginHandshake(group, now) }
    }

    /// Whether all places for handshakes are taken.
    var isFull: Bool { census.withLock { $0.isFull } }

    /// Takes a place for somebody whose handshake is done, and gives that of the handshake back.
    ///
    /// - Parameters:
    ///   - standing: What the client is now: a stranger or a principal.
    ///   - group: Its address group.
    ///   - now: The moment.
    /// - Returns: Why there is no place; `nil` when there is one.
    func settle(_ standing: Standing, _ group: Address.Group?, _ now: Moment) -> CloseReason? {
        census.withLock { $0.settle(standing, group, now) }
    }

    /// Takes a place for a stranger for whom another one has gone.
    ///
    /// - Parameter group: The newcomer's address group.
    /// - Returns: Why there is no place; `nil` when there is one.
    func takePlaceLeft(_ group: Address.Group?) -> CloseReason? {
        census.withLock { $0.takePlaceLeft(group) }
    }

    /// Gives a place back.
    ///
    /// - Parameters:
    ///   - standing: What the client was; a handshake that ends here has failed.
    ///   - group: Its address group.
    ///   - now: The moment.
    func leave(_ standing: Standing, _ group: Address.Group?, _ now: Moment) {
        census.withLock { $0.leave(standing, group, now) }
    }
}

/// What a connection is counted as.
enum Standing: Hashable, Sendable {
    /// Its handshake is in progress.
    case handshake
    /// It has shown no valid certificate.
    case stranger
    /// It is one of a principal's, of a tenant.
    case principal(UniqueID, of: UniqueID? = nil)
    /// It is counted nowhere any more.
    case nothing
}

/// The counts of a server, as a value.
struct Census {
    private let limits: ServerLimits
    private var handshakes = 0
    private var handshakesByGroup: [Address.Group: Int] = [:]
    private var strangers = 0
    private var strangersByGroup: [Address.Group: Int] = [:]
    private var byPrincipal: [UniqueID: Int] = [:]
    private var byTenant: [UniqueID: Int] = [:]
    /// The connections of all tenants.
    private var places = 0
    private var attempts: AttemptBuckets

    init(_ limits: ServerLimits) {
        self.limits = limits
        attempts = AttemptBuckets(limits)
    }

    /// Whether all places for handshakes are taken.
    var isFull: Bool { handshakes >= limits.handshakesMax }

    mutating func beginHandshake(_ group: Address.Group?, _ now: Moment) -> UInt64? {
        guard handshakes < limits.handshakesMax else { return nil }
        if let group {
            let others = handshakesByGroup[group, default: 0]
            guard others < limits.handshakesOfSpentGroupMax || attempts.has(group, now) else {
                return nil
            }
            handshakesByGroup[group] = others + 1
        }
        let isCrowded = handshakes * 2 >= limits.handshakesMax
        handshakes += 1
        return isCrowded ? limits.crowdedHandshakeMilliseconds : limits.handshakeMilliseconds
    }

    mutating func settle(
        _ standing: Standing,
        _ group: Address.Group?,
        _ now: Moment
    ) -> CloseReason? {
        endHandshake(group)
        switch standing {
        case .handshake, .nothing: return nil
        case .stranger: return admitStranger(group, now)
        case .principal(let principal, let tenant):
            let others = byPrincipal[principal, default: 0]
            guard others < limits.connectionsPerPrincipalMax else { return .principalFull }
            if let tenant {
                let colleagues = byTenant[tenant, default: 0]
                guard colleagues < limits.connectionsPerTenantMax,
                    colleagues < limits.placesMax - places
                else { return .principalFull }
                byTenant[tenant] = colleagues + 1
                places += 1
            }
            byPrincipal[principal] = others + 1
            return nil
        }
    }

    private mutating func admitStranger(_ group: Address.Group?, _ now: Moment) -> CloseReason? {
        if let group, !attempts.take(group, now) { return .addressFull }
        return takePlaceLeft(group)
    }

    mutating func takePlaceLeft(_ group: Address.Group?) -> CloseReason? {
        let others = group.map { strangersByGroup[$0, default: 0] } ?? 0
        guard others < limits.strangersPerGroupMax else { return .addressFull }
        guard strangers < limits.strangersMax else { return .overloaded }
        strangers += 1
        if let group { strangersByGroup[group] = others + 1 }
        return nil
    }

    mutating func leave(_ standing: Standing, _ group: Address.Group?, _ now: Moment) {
        switch standing {
        case .nothing: break
        case .handshake:
            endHandshake(group)
            if let group { _ = attempts.take(group, now) }
        case .stranger:
            strangers -= 1
            if let group { Census.lower(&strangersByGroup, group) }
        case .principal(let principal, let tenant):
            Census.lower(&byPrincipal, principal)
            if let tenant {
                Census.lower(&byTenant, tenant)
                places -= 1
            }
        }
    }

    private mutating func endHandshake(_ group: Address.Group?) {
        handshakes -= 1
        if let group { Census.lower(&handshakesByGroup, group) }
    }

    private static func lower<Key: Hashable>(_ counts: inout [Key: Int], _ key: Key) {
        guard let count = counts[key] else { return }
        counts[key] = count > 1 ? count - 1 : nil
    }
}

/// How many attempts without a valid certificate each address group has left.
///
/// Only groups that have made one lately are here, and a bounded number of those.
struct AttemptBuckets {
    private struct Bucket {
        var left: Int
        /// Up to when attempts that came back are counted in.
        var refilled: Moment
    }

    private let max: Int
    private let milliseconds: UInt64
    private let groupsMax: Int
    private var buckets: [Address.Group: Bucket] = [:]

    init(_ limits: ServerLimits) {
        max = limits.attemptsMax
        milliseconds = Swift.max(1, limits.attemptMilliseconds)
        groupsMax = limits.attemptGroupsMax
    }

    /// Groups that are remembered.
    var count: Int { buckets.count }

    /// Whether a group has an attempt left.
    func has(_ group: Address.Group, _ now: Moment) -> Bool {
        buckets[group].map { refilled($0, now).left > 0 } ?? true
    }

    /// Counts an attempt.
    ///
    /// - Returns: Whether there was one left.
    mutating func take(_ group: Address.Group, _ now: Moment) -> Bool {
        if buckets[group] == nil, buckets.count >= groupsMax { forget(now) }
        guard buckets[group] != nil || buckets.count < groupsMax else { return true }
        var bucket = refilled(buckets[group] ?? Bucket(left: max, refilled: now), now)
        let hadOne = bucket.left > 0
        if hadOne { bucket.left -= 1 }
        buckets[group] = bucket
        return hadOne
    }

    private func refilled(_ bucket: Bucket, _ now: Moment) -> Bucket {
        guard now > bucket.refilled else { return bucket }
        let whole = (now.nanoseconds - bucket.refilled.nanoseconds) / 1_000_000 / milliseconds
        guard bucket.left < max, whole < UInt64(max - bucket.left) else {
            return Bucket(left: max, refilled: now)
        }
        var bucket = bucket
        bucket.left += Int(whole)
        bucket.refilled = bucket.refilled.advanced(milliseconds: whole * milliseconds)
        return bucket
    }

    /// Forgets groups that have all their attempts back.
    private mutating func forget(_ now: Moment) {
        buckets = buckets.filter { refilled($0.value, now).left < max }
    }
}
