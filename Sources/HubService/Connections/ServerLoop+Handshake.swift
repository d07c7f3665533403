import HubCrypto
import HubLoop
import HubSession
import HubStore
import HubSystem
import HubTLS
import HubWire

/// From accept to the greeting.
extension ServerLoop {
    /// Takes in those who wait.
    mutating func accept(_ loop: inout LoopContext) {
        var arrived: [Arrival] = []
        do throws(SystemError) {
            try acceptor?.accept(&loop) { socket, peer, _ in
                arrived.append(Arrival(socket, peer))
            }
        } catch {
            return fail(error, &loop)
        }
        for arrival in arrived { admit(arrival, &loop) }
    }

    private mutating func admit(_ arrival: Arrival, _ loop: inout LoopContext) {
        let group = arrival.peer?.address.group
        guard let socket = arrival.socket.take(), !isDraining else { return }
        guard makeRoom(for: group, &loop) else { return }
        guard let time = shared.census.beginHandshake(group, loop.now) else { return }
        var isTaken = false
        defer { if !isTaken { shared.census.leave(.handshake, group, loop.now) } }
        do throws(TLSError) {
            let tls = try TLSSession(
                server: shared.tlsContext,
                descriptor: socket.descriptor.number,
                now: shared.clock.instant
            )
            let connection = Connection(
                socket: socket,
                address: arrival.peer?.address,
                tls: tls,
                handshakeDeadline: loop.now.advanced(milliseconds: time),
                bucket: TokenBucket(shared.limits.callsOfConnection)
            )
            guard let token = connections.insert(connection) else {
                return shared.log("connections-full", ["connections": "\(connections.count)"])
            }
            connection.token = token
            isTaken = true
            atTheDoor.append(DoorPlace(token: token, group: group, since: loop.now))
            watch(connection, &loop)
            shakeInTurn(connection)
        } catch {
            shared.log("tls-failed", ["cause": "\(error)"])
        }
    }

    /// Ends a handshake of this loop where its places, or all, are taken and one is to be given.
    ///
    /// - Returns: Whether the loop has a place for one more.
    private mutating func makeRoom(for group: Address.Group?, _ loop: inout LoopContext) -> Bool {
        let ownMax = shared.limits.handshakesOfLoopMax
        if atTheDoor.count >= ownMax { forgetThoseInside() }
        guard atTheDoor.count >= ownMax || shared.census.isFull else { return true }
        forgetThoseInside()
        let time = shared.limits.handshakePlaceMilliseconds
        guard let leaving = DoorPlace.leaving(atTheDoor, for: group, loop.now, time),
            let connection = connections.with(atTheDoor[leaving].token, { $0 })
        else { return atTheDoor.count < ownMax }
        atTheDoor.remove(at: leaving)
        noteRefused(connection, .handshakeRefused, "made-room")
        close(connection, &loop)
        return true
    }

    /// Keeps those at the door whose handshake is not done: of everybody else there is no more in
    /// the line than there are places.
    private mutating func forgetThoseInside() {
        var left: [DoorPlace] = []
        for place in atTheDoor {
            let isShaking = connections.with(place.token) { $0.session == nil }
            if isShaking ?? false { left.append(place) }
        }
        atTheDoor = left
    }

    private mutating func watch(_ connection: Connection, _ loop: inout LoopContext) {
        do throws(SystemError) {
            try loop.register(connection.socket.descriptor, as: connection.token, for: .readable)
        } catch {
            shared.log("watch-failed", ["cause": error.description])
            close(connection, &loop)
        }
    }

    /// Has a handshake go on when it is its turn.
    ///
    /// A step of a handshake is the dearest thing that strangers can ask for, a hundred calls'
    /// worth: those who are connected do not wait for a crowd at the door.
    mutating func shakeInTurn(_ connection: Connection) {
        guard !connection.waitsToShake else { return }
        connection.waitsToShake = true
        shaking.append(connection.token)
    }

    /// Goes on with the handshakes whose turn it is, in the order in which they became ready.
    mutating func shakeSome(_ loop: inout LoopContext) {
        var steps = 0
        while steps < shared.limits.handshakeStepsPerTurnMax, let token = shaking.popFirst() {
            guard let connection = connections.with(token, { $0 }) else { continue }
            connection.waitsToShake = false
            guard connection.session == nil else { continue }
            shake(connection, &loop)
            steps += 1
        }
    }

    /// Goes on with a handshake.
    private mutating func shake(_ connection: Connection, _ loop: inout LoopContext) {
        guard connections.contains(connection.token) else { return }
        switch connection.tls.handshake() {
        case .wantsRead:
            wait(connection, toWrite: false, &loop)
            arm(connection, &loop)
        case .wantsWrite:
            wait(connection, toWrite: true, &loop)
            arm(connection, &loop)
        case .failed(let error):
            // Whoever only looks whether somebody listens, and goes, was refused nothing.
            if error.code != .closed || connection.tls.hasHeard {
                noteRefused(connection, .handshakeRefused, error.code.rawValue)
            }
            // The alert is on its way: a plain close with unread input would lose it.
            linger(connection, &loop)
        case .done: greet(connection, &loop)
        }
    }

    /// Judges the certificate, then says HELLO or GOAWAY.
    private mutating func greet(_ connection: Connection, _ loop: inout LoopContext) {
        let now = loop.now.sessionTime
        connection.peer = connection.tls.peer
        var refusal: CloseReason?
        if let peer = connection.peer {
            connection.callerGeneration = shared.directory.generation
            let holder = shared.directory.holder(of: peer)
            connection.caller = holder?.caller
            connection.clientKey = ClientKey(of: peer, holder?.key.state ?? .unspecified)
            connection.clientClass = peer.isLapsed ? .lapsed : .authenticated
            if peer.name.hub != shared.facts.id {
                refusal = .refused(.certificateOfAnotherHub)
            } else if let holder {
                refusal = judge(holder.key, of: peer, on: connection)
            } else {
                refusal = .refused(shared.directory.refusal(of: peer))
            }
            if let code = refusal?.code { noteRefused(connection, .certificateRefused, code) }
        }
        let isStranger = connection.clientClass != .authenticated
        refusal = settle(connection, refusal, &loop)
        if refusal == nil, let caller = connection.caller {
            connection.allowance = allowances.begin(caller, loop.now)
        }
        let settings =
            isStranger
            ? SessionSettings.stranger(from: now)
            : settings(for: connection, loop.now)
        connection.session = ServerSession(
            settings: settings,
            hello: hello(for: connection),
            now: now,
            refusing: refusal
        )
        touch(connection)
        // Bytes may already lie inside the TLS library, where the poller cannot see them.
        read(connection, &loop)
    }

    /// Judges a key that the registry knows, and has written down what its use tells.
    ///
    /// - Returns: Why the client is not let in; `nil` when it is.
    private func judge(
        _ key: KeyEntry,
        of peer: PeerIdentity,
        on connection: Connection
    ) -> CloseReason? {
        switch KeyLife.greeting(key, now: shared.clock.instant) {
        case .welcome: return nil
        case .firstUse:
            shared.registrar?.firstUse(CertificateKey(peer))
            return nil
        case .replaced: return .refused(.certificateReplaced)
        case .alarm:
            shared.registrar?.alarm(CertificateKey(peer), subject(connection))
            return .refused(.accessSuspended)
        }
    }

    /// Gives the place of the handshake back, and takes the one of a stranger or a principal.
    ///
    /// - Returns: Why the client is not let in; `nil` when it is.
    private mutating func settle(
        _ connection: Connection,
        _ refusal: CloseReason?,
        _ loop: inout LoopContext
    ) -> CloseReason? {
        let census = shared.census
        if let refusal {
            census.leave(.handshake, connection.group, loop.now)
            connection.standing = .nothing
            return refusal
        }
        guard connection.clientClass == .authenticated, let caller = connection.caller else {
            return settleStranger(connection, &loop)
        }
        let standing = Standing.principal(caller.principal, of: caller.tenant)
        let full = census.settle(standing, connection.group, loop.now)
        connection.standing = full == nil ? standing : .nothing
        return full
    }

    /// A certificate that runs out ends its connection.
    private func settings(for connection: Connection, _ now: Moment) -> SessionSettings {
        var settings = shared.limits.session
        guard let peer = connection.peer else { return settings }
        let left = peer.certificate.notAfterSeconds - shared.clock.instant.microseconds / 1_000_000
        settings.endOfLife = SessionSettings.EndOfLife(
            at: now.advanced(milliseconds: UInt64(max(0, left)) * 1_000).sessionTime,
            reason: .certificateEnded
        )
        return settings
    }

    private func hello(for connection: Connection) -> Hello {
        var hello = Hello()
        hello.minorVersion = 0
        hello.serverTime = Timestamp(shared.clock.instant)
        hello.software = softwareName
        guard connection.clientClass == .authenticated, let caller = connection.caller else {
            return hello
        }
        hello.hubId = shared.facts.id.description
        hello.hubName = shared.facts.name
        hello.hubKind = shared.facts.kind
        hello.tenantId = caller.tenant.description
        hello.tenantCode = caller.tenantCode
        hello.principalId = caller.principal.description
        // A greeting opens no store: who wants to know before it is open asks WhoAmI.
        let store = shared.stores.openFile(.tenant(caller.tenant))
        hello.storeEpoch = store.map { UInt64(clamping: $0.identity.epoch) } ?? 0
        if let peer = connection.peer {
            hello.certificateExpires = Timestamp(seconds: peer.certificate.notAfterSeconds)
        }
        return hello
    }
}

/// A connection that was taken in and has no place yet.
private final class Arrival {
    var socket: Socket?
    let peer: Endpoint?

    init(_ socket: consuming Socket, _ peer: Endpoint?) {
        self.socket = consume socket
        self.peer = peer
    }
}

extension CloseReason {
    /// The refusal of a certificate, in the registry's words.
    static func refused(_ reason: Reason) -> CloseReason {
        .notAccepted(code: reason.code, message: reason.explanation)
    }
}

extension Timestamp {
    /// The time of an instant.
    init(_ instant: Instant) {
        self.init()
        let (seconds, rest) = instant.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        self.seconds = rest < 0 ? seconds - 1 : seconds
        nanos = Int32((rest < 0 ? rest + 1_000_000 : rest) * 1_000)
    }
}

/// Name and version, as both ends show them to each other.
package let softwareName = "workforce-hub/0.1"
