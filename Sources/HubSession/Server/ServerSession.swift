package import HubWire

/// The server's end of one connection, as a machine without I/O: bytes and moments in, events and
/// bytes out.
///
/// ```
///            HELLO            drain            every call ended
///  greeting ───────► open ─────────► draining ─────────────────► closing ───► closed
///      │              │                  │                          ▲   linger over,
///      └──────────────┴──────────────────┴──────────────────────────┘   or the peer's end
///             breach, a clock, or `close`: GOAWAY is the last frame
/// ```
///
/// | state | done by | invariant |
/// |---|---|---|
/// | greeting | `init` | our HELLO is in the output; no call is open; nothing but HELLO is taken |
/// | open | HELLO | calls are open or not; ids up to `lastStream` were opened |
/// | draining | `drain` | GOAWAY is in the output; no call above `lastStream` is looked at |
/// | closing | breach, clock, `close` | GOAWAY is in the output and last; input is discarded |
///
/// The driver reads bytes, asks `next` for events until it says `needsMore`, answers calls with
/// `send` and `finish`, and writes `output` when the socket takes bytes.
package struct ServerSession: ~Copyable {
    /// Where the connection stands.
    package enum Phase: Hashable, Sendable {
        /// Waiting for the client's HELLO.
        case greeting(until: SessionTime)
        /// Calls are taken.
        case open
        /// Calls in flight are finished, new ones are not looked at.
        case draining
        /// The last word is in the output; input is discarded until the moment, and then nothing is
        /// waited for any more.
        case closing(CloseReason, until: SessionTime)
    }

    /// Limits and clocks.
    package let settings: SessionSettings
    /// Where the connection stands.
    package internal(set) var phase: Phase
    /// Bytes for the socket.
    package var output = OutboundQueue()
    /// The highest stream id that a call was opened with.
    package internal(set) var lastStream: UInt32 = 0

    var streams = ServerStreams()
    var connectionSend = SendWindow(credit: WireLimits.connectionCreditFloor)
    var connectionReceive: ReceiveWindow
    var peerMessageBytesMax = WireLimits.messageBytesFloor
    var peerStreamCredit = WireLimits.streamCreditFloor
    var pings: PingClock
    var frameClock = FrameClock()
    /// Since when output waits without progress.
    var stalledSince: SessionTime?
    /// Whether the client said that it opens no further call.
    var peerIsLeaving = false
    /// Since when an answer wants the connection's credit.
    var connectionStarvedSince: SessionTime?
    var discardedBytes = 0
    /// Frames that came since the driver last asked; a call that was refused here counts as more.
    var framesSeen = 0
    /// Whether no credit is given back: the driver keeps as much of requests as it may.
    package internal(set) var isWithholding = false

    /// A connection whose TLS is done.
    ///
    /// - Parameters:
    ///   - settings: Limits and clocks.
    ///   - hello: The server's greeting; `limits` is filled in here.
    ///   - now: The moment.
    ///   - refusal: Why the client is not let in: the first frame is then GOAWAY, and the last.
    package init(
        settings: SessionSettings,
        hello: Hello,
        now: SessionTime,
        refusing refusal: CloseReason? = nil
    ) {
        self.settings = settings
        phase = .greeting(until: now.after(settings.helloMilliseconds))
        connectionReceive = ReceiveWindow(size: settings.connectionCreditBytes)
        pings = PingClock(now: now)
        if let refusal {
            close(refusal, now)
            return
        }
        var hello = hello
        hello.limits = settings.limits
        output.append(.hello, stream: 0, message: hello)
    }

    /// A connection that is over before its greeting: nothing is said, input is discarded.
    ///
    /// - Parameter now: The moment, from which the lingering is counted.
    /// - Returns: A machine that is closing.
    package static func lingering(from now: SessionTime) -> ServerSession {
        ServerSession(
            settings: SessionSettings(),
            hello: Hello(),
            now: now,
            refusing: .peerClosed
        )
    }

    /// Lends the bytes that wait for the socket.
    ///
    /// - Parameter body: Writes from the front; `wrote` takes off what was written.
    /// - Returns: What `body` returns.
    package borrowing func withOutput<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(output.waiting)
    }

    /// Frames that a call counts as which was refused without the driver: it has cost an answer.
    package static let framesPerRefusal = 8

    /// Takes the count of frames that came since it was last taken.
    package mutating func takeFrames() -> Int {
        defer { framesSeen = 0 }
        return framesSeen
    }

    /// Bytes that the client has not taken: output that is not sent, and answers without credit.
    package var unreadBytes: Int { output.count + streams.pendingBytes }

    /// Calls whose RESULT is not written yet.
    package var callsInFlight: Int { streams.count }

    /// Whether the last word was said.
    package var isClosing: Bool {
        if case .closing = phase { true } else { false }
    }

    /// Whether there is no use in waiting for the peer to read the last word.
    package var closesAtOnce: Bool {
        switch phase {
        case .closing(.writeStalled, _), .closing(.controlUnread, _): true
        default: false
        }
    }

    /// Whether a connection that one side is leaving has nothing left to do.
    package var isDrained: Bool {
        (phase == .draining || peerIsLeaving) && streams.count == 0 && output.count == 0
    }

    /// Whether the client may be given another message on this call now.
    ///
    /// - Parameters:
    ///   - stream: The call.
    ///   - now: The moment, from which a want of credit is counted.
    /// - Returns: Whether the call lives, credit is there, and the output has room.
    package mutating func maySend(on stream: UInt32, now: SessionTime) -> Bool {
        guard !isClosing, let index = streams.index(of: stream) else { return false }
        guard streams[index].pendingMessage == nil, output.count < settings.outputBytesMax else {
            return false
        }
        if streams[index].send.isOpen && connectionSend.isOpen { return true }
        starve(index, now)
        return false
    }

    /// An answer found no credit.
    mutating func starve(_ index: Int, _ now: SessionTime) {
        if !streams[index].send.isOpen { streams[index].starves(now) }
        if !connectionSend.isOpen, connectionStarvedSince == nil { connectionStarvedSince = now }
    }
}
