package import HubWire

/// The client's end of one connection, as a machine without I/O: bytes and moments in, events and
/// bytes out.
///
/// Calls may be opened before the server's HELLO, within the floors; nothing is to be believed
/// before it came.
package struct ClientSession: ~Copyable {
    /// Where the connection stands.
    package enum Phase: Hashable, Sendable {
        /// The server's HELLO has not come.
        case greeting
        /// Calls are opened and answered.
        case open
        /// The server looks at no call above this one.
        case leaving(lastStream: UInt32)
        /// A rule was broken; nothing is read any more.
        case closed
    }

    /// What this client accepts.
    package let settings: SessionSettings
    /// Where the connection stands.
    package private(set) var phase = Phase.greeting
    /// Bytes for the socket.
    package var output = OutboundQueue()
    /// The id of the newest call.
    package private(set) var lastStream: UInt32 = 0
    /// Streams that the server takes at once.
    package private(set) var streamsMax = WireLimits.streamsFloor
    /// The largest message that the server takes.
    package private(set) var messageBytesMax = WireLimits.messageBytesFloor

    private struct Stream {
        var outboundEnded: Bool
        var cancelled = false
        var send: SendWindow
        var receive: ReceiveWindow
    }

    private var streams: [UInt32: Stream] = [:]
    private var connectionSend = SendWindow(credit: WireLimits.connectionCreditFloor)
    private var connectionReceive: ReceiveWindow
    private var serverStreamCredit = WireLimits.streamCreditFloor
    private var pings: PingClock

    /// A connection whose TLS is done; HELLO is in the output.
    ///
    /// - Parameters:
    ///   - settings: What this client accepts.
    ///   - software: Name and version, for the server's log.
    ///   - now: The moment.
    package init(settings: SessionSettings, software: String, now: SessionTime) {
        self.settings = settings
        connectionReceive = ReceiveWindow(size: settings.connectionCreditBytes)
        pings = PingClock(now: now)
        var hello = Hello()
        hello.software = software
        hello.limits = settings.limits
        output.append(.hello, stream: 0, message: hello)
    }

    /// Calls that have no RESULT yet.
    package var callsInFlight: Int { streams.count }

    /// Whether another call may be opened now.
    package var mayOpen: Bool {
        (phase == .open || phase == .greeting) && streams.count < streamsMax
            && lastStream < WireLimits.streamIdLast
    }

    /// Opens a call.
    ///
    /// - Parameters:
    ///   - header: What to call.
    ///   - ends: Whether no message follows.
    /// - Returns: The call's id; `nil` when none may be opened now.
    package mutating func open(_ header: CallHeader, ends: Bool = false) -> UInt32? {
        guard mayOpen else { return nil }
        lastStream += 1
        output.append(.call, stream: lastStream, message: header, ends: ends)
        streams[lastStream] = Stream(
            outboundEnded: ends,
            send: SendWindow(credit: serverStreamCredit),
            receive: ReceiveWindow(size: settings.streamCreditBytes)
        )
        return lastStream
    }

    /// Whether a message may be sent on this call now.
    package func maySend(on stream: UInt32) -> Bool {
        guard let open = streams[stream], !open.outboundEnded else { return false }
        return open.send.isOpen && connectionSend.isOpen
    }

    /// Sends one message of a request.
    ///
    /// - Parameters:
    ///   - message: One encoded protobuf message, at most `messageBytesMax` long.
    ///   - stream: The call; `maySend` says that it may.
    ///   - ends: Whether it is the last one.
    /// - Returns: Whether it is in the output; it is not when the call is over, credit is missing,
    ///   or the message is too large.
    package mutating func send(_ message: Span<UInt8>, on stream: UInt32, ends: Bool) -> Bool {
        guard maySend(on: stream), message.count <= messageBytesMax else { return false }
        output.append(.message, stream: stream, ends: ends, payload: message)
        connectionSend.charge(payloadBytes: message.count)
        streams[stream]?.send.charge(payloadBytes: message.count)
        streams[stream]?.outboundEnded = ends
        return true
    }

    /// Says that no further message follows.
    package mutating func end(_ stream: UInt32) {
        guard let open = streams[stream], !open.outboundEnded else { return }
        output.append(.end, stream: stream)
        streams[stream]?.outboundEnded = true
    }

    /// Says, once, that the answer is not wanted any more; the RESULT still comes.
    package mutating func cancel(_ stream: UInt32) {
        guard let open = streams[stream], !open.cancelled else { return }
        output.append(.cancel, stream: stream)
        // After CANCEL only CREDIT follows.
        streams[stream]?.cancelled = true
        streams[stream]?.outboundEnded = true
    }

    /// Gives the stream's cost of a message back to the server, once it was used.
    ///
    /// - Parameters:
    ///   - stream: The call that the message came on.
    ///   - payloadBytes: The size of the message's payload.
    package mutating func release(_ stream: UInt32, payloadBytes: Int) {
        if let grant = streams[stream]?.receive.release(payloadBytes: payloadBytes) {
            output.append(credit: grant, stream: stream)
        }
    }

    /// When the server has been silent for too long, or a ping is due.
    package var nextDeadline: SessionTime { pings.deadline(settings) }

    /// Looks at the clock.
    ///
    /// - Parameter now: The moment.
    /// - Returns: Whether the server is still there.
    package mutating func tick(_ now: SessionTime) -> Bool {
        switch pings.look(now, settings) {
        case .nothing: break
        case .gone: return false
        case .ping(let value): output.append(ping: value)
        }
        return true
    }

    /// Tells the clock that bytes came.
    ///
    /// - Parameter now: The moment.
    package mutating func bytesArrived(_ now: SessionTime) { pings.bytesArrived(now) }

    /// The next thing the server did.
    ///
    /// - Parameters:
    ///   - bytes: Received bytes that were not used up yet.
    ///   - offset: Where the next frame starts; moved past every frame that was used up.
    /// - Returns: The event, or `needsMore` when the bytes from `offset` on are no whole frame.
    /// - Complexity: Linear in the number of frames passed over.
    package mutating func next(in bytes: Span<UInt8>, from offset: inout Int) -> ClientEvent {
        while phase != .closed {
            let available = bytes.count - offset
            do throws(Breach) {
                guard available >= WireLimits.frameHeadBytes else {
                    // A length that no frame can have is known from its four bytes.
                    if available >= 4, FrameHead.word(bytes, offset) < 8 { throw Breach.tooShort }
                    return .needsMore
                }
                guard let head = FrameHead.read(bytes, at: offset) else {
                    throw Breach.tooShort
                }
                try check(head)
                guard available - WireLimits.frameHeadBytes >= head.payloadBytes else {
                    return .needsMore
                }
                let start = offset + WireLimits.frameHeadBytes
                offset = start + head.payloadBytes
                if let event = try take(head, start..<offset, bytes) { return event }
            } catch {
                phase = .closed
                var goAway = GoAway()
                goAway.reason = .breach
                goAway.message = CloseReason.breach(error).message
                output.append(.goAway, stream: 0, message: goAway)
                return .closing(error)
            }
        }
        return .needsMore
    }

    private func check(_ head: FrameHead) throws(Breach) {
        try FrameRules.fromServer.check(head, messageBytesMax: settings.messageBytesMax)
        if phase == .greeting, head.type != .hello, head.type != .goAway {
            throw Breach(.helloMissing, "the server's first frame is neither HELLO nor GOAWAY")
        }
        guard head.type == .message || head.type.isExtension else { return }
        if head.type == .message, let stream = streams[head.stream], !stream.receive.isOpen {
            throw Breach(.noStreamCredit, "a message without credit on stream \(head.stream)")
        }
        guard connectionReceive.isOpen else {
            throw Breach(.noConnectionCredit, "a message without credit of the connection")
        }
    }

    private mutating func take(
        _ head: FrameHead,
        _ payload: Range<Int>,
        _ bytes: Span<UInt8>
    ) throws(Breach) -> ClientEvent? {
        switch head.type {
        case .message:
            giveBack(payloadBytes: payload.count)
            guard streams[head.stream] != nil else {
                try requireOpened(head)
                return nil
            }
            streams[head.stream]?.receive.charge(payloadBytes: payload.count)
            return .message(head.stream, payload: payload)
        case .result:
            try requireOpened(head)
            guard streams.removeValue(forKey: head.stream) != nil else { return nil }
            return .result(head.stream, status: payload)
        case .credit: try takeCredit(head, FrameHead.word(bytes, payload.lowerBound))
        case .ping: output.append(.pong, stream: 0, payload: bytes.extracting(payload))
        case .pong:
            let high = UInt64(FrameHead.word(bytes, payload.lowerBound))
            try pings.pong(high << 32 | UInt64(FrameHead.word(bytes, payload.lowerBound + 4)))
        case .hello: return try takeHello(bytes.extracting(payload))
        case .goAway: return try takeGoAway(bytes.extracting(payload))
        default: giveBack(payloadBytes: payload.count)
        }
        return nil
    }

    /// The connection's credit goes back at once: one slow consumer must not hold up the others.
    private mutating func giveBack(payloadBytes: Int) {
        connectionReceive.charge(payloadBytes: payloadBytes)
        if let grant = connectionReceive.release(payloadBytes: payloadBytes) {
            output.append(credit: grant, stream: 0)
        }
    }

    private func requireOpened(_ head: FrameHead) throws(Breach) {
        guard head.stream <= lastStream else {
            throw Breach(.streamNotOpened, "stream \(head.stream) was never opened")
        }
    }

    private mutating func takeCredit(_ head: FrameHead, _ grant: UInt32) throws(Breach) {
        if head.stream == 0 {
            try connectionSend.add(grant)
        } else {
            try requireOpened(head)
            try streams[head.stream]?.send.add(grant)
        }
    }

    private mutating func takeHello(_ payload: Span<UInt8>) throws(Breach) -> ClientEvent {
        guard phase == .greeting else { throw Breach(.helloTwice, "HELLO came again") }
        let hello: Hello
        do throws(WireError) {
            hello = try Hello(decoding: payload)
        } catch {
            throw Breach(.helloUnreadable, "HELLO cannot be read: \(error)")
        }
        phase = .open
        let limits = hello.limits ?? Limits()
        streamsMax = max(WireLimits.streamsFloor, Int(limits.streamsMax))
        messageBytesMax = max(WireLimits.messageBytesFloor, Int(limits.messageBytesMax))
        let stream = try SendWindow.announced(limits.streamCreditBytes, floor: serverStreamCredit)
        for id in streams.keys { try streams[id]?.send.raise(by: stream - serverStreamCredit) }
        serverStreamCredit = stream
        let floor = WireLimits.connectionCreditFloor
        let connection = try SendWindow.announced(limits.connectionCreditBytes, floor: floor)
        try connectionSend.raise(by: connection - floor)
        return .greeted(hello)
    }

    private mutating func takeGoAway(_ payload: Span<UInt8>) throws(Breach) -> ClientEvent {
        do throws(WireError) {
            let goAway = try GoAway(decoding: payload)
            phase = .leaving(lastStream: goAway.lastStream)
            return .leaving(goAway)
        } catch {
            throw Breach(.goAwayUnreadable, "GOAWAY cannot be read: \(error)")
        }
    }
}
