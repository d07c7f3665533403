import HubClient
import HubLoop
import HubSession
import HubSystem
import HubTLS
import HubWire

/// One connection under load, confined to the loop's thread.
final class BenchConnection {
    // TLS before the socket: it must be gone when the descriptor closes.
    var tls: TLSSession
    let socket: Socket
    var session: ClientSession
    var token = Token.fixed(0)
    /// Received bytes that are no whole frame yet.
    var input: [UInt8] = []
    /// When calls were sent, by the low bits of their ids.
    var sentNanoseconds: [UInt64]
    /// Who sent them, where that matters.
    var sentBy: [Int]
    /// Whether it is in the loop's list of those to flush.
    var isDirty = false
    /// Whether the poller waits for room to write.
    var waitsToWrite = false

    /// How long connecting may take.
    private static let connectMilliseconds: UInt64 = 20_000

    /// Connects, and waits for the hub's greeting: it has judged the certificate then.
    ///
    /// - Parameters:
    ///   - target: Which hub.
    ///   - depth: Calls in flight at most.
    ///   - scratch: Where reads land.
    /// - Throws: `BenchError` when the hub cannot be reached or lets nobody in.
    init(_ target: Target, depth: Int, scratch: inout [UInt8]) throws(BenchError) {
        let clock = HubClock.system
        let deadline = clock.moment.advanced(milliseconds: Self.connectMilliseconds)
        let line: Line
        do throws(ClientError) {
            line = try Line.open(to: target, until: deadline)
        } catch {
            throw BenchError(error.description)
        }
        session = ClientSession(
            settings: SessionSettings(),
            software: "whub-bench/0.1",
            now: SessionTime(milliseconds: clock.moment.nanoseconds / 1_000_000)
        )
        tls = line.tls
        socket = line.socket
        // Calls end nearly in order: a few times the depth keeps ids apart.
        var places = 64
        while places < depth * 8 { places *= 2 }
        sentNanoseconds = [UInt64](repeating: 0, count: places)
        sentBy = [Int](repeating: 0, count: places)
        _ = try flush()
        try greet(&scratch, until: deadline)
        guard depth <= session.streamsMax else {
            throw BenchError("the hub takes \(session.streamsMax) calls at once", code: 2)
        }
    }

    private func greet(_ scratch: inout [UInt8], until deadline: Moment) throws(BenchError) {
        while session.phase == .greeting {
            var refusal = ""
            _ = try read(&scratch) { event, _ in
                if case .leaving(let goAway) = event { refusal = goAway.message }
            }
            if !refusal.isEmpty { throw BenchError("the hub refused: \(refusal)") }
            guard session.phase == .greeting else { return }
            do throws(SystemError) {
                if try socket.descriptor.wait(for: .readable, until: deadline) { continue }
            } catch {
                throw BenchError("\(error)")
            }
            throw BenchError("the hub did not greet in time")
        }
    }

    /// Offers the output to the socket.
    ///
    /// - Returns: Whether all of it was taken.
    func flush() throws(BenchError) -> Bool {
        while session.output.count > 0 {
            switch tls.write(session.output.waiting) {
            case .bytes(let count): session.output.remove(count)
            case .wantsRead, .wantsWrite: return false
            case .failed(let error): throw BenchError("writing failed: \(error)")
            }
        }
        return true
    }

    /// Reads what is there, and hands on what the hub did.
    ///
    /// - Parameters:
    ///   - scratch: Where reads land.
    ///   - body: Given each event and the bytes its places are in.
    /// - Returns: How many bytes came.
    /// - Throws: `BenchError` when the connection has ended, and what `body` throws.
    func read(
        _ scratch: inout [UInt8],
        _ body: (ClientEvent, Span<UInt8>) throws(BenchError) -> Void
    ) throws(BenchError) -> Int {
        var taken = 0
        repeat {
            var space = scratch.mutableSpan
            switch tls.read(into: &space) {
            case .bytes(let count):
                taken += count
                try process(&scratch, count, body)
            case .wantsRead, .wantsWrite: return taken
            case .closed: throw BenchError("the hub closed a connection")
            case .failed(let error): throw BenchError("a connection was lost: \(error)")
            }
        } while tls.hasPending
        return taken
    }

    private func process(
        _ scratch: inout [UInt8],
        _ count: Int,
        _ body: (ClientEvent, Span<UInt8>) throws(BenchError) -> Void
    ) throws(BenchError) {
        var offset = 0
        if input.isEmpty {
            try events(scratch.span.extracting(0..<count), &offset, body)
            if offset < count { input = Array(scratch[offset..<count]) }
        } else {
            var bytes: [UInt8] = []
            swap(&bytes, &input)
            bytes.append(contentsOf: scratch[..<count])
            try events(bytes.span, &offset, body)
            if offset < bytes.count { input = Array(bytes[offset...]) }
        }
    }

    private func events(
        _ bytes: Span<UInt8>,
        _ offset: inout Int,
        _ body: (ClientEvent, Span<UInt8>) throws(BenchError) -> Void
    ) throws(BenchError) {
        while true {
            let event = session.next(in: bytes, from: &offset)
            switch event {
            case .needsMore: return
            case .closing(let breach): throw BenchError("the hub broke a rule: \(breach.message)")
            default: try body(event, bytes)
            }
        }
    }
}
