/// The fixed head of a frame, big-endian.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | `length`: bytes that follow this field, 8 + payload size |
/// | 4 | 4 | `stream`: 0 for the connection itself |
/// | 8 | 1 | `type` |
/// | 9 | 1 | `flags`: bit 0 END; other bits are 0 |
/// | 10 | 2 | reserved, 0 |
/// | 12 | … | payload |
public struct FrameHead: Hashable, Sendable {
    /// The stream, 0 for the connection.
    public var stream: UInt32
    /// What the frame is for.
    public var type: FrameType
    /// All eight flag bits as they came.
    public var flags: UInt8
    /// The two reserved bytes as they came.
    public var reserved: UInt16
    /// Bytes of payload that follow the head.
    public var payloadBytes: Int

    /// The bit of `flags` that says: no further message follows on this stream.
    public static let endFlag: UInt8 = 1

    /// A head with nothing reserved in it.
    @inlinable
    public init(_ type: FrameType, stream: UInt32, payloadBytes: Int, ends: Bool = false) {
        self.stream = stream
        self.type = type
        flags = ends ? FrameHead.endFlag : 0
        reserved = 0
        self.payloadBytes = payloadBytes
    }

    /// Whether the END bit is set.
    @inlinable
    public var ends: Bool { flags & FrameHead.endFlag != 0 }

    /// Reads the head that starts at `offset`.
    ///
    /// - Parameters:
    ///   - bytes: Received bytes.
    ///   - offset: Where the frame starts; at least `WireLimits.frameHeadBytes` bytes follow it.
    /// - Returns: The head, or `nil` when its length is below 8: no frame can be that short.
    @inlinable
    public static func read(_ bytes: Span<UInt8>, at offset: Int) -> FrameHead? {
        let length = word(bytes, offset)
        guard length >= UInt32(WireLimits.frameHeadCountedBytes) else { return nil }
        var head = FrameHead(
            FrameType(rawValue: bytes[offset + 8]),
            stream: word(bytes, offset + 4),
            payloadBytes: Int(length) - WireLimits.frameHeadCountedBytes
        )
        head.flags = bytes[offset + 9]
        head.reserved = UInt16(bytes[offset + 10]) << 8 | UInt16(bytes[offset + 11])
        return head
    }

    /// Appends the head's twelve bytes.
    ///
    /// - Parameter output: Where to.
    @inlinable
    public func append(to output: inout [UInt8]) {
        let length = UInt32(truncatingIfNeeded: payloadBytes + WireLimits.frameHeadCountedBytes)
        FrameHead.append(length, to: &output)
        FrameHead.append(stream, to: &output)
        output.append(type.rawValue)
        output.append(flags)
        output.append(UInt8(truncatingIfNeeded: reserved >> 8))
        output.append(UInt8(truncatingIfNeeded: reserved))
    }

    /// Appends a number as four bytes, the most significant first.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - output: Where to.
    @inlinable
    public static func append(_ value: UInt32, to output: inout [UInt8]) {
        output.append(UInt8(truncatingIfNeeded: value >> 24))
        output.append(UInt8(truncatingIfNeeded: value >> 16))
        output.append(UInt8(truncatingIfNeeded: value >> 8))
        output.append(UInt8(truncatingIfNeeded: value))
    }

    /// The number in the four bytes from `offset` on, the most significant first.
    ///
    /// - Parameters:
    ///   - bytes: Received bytes.
    ///   - offset: Of the first of four bytes that are there.
    /// - Returns: The number.
    @inlinable
    public static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
        UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16
            | UInt32(bytes[offset + 2]) << 8 | UInt32(bytes[offset + 3])
    }
}
