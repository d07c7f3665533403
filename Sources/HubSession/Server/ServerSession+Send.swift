import HubWire

extension ServerSession {
    /// Sends one message of an answer.
    ///
    /// - Parameters:
    ///   - message: One encoded protobuf message.
    ///   - stream: The call.
    ///   - now: The moment.
    /// - Returns: Whether it is in the output, waits for credit, or cannot be sent.
    package mutating func send(
        _ message: Span<UInt8>,
        on stream: UInt32,
        now: SessionTime
    ) -> SendOutcome {
        // A cancelled call is answered all the same: once a change stands, its outcome is told.
        guard !isClosing, let index = streams.index(of: stream) else { return .gone }
        guard message.count <= peerMessageBytesMax else {
            return .tooLarge(max: peerMessageBytesMax)
        }
        precondition(streams[index].pendingMessage == nil, "one answer waits at the most")
        guard streams[index].send.isOpen, connectionSend.isOpen else {
            streams[index].pendingMessage = Array(copying: message)
            starve(index, now)
            return .kept
        }
        writeMessage(at: index, message)
        return .sent
    }

    /// Ends a call.
    ///
    /// - Parameters:
    ///   - stream: The call; one that has ended already is passed over.
    ///   - status: An encoded `Status`, empty for OK.
    package mutating func finish(_ stream: UInt32, status: [UInt8]) {
        guard !isClosing, let index = streams.index(of: stream) else { return }
        if streams[index].pendingMessage != nil {
            streams[index].pendingStatus = status
        } else {
            writeResult(at: index, status)
        }
    }

    /// Gives the stream's cost of a message back to the client, once its consumer has taken it.
    ///
    /// The connection's cost went back when the message arrived. While credit is withheld both are
    /// only remembered.
    ///
    /// - Parameters:
    ///   - stream: The call that the message came on.
    ///   - payloadBytes: The size of the message's payload.
    package mutating func release(_ stream: UInt32, payloadBytes: Int) {
        guard !isClosing, let index = streams.index(of: stream) else { return }
        guard !streams[index].inboundEnded else { return }
        streams[index].receive.note(payloadBytes: payloadBytes)
        if !isWithholding { grant(at: index) }
    }

    /// Gives no credit back from now on: the driver keeps as much as it may.
    package mutating func withhold() { isWithholding = true }

    /// Gives back what was withheld, and goes on as usual.
    package mutating func grantWithheld() {
        guard isWithholding else { return }
        isWithholding = false
        guard !isClosing else { return }
        grantConnection()
        for index in streams.indices where !streams[index].inboundEnded { grant(at: index) }
    }

    private mutating func grant(at index: Int) {
        guard let grant = streams[index].receive.due() else { return }
        output.append(credit: grant, stream: streams[index].id)
        output.countControl(WireLimits.creditBytes)
    }

    private mutating func grantConnection() {
        guard let grant = connectionReceive.due() else { return }
        output.append(credit: grant, stream: 0)
        output.countControl(WireLimits.creditBytes)
    }

    /// Tells the client that no further call is looked at; calls in flight are finished.
    ///
    /// Whatever the reason, its kind is `DRAINING`: to a client any other one is the last word, and
    /// it would give up the calls that are still answered.
    ///
    /// - Parameters:
    ///   - reason: `draining`, `idsUsedUp`, or that the certificate was replaced.
    ///   - now: The moment.
    package mutating func drain(_ reason: CloseReason, _ now: SessionTime) {
        switch phase {
        case .greeting: close(reason, now)
        case .open:
            phase = .draining
            appendGoAway(reason, as: .draining)
        case .draining, .closing: break
        }
    }

    /// Says the last word: everything that waits is dropped, GOAWAY is queued.
    ///
    /// - Parameters:
    ///   - reason: Why.
    ///   - now: The moment, from which the lingering is counted.
    /// - Returns: The reason, or the one of an earlier last word.
    @discardableResult
    package mutating func close(_ reason: CloseReason, _ now: SessionTime) -> CloseReason {
        if case .closing(let earlier, _) = phase { return earlier }
        phase = .closing(reason, until: now.after(settings.lingerMilliseconds))
        streams.removeAll()
        if reason.isTold { appendGoAway(reason, as: reason.goAwayReason) }
        return reason
    }

    /// Says the last word to one who may see nothing more: the answers that were not sent go, too.
    ///
    /// - Parameters:
    ///   - reason: Why.
    ///   - now: The moment, from which the lingering is counted.
    ///   - offered: So many bytes of the output may be on their way already.
    package mutating func cutOff(_ reason: CloseReason, _ now: SessionTime, offered: Int) {
        output.dropUnsent(keeping: offered)
        close(reason, now)
    }

    /// The output was offered to the socket.
    ///
    /// - Parameters:
    ///   - count: How many bytes the socket took, perhaps none.
    ///   - now: The moment.
    package mutating func wrote(_ count: Int, now: SessionTime) {
        output.remove(count)
        if output.count == 0 {
            stalledSince = nil
        } else if count > 0 || stalledSince == nil {
            stalledSince = now
        }
    }

    private mutating func appendGoAway(_ reason: CloseReason, as kind: GoAwayReason) {
        var goAway = GoAway()
        goAway.reason = kind
        goAway.message = reason.message
        goAway.lastStream = lastStream
        output.append(.goAway, stream: 0, message: goAway)
    }

    mutating func giveBack(payloadBytes: Int) {
        connectionReceive.note(payloadBytes: payloadBytes)
        if !isWithholding { grantConnection() }
    }

    private mutating func writeMessage(at index: Int, _ message: Span<UInt8>) {
        streams[index].send.charge(payloadBytes: message.count)
        connectionSend.charge(payloadBytes: message.count)
        output.append(.message, stream: streams[index].id, payload: message)
    }

    mutating func writeResult(at index: Int, _ status: [UInt8]) {
        output.append(.result, stream: streams[index].id, payload: status.span)
        streams.remove(at: index)
    }

    /// Sends what waited for credit, as far as the credit reaches.
    mutating func flushPending() {
        if connectionSend.isOpen { connectionStarvedSince = nil }
        for index in streams.indices.reversed() {
            guard streams[index].send.isOpen else { continue }
            streams[index].starvedSince = nil
            guard connectionSend.isOpen else { continue }
            guard let message = streams[index].pendingMessage.take() else { continue }
            writeMessage(at: index, message.span)
            if let status = streams[index].pendingStatus { writeResult(at: index, status) }
        }
    }
}
