import HubClient
import HubLoop
import HubSession
import HubSystem

/// Connections that do nothing but answer pings, until the input ends.
struct IdleLoad: LoopHandler, ~Copyable {
    /// Nobody talks to this loop.
    typealias Message = Never

    private var waiting: [BenchConnection] = []
    private var connections: SlotTable<BenchConnection>
    private var scratch = [UInt8](repeating: 0, count: CallLoad.scratchBytes)
    private let input = Descriptor(adopting: StandardStream.input.rawValue)
    private var failure: BenchError?

    private static let inputToken = Token.fixed(1)

    private init(_ options: BenchOptions) throws(BenchError) {
        connections = SlotTable(limit: options.connections)
        for _ in 0..<options.connections {
            waiting.append(try BenchConnection(options.target, depth: 1, scratch: &scratch))
        }
    }

    /// Opens the connections, says so, and holds them.
    ///
    /// - Parameter options: How many, and where.
    /// - Throws: `BenchError` when a connection could not be made or was lost.
    static func run(_ options: BenchOptions) throws(BenchError) {
        do {
            var load = try IdleLoad(options)
            var loop = try EventLoop<Never>.make(mailbox: Mailbox<Never>(limit: 1))
            try loop.run(&load)
            if let failure = load.failure { throw failure }
        } catch let error as BenchError {
            throw error
        } catch {
            throw BenchError("\(error)")
        }
    }

    mutating func started(_ loop: inout LoopContext) throws(SystemError) {
        for connection in waiting {
            guard let token = connections.insert(connection) else { continue }
            connection.token = token
            try loop.register(connection.socket.descriptor, as: token, for: .readable)
        }
        waiting = []
        try loop.register(input, as: Self.inputToken, for: .readable)
        Bench.print("ready")
    }

    mutating func ready(_ token: Token, _ readiness: Readiness, _ loop: inout LoopContext) {
        if token == Self.inputToken { return listen(&loop) }
        guard connections.contains(token) else { return }
        let connection = connections[token]
        do throws(BenchError) {
            _ = try connection.read(&scratch) { _, _ in }
            _ = try connection.flush()
        } catch {
            failure = error
            loop.stop()
        }
    }

    mutating func endOfTurn(_ loop: inout LoopContext) {}

    mutating func received(_ message: Never, _ loop: inout LoopContext) {}

    mutating func timerFired(_ kind: TimerKind, _ token: Token, _ loop: inout LoopContext) {}

    private mutating func listen(_ loop: inout LoopContext) {
        do throws(SystemError) {
            var bytes = [UInt8](repeating: 0, count: 256)
            var space = bytes.mutableSpan
            if try input.read(into: &space) == 0 { loop.stop() }
        } catch {
            loop.stop()
        }
    }
}
