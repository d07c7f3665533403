import HubSession
import HubVectorKit
import HubWire

/// One side's credit, as it follows from the other's HELLO and CREDIT and from what was sent.
struct VectorAccounts {
    private var streamStart: Int64
    private var connectionStart: Int64
    private var granted: [UInt32: Int64] = [:]
    private(set) var spent: [UInt32: Int64] = [:]
    private var sent: [UInt8] = []

    init(isStranger: Bool) {
        streamStart = isStranger ? 16_384 : 65_536
        connectionStart = isStranger ? 65_536 : 1_048_576
    }

    /// A frame from the side that grants.
    mutating func came(_ frame: Frame) throws {
        if frame.head.type == .hello {
            let limits = try Hello(decoding: frame.payload).limits ?? Limits()
            streamStart = max(streamStart, Int64(limits.streamCreditBytes))
            connectionStart = max(connectionStart, Int64(limits.connectionCreditBytes))
        } else if frame.head.type == .credit {
            let grant = FrameHead.word(frame.payload.span, 0)
            granted[frame.head.stream, default: 0] += Int64(grant)
        }
    }

    /// Bytes from the side that spends; what is no frame costs nothing.
    mutating func went(_ bytes: [UInt8]) {
        sent += bytes
        var offset = 0
        while offset + 12 <= sent.count, let head = FrameHead.read(sent.span, at: offset),
            offset + 12 + head.payloadBytes <= sent.count
        {
            offset += 12 + head.payloadBytes
            guard head.type == .message || head.type.isExtension else { continue }
            let cost = Int64(12 + head.payloadBytes)
            spent[0, default: 0] += cost
            if head.stream != 0 { spent[head.stream, default: 0] += cost }
        }
        sent.removeFirst(offset)
    }

    /// The credit of a stream, or of the connection.
    subscript(stream: UInt32) -> Int64 {
        let start = stream == 0 ? connectionStart : streamStart
        return start + granted[stream, default: 0] - spent[stream, default: 0]
    }

    /// What is lower than a script expects.
    func faults(_ expected: VectorValue) -> [String] {
        expected.items.compactMap { item in
            let stream = UInt32(item["stream"].number ?? 0)
            let least = Int64(item["at_least"].number ?? 0)
            return self[stream] < least
                ? "credit of stream \(stream) is \(self[stream]), expected \(least)" : nil
        }
    }
}
