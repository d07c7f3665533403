/// Silence on a connection, and the pings that break it.
package struct PingClock: Hashable, Sendable {
    private var lastByte: SessionTime
    private var sent: SessionTime?
    private var outstanding: UInt64?
    private var lastPeerPing: SessionTime?
    private var strikes = 0
    private var count: UInt64 = 0

    /// A clock of a connection that spoke just now.
    package init(now: SessionTime) { lastByte = now }

    /// Any byte is life.
    package mutating func bytesArrived(_ now: SessionTime) {
        lastByte = now
        sent = nil
    }

    /// What to do after a pause.
    package enum Due: Hashable, Sendable {
        /// Nothing yet.
        case nothing
        /// Send a PING with these eight bytes.
        case ping(UInt64)
        /// The peer is gone.
        case gone
    }

    /// Looks at the clock.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - settings: How long silence may last.
    /// - Returns: What is due.
    package mutating func look(_ now: SessionTime, _ settings: SessionSettings) -> Due {
        if let sent {
            return now >= sent.after(settings.answerMilliseconds) ? .gone : .nothing
        }
        guard now >= lastByte.after(settings.silenceMilliseconds) else { return .nothing }
        sent = now
        // One ping is outstanding at the most: bytes came since an unanswered one, so the peer
        // lives, and its PONG is still to come. Life is then judged by bytes alone.
        guard outstanding == nil else { return .nothing }
        count += 1
        outstanding = count
        return .ping(count)
    }

    /// When to look again.
    package func deadline(_ settings: SessionSettings) -> SessionTime {
        sent?.after(settings.answerMilliseconds) ?? lastByte.after(settings.silenceMilliseconds)
    }

    /// A PONG came.
    ///
    /// - Parameter value: Its eight bytes.
    /// - Throws: `Breach` when it answers no ping of ours.
    package mutating func pong(_ value: UInt64) throws(Breach) {
        guard outstanding == value else { throw Breach(.unaskedPong, "PONG without a PING") }
        outstanding = nil
    }

    /// A PING came.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - settings: How often the peer may ping.
    /// - Returns: Whether it may go on so.
    package mutating func peerPinged(_ now: SessionTime, _ settings: SessionSettings) -> Bool {
        if let last = lastPeerPing, now < last.after(settings.pingIntervalMilliseconds) {
            strikes += 1
        } else {
            strikes = 0
        }
        lastPeerPing = now
        return strikes < settings.pingStrikesMax
    }
}
