import HubWire

extension ServerSession {
    /// Tells the clocks that bytes came from the peer.
    ///
    /// - Parameter now: The moment.
    package mutating func bytesArrived(_ now: SessionTime) { pings.bytesArrived(now) }

    /// The next thing the client did.
    ///
    /// Frames without meaning for the driver (PING, CREDIT, extensions) are dealt with on the way.
    ///
    /// - Parameters:
    ///   - bytes: Received bytes that were not used up yet.
    ///   - offset: Where the next frame starts; moved past every frame that was used up.
    ///   - now: The moment.
    /// - Returns: The event, or `needsMore` when the bytes from `offset` on are no whole frame.
    /// - Complexity: Linear in the number of frames passed over.
    package mutating func next(
        in bytes: Span<UInt8>,
        from offset: inout Int,
        now: SessionTime
    ) -> ServerEvent {
        while !isClosing {
            let available = bytes.count - offset
            guard available >= WireLimits.frameHeadBytes else {
                // A length that no frame can have is known from its four bytes.
                if available >= 4, FrameHead.word(bytes, offset) < 8 {
                    return .closing(close(.breach(.tooShort), now))
                }
                // The length counts as soon as it is known.
                let length = available >= 4 ? Int(FrameHead.word(bytes, offset)) : 0
                frameClock.partial(have: available, length: length, now)
                return .needsMore
            }
            do throws(Breach) {
                guard let head = FrameHead.read(bytes, at: offset) else {
                    throw Breach.tooShort
                }
                try check(head)
                guard available - WireLimits.frameHeadBytes >= head.payloadBytes else {
                    let length = head.payloadBytes + WireLimits.frameHeadCountedBytes
                    frameClock.partial(have: available, length: length, now)
                    return .needsMore
                }
                frameClock.whole()
                let start = offset + WireLimits.frameHeadBytes
                offset = start + head.payloadBytes
                if let event = try take(head, start..<offset, bytes, now) { return event }
            } catch {
                return .closing(close(.breach(error), now))
            }
        }
        offset = bytes.count
        return .needsMore
    }

    /// Everything that can be said against a frame before its payload is here.
    private func check(_ head: FrameHead) throws(Breach) {
        try FrameRules.fromClient.check(head, messageBytesMax: settings.messageBytesMax)
        if case .greeting = phase, head.type != .hello {
            throw Breach(.helloMissing, "the first frame is not HELLO")
        }
        guard head.type == .message || head.type.isExtension else { return }
        if head.type == .message, let index = try openIndex(head) {
            guard streams[index].cancelled || streams[index].receive.isOpen else {
                throw Breach(.noStreamCredit, "a message without credit on stream \(head.stream)")
            }
        }
        guard connectionReceive.isOpen else {
            throw Breach(.noConnectionCredit, "a message without credit of the connection")
        }
    }

    /// Uses up one whole frame.
    private mutating func take(
        _ head: FrameHead,
        _ payload: Range<Int>,
        _ bytes: Span<UInt8>,
        _ now: SessionTime
    ) throws(Breach) -> ServerEvent? {
        framesSeen += 1
        switch head.type {
        case .call: return try takeCall(head, payload, now)
        case .message: return try takeMessage(head, payload)
        case .end: return try takeEnd(head)
        case .cancel: return try takeCancel(head)
        case .credit: try takeCredit(head, FrameHead.word(bytes, payload.lowerBound))
        case .ping:
            guard pings.peerPinged(now, settings) else {
                return .closing(close(.pingsTooFast, now))
            }
            output.append(.pong, stream: 0, payload: bytes.extracting(payload))
            output.countControl(payload.count)
        case .pong:
            let high = UInt64(FrameHead.word(bytes, payload.lowerBound))
            try pings.pong(high << 32 | UInt64(FrameHead.word(bytes, payload.lowerBound + 4)))
        case .hello: return try takeHello(bytes.extracting(payload))
        case .goAway: return try takeGoAway(bytes.extracting(payload), now)
        default:
            connectionReceive.charge(payloadBytes: payload.count)
            giveBack(payloadBytes: payload.count)
        }
        return checkOutput(now)
    }

    private mutating func takeHello(_ payload: Span<UInt8>) throws(Breach) -> ServerEvent {
        guard case .greeting = phase else { throw Breach(.helloTwice, "HELLO came again") }
        let hello: Hello
        do throws(WireError) {
            hello = try Hello(decoding: payload)
        } catch {
            throw Breach(.helloUnreadable, "HELLO cannot be read: \(error)")
        }
        phase = .open
        let limits = hello.limits ?? Limits()
        peerMessageBytesMax = min(
            max(WireLimits.messageBytesFloor, Int(limits.messageBytesMax)),
            WireLimits.messageBytesCeiling
        )
        peerStreamCredit = try SendWindow.announced(
            limits.streamCreditBytes,
            floor: WireLimits.streamCreditFloor
        )
        let connection = try SendWindow.announced(
            limits.connectionCreditBytes,
            floor: WireLimits.connectionCreditFloor
        )
        try connectionSend.raise(by: connection - WireLimits.connectionCreditFloor)
        return .greeted(software: hello.software)
    }

    /// The client leaves: politely, after its answers, or at once.
    private mutating func takeGoAway(
        _ payload: Span<UInt8>,
        _ now: SessionTime
    ) throws(Breach) -> ServerEvent? {
        let goAway: GoAway
        do throws(WireError) {
            goAway = try GoAway(decoding: payload)
        } catch {
            throw Breach(.goAwayUnreadable, "GOAWAY cannot be read: \(error)")
        }
        guard goAway.reason == .draining else { return .closing(close(.peerClosed, now)) }
        peerIsLeaving = true
        return nil
    }

    private mutating func takeCall(
        _ head: FrameHead,
        _ payload: Range<Int>,
        _ now: SessionTime
    ) throws(Breach) -> ServerEvent? {
        guard phase == .open else { return nil }
        guard !peerIsLeaving else {
            throw Breach(.callAfterLeaving, "a call after the client's own GOAWAY")
        }
        guard head.stream == lastStream &+ 1, head.stream != 0 else {
            throw Breach(
                .streamIdGap,
                "stream \(head.stream) was opened where \(lastStream &+ 1) comes next"
            )
        }
        lastStream = head.stream
        if let callsMax = settings.callsMax, Int(head.stream) > callsMax {
            return refuse(head.stream, .callsUsedUp, now)
        }
        guard streams.count < settings.streamsMax else {
            return refuse(head.stream, .tooManyStreams, now)
        }
        guard output.count < settings.outputBytesMax else {
            return refuse(head.stream, .outputFull, now)
        }
        streams.insert(
            ServerStream(
                id: head.stream,
                inboundEnded: head.ends,
                send: SendWindow(credit: peerStreamCredit),
                receive: ReceiveWindow(size: settings.streamCreditBytes)
            )
        )
        if head.stream >= WireLimits.streamIdLast { drain(.idsUsedUp, now) }
        return .call(head.stream, header: payload, ends: head.ends)
    }

    /// Answers a call for which there is no room, without a look at it.
    private mutating func refuse(
        _ stream: UInt32,
        _ refusal: Refusal,
        _ now: SessionTime
    ) -> ServerEvent? {
        framesSeen += ServerSession.framesPerRefusal
        let before = output.count
        output.append(.result, stream: stream, message: refusal.status(settings))
        output.countControl(output.count - before - WireLimits.frameHeadBytes)
        return checkOutput(now)
    }

    private mutating func takeMessage(
        _ head: FrameHead,
        _ payload: Range<Int>
    ) throws(Breach) -> ServerEvent? {
        connectionReceive.charge(payloadBytes: payload.count)
        // The connection's credit goes back at once: one slow consumer must not hold up the others,
        // short of the driver's cap.
        giveBack(payloadBytes: payload.count)
        guard let index = try openIndex(head) else { return nil }
        guard !streams[index].cancelled else { return nil }
        guard !streams[index].inboundEnded else {
            throw Breach(.afterEnd, "a message came after the end of stream \(head.stream)")
        }
        streams[index].receive.charge(payloadBytes: payload.count)
        streams[index].inboundEnded = head.ends
        return .message(head.stream, payload: payload, ends: head.ends)
    }

    private mutating func takeEnd(_ head: FrameHead) throws(Breach) -> ServerEvent? {
        guard let index = try openIndex(head), !streams[index].cancelled else { return nil }
        guard !streams[index].inboundEnded else {
            throw Breach(.afterEnd, "stream \(head.stream) was ended twice")
        }
        streams[index].inboundEnded = true
        return .halfClosed(head.stream)
    }

    private mutating func takeCancel(_ head: FrameHead) throws(Breach) -> ServerEvent? {
        guard let index = try openIndex(head), !streams[index].cancelled else { return nil }
        streams[index].cancelled = true
        // The handler has ended and its answer only waits for credit: there is nothing to stop, and
        // an outcome that stands is told with its answer.
        return streams[index].pendingStatus == nil ? .cancelled(head.stream) : nil
    }

    private mutating func takeCredit(
        _ head: FrameHead,
        _ grant: UInt32
    ) throws(Breach) {
        if head.stream == 0 {
            try connectionSend.add(grant)
        } else if let index = try openIndex(head) {
            try streams[index].send.add(grant)
        }
        flushPending()
    }

    /// The live call of a frame; `nil` when it has ended.
    private func openIndex(_ head: FrameHead) throws(Breach) -> Int? {
        guard head.stream <= lastStream else {
            guard phase != .draining else { return nil }
            throw Breach(.streamNotOpened, "stream \(head.stream) was never opened")
        }
        return streams.index(of: head.stream)
    }

    /// Ends the connection when a peer provokes frames that it does not read.
    private mutating func checkOutput(_ now: SessionTime) -> ServerEvent? {
        guard output.controlCount > settings.controlBytesMax else { return nil }
        return .closing(close(.controlUnread, now))
    }
}
