package import HubWire

/// Bytes that wait for the socket.
///
/// Frames are appended whole; the driver takes from the front as the socket allows. Space is given
/// back when the queue runs empty, so that an idle connection holds none, and when most of it is of
/// frames that were sent: a peer that never lets the queue run empty has no more kept than waits.
package struct OutboundQueue: ~Copyable {
    private var bytes: [UInt8] = []
    private var head = 0
    private var control = ControlCount()
    /// Space that is kept for the next answers when the queue runs empty.
    private static let spaceKeptBytes = 4_096
    /// Sent bytes below which it is not worth the moving to give their space back.
    private static let spentBytesMin = 64 * 1_024

    /// An empty queue.
    package init() {}

    /// How many bytes wait.
    package var count: Int { bytes.count - head }

    /// Bytes of the space: those that wait, and sent ones whose space was not given back yet.
    package var heldBytes: Int { bytes.count }

    /// The bytes that wait, the oldest first.
    package var waiting: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(head..<bytes.count) }
    }

    /// Takes `count` written bytes off the front.
    ///
    /// - Parameter count: How many the socket took; never more than waited.
    package mutating func remove(_ count: Int) {
        head += count
        control.removed(count, waiting: self.count)
        guard head == bytes.count else { return giveBackSpent() }
        control.emptied()
        head = 0
        if bytes.capacity > OutboundQueue.spaceKeptBytes {
            bytes = []
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Gives back the space of whole frames that were sent, once they are most of it.
    ///
    /// - Complexity: Linear in the bytes that wait, once for as many bytes that were sent.
    private mutating func giveBackSpent() {
        guard head >= max(count, OutboundQueue.spentBytesMin) else { return }
        var spent = 0
        while spent < head {
            let end = frameEnd(from: spent)
            guard end <= head else { break }
            spent = end
        }
        guard spent > 0 else { return }
        bytes.removeFirst(spent)
        head -= spent
    }

    /// Where the frame ends that begins at an offset.
    private func frameEnd(from start: Int) -> Int {
        let counted = bytes[start..<min(start + 4, bytes.count)].reduce(0) { $0 << 8 | Int($1) }
        let size = counted + WireLimits.frameHeadBytes - WireLimits.frameHeadCountedBytes
        return start + max(1, size)
    }

    /// Drops what was not sent, but for the frame that has begun to be.
    ///
    /// - Parameter offered: So many bytes from the front may be on their way already.
    package mutating func dropUnsent(keeping offered: Int) {
        // The space begins with a whole frame: only that of whole frames is given back.
        var end = 0
        while end < min(head + offered, bytes.count) { end = frameEnd(from: end) }
        let kept = max(head, min(end, bytes.count))
        let dropped = bytes.count - kept
        guard dropped > 0 else { return }
        bytes.removeLast(dropped)
        control.emptied()
    }

    /// Bytes that wait and that the peer provoked at no cost; never less than there are, and at
    /// most those of twice the queue.
    package var controlCount: Int { control.count }

    /// Counts the newest frame among those that the peer can provoke at no cost.
    ///
    /// - Parameter payloadBytes: The size of its payload.
    package mutating func countControl(_ payloadBytes: Int) {
        control.added(payloadBytes + WireLimits.frameHeadBytes, waiting: count)
    }

    /// Appends one frame.
    ///
    /// - Parameters:
    ///   - type: What the frame is for.
    ///   - stream: Its stream.
    ///   - ends: Whether the END bit is set.
    ///   - payload: What follows the head.
    package mutating func append(
        _ type: FrameType,
        stream: UInt32,
        ends: Bool = false,
        payload: Span<UInt8>
    ) {
        let head = FrameHead(type, stream: stream, payloadBytes: payload.count, ends: ends)
        head.append(to: &bytes)
        bytes.append(copying: payload)
    }

    /// Appends a frame without a payload.
    ///
    /// - Parameters:
    ///   - type: What the frame is for.
    ///   - stream: Its stream.
    package mutating func append(_ type: FrameType, stream: UInt32) {
        FrameHead(type, stream: stream, payloadBytes: 0).append(to: &bytes)
    }

    /// Appends a CREDIT frame.
    ///
    /// - Parameters:
    ///   - credit: Bytes that are granted.
    ///   - stream: The stream, 0 for the connection.
    package mutating func append(credit: UInt32, stream: UInt32) {
        FrameHead(.credit, stream: stream, payloadBytes: WireLimits.creditBytes).append(to: &bytes)
        FrameHead.append(credit, to: &bytes)
    }

    /// Appends a PING frame.
    ///
    /// - Parameter value: Its eight bytes, the most significant first.
    package mutating func append(ping value: UInt64) {
        FrameHead(.ping, stream: 0, payloadBytes: WireLimits.pingBytes).append(to: &bytes)
        FrameHead.append(UInt32(truncatingIfNeeded: value >> 32), to: &bytes)
        FrameHead.append(UInt32(truncatingIfNeeded: value), to: &bytes)
    }

    /// Appends a frame whose payload is a message.
    ///
    /// - Parameters:
    ///   - type: What the frame is for.
    ///   - stream: Its stream.
    ///   - message: Encoded after the head.
    ///   - ends: Whether the END bit is set.
    package mutating func append(
        _ type: FrameType,
        stream: UInt32,
        message: some WireMessage,
        ends: Bool = false
    ) {
        let start = bytes.count
        FrameHead(type, stream: stream, payloadBytes: 0, ends: ends).append(to: &bytes)
        message.encode(into: &bytes)
        // The length is known only now: asking before would encode the message twice.
        let payloadBytes = bytes.count - start - WireLimits.frameHeadBytes
        let counted = UInt32(clamping: payloadBytes + WireLimits.frameHeadCountedBytes)
        for index in 0..<4 {
            bytes[start + index] = UInt8(truncatingIfNeeded: counted >> UInt32(24 - index * 8))
        }
    }
}
