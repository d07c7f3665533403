import HubLoop
import HubSession
import HubSystem

// Who is inside without a valid certificate: to enrol, or to renew one that has lapsed.
extension ServerLoop {
    /// Gives the place of the handshake back, and takes one of a stranger: where all are taken,
    /// whoever comes from the address with most, or has been there for long, makes room.
    ///
    /// - Returns: Why the client is not let in; `nil` when it is.
    mutating func settleStranger(
        _ connection: Connection,
        _ loop: inout LoopContext
    ) -> CloseReason? {
        let (census, group) = (shared.census, connection.group)
        forgetStrangersGone()
        let isShareTaken = strangers.count >= shared.limits.strangersOfLoopMax
        var full = census.settle(.stranger, group, loop.now)
        if full == .overloaded {
            if makeRoomInside(for: group, &loop) { full = census.takePlaceLeft(group) }
        } else if full == nil, isShareTaken, !makeRoomInside(for: group, &loop) {
            census.leave(.stranger, group, loop.now)
            full = .overloaded
        }
        connection.standing = full == nil ? .stranger : .nothing
        if full == nil {
            strangers.append(DoorPlace(token: connection.token, group: group, since: loop.now))
        }
        return full
    }

    /// Ends a stranger's connection for somebody else's.
    ///
    /// It hears no word: it would keep its place until that was sent.
    ///
    /// - Returns: Whether one has gone.
    private mutating func makeRoomInside(
        for group: Address.Group?,
        _ loop: inout LoopContext
    ) -> Bool {
        let time = shared.limits.strangerPlaceMilliseconds
        guard let leaving = DoorPlace.leaving(strangers, for: group, loop.now, time),
            let connection = connections.with(strangers[leaving].token, { $0 })
        else { return false }
        strangers.remove(at: leaving)
        noteRefused(connection, .handshakeRefused, "made-room-inside")
        close(connection, &loop)
        return true
    }

    private mutating func forgetStrangersGone() {
        strangers.removeAll { place in
            connections.with(place.token) { $0.standing } != .stranger
        }
    }
}
