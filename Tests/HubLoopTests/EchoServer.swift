import HubLoop
import HubSystem
import Testing

/// Sends back what it reads: the smallest driver there is, and how one is meant to be built.
struct EchoServer: LoopHandler, ~Copyable {
    enum Message: Sendable {
        case stop
    }

    struct Connection: ~Copyable {
        let socket: Socket
        var output: [UInt8] = []
        var hasEnded = false
        var hasFailed = false
        var interest: Interest = .readable
    }

    private var acceptor: Acceptor
    private var connections = SlotTable<Connection>(limit: 1_000)
    private var written: [Token] = []
    private var buffer = [UInt8](repeating: 0, count: 4_096)
    private let accepted: Lock<Int>

    init(_ listener: consuming Listener, accepted: Lock<Int>) {
        acceptor = Acceptor(listener, token: .fixed(0))
        self.accepted = accepted
    }

    mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        try acceptor.start(&loop)
    }

    mutating func received(_ message: Message, _ loop: inout LoopContext) { loop.stop() }

    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {
        try? acceptor.wake(&loop)
    }

    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {
        if token == .fixed(0) { return accept(&loop) }
        guard connections.contains(token) else { return }
        if !readiness.isDisjoint(with: [.readable, .hangUp]) {
            connections[token].read(&buffer)
        }
        written.append(token)
    }

    mutating func endOfTurn(_ loop: inout LoopContext) {
        for token in written where connections.contains(token) {
            connections[token].flush(as: token, &loop)
            if connections[token].isOver { _ = connections.remove(token) }
        }
        written.removeAll(keepingCapacity: true)
    }

    private mutating func accept(_ loop: inout LoopContext) {
        try? acceptor.accept(&loop) { socket, _, loop in
            accepted.withLock { $0 += 1 }
            guard let token = connections.insert(Connection(socket: socket)) else { return }
            connections[token].start(as: token, &loop)
        }
    }
}

extension EchoServer.Connection {
    /// Whether everything is said, or nothing more can be.
    var isOver: Bool { hasFailed || (hasEnded && output.isEmpty) }

    mutating func start(as token: Token, _ loop: inout LoopContext) {
        do {
            try loop.register(socket.descriptor, as: token, for: interest)
        } catch {
            hasFailed = true
        }
    }

    mutating func read(_ buffer: inout [UInt8]) {
        do {
            var space = buffer.mutableSpan
            guard let count = try socket.read(into: &space) else { return }
            if count == 0 { hasEnded = true }
            output.append(contentsOf: buffer[..<count])
        } catch {
            hasFailed = true
        }
    }

    mutating func flush(as token: Token, _ loop: inout LoopContext) {
        do {
            while !output.isEmpty {
                guard let count = try socket.write(output.span) else { break }
                output.removeFirst(count)
            }
            var wanted: Interest = hasEnded ? [] : .readable
            if !output.isEmpty { wanted.insert(.writable) }
            if wanted == interest { return }
            interest = wanted
            try loop.modify(socket.descriptor, as: token, for: wanted)
        } catch {
            hasFailed = true
        }
    }
}

/// An echo server on threads of its own, for the length of one test.
final class RunningEcho: Sendable {
    let endpoint: Endpoint
    let accepted: [Lock<Int>]
    private let mailboxes: [Mailbox<EchoServer.Message>]
    private let ended: Monitor<Int>

    /// Starts `loops` loops that share one port.
    init(loops: Int = 1) throws {
        var endpoint = try #require(HostPort.parse("127.0.0.1:0")?.listeningEndpoint)
        var accepted: [Lock<Int>] = []
        var mailboxes: [Mailbox<EchoServer.Message>] = []
        let ended = Monitor(0)
        for _ in 0..<loops {
            let listener = try Listener.listen(on: endpoint, isShared: loops > 1)
            endpoint = try #require(try listener.localEndpoint())
            let mailbox = try Mailbox<EchoServer.Message>(limit: 8)
            let count = Lock(0)
            _ = try EventLoop.start(
                name: "echo",
                loop: EventLoop.make(mailbox: mailbox),
                handler: EchoServer(listener, accepted: count),
                ended: { _ in ended.change { $0 += 1 } }
            )
            accepted.append(count)
            mailboxes.append(mailbox)
        }
        self.endpoint = endpoint
        self.accepted = accepted
        self.mailboxes = mailboxes
        self.ended = ended
    }

    func stop() {
        for mailbox in mailboxes { _ = mailbox.post(.stop) }
        let count = mailboxes.count
        ended.wait { $0 == count ? () : nil }
    }
}
