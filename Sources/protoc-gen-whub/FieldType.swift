/// The type of a field's value, in the schema and in Swift.
enum FieldType {
    /// A number, a boolean, a string or bytes.
    case scalar(Scalar)
    /// An enum by its Swift name.
    case enumeration(String)
    /// A message by its Swift name.
    case message(String)

    /// How one scalar type is named everywhere.
    struct Scalar {
        /// The name in the schema, which is also that of the table's case.
        let name: String
        /// The type in Swift.
        let swift: String
        /// The reader's method.
        let reader: String
        /// The codec.
        let codec: String
        /// The wire type.
        let wireType: UInt32
    }

    private static func scalar(
        _ name: String,
        _ swift: String,
        _ codec: String,
        _ wireType: UInt32
    ) -> FieldType {
        .scalar(
            Scalar(
                name: name,
                swift: swift,
                reader: name == "bytes" ? "bytesValue" : name,
                codec: codec,
                wireType: wireType
            )
        )
    }

    /// The scalar type of a descriptor's type, or nil for enums, messages and groups.
    init?(scalar type: FieldDescriptorProto.TypeEnum) {
        switch type {
        case .double: self = Self.scalar("double", "Double", "WireDouble", 1)
        case .float: self = Self.scalar("float", "Float", "WireFloat", 5)
        case .int64: self = Self.scalar("int64", "Int64", "WireInt64", 0)
        case .uint64: self = Self.scalar("uint64", "UInt64", "WireUInt64", 0)
        case .int32: self = Self.scalar("int32", "Int32", "WireInt32", 0)
        case .fixed64: self = Self.scalar("fixed64", "UInt64", "WireFixed64", 1)
        case .fixed32: self = Self.scalar("fixed32", "UInt32", "WireFixed32", 5)
        case .bool: self = Self.scalar("bool", "Bool", "WireBool", 0)
        case .string: self = Self.scalar("string", "String", "WireString", 2)
        case .bytes: self = Self.scalar("bytes", "[UInt8]", "WireBytes", 2)
        case .uint32: self = Self.scalar("uint32", "UInt32", "WireUInt32", 0)
        case .sfixed32: self = Self.scalar("sfixed32", "Int32", "WireSFixed32", 5)
        case .sfixed64: self = Self.scalar("sfixed64", "Int64", "WireSFixed64", 1)
        case .sint32: self = Self.scalar("sint32", "Int32", "WireSInt32", 0)
        case .sint64: self = Self.scalar("sint64", "Int64", "WireSInt64", 0)
        default: return nil
        }
    }

    /// The type in Swift.
    var swift: String {
        switch self {
        case .scalar(let scalar): scalar.swift
        case .enumeration(let name), .message(let name): name
        }
    }

    /// The wire type of an unpacked value.
    var wireType: UInt32 {
        switch self {
        case .scalar(let scalar): scalar.wireType
        case .enumeration: 0
        case .message: 2
        }
    }

    /// Whether several values may share a field.
    var isPackable: Bool { wireType != 2 }

    /// The codec for arrays and maps.
    var codec: String {
        switch self {
        case .scalar(let scalar): scalar.codec
        case .enumeration(let name): "WireEnumeration<\(name)>"
        case .message(let name): "WireSubmessage<\(name)>"
        }
    }

    /// The method of reader and writer.
    var method: String {
        switch self {
        case .scalar(let scalar): scalar.reader
        case .enumeration: "enumeration"
        case .message: "message"
        }
    }

    /// The case of `FieldKind`.
    var table: String {
        switch self {
        case .scalar(let scalar): ".\(scalar.name)"
        case .enumeration(let name): ".enumeration(\(name).self)"
        case .message(let name): ".message(\(name).self)"
        }
    }

    /// The value of an absent field.
    var zero: String {
        switch self {
        case .scalar(let scalar):
            switch scalar.swift {
            case "String": "\"\""
            case "[UInt8]": "[]"
            case "Bool": "false"
            default: "0"
            }
        case .enumeration(let name): "\(name)(rawValue: 0)"
        case .message(let name): "\(name)()"
        }
    }

    /// The condition under which a value without presence is written.
    func isSet(_ name: String) -> String {
        switch self {
        case .scalar(let scalar):
            switch scalar.swift {
            case "String", "[UInt8]": "!\(name).isEmpty"
            case "Bool": name
            // Minus zero is not the default.
            case "Double", "Float": "\(name).bitPattern != 0"
            default: "\(name) != 0"
            }
        case .enumeration: "\(name).rawValue != 0"
        case .message: "true"
        }
    }
}
