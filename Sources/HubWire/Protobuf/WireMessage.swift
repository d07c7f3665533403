/// A generated message.
public protocol WireMessage: Sendable, Hashable {
    /// A message without fields.
    init()
    /// The full name: `workforcehub.v1.Hello`.
    static var name: String { get }
    /// What the message consists of.
    static var wireTable: MessageTable { get }
    /// The fields that the schema does not have.
    var unknownFields: UnknownFields { get set }
    /// Writes all fields by ascending number, the unknown ones last.
    func write(to writer: inout WireWriter)
    /// Reads fields up to the reader's end over those that are there already.
    mutating func merge(from reader: inout WireReader) throws(WireError)
}

extension WireMessage {
    /// Decodes a message.
    ///
    /// - Parameters:
    ///   - bytes: The whole message and nothing else.
    ///   - rules: How unknown things are treated.
    /// - Throws: What is wrong with the bytes, with the path of the field.
    @inlinable
    public init(decoding bytes: Span<UInt8>, rules: WireRules = .lenient) throws(WireError) {
        self.init()
        var reader = WireReader(bytes, rules: rules)
        do throws(WireError) {
            try merge(from: &reader)
            try reader.requireAllowedText()
        } catch {
            throw reader.located(error, in: Self.wireTable)
        }
    }

    /// Decodes a message.
    ///
    /// - Parameters:
    ///   - bytes: The whole message and nothing else.
    ///   - rules: How unknown things are treated.
    /// - Throws: What is wrong with the bytes, with the path of the field.
    @inlinable
    public init(decoding bytes: [UInt8], rules: WireRules = .lenient) throws(WireError) {
        try self.init(decoding: bytes.span, rules: rules)
    }

    /// Encodes the message behind what `buffer` holds already, without an array in between.
    ///
    /// - Parameter buffer: The buffer that grows.
    @inlinable
    public func encode(into buffer: inout [UInt8]) {
        var taken: [UInt8] = []
        swap(&taken, &buffer)
        var writer = WireWriter(appendingTo: taken)
        // The writer alone holds the buffer now: appending must not copy it.
        taken = []
        write(to: &writer)
        buffer = writer.finish()
    }

    /// The message's bytes.
    @inlinable
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        // Most messages are small: one allocation, and not one for each time that it doubles.
        bytes.reserveCapacity(128)
        encode(into: &bytes)
        return bytes
    }

    /// The size of the message's bytes.
    ///
    /// - Complexity: That of encoding, which it does: where the bytes are needed too, use
    ///   `encode(into:)` and the buffer's growth.
    public func byteCount() -> Int { encoded().count }
}
