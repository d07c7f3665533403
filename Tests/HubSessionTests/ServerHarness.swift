import HubSession
import HubWire

/// A server's machine with a client made of raw frames around it.
final class ServerHarness {
    var session: ServerSession
    var now = SessionTime(milliseconds: 1_000)
    private var buffer: [UInt8] = []

    /// A machine that has said HELLO; its greeting was taken off the output.
    init(_ settings: SessionSettings = SessionSettings()) {
        session = ServerSession(settings: settings, hello: Hello(), now: now)
        _ = sent()
    }

    /// A machine that was greeted back.
    static func open(
        _ settings: SessionSettings = SessionSettings(),
        limits: Limits = Limits()
    ) -> ServerHarness {
        let harness = ServerHarness(settings)
        var hello = Hello()
        hello.limits = limits
        _ = harness.receive(Frame(.hello, 0, hello.encoded()))
        return harness
    }

    /// Feeds frames; answers every event but `needsMore`.
    func receive(_ frames: Frame...) -> [ServerEvent] {
        receive(bytes: frames.flatMap(\.bytes))
    }

    /// Feeds bytes; answers every event but `needsMore`.
    func receive(bytes: [UInt8]) -> [ServerEvent] {
        buffer += bytes
        let bytes = buffer
        session.bytesArrived(now)
        var events: [ServerEvent] = []
        var offset = 0
        while true {
            let event = session.next(in: bytes.span, from: &offset, now: now)
            if event == .needsMore { break }
            events.append(event.placeless)
        }
        buffer.removeFirst(offset)
        return events
    }

    /// Takes everything off the output, as frames.
    func sent() -> [Frame] {
        let frames = Frame.all(in: Array(copying: session.output.waiting))
        let count = session.output.count
        session.wrote(count, now: now)
        return frames
    }

    /// The rule of the last word, when the connection is closing for a breach.
    var breach: Breach.Rule? {
        if case .closing(.breach(let breach), _) = session.phase { breach.rule } else { nil }
    }

    var isClosing: Bool { session.isClosing }
    /// Whether bytes wait that are no whole frame yet.
    var isInsideFrame: Bool { !buffer.isEmpty }
    var isDrained: Bool { session.isDrained }
    var callsInFlight: Int { session.callsInFlight }
    var settings: SessionSettings { session.settings }
    var nextDeadline: SessionTime? { session.nextDeadline }

    func tick(_ now: SessionTime) -> ServerTick { session.tick(now) }

    func discard(_ count: Int) -> Bool { session.discard(count) }

    func send(_ message: [UInt8], on stream: UInt32) -> SendOutcome {
        session.send(message.span, on: stream, now: now)
    }

    /// The reason of the last word.
    var closing: CloseReason? {
        if case .closing(let reason, _) = session.phase { reason } else { nil }
    }
}

extension ServerEvent {
    /// The event without the place of its payload, which depends on how the bytes were divided.
    var placeless: ServerEvent {
        switch self {
        case .call(let id, let header, let ends):
            .call(id, header: 0..<header.count, ends: ends)
        case .message(let id, let payload, let ends):
            .message(id, payload: 0..<payload.count, ends: ends)
        default: self
        }
    }
}

/// One frame, as bytes and as parts.
struct Frame: Hashable, CustomStringConvertible {
    var head: FrameHead
    var payload: [UInt8]

    init(_ type: FrameType, _ stream: UInt32, _ payload: [UInt8] = [], ends: Bool = false) {
        head = FrameHead(type, stream: stream, payloadBytes: payload.count, ends: ends)
        self.payload = payload
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        head.append(to: &bytes)
        return bytes + payload
    }

    var description: String {
        "type \(head.type.rawValue) stream \(head.stream) \(payload.count) bytes"
    }

    static func credit(_ stream: UInt32, _ grant: UInt32) -> Frame {
        var payload: [UInt8] = []
        FrameHead.append(grant, to: &payload)
        return Frame(.credit, stream, payload)
    }

    static func all(in bytes: [UInt8]) -> [Frame] {
        var frames: [Frame] = []
        var offset = 0
        while let head = offset + 12 <= bytes.count ? FrameHead.read(bytes.span, at: offset) : nil {
            let end = offset + 12 + head.payloadBytes
            var frame = Frame(head.type, head.stream, Array(bytes[(offset + 12)..<end]))
            frame.head = head
            frames.append(frame)
            offset = end
        }
        return frames
    }
}
