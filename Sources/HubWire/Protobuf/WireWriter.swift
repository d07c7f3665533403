/// Writes messages behind the bytes of a buffer.
///
/// A nested message is written where it belongs, behind one byte for its length; where the length
/// takes more, the message is moved. That is one pass over the values, and no intermediate array.
public struct WireWriter: ~Copyable {
    private var buffer: [UInt8]

    /// A writer that appends to `buffer`, which nobody else should hold.
    public init(appendingTo buffer: consuming [UInt8] = []) { self.buffer = buffer }

    /// Ends writing.
    ///
    /// - Returns: The buffer with everything that was written.
    public consuming func finish() -> [UInt8] { buffer }

    /// Bytes in the buffer.
    public var count: Int { buffer.count }

    /// Writes a varint.
    @inline(__always)
    public mutating func varint(_ value: UInt64) {
        if value < 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: value))
        } else {
            longVarint(value)
        }
    }

    @inline(never)
    private mutating func longVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes four bytes, the lowest first.
    public mutating func fixed32(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            buffer.append(UInt8(truncatingIfNeeded: value &>> shift))
        }
    }

    /// Writes eight bytes, the lowest first.
    public mutating func fixed64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            buffer.append(UInt8(truncatingIfNeeded: value &>> shift))
        }
    }

    /// Writes a length and the bytes of `value`.
    public mutating func string(_ value: String) {
        let text = value.utf8
        varint(UInt64(text.count))
        buffer.append(contentsOf: text)
    }

    /// Writes a length and `value`.
    public mutating func bytesValue(_ value: [UInt8]) {
        varint(UInt64(value.count))
        buffer.append(contentsOf: value)
    }

    /// Writes a length and a message.
    public mutating func message<Message: WireMessage>(_ value: Message) {
        let start = beginNested()
        value.write(to: &self)
        endNested(start)
    }

    /// Writes fields that were kept because the schema does not have them.
    public mutating func unknown(_ fields: UnknownFields) {
        guard !fields.isEmpty else { return }
        buffer.append(contentsOf: fields.bytes)
    }

    /// Writes bytes that are fields already.
    mutating func append(_ fields: [UInt8]) { buffer.append(contentsOf: fields) }

    /// Forgets what was written since the buffer had `count` bytes.
    mutating func truncate(to count: Int) { buffer.removeLast(buffer.count &- count) }

    /// Makes room for a length.
    mutating func beginNested() -> Int {
        buffer.append(0)
        return buffer.count
    }

    /// Fills in the length of what was written since `beginNested` returned `start`.
    mutating func endNested(_ start: Int) {
        var length = UInt64(buffer.count &- start)
        var index = start &- 1
        while length >= 0x80 {
            buffer[index] = UInt8(truncatingIfNeeded: length) | 0x80
            length >>= 7
            index &+= 1
            buffer.insert(0, at: index)
        }
        buffer[index] = UInt8(truncatingIfNeeded: length)
    }
}
