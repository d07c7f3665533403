/// What a frame is for: an open set, so that an unknown number can be told from a known one.
public struct FrameType: RawRepresentable, Hashable, Sendable {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The type with this number.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Greeting; the first frame of each side, on stream 0.
    public static let hello = FrameType(rawValue: 1)
    /// Opens a call; from the client, on a new stream.
    public static let call = FrameType(rawValue: 2)
    /// One whole protobuf message, on a live stream.
    public static let message = FrameType(rawValue: 3)
    /// How a call ended; from the server.
    public static let result = FrameType(rawValue: 4)
    /// The client wants no answer any more.
    public static let cancel = FrameType(rawValue: 5)
    /// The receiver takes so many bytes more.
    public static let credit = FrameType(rawValue: 6)
    /// Asks whether the peer is there.
    public static let ping = FrameType(rawValue: 7)
    /// Answers with the same eight bytes.
    public static let pong = FrameType(rawValue: 8)
    /// The last word of a connection.
    public static let goAway = FrameType(rawValue: 9)
    /// The client sends no further message on this stream.
    public static let end = FrameType(rawValue: 10)

    /// The first of the numbers that every receiver ignores.
    public static let firstExtension: UInt8 = 128

    /// Whether a receiver ignores frames of this type.
    @inlinable
    public var isExtension: Bool { rawValue >= FrameType.firstExtension }
}
