package import HubSession

/// The limits of a whole server; those of one connection are in `session`.
package struct ServerLimits: Sendable {
    /// Limits of each authenticated connection.
    package var session = SessionSettings()
    /// Connections of one loop.
    package var connectionsMax = 20_000
    /// Connections of one principal.
    package var connectionsPerPrincipalMax = 1_024
    /// Connections of all principals of one tenant.
    package var connectionsPerTenantMax = 10_000
    /// Connections of all tenants together: one gets a place only while it has fewer than are left,
    /// so that several who agree leave room for those who come alone.
    package var placesMax = 20_000
    /// Handshakes in progress.
    package var handshakesMax = 256
    /// Those of one loop, which gives up places of its own alone: its share, so that nobody holds
    /// the places of all others and shuts this one's door.
    package var handshakesOfLoopMax = 256
    /// How long a handshake has its place while all are taken.
    ///
    /// The oldest one over it makes room for whoever comes, so that nobody holds the door by saying
    /// nothing; one without trouble takes a fraction of it.
    package var handshakePlaceMilliseconds: UInt64 = 500
    /// From accept to the end of TLS.
    package var handshakeMilliseconds: UInt64 = 10_000
    /// The same while half of the places for handshakes are taken.
    package var crowdedHandshakeMilliseconds: UInt64 = 3_000
    /// Steps of handshakes in one turn of a loop; a step takes a few tenths of a millisecond.
    package var handshakeStepsPerTurnMax = 1
    /// Connections without a valid certificate: more than somebody with some dozens of addresses
    /// takes, so that whoever wants to enrol finds a place.
    package var strangersMax = 256
    /// The same of one loop: its share.
    package var strangersOfLoopMax = 256
    /// How long a stranger has its place where all are taken and somebody else comes: longer than
    /// an enrolment takes.
    package var strangerPlaceMilliseconds: UInt64 = 3_000
    /// Connections without a valid certificate from one address group.
    package var strangersPerGroupMax = 4
    /// Attempts without a valid certificate that one address group may make at once.
    package var attemptsMax = 64
    /// The pause after which one of them comes back.
    package var attemptMilliseconds: UInt64 = 1_000
    /// Handshakes in progress of an address group that has had its attempts: a neighbour behind the
    /// same address still gets in.
    package var handshakesOfSpentGroupMax = 4
    /// Address groups whose attempts are counted; for more there are the other limits alone.
    package var attemptGroupsMax = 4_096
    /// Bytes taken from one connection in one turn before the others have theirs.
    package var bytesPerTurnMax = 512 * 1_024
    /// Units that the calls of one tenant take of a loop in one turn before the other tenants that
    /// are connected there have theirs: two tenths of a millisecond.
    package var unitsPerTurnMax = 16
    /// Bytes of requests that are kept for one connection.
    ///
    /// A request is kept while it is not whole, while another thread works for it, and while its
    /// answers are streamed. At the cap credit is withheld and new calls are refused; at twice as
    /// much the connection ends.
    package var keptRequestBytesMax = 8 * 1_024 * 1_024
    /// Bytes of answers that a connection may leave unread before they count beside requests in
    /// what follows: who asks and does not read, on however many connections, is to read first.
    package var unreadAnswerBytesFree = 64 * 1_024
    /// The same for all connections of one principal.
    package var keptRequestBytesOfPrincipalMax = 32 * 1_024 * 1_024
    /// The same for all connections.
    package var keptRequestBytesOfServerMax = 512 * 1_024 * 1_024
    /// The same for all connections of all principals of one tenant: uploads that are not whole yet
    /// are most of it.
    package var keptRequestBytesOfTenantMax = 128 * 1_024 * 1_024
    /// Calls of one connection, in units: opening one is 1, and an eighth for every frame.
    ///
    /// A unit stands for ten microseconds of a processor, so these are two processors' worth, and a
    /// connection is served by one: it is more than a single client gets through, and holds those
    /// who send what costs them nothing.
    package var callsOfConnection = QuotaRate(perSecond: 200_000)
    /// Calls of one principal, in units: a class's price, and what is used beyond it.
    ///
    /// Four processors' worth: more than one program on one thread asks for, however it asks.
    package var callsOfPrincipal = QuotaRate(perSecond: 400_000)
    /// The same for all principals of one tenant.
    ///
    /// Eight processors' worth: on a smaller machine turns are what is fair between tenants, and
    /// this is to be set lower where one of them is to leave room whatever it does.
    package var callsOfTenant = QuotaRate(perSecond: 800_000)
    /// Bytes by which one tenant may make the registry grow: some thousand changes at once, and
    /// then 88 MB a day.
    package var registryBytesOfTenant = QuotaRate(perSecond: 1_024, burst: 8 * 1_024 * 1_024)
    /// Bytes by which one tenant may make the region's file grow: as many.
    package var regionBytesOfTenant = QuotaRate(perSecond: 1_024, burst: 8 * 1_024 * 1_024)
    /// Bytes by which one tenant may make its log of who looked grow: some hundred thousand looks
    /// at once, and then a million a day.
    package var accessBytesOfTenant = QuotaRate(perSecond: 4_096, burst: 64 * 1_024 * 1_024)
    /// Bytes by which one principal may make that log grow by reading it: some three thousand pages
    /// at once, and then one in six seconds.
    package var accessBytesOfLogReader = QuotaRate(perSecond: 64, burst: 1_024 * 1_024)
    /// Bytes by which one principal may make its tenant's log of who looked grow: a quarter of
    /// that, so that nobody's looks are all that their organisation may have.
    package var accessBytesOfPrincipal = QuotaRate(perSecond: 1_024, burst: 16 * 1_024 * 1_024)
    /// Bytes by which one tenant may use what is kept back of its own file: some sixty changes at
    /// once, and then one in eight seconds.
    package var reserveBytesOfTenant = QuotaRate(perSecond: 2_048, burst: 1_024 * 1_024)
    /// The same of one principal: a quarter, so that nobody has all of it who does something again
    /// and again while a colleague has to withdraw or erase.
    package var reserveBytesOfPrincipal = QuotaRate(perSecond: 512, burst: 256 * 1_024)
    /// The longest time for which a connection is not read that has sent more than its calls.
    package var readPauseMillisecondsMax: UInt64 = 1_000
    /// How long credit may be withheld from a connection that keeps something before it ends.
    package var withheldMillisecondsMax: UInt64 = 60_000
    /// How often a connection whose credit is withheld looks whether others have made room.
    package var withheldLookMilliseconds: UInt64 = 100
    /// How long calls in flight may take on a connection whose key was replaced.
    package var replacedDrainMilliseconds: UInt64 = 60_000
    /// How long calls in flight may take when the server stops.
    package var drainMilliseconds: UInt64 = 30_000

    /// Descriptors that connections leave to files: open tenants have some nine hundred.
    package static let filesReserved: UInt64 = 1_000

    /// The defaults.
    package init() {}

    /// The defaults, with as many connections as the process has descriptors for.
    ///
    /// Where there are few descriptors, half of them are for files: a council that is connected is
    /// of no use to itself when its files cannot be opened. One tenant has at most half of the
    /// connections, and one principal at most a quarter.
    ///
    /// - Parameters:
    ///   - descriptors: How many the process may have open.
    ///   - loops: How many loops share them.
    package init(descriptors: UInt64, loops: Int) {
        let files = min(ServerLimits.filesReserved, descriptors / 2)
        let ofLoop = (descriptors - files) / UInt64(max(1, loops))
        connectionsMax = min(connectionsMax, max(1, Int(clamping: ofLoop)))
        let all = connectionsMax * max(1, loops)
        // Whoever is not in yet takes none of the places of those who are.
        handshakesMax = min(handshakesMax, max(1, all / 8))
        handshakesOfLoopMax = max(1, handshakesMax / max(1, loops))
        strangersMax = min(strangersMax, max(1, all / 8))
        strangersOfLoopMax = max(1, strangersMax / max(1, loops))
        placesMax = max(1, all - handshakesMax - strangersMax)
        connectionsPerTenantMax = min(connectionsPerTenantMax, max(1, all / 2))
        connectionsPerPrincipalMax = min(connectionsPerPrincipalMax, max(1, all / 4))
    }
}
