import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// A server that does what a test tells it, one connection after the other, on a thread of its own.
final class ScriptedHub: Sendable {
    typealias Script = @Sendable (ScriptedConnection) throws -> Void

    /// How a client reaches it.
    let target: Target
    /// Whom the client's certificate names.
    let name: PrincipalName
    private let stage: Stage
    private let thread: Lock<Thread?>

    /// What its thread works with.
    private final class Stage: Sendable {
        let listener: Listener
        let context: TLSServerContext
        let scripts: [Script]
        let complaints = Lock<[String]>([])

        init(_ listener: consuming Listener, _ context: TLSServerContext, _ scripts: [Script]) {
            self.listener = listener
            self.context = context
            self.scripts = scripts
        }

        func play() {
            for script in scripts {
                do {
                    try script(try ScriptedConnection.accept(listener, context))
                } catch {
                    complaints.withLock { $0.append("\(error)") }
                }
            }
        }
    }

    /// A server for as many connections as there are scripts.
    init(
        authority: TestAuthority? = nil,
        isExpired: Bool = false,
        _ scripts: Script...
    ) throws {
        let authority = try authority ?? TestAuthority()
        let name = authority.name
        let server = try authority.maker.server(
            validity: isExpired ? authority.maker.expired() : authority.maker.valid()
        )
        let root = authority.maker.root
        let client = try authority.maker.client(name: name)
        let loopback = try #require(Address("127.0.0.1"))
        let listener = try Listener.listen(on: Endpoint(loopback, port: 0))
        let port = try listener.localEndpoint()?.port ?? 0
        let context = try TLSServerContext(
            chain: server.chain + [root],
            key: server.key,
            clientAnchors: [root]
        )
        let stage = Stage(listener, context, scripts)
        self.stage = stage
        self.name = name
        target = Target(
            address: HostPort(host: "127.0.0.1", port: port),
            serverName: .host("localhost"),
            hubID: name.hub,
            tls: try TLSClientContext(anchors: [root], chain: client.chain, key: client.key)
        )
        thread = Lock(try Thread.start(name: "scripted-hub") { stage.play() })
    }

    /// Waits for the scripts to end.
    ///
    /// - Returns: What went against them.
    func complaints() -> [String] {
        let thread = thread.withLock { $0.take() }
        thread?.join()
        return stage.complaints.withLock { $0 }
    }
}

/// One connection of a scripted hub, blocking.
final class ScriptedConnection {
    private var tls: TLSSession
    private let socket: Socket
    private var input: [UInt8] = []
    private let deadline: Moment

    /// Far longer than any step takes; a script that waits for nothing ends all the same.
    private static let stepMillisecondsMax: UInt64 = 20_000

    private init(_ socket: consuming Socket, _ context: TLSServerContext) throws {
        deadline = HubClock.system.moment.advanced(milliseconds: Self.stepMillisecondsMax)
        tls = try TLSSession(
            server: context,
            descriptor: socket.descriptor.number,
            now: HubClock.system.instant
        )
        self.socket = socket
    }

    static func accept(
        _ listener: borrowing Listener,
        _ context: TLSServerContext
    ) throws -> ScriptedConnection {
        let deadline = HubClock.system.moment.advanced(milliseconds: stepMillisecondsMax)
        while try listener.descriptor.wait(for: .readable, until: deadline) {
            if case .connection(let socket, _) = try listener.accept() {
                return try ScriptedConnection(socket, context)
            }
        }
        throw ScriptError.nobodyCame
    }

    /// Shakes hands and sends frames, the greeting as a rule.
    func begin(_ frames: TestFrame...) throws {
        while true {
            switch tls.handshake() {
            case .done:
                try send(frames)
                return
            case .wantsRead: try wait(.readable)
            case .wantsWrite: try wait(.writable)
            case .failed(let error): throw error
            }
        }
    }

    /// Shakes hands, greets, and reads the client's greeting.
    func greet(_ hello: Hello = Hello()) throws {
        try begin(TestFrame(.hello, 0, hello.encoded()))
        try expect(.hello)
    }

    func send(_ frames: TestFrame...) throws { try send(frames) }

    private func send(_ frames: [TestFrame]) throws { try send(bytes: frames.flatMap(\.bytes)) }

    /// Sends bytes, in a TLS record of their own.
    func send(bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            switch tls.write(bytes.span.extracting(sent..<bytes.count)) {
            case .bytes(let count): sent += count
            case .wantsRead: try wait(.readable)
            case .wantsWrite: try wait(.writable)
            case .failed(let error): throw error
            }
        }
    }

    /// Sends a response and an OK.
    func answer(_ stream: UInt32, _ message: some WireMessage, _ status: Status = Status()) throws {
        try send(
            TestFrame(.message, stream, message.encoded()),
            TestFrame(.result, stream, status.encoded())
        )
    }

    /// Sends bytes before any TLS.
    func sendPlain(_ text: String) throws {
        let bytes = Array(text.utf8)
        _ = try socket.write(bytes.span)
    }

    /// The client's next frame; `nil` when it has closed.
    func next() throws -> TestFrame? {
        while true {
            if let frame = TestFrame.first(in: &input) { return frame }
            var space = [UInt8](repeating: 0, count: 65_536)
            var span = space.mutableSpan
            switch tls.read(into: &span) {
            case .bytes(let count): input += space[..<count]
            case .wantsRead: try wait(.readable)
            case .wantsWrite: try wait(.writable)
            case .closed, .failed: return nil
            }
        }
    }

    /// The client's next frame, which is of this type.
    @discardableResult
    func expect(_ type: FrameType) throws -> TestFrame {
        guard let frame = try next() else { throw ScriptError.closed(type) }
        guard frame.head.type == type else { throw ScriptError.unexpected(frame.head.type, type) }
        return frame
    }

    /// The header of the client's next frame, which is a call, and its one message.
    @discardableResult
    func expectCall() throws -> (header: CallHeader, message: [UInt8]) {
        let call = try expect(.call)
        let message = try expect(.message)
        return (try CallHeader(decoding: call.payload), message.payload)
    }

    /// Closes properly and waits for the client to close.
    func close() throws {
        _ = tls.shutdownForWriting()
        try? socket.finishSending()
        while try next() != nil {}
    }

    /// Waits for the client to close.
    func waitForEnd() throws { while try next() != nil {} }

    private func wait(_ direction: Direction) throws {
        guard try socket.descriptor.wait(for: direction, until: deadline) else {
            throw ScriptError.late
        }
    }
}

/// What went against a script.
enum ScriptError: Error {
    case nobodyCame
    case closed(FrameType)
    case unexpected(FrameType, FrameType)
    case late
}

/// One frame, as bytes and as parts.
struct TestFrame: Sendable {
    let head: FrameHead
    let payload: [UInt8]

    init(_ type: FrameType, _ stream: UInt32, _ payload: [UInt8] = []) {
        head = FrameHead(type, stream: stream, payloadBytes: payload.count)
        self.payload = payload
    }

    private init(_ head: FrameHead, _ payload: [UInt8]) {
        self.head = head
        self.payload = payload
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        head.append(to: &bytes)
        return bytes + payload
    }

    /// A GOAWAY.
    static func leaving(
        _ reason: GoAwayReason,
        _ message: String,
        lastStream: UInt32 = 0
    ) -> TestFrame {
        var goAway = GoAway()
        goAway.reason = reason
        goAway.message = message
        goAway.lastStream = lastStream
        return TestFrame(.goAway, 0, goAway.encoded())
    }

    /// A grant of credit.
    static func credit(_ stream: UInt32, _ bytes: UInt32) -> TestFrame {
        var payload: [UInt8] = []
        FrameHead.append(bytes, to: &payload)
        return TestFrame(.credit, stream, payload)
    }

    /// Takes the first whole frame off `bytes`.
    static func first(in bytes: inout [UInt8]) -> TestFrame? {
        guard bytes.count >= WireLimits.frameHeadBytes,
            let head = FrameHead.read(bytes.span, at: 0)
        else { return nil }
        let end = WireLimits.frameHeadBytes + head.payloadBytes
        guard bytes.count >= end else { return nil }
        let frame = TestFrame(head, Array(bytes[WireLimits.frameHeadBytes..<end]))
        bytes.removeFirst(end)
        return frame
    }
}
