import HubClient
import HubLoop
import HubSystem
import HubTLS
import HubWire

/// A client of raw frames.
final class RawClient {
    /// A frame as far as scripts compare it here.
    struct Found {
        let type: String
        let stream: Int
        let reason: String
    }

    private var tls: TLSSession
    private let socket: Socket
    private var input: [UInt8] = []

    /// Far longer than any step takes; who waits for nothing ends all the same.
    static var latest: Moment { HubClock.system.moment.advanced(milliseconds: 20_000) }

    init(_ line: consuming Line) {
        tls = line.tls
        socket = line.socket
    }

    func send(_ bytes: [UInt8]) throws {
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

    /// The hub's next frame, CREDIT apart; `nil` when it has closed.
    func next() throws -> Found? {
        while true {
            while let frame = try frame() {
                if frame.type != "CREDIT" { return frame }
            }
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

    /// Whether the hub has sent nothing that was not read yet.
    func hearsNothing() throws -> Bool {
        var space = [UInt8](repeating: 0, count: 65_536)
        var span = space.mutableSpan
        guard case .bytes(let count) = tls.read(into: &span) else { return input.isEmpty }
        input += space[..<count]
        return false
    }

    private func frame() throws -> Found? {
        let start = WireLimits.frameHeadBytes
        guard input.count >= start, let head = FrameHead.read(input.span, at: 0),
            input.count >= start + head.payloadBytes
        else { return nil }
        let payload = Array(input[start..<(start + head.payloadBytes)])
        input.removeFirst(start + head.payloadBytes)
        var reason = ""
        if head.type == .result { reason = try Status(decoding: payload).reason }
        if head.type == .goAway {
            let words = try GoAway(decoding: payload).message
            reason = words.split(separator: ":").first.map(String.init) ?? ""
        }
        return Found(type: head.type.vectorName, stream: Int(head.stream), reason: reason)
    }

    private func wait(_ direction: Direction) throws {
        guard try socket.descriptor.wait(for: direction, until: RawClient.latest) else {
            throw VectorWaitError()
        }
    }
}

/// Nothing came.
private struct VectorWaitError: Error {}

extension FrameType {
    /// The name that vectors give it.
    fileprivate var vectorName: String {
        switch self {
        case .hello: "HELLO"
        case .message: "MESSAGE"
        case .result: "RESULT"
        case .credit: "CREDIT"
        case .pong: "PONG"
        case .goAway: "GOAWAY"
        default: "\(rawValue)"
        }
    }
}
