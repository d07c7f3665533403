import HubCrypto
package import HubLoop
import HubSession
import HubStore
package import HubSystem
import HubTLS
import HubWire

/// One event loop of a server: its listener, its connections, and nothing that another thread can
/// reach but its mailbox.
///
/// A turn reads what came, answers what can be answered at once, and writes everything once at its
/// end, so that a batch of calls costs one read and one write.
package struct ServerLoop: LoopHandler, ~Copyable {
    /// What other threads tell the loop.
    package typealias Message = LoopMail

    let shared: ServerShared
    /// Where connections come from; `nil` once the server drains.
    var acceptor: Acceptor?
    var connections: SlotTable<Connection>
    /// Connections with output that was not offered to their sockets in this turn.
    var dirty: [Connection] = []
    /// Connections that had more to read than one turn takes, each once.
    var unread: [Token] = []
    /// Connections whose handshake can go on, each once.
    var shaking = WaitingLine<Token>()
    /// Connections in the order in which they came, with those whose handshake is not done.
    var atTheDoor: [DoorPlace] = []
    /// Those inside without a valid certificate, in the order in which they came in.
    var strangers: [DoorPlace] = []
    /// Grows with every turn.
    var turn: UInt64 = 0
    /// Where every read lands first.
    var scratch: [UInt8]
    /// Where every response of a unary call is encoded.
    var response: [UInt8] = []
    var isDraining = false
    var randomIDs: RequestIDs
    var pointReaders: PointReaders
    /// What those who are connected here have left of their calls.
    var allowances: Allowances
    /// Where other threads reach this loop.
    let mailbox: Mailbox<LoopMail>

    static var listenerToken: Token { Token.fixed(0) }
    static let connectionTimer = TimerKind(rawValue: 1)
    static let drainTimer = TimerKind(rawValue: 2)
    /// The most that one read takes: several full TLS records.
    static let scratchBytes = 128 * 1_024

    /// A loop for one listener.
    ///
    /// - Parameters:
    ///   - shared: What all loops share.
    ///   - listener: Where connections come from.
    ///   - mailbox: The loop's own, where answers from other threads are sent.
    package init(
        shared: ServerShared,
        listener: consuming Listener,
        mailbox: Mailbox<LoopMail>
    ) {
        self.shared = shared
        self.mailbox = mailbox
        pointReaders = PointReaders(stores: shared.stores, clock: shared.clock)
        allowances = Allowances(shared.quotas)
        acceptor = Acceptor(listener, token: ServerLoop.listenerToken)
        connections = SlotTable(limit: shared.limits.connectionsMax)
        scratch = [UInt8](repeating: 0, count: ServerLoop.scratchBytes)
        randomIDs = RequestIDs()
    }

    /// Begins to listen.
    ///
    /// - Parameter loop: The loop.
    /// - Throws: `SystemError` when the listener cannot be watched.
    package mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        try acceptor?.start(&loop)
    }

    /// A listener or a connection can be read or written.
    ///
    /// - Parameters:
    ///   - token: Which.
    ///   - readiness: What it is ready for.
    ///   - loop: The loop.
    package mutating func ready(
        _ token: Token,
        _ readiness: Readiness,
        _ loop: inout LoopContext
    ) {
        guard token != ServerLoop.listenerToken else { return accept(&loop) }
        guard let connection = connections.with(token, { $0 }) else { return }
        guard connection.session != nil else { return shakeInTurn(connection) }
        if readiness.contains(.writable) { touch(connection) }
        // A hang-up is told in every turn until what is left was read.
        if readiness.contains(.hangUp) { connection.readsAgain = nil }
        if readiness.contains(.readable) || readiness.contains(.hangUp)
            || readiness.contains(.peerFinished)
        {
            read(connection, &loop)
        }
    }

    /// Another thread says something.
    ///
    /// - Parameters:
    ///   - message: What.
    ///   - loop: The loop.
    package mutating func received(_ message: LoopMail, _ loop: inout LoopContext) {
        switch message {
        case .drain: drain(&loop)
        case .ended(let place, let outcome): ended(place, outcome, loop.now)
        case .part(let place, let part): take(part, place, loop.now)
        case .rights(let change, let done):
            enforce(change, loop.now)
            done()
        case .release(let tenant):
            pointReaders.release(.tenant(tenant))
            pointReaders.release(.accesses(tenant))
        case .replaced(let key): end(replaced: key, &loop)
        }
    }

    /// A clock ran out.
    ///
    /// - Parameters:
    ///   - kind: Which clock.
    ///   - token: Whose.
    ///   - loop: The loop.
    package mutating func timerFired(
        _ kind: TimerKind,
        _ token: Token,
        _ loop: inout LoopContext
    ) {
        if kind == ServerLoop.drainTimer { return giveUp(&loop) }
        guard token != ServerLoop.listenerToken else {
            do throws(SystemError) { try acceptor?.wake(&loop) } catch { fail(error, &loop) }
            return
        }
        guard let connection = connections.with(token, { $0 }) else { return }
        connection.armedDeadline = nil
        look(connection, &loop)
    }

    /// Everything that came in this turn was dealt with: write.
    ///
    /// - Parameter loop: The loop.
    package mutating func endOfTurn(_ loop: inout LoopContext) {
        var again: [Token] = []
        swap(&again, &unread)
        turn += 1
        for token in again {
            guard let connection = connections.with(token, { $0 }) else { continue }
            connection.isUnread = false
            read(connection, &loop)
        }
        pointReaders.endBatch()
        flushDirty(&loop)
        if !shaking.isEmpty {
            shakeSome(&loop)
            flushDirty(&loop)
        }
        if !unread.isEmpty || !shaking.isEmpty { loop.wantTurn() }
        if isDraining, connections.count == 0 { loop.stop() }
    }

    /// Offers what this turn has put into outputs to their sockets.
    private mutating func flushDirty(_ loop: inout LoopContext) {
        var written = 0
        while written < dirty.count {
            let connection = dirty[written]
            written += 1
            connection.isDirty = false
            flush(connection, &loop)
        }
        dirty.removeAll(keepingCapacity: true)
    }

    /// Remembers that a connection has something to write, or a clock to set.
    mutating func touch(_ connection: Connection) {
        guard !connection.isDirty else { return }
        connection.isDirty = true
        dirty.append(connection)
    }

    /// Stops the loop for a failure of its own.
    mutating func fail(_ error: SystemError, _ loop: inout LoopContext) {
        shared.log("loop-failed", ["cause": error.description])
        loop.stop()
    }

    /// Ends with what still runs: threads that read for a caller hear of it, and hold nobody up.
    private mutating func giveUp(_ loop: inout LoopContext) {
        connections.visit { _, connection in connection.calls.removeAll() }
        loop.stop()
    }

    /// Finishes what runs, takes nothing new.
    private mutating func drain(_ loop: inout LoopContext) {
        guard !isDraining else { return }
        isDraining = true
        loop.disarmAll(for: ServerLoop.listenerToken)
        // At once: whoever connects now is refused by the kernel, and goes elsewhere.
        if let acceptor = acceptor.take() {
            do throws(SystemError) { try acceptor.stop(&loop) } catch { fail(error, &loop) }
        }
        loop.arm(
            ServerLoop.drainTimer,
            for: ServerLoop.listenerToken,
            afterMilliseconds: shared.limits.drainMilliseconds
        )
        var open: [Connection] = []
        connections.visit { _, connection in open.append(connection) }
        for connection in open {
            if connection.session == nil {
                close(connection, &loop)
            } else {
                connection.session?.drain(.draining, loop.now.sessionTime)
                touch(connection)
            }
        }
    }
}
