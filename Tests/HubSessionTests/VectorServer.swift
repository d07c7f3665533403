import HubSession
import HubVectorKit
import HubWire

/// The server's machine with the service of a script: it does what the script says, and nothing
/// by itself.
final class VectorServer {
    private var session: ServerSession
    private var now = SessionTime(milliseconds: 0)
    private var buffer: [UInt8] = []
    private(set) var accounts: VectorAccounts
    private var came: [Frame] = []
    private var events: [String] = []
    private var hasClosed = false
    private var hasJustClosed = false
    /// Answers that wait for credit, by stream.
    private var waiting: [UInt32: [Act]] = [:]
    /// Sizes of messages that the service has not taken.
    private var untaken: [UInt32: [Int]] = [:]
    private let piece: Int
    /// Whether the client takes what the server has to say off its socket.
    private var reads = true

    private enum Act {
        case message([UInt8])
        case result([UInt8])
    }

    /// - Parameters:
    ///   - script: The script.
    ///   - piece: The most bytes that arrive at once.
    init(_ script: VectorValue, piece: Int) {
        let isStranger = script["client"].text != "authenticated"
        let start = SessionTime(milliseconds: 0)
        var settings = isStranger ? SessionSettings.stranger(from: start) : SessionSettings()
        let limits = script["limits"]
        if !isStranger {
            settings.messageBytesMax = limits["message_bytes_max"].number ?? 65_536
            settings.streamCreditBytes = limits["stream_credit_bytes"].number ?? 65_536
            settings.connectionCreditBytes = limits["connection_credit_bytes"].number ?? 1_048_576
            settings.streamsMax = limits["streams_max"].number ?? 16
        }
        if let pause = limits["ping_interval_min_ms"].number {
            settings.pingIntervalMilliseconds = UInt64(pause)
        }
        if let left = script["settings"]["certificate_ms"].number {
            let end = SessionTime(milliseconds: UInt64(left))
            settings.endOfLife = .init(at: end, reason: .certificateEnded)
        }
        self.piece = piece
        accounts = VectorAccounts(isStranger: isStranger)
        session = ServerSession(settings: settings, hello: Hello(), now: now)
        flush()
    }

    /// Does one step.
    ///
    /// - Returns: What was not as expected.
    func perform(_ step: VectorValue) throws -> [String] {
        switch step["do"].text {
        case "send":
            let bytes = try step["bytes"].bytes()
            for turn in 0..<(step["times"].number ?? 1) {
                if turn > 0 { advance(UInt64(step["every_ms"].number ?? 0)) }
                receive(bytes)
                flush()
            }
        case "reads": reads = step["on"].isTrue
        case "advance": advance(UInt64(step["ms"].number ?? 0))
        case "end_of_input": session.close(.peerClosed, now)
        case "service": try serve(step)
        default: return try compare(step)
        }
        flush()
        return []
    }

    private func receive(_ bytes: [UInt8]) {
        accounts.went(bytes)
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + piece)
            buffer += bytes[start..<end]
            start = end
            session.bytesArrived(now)
            if session.isClosing { return }
            let whole = buffer
            var offset = 0
            var event = ServerEvent.needsMore
            repeat {
                event = session.next(in: whole.span, from: &offset, now: now)
                take(event, whole)
            } while event != .needsMore && !session.isClosing
            buffer.removeFirst(min(offset, buffer.count))
        }
    }

    private func take(_ event: ServerEvent, _ bytes: [UInt8]) {
        switch event {
        case .call(let id, let header, let ends):
            events.append("call \(id) \(VectorServer.method(Array(bytes[header])))")
            if ends { events.append("half_close \(id)") }
        case .message(let id, let payload, let ends):
            events.append("message \(id) \(Array(bytes[payload]))")
            untaken[id, default: []].append(payload.count)
            if ends { events.append("half_close \(id)") }
        case .halfClosed(let id): events.append("half_close \(id)")
        case .cancelled(let id): waiting[id] = nil
        case .needsMore, .greeted, .closing: break
        }
    }

    private static func method(_ header: [UInt8]) -> String {
        do { return try CallHeader(decoding: header).method } catch { return "" }
    }

    private func advance(_ milliseconds: UInt64) {
        let end = now.after(milliseconds)
        while let next = session.nextDeadline, next <= end, !hasClosed {
            now = max(now, next)
            tick()
            flush()
        }
        now = end
    }

    private func tick() {
        while true {
            switch session.tick(now) {
            case .starved(let id):
                waiting[id] = nil
                end(id, .deadlineExceeded, "CALL-0503", .afterPause)
            case .goOn, .closing, .closed: return
            }
        }
    }

    /// Ends a call as the driver does, for a reason that it found out.
    private func end(_ id: UInt32, _ code: StatusCode, _ reason: String, _ retry: RetryClass) {
        var status = Status()
        status.code = code
        status.reason = reason
        status.retry = retry
        status.applied = .no
        session.finish(id, status: status.encoded())
    }

    private func serve(_ step: VectorValue) throws {
        let stream = UInt32(step["stream"].number ?? 0)
        let payload = try step["payload"].bytes()
        switch step["action"].text {
        case "message": act(.message(payload), stream)
        case "result": act(.result(payload), stream)
        case "took":
            for size in untaken.removeValue(forKey: stream) ?? [] {
                session.release(stream, payloadBytes: size)
            }
        case "withhold": session.withhold()
        case "room": session.grantWithheld()
        case "fail": session.close(.failed, now)
        default: session.drain(.draining, now)
        }
    }

    private func act(_ act: Act, _ stream: UInt32) {
        waiting[stream, default: []].append(act)
        pump()
    }

    /// Does what credit allows, stream after stream.
    private func pump() {
        for stream in waiting.keys.sorted() {
            while let next = waiting[stream]?.first {
                if case .message(let message) = next {
                    guard session.maySend(on: stream, now: now) else { break }
                    if case .tooLarge = session.send(message.span, on: stream, now: now) {
                        waiting[stream] = nil
                        end(stream, .resourceExhausted, "CALL-0505", .never)
                        break
                    }
                } else if case .result(let status) = next {
                    session.finish(stream, status: status)
                }
                waiting[stream]?.removeFirst()
            }
        }
    }

    /// The client reads everything at once, or nothing.
    private func flush() {
        if !reads { session.wrote(0, now: now) }
        while reads {
            let frames = Frame.all(in: Array(copying: session.output.waiting))
            session.wrote(session.output.count, now: now)
            came += frames
            pump()
            if session.output.count == 0 { break }
        }
        if session.isDrained { session.close(.peerClosed, now) }
        if session.isClosing, !hasClosed {
            hasClosed = true
            hasJustClosed = true
        }
    }

    private func compare(_ step: VectorValue) throws -> [String] {
        for frame in came { try accounts.came(frame) }
        var faults = try vectorFaults(came, step["frames"])
        came = []
        if step["events"].exists {
            let wanted = try step["events"].items.compactMap(VectorServer.readable)
            if events != wanted { faults.append("events \(events), expected \(wanted)") }
        }
        events = []
        faults += accounts.faults(step["accounts"])
        if step["closed"].isTrue != hasJustClosed {
            faults.append("the connection was \(hasJustClosed ? "" : "not ")shut down")
        }
        hasJustClosed = false
        if let why = step["why"].text, case .closing(let reason, _) = session.phase,
            reason.code != why
        {
            faults.append("closed for \(reason.code), expected \(why)")
        }
        return faults
    }

    /// An expected event of those that this machine tells; how it tells the end is its own.
    private static func readable(_ event: VectorValue) throws -> String? {
        let stream = event["stream"].number ?? -1
        switch event["event"].text {
        case "call": return "call \(stream) \(event["method"].text ?? "")"
        case "message": return "message \(stream) \(try event["payload"].bytes())"
        case "half_close": return "half_close \(stream)"
        default: return nil
        }
    }
}
