/// What a message consists of, for everything that is not on the hot path: JSON, the paths of
/// errors, self-description.
public struct MessageTable: Sendable {
    /// The message's full name: `workforcehub.v1.Hello`.
    public let name: String
    /// Its fields by ascending number.
    public let fields: [FieldTable]

    /// A table for generated code.
    ///
    /// - Parameters:
    ///   - name: The full name.
    ///   - fields: The fields by ascending number.
    public init(name: String, fields: [FieldTable]) {
        self.name = name
        self.fields = fields
    }

    /// The field of a number, or nil.
    public func field(number: UInt32) -> FieldTable? {
        fields.first { $0.number == number }
    }
}

/// One field of a message.
public struct FieldTable: Sendable {
    /// Its number.
    public let number: UInt32
    /// Its name in the schema: `timeout_ms`.
    public let name: String
    /// Its name in JSON: `timeoutMs`.
    public let jsonName: String
    /// The type of a value.
    public let kind: FieldKind
    /// How many values there may be.
    public let cardinality: Cardinality
    /// The index of the oneof that it is a member of, or nil.
    public let oneof: Int?
    /// The most sensitive data that it carries, where the schema says so.
    public let dataClass: DataClass

    /// A field for generated code.
    public init(
        _ number: UInt32,
        _ name: String,
        _ jsonName: String,
        _ kind: FieldKind,
        _ cardinality: Cardinality = .implicit,
        oneof: Int? = nil,
        dataClass: DataClass = .unspecified
    ) {
        self.number = number
        self.name = name
        self.jsonName = jsonName
        self.kind = kind
        self.cardinality = cardinality
        self.oneof = oneof
        self.dataClass = dataClass
    }

    /// How many values a field may have.
    public enum Cardinality: Sendable, Hashable {
        /// One; zero and absent are the same.
        case implicit
        /// One or none.
        case explicit
        /// Any number, each with its tag.
        case repeated
        /// Any number, written in one field.
        case packed
        /// Any number of keys with a value each.
        case map
    }
}

/// The type of a field's value.
public enum FieldKind: Sendable {
    /// `double`.
    case double
    /// `float`.
    case float
    /// `int32`.
    case int32
    /// `int64`.
    case int64
    /// `uint32`.
    case uint32
    /// `uint64`.
    case uint64
    /// `sint32`.
    case sint32
    /// `sint64`.
    case sint64
    /// `fixed32`.
    case fixed32
    /// `fixed64`.
    case fixed64
    /// `sfixed32`.
    case sfixed32
    /// `sfixed64`.
    case sfixed64
    /// `bool`.
    case bool
    /// `string`.
    case string
    /// `bytes`.
    case bytes
    /// An enum.
    case enumeration(any WireEnum.Type)
    /// A message.
    case message(any WireMessage.Type)
    /// A map from keys, which are numbers, booleans or strings, to values.
    indirect case map(key: FieldKind, value: FieldKind)

    /// The wire type of an unpacked value.
    public var wireType: UInt32 {
        switch self {
        case .int32, .int64, .uint32, .uint64, .sint32, .sint64, .bool, .enumeration: 0
        case .double, .fixed64, .sfixed64: 1
        case .string, .bytes, .message, .map: 2
        case .float, .fixed32, .sfixed32: 5
        }
    }
}
