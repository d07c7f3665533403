package import HubSession

/// The limits of a whole server; those of one connection are in `session`.
package struct ServerLimits: Sendable {
    /// Limits of each authenticated connection.
    package var session = SessionSettings()
    /// Connections of one loop.
    package var connectionsMax = 20_000
    /// Handshakes in progress on one loop.
    package var handshakesMax = 256
    /// From accept to the end of TLS.
    package var handshakeMilliseconds: UInt64 = 10_000
    /// The same while half of the places for handshakes are taken.
    package var crowdedHandshakeMilliseconds: UInt64 = 3_000
    /// Connections without a valid certificate on one loop.
    package var strangersMax = 32
    /// Connections without a valid certificate from one address group.
    package var strangersPerGroupMax = 4
    /// Bytes taken from one connection in one turn before the others have theirs.
    package var bytesPerTurnMax = 512 * 1_024
    /// Requests of one connection that are kept while they are not whole yet.
    package var keptRequestBytesMax = 8 * 1_024 * 1_024
    /// How long calls in flight may take when the server stops.
    package var drainMilliseconds: UInt64 = 30_000

    /// The defaults.
    package init() {}
}
