import HubLoop
import HubSession
import HubSystem
import HubTLS
import HubWire

/// From the socket to events of the machine.
extension ServerLoop {
    /// What a read counts as at least, of a turn's share: a record of one byte takes as long as one
    /// of some thousand.
    static let readBytesMin = 2 * 1_024
    /// What a message of TLS itself counts as: a new key takes as long as so many bytes of data.
    static let messageBytes = 8 * 1_024

    /// Reads what is there, up to one turn's share.
    mutating func read(_ connection: Connection, _ loop: inout LoopContext) {
        if connection.session?.isClosing ?? false { return discard(connection, &loop) }
        guard connection.readsAgain == nil else { return }
        guard !hasHadItsTurn(connection) else { return readNextTurn(connection) }
        var taken = 0
        repeat {
            var space = scratch.mutableSpan
            switch connection.tls.read(into: &space) {
            case .bytes(let count):
                taken += ServerLoop.share(of: count, connection)
                connection.session?.bytesArrived(loop.now.sessionTime)
                process(connection, count, &loop)
                if connection.session?.isClosing ?? true { return }
                if pauses(connection, &loop) { return }
            case .wantsRead, .wantsWrite: return
            case .closed, .failed:
                return hangUp(connection, &loop)
            }
            if taken >= shared.limits.bytesPerTurnMax { return readNextTurn(connection) }
            if connection.tls.hasPending, hasHadItsTurn(connection) {
                return readNextTurn(connection)
            }
        } while connection.tls.hasPending
    }

    /// What the last read takes of a turn's share.
    private static func share(of count: Int, _ connection: Connection) -> Int {
        max(count, readBytesMin) + connection.tls.messagesOfLastRead * messageBytes
    }

    /// Has a connection read again when the others had their turn.
    private mutating func readNextTurn(_ connection: Connection) {
        guard !connection.isUnread else { return }
        connection.isUnread = true
        unread.append(connection.token)
    }

    /// Hands the first `count` bytes of the scratch space to the machine, behind what it left.
    ///
    /// - Complexity: Linear in `count` and the frames, however much was left: a frame may come in
    ///   as many pieces as it has bytes.
    private mutating func process(
        _ connection: Connection,
        _ count: Int,
        _ loop: inout LoopContext
    ) {
        // The space is moved out while handlers run: they must not find it changed under them.
        var bytes: [UInt8] = []
        let isWhole = connection.input.isEmpty
        if isWhole {
            swap(&bytes, &scratch)
        } else {
            swap(&bytes, &connection.input)
            bytes.append(contentsOf: scratch[0..<count])
        }
        let end = isWhole ? count : bytes.count
        var offset = 0
        var event = ServerEvent.needsMore
        repeat {
            event =
                connection.session?.next(
                    in: bytes.span.extracting(0..<end),
                    from: &offset,
                    now: loop.now.sessionTime
                ) ?? .needsMore
            handle(event, bytes.span, connection, &loop)
        } while event != .needsMore
        // One read transaction for all that this read brought, and none while the loop waits.
        pointReaders.endBatch()
        if offset == 0, !isWhole, end > 0 {
            // Still no whole frame: it goes back as it is.
            swap(&bytes, &connection.input)
        } else if offset < end {
            connection.input = Array(bytes[offset..<end])
        }
        if isWhole { swap(&bytes, &scratch) }
        touch(connection)
    }

    /// Does what an event asks for.
    private mutating func handle(
        _ event: ServerEvent,
        _ bytes: Span<UInt8>,
        _ connection: Connection,
        _ loop: inout LoopContext
    ) {
        switch event {
        case .needsMore, .greeted: break
        case .call(let id, let header, let ends):
            open(id, bytes.extracting(header), ends: ends, connection, &loop)
        case .message(let id, let payload, let ends):
            message(id, bytes.extracting(payload), ends: ends, connection, &loop)
        case .halfClosed(let id): halfClosed(id, connection, &loop)
        case .cancelled(let id): cancel(id, .cancelled, connection)
        case .closing(let reason): sayLastWord(reason, connection)
        }
    }

    /// The peer's end is closed.
    private mutating func hangUp(_ connection: Connection, _ loop: inout LoopContext) {
        connection.session?.close(.peerClosed, loop.now.sessionTime)
        connection.calls.removeAll()
        close(connection, &loop)
    }

    /// After the last word input is read and thrown away, for a bounded time and amount.
    private mutating func discard(_ connection: Connection, _ loop: inout LoopContext) {
        var taken = 0
        while taken < shared.limits.bytesPerTurnMax {
            var space = scratch.mutableSpan
            switch connection.tls.read(into: &space) {
            case .bytes(let count):
                taken += ServerLoop.share(of: count, connection)
                if connection.session?.discard(count) ?? false { continue }
                return close(connection, &loop)
            case .wantsRead, .wantsWrite: return
            case .closed, .failed: return close(connection, &loop)
            }
        }
        readNextTurn(connection)
    }
}
