import HubLoop
import HubSession
import HubSystem
import HubTLS
import HubWire

/// From the machine's output to the socket, the clocks, and the end.
extension ServerLoop {
    /// The most that one connection writes in one turn before the others have theirs.
    private static let writtenPerTurnMax = 1_024 * 1_024

    /// Offers the output to the socket, then sets the clock.
    mutating func flush(_ connection: Connection, _ loop: inout LoopContext) {
        guard connection.session != nil, connections.contains(connection.token) else { return }
        settleUnread(connection, loop.now)
        if connection.session?.closesAtOnce ?? false { return close(connection, &loop) }
        var written = 0
        var isBlocked = false
        while let waiting = connection.session?.output.count, waiting > 0, !isBlocked {
            switch write(connection) {
            case .bytes(let count):
                written += count
                connection.session?.wrote(count, now: loop.now.sessionTime)
                isBlocked = written >= ServerLoop.writtenPerTurnMax
            case .wantsWrite, .wantsRead:
                connection.session?.wrote(0, now: loop.now.sessionTime)
                isBlocked = true
            case .failed:
                // The peer may have said why before it closed its end, but nothing is owed to it.
                return close(connection, &loop)
            }
        }
        // What was read makes room at once, also for others.
        if connection.keptAnswerBytes > 0 { settleUnread(connection, loop.now) }
        wait(connection, toWrite: isBlocked, &loop)
        if !isBlocked, pull(connection, loop.now) {
            // More was put into the output: it is offered in the next turn, after the others.
            touch(connection)
            loop.wantTurn()
        }
        if !isBlocked {
            if connection.session?.isClosing ?? false {
                finishSending(connection, &loop)
            } else if connection.session?.isDrained ?? false {
                connection.session?.close(.peerClosed, loop.now.sessionTime)
                finishSending(connection, &loop)
            }
        }
        arm(connection, &loop)
    }

    private func write(_ connection: Connection) -> WriteStep {
        connection.session?.withOutput { connection.tls.write($0) } ?? .bytes(0)
    }

    /// The last word is written: shut down for writing and wait for the peer's end.
    private mutating func finishSending(_ connection: Connection, _ loop: inout LoopContext) {
        guard !connection.hasFinishedSending else { return }
        connection.hasFinishedSending = true
        shutDown(connection)
    }

    /// Reads and discards for a bounded time after a refused handshake, so that the alert arrives.
    mutating func linger(_ connection: Connection, _ loop: inout LoopContext) {
        shared.census.leave(connection.standing, connection.group, loop.now)
        connection.standing = .nothing
        let now = loop.now.sessionTime
        connection.session = ServerSession.lingering(from: now)
        connection.hasFinishedSending = true
        shutDown(connection)
        wait(connection, toWrite: false, &loop)
        arm(connection, &loop)
    }

    private func shutDown(_ connection: Connection) {
        _ = connection.tls.shutdownForWriting()
        do throws(SystemError) {
            try connection.socket.finishSending()
        } catch {
            // The peer is gone already; its end shows in the next read.
        }
    }

    /// Waits for room to write as well, or not any more.
    mutating func wait(_ connection: Connection, toWrite: Bool, _ loop: inout LoopContext) {
        guard connection.waitsToWrite != toWrite else { return }
        connection.waitsToWrite = toWrite
        watchAnew(connection, &loop)
    }

    /// Tells the poller what the connection waits for now.
    mutating func watchAnew(_ connection: Connection, _ loop: inout LoopContext) {
        var interest: Interest = connection.readsAgain == nil ? .readable : []
        if connection.waitsToWrite { interest.insert(.writable) }
        do throws(SystemError) {
            try loop.modify(
                connection.socket.descriptor,
                as: connection.token,
                for: interest
            )
        } catch {
            shared.log("watch-failed", ["cause": error.description])
            close(connection, &loop)
        }
    }

    /// Sets the loop's clock, if the next deadline is earlier than what it is set to.
    ///
    /// A deadline that has moved away is found when the clock runs out: most never do.
    func arm(_ connection: Connection, _ loop: inout LoopContext) {
        guard let next = connection.nextDeadline else { return }
        if let armed = connection.armedDeadline, armed <= next { return }
        connection.armedDeadline = next
        loop.arm(ServerLoop.connectionTimer, for: connection.token, at: next)
    }

    /// Looks at every clock of a connection.
    mutating func look(_ connection: Connection, _ loop: inout LoopContext) {
        guard connection.session != nil else {
            guard loop.now < connection.handshakeDeadline else { return close(connection, &loop) }
            return arm(connection, &loop)
        }
        readAgain(connection, &loop)
        guard connections.contains(connection.token) else { return }
        for id in connection.calls.expired(at: loop.now) { cancel(id, .outOfTime, connection) }
        settleBudget(connection, loop.now)
        endReplaced(connection, loop.now)
        while true {
            switch connection.session?.tick(loop.now.sessionTime) {
            case .starved(let id)?: cancel(id, .readerStopped, connection)
            case .closing(let reason)?:
                sayLastWord(reason, connection)
                return touch(connection)
            case .closed?: return close(connection, &loop)
            case .goOn?, nil: return touch(connection)
            }
        }
    }

    /// The machine has queued its last word, or says none.
    mutating func sayLastWord(_ reason: CloseReason, _ connection: Connection) {
        connection.calls.removeAll()
        connection.input = []
        shared.log("connection-ended", ["reason": reason.code])
        touch(connection)
    }

    /// Forgets a connection; its socket closes with it.
    mutating func close(_ connection: Connection, _ loop: inout LoopContext) {
        guard connections.remove(connection.token) != nil else { return }
        connection.calls.removeAll()
        connection.input = []
        connection.unreadAnswerBytes = 0
        settleBudget(connection, loop.now)
        endAllowance(connection, loop.now)
        shared.census.leave(connection.standing, connection.group, loop.now)
        connection.standing = .nothing
        loop.disarmAll(for: connection.token)
        do throws(SystemError) {
            try loop.deregister(connection.socket.descriptor)
        } catch {
            shared.log("watch-failed", ["cause": error.description])
        }
    }
}
