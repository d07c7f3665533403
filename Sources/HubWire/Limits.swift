/// Every limit of the wire, in one place.
///
/// Floors hold before the peer's `Hello`, which may only raise them; ceilings hold always.
public enum WireLimits {
    /// Bytes of a frame's head.
    public static let frameHeadBytes = 12
    /// Bytes of the head that the length field counts.
    public static let frameHeadCountedBytes = 8
    /// The largest payload of a HELLO frame.
    public static let helloBytesMax = 16 * 1_024
    /// The largest payload of a CALL frame.
    public static let callHeaderBytesMax = 16 * 1_024
    /// The largest payload of a RESULT frame.
    public static let statusBytesMax = 64 * 1_024
    /// The payload of a CREDIT frame.
    public static let creditBytes = 4
    /// The payload of a PING or PONG frame.
    public static let pingBytes = 8
    /// The largest payload of a GOAWAY frame.
    public static let goAwayBytesMax = 4 * 1_024
    /// The largest payload of a frame whose type is from 128 on.
    public static let extensionBytesMax = 16 * 1_024

    /// The largest message before the receiver has announced more.
    public static let messageBytesFloor = 64 * 1_024
    /// Credit of a stream before the receiver has announced more.
    public static let streamCreditFloor = 64 * 1_024
    /// Credit of the connection before the receiver has announced more.
    public static let connectionCreditFloor = 1_024 * 1_024
    /// Streams at once before the receiver has announced more.
    public static let streamsFloor = 16

    /// The largest message that any peer may announce.
    public static let messageBytesCeiling = 64 * 1_024 * 1_024
    /// The highest sum of credit.
    public static let creditCeiling = Int64(Int32.max)
    /// The stream id at which a server drains the connection.
    public static let streamIdLast = UInt32.max - (1 << 20) + 1

    /// The longest name of a method, in ASCII bytes.
    public static let methodBytesMax = 128
    /// The largest message of streamed rows.
    public static let streamedMessageBytesMax = 64 * 1_024
}
