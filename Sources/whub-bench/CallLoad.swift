import HubClient
import HubCrypto
import HubLoop
import HubSession
import HubSystem
import HubText
import HubWire

/// Calls over a number of connections, a fixed number in flight on each, on one thread.
struct CallLoad: LoopHandler, ~Copyable {
    /// Nobody talks to this loop.
    typealias Message = Never

    private var options: BenchOptions
    private var header = CallHeader()
    private var waiting: [BenchConnection]
    private var connections: SlotTable<BenchConnection>
    private var dirty: [BenchConnection] = []
    private var scratch: [UInt8]
    private var histogram = Histogram()
    private var sent: UInt64 = 0
    private var failures: UInt64 = 0
    private var bytesRead: UInt64 = 0
    private var generator = SplitMix()
    private var failure: BenchError?
    /// Who writes, and who of them waits for its turn; nobody, where nothing is written.
    private var writers: [ThemeWriter] = []
    private var idle: [Int] = []

    /// The most that one read takes: several full TLS records.
    static let scratchBytes = 128 * 1_024

    private init(_ options: BenchOptions) throws(BenchError) {
        self.options = options
        header.method = "\(options.method.name)"
        scratch = [UInt8](repeating: 0, count: Self.scratchBytes)
        connections = SlotTable(limit: options.connections)
        waiting = []
        if options.mode == .write {
            let count = options.connections * options.depth
            writers = (0..<count).map { ThemeWriter($0) }
            idle = Array(0..<count)
        }
        for _ in 0..<options.connections {
            waiting.append(
                try BenchConnection(options.target, depth: options.depth, scratch: &scratch)
            )
        }
    }

    /// Runs the load to its end.
    ///
    /// - Parameter options: How much of what.
    /// - Returns: What was measured, connecting left out.
    /// - Throws: `BenchError`; then nothing was measured.
    static func run(_ options: BenchOptions) throws(BenchError) -> Reading {
        do {
            var load = try CallLoad(options)
            var loop = try EventLoop<Never>.make(mailbox: Mailbox<Never>(limit: 1))
            let watch = try Stopwatch()
            try loop.run(&load)
            if let failure = load.failure { throw failure }
            var reading = try watch.reading(load.histogram)
            reading.failures = load.failures
            reading.bytesRead = load.bytesRead
            return reading
        } catch let error as BenchError {
            throw error
        } catch {
            throw BenchError("\(error)")
        }
    }

    mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        let now = HubClock.system.moment.nanoseconds
        for connection in waiting {
            guard let token = connections.insert(connection) else { continue }
            connection.token = token
            try loop.register(connection.socket.descriptor, as: token, for: .readable)
            for _ in 0..<options.depth where sent < options.total { send(connection, now) }
            touch(connection)
        }
        waiting = []
        if options.total == 0 { loop.stop() }
        loop.wantTurn()
    }

    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {
        guard connections.contains(token) else { return }
        let connection = connections[token]
        touch(connection)
        guard !readiness.isDisjoint(with: [.readable, .hangUp]) else { return }
        var space: [UInt8] = []
        swap(&space, &scratch)
        do throws(BenchError) {
            var ended = 0
            let now = HubClock.system.moment.nanoseconds
            let count = try connection.read(&space) { (event, bytes) throws(BenchError) in
                if try take(event, bytes, connection, now) { ended += 1 }
            }
            bytesRead += UInt64(count)
            for _ in 0..<ended where sent < options.total { send(connection, now) }
        } catch {
            stop(error, &loop)
        }
        swap(&space, &scratch)
        if histogram.total >= options.total || options.stop?.value ?? false { loop.stop() }
    }

    mutating func endOfTurn(_ loop: inout LoopContext) {
        do {
            for connection in dirty {
                connection.isDirty = false
                let isBlocked = try !connection.flush()
                guard isBlocked != connection.waitsToWrite else { continue }
                connection.waitsToWrite = isBlocked
                try loop.modify(
                    connection.socket.descriptor,
                    as: connection.token,
                    for: isBlocked ? [.readable, .writable] : .readable
                )
            }
        } catch let error as BenchError {
            stop(error, &loop)
        } catch {
            stop(BenchError("\(error)"), &loop)
        }
        dirty.removeAll(keepingCapacity: true)
    }

    mutating func received(_ message: Never, _ loop: inout LoopContext) {}

    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {}

    private mutating func touch(_ connection: BenchConnection) {
        guard !connection.isDirty else { return }
        connection.isDirty = true
        dirty.append(connection)
    }

    private mutating func stop(_ error: BenchError, _ loop: inout LoopContext) {
        failure = error
        loop.stop()
    }

    /// Opens one call.
    private mutating func send(_ connection: BenchConnection, _ now: UInt64) {
        var writer = 0
        if let next = idle.popLast() {
            writer = next
            let milliseconds = UInt64(HubClock.system.instant.microseconds / 1_000)
            let key = UniqueID(milliseconds: milliseconds, using: &generator)
            header.idempotencyKey = key.description
            options.request = writers[next].next()
        }
        guard let id = connection.session.open(header),
            connection.session.send(options.request.span, on: id, ends: true)
        else {
            failure = BenchError("the hub takes no more calls, or not so large ones")
            return
        }
        let place = Int(id) & (connection.sentNanoseconds.count - 1)
        connection.sentNanoseconds[place] = now
        connection.sentBy[place] = writer
        sent += 1
    }

    /// Looks at one event.
    ///
    /// - Returns: Whether a call has ended.
    private mutating func take(
        _ event: ClientEvent,
        _ bytes: Span<UInt8>,
        _ connection: BenchConnection,
        _ now: UInt64
    ) throws(BenchError) -> Bool {
        switch event {
        case .result(let id, let status):
            let place = Int(id) & (connection.sentNanoseconds.count - 1)
            let writer = connection.sentBy[place]
            if !status.isEmpty { try look(bytes.extracting(status), writer) }
            if !writers.isEmpty { idle.append(writer) }
            histogram.record(nanoseconds: now &- connection.sentNanoseconds[place])
            return true
        case .leaving(let goAway): throw BenchError("the hub says goodbye: \(goAway.message)")
        default: return false
        }
    }

    private mutating func look(_ bytes: Span<UInt8>, _ writer: Int) throws(BenchError) {
        guard let status = try? Status(decoding: bytes) else {
            throw BenchError("a status cannot be read")
        }
        if !writers.isEmpty { writers[writer].learn(status) }
        guard status.code != .ok else { return }
        failures += 1
        if failures == 1 {
            Bench.say(TerminalText.escaped("first failure: \(status.reason) \(status.message)"))
        }
    }
}

/// Random bits for keys, at no cost: nobody needs to be unable to guess them here.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init() {
        var secure = SecureRandom()
        state = secure.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
