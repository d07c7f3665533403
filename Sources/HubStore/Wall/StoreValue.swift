/// A value of a column, where the column is not known in advance.
package enum StoreValue: Equatable, Sendable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// Text, compared byte by byte.
    case text(String)
    /// Bytes.
    case bytes([UInt8])
    /// A 16-byte identifier, stored as bytes.
    case id(OpaqueID)
    /// A yes or no, stored as 1 or 0.
    case flag(Bool)

    /// The integer, or no value.
    package static func integer(_ value: Int64?) -> StoreValue {
        value.map { .integer($0) } ?? .null
    }

    /// The text, or no value.
    package static func text(_ value: String?) -> StoreValue { value.map { .text($0) } ?? .null }

    /// The bytes, or no value.
    package static func bytes(_ value: [UInt8]?) -> StoreValue {
        value.map { .bytes($0) } ?? .null
    }

    /// The identifier, or no value.
    package static func id(_ value: OpaqueID?) -> StoreValue { value.map { .id($0) } ?? .null }
}
