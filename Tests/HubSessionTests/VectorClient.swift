import HubSession
import HubVectorKit
import HubWire

/// The client's machine with the program of a script.
///
/// What a client finds out by itself (a lost connection, its own deadline) is not the machine's
/// word: outcomes with a reason of the client are passed over here.
final class VectorClient {
    private var session: ClientSession
    private let now = SessionTime(milliseconds: 0)
    private var input: [UInt8] = []
    private var accounts = VectorAccounts(isStranger: false)
    private var came: [Frame] = []
    private var calls: [UInt32: Call] = [:]
    private var started: UInt32 = 0
    private var waiting: [(stream: UInt32, payload: [UInt8], ends: Bool)] = []
    private var outcomes: [(stream: UInt32, status: Status)] = []
    private var messages: [Message] = []
    private let piece: Int

    private struct Call {
        let isUnary: Bool
        var arrived: [[UInt8]] = []
        var hasEnded = false
    }

    private struct Message: Equatable {
        let stream: UInt32
        let payload: [UInt8]
    }

    /// - Parameter piece: The most bytes that arrive at once.
    init(piece: Int) {
        self.piece = piece
        session = ClientSession(settings: SessionSettings(), software: "test", now: now)
    }

    /// Does one step.
    ///
    /// - Returns: What was not as expected.
    func perform(_ step: VectorValue) throws -> [String] {
        var faults: [String] = []
        switch step["do"].text {
        case "send": try receive(try step["bytes"].bytes())
        case "spend": faults = try spend(step)
        case "program": try program(step)
        // The clock of a call is its driver's.
        case "end_of_input", "advance": break
        default:
            try turn()
            return try compare(step)
        }
        try turn()
        return faults
    }

    private func receive(_ bytes: [UInt8]) throws {
        accounts.went(bytes)
        var start = 0
        while start < bytes.count, session.phase != .closed {
            let end = piece == .max ? bytes.count : min(bytes.count, start + piece)
            input += bytes[start..<end]
            start = end
            session.bytesArrived(now)
            let whole = input
            var offset = 0
            var event = ClientEvent.needsMore
            repeat {
                event = session.next(in: whole.span, from: &offset)
                try take(event, whole)
            } while event != .needsMore && session.phase != .closed
            input.removeFirst(min(offset, input.count))
        }
    }

    private func take(_ event: ClientEvent, _ bytes: [UInt8]) throws {
        switch event {
        case .message(let id, let payload): calls[id]?.arrived.append(Array(bytes[payload]))
        case .result(let id, let payload):
            calls[id]?.hasEnded = true
            guard let status = VectorClient.status(Array(bytes[payload])) else { return }
            outcomes.append((id, status))
            if calls[id]?.isUnary == false || status.code == .ok { handOver(id) }
        case .needsMore, .greeted, .leaving, .closing: break
        }
    }

    /// The status, if it can be read; what cannot is the driver's to complain about.
    private static func status(_ bytes: [UInt8]) -> Status? {
        do { return try Status(decoding: bytes) } catch { return nil }
    }

    private func handOver(_ id: UInt32) {
        for payload in calls[id]?.arrived ?? [] {
            messages.append(Message(stream: id, payload: payload))
            session.release(id, payloadBytes: payload.count)
        }
        calls[id]?.arrived = []
    }

    private func program(_ step: VectorValue) throws {
        let stream = UInt32(step["stream"].number ?? 0)
        switch step["action"].text {
        case "start":
            started += 1
            var header = CallHeader()
            header.method = step["method"].text ?? ""
            header.idempotencyKey = step["key"].text ?? ""
            header.dryRun = step["dry_run"].isTrue
            guard let id = session.open(header) else { return }
            calls[id] = Call(isUnary: step["kind"].text == "unary")
        case "message":
            waiting.append((stream, try step["payload"].bytes(), step["end"].isTrue))
        case "end": session.end(stream)
        case "cancel": session.cancel(stream)
        default: handOver(stream)
        }
    }

    /// The hub sends one frame again and again, as long as it has credit.
    private func spend(_ step: VectorValue) throws -> [String] {
        try turn()
        let stream = UInt32(step["stream"].number ?? 0)
        let bytes = try step["bytes"].bytes()
        let announced = accounts[stream] + accounts.spent[stream, default: 0]
        while session.phase != .closed {
            let spent = accounts.spent[stream, default: 0]
            if step["until"].text == "twice", spent > 2 * announced { return [] }
            if accounts[stream] <= 0 {
                return step["until"].text == "exhausted" ? [] : ["no credit after \(spent) bytes"]
            }
            try receive(bytes)
            try turn()
        }
        return []
    }

    /// Lets the machine say what it may.
    private func turn() throws {
        while let next = waiting.first {
            let isOver = calls[next.stream]?.hasEnded ?? true
            let isTooLarge = next.payload.count > session.messageBytesMax
            if !isOver && !isTooLarge {
                guard session.send(next.payload.span, on: next.stream, ends: next.ends) else {
                    break
                }
            }
            waiting.removeFirst()
        }
        let frames = Frame.all(in: Array(copying: session.output.waiting))
        session.output.remove(session.output.count)
        for frame in frames { try accounts.came(frame) }
        came += frames
    }

    private func compare(_ step: VectorValue) throws -> [String] {
        var faults: [String] = []
        let isOwn = step["outcomes"].items.contains {
            $0["reason"].text?.hasPrefix("CLNT") ?? false
        }
        // A client that gives up by itself may say CANCEL or GOAWAY; that is its driver's word.
        if !isOwn || session.phase == .closed { faults += try vectorFaults(came, step["frames"]) }
        came = []
        let wanted = step["outcomes"].items
        for (stream, status) in outcomes {
            guard let item = wanted.first(where: { $0["stream"].number == Int(stream) }) else {
                faults.append("stream \(stream) has ended")
                continue
            }
            var status = status
            if !StatusCode.isKnown(status.code.rawValue) { status.code = .unknown }
            let isItsOwn = item["reason"].text?.hasPrefix("CLNT") ?? false
            if !isItsOwn { faults += vectorFaults(status, item) }
        }
        for item in wanted where !isOwn {
            let isThere = outcomes.contains { Int($0.stream) == item["stream"].number }
            if !isThere { faults.append("stream \(item["stream"].number ?? 0) has not ended") }
        }
        outcomes = []
        if step["messages"].exists, !isOwn {
            let wanted = try step["messages"].items.map { item in
                Message(
                    stream: UInt32(item["stream"].number ?? 0),
                    payload: try item["payload"].bytes()
                )
            }
            if messages != wanted { faults.append("\(messages.count) messages, or others") }
        }
        messages = []
        faults += accounts.faults(step["accounts"])
        if session.phase == .closed, !step["closed"].isTrue { faults.append("has closed") }
        return faults
    }
}
