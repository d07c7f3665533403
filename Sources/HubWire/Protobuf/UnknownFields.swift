/// The fields of a message that its schema does not have, byte for byte as they were received.
///
/// One word, and no allocation while empty.
public struct UnknownFields: Sendable, Hashable {
    private var storage: [UInt8]?

    /// No fields.
    public init() {}

    /// Whether there is none.
    public var isEmpty: Bool { storage == nil }

    /// The fields: tags, lengths and values.
    public var bytes: [UInt8] { storage ?? [] }

    /// Adds one field, its tag included.
    mutating func append(_ field: Span<UInt8>) {
        var kept = storage ?? []
        storage = nil
        // No capacity is reserved: exact growth, field by field, would be quadratic.
        for index in field.indices {
            kept.append(field[index])
        }
        storage = kept
    }
}
