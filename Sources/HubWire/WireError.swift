/// Bytes or text that are not what the wire format allows.
public struct WireError: Error, Hashable, Sendable {
    /// What was wrong.
    public var code: Code
    /// The path of the field from the message's root, empty for the message itself.
    ///
    /// It looks like `strengths[2].text`. A field without a name is named by its number:
    /// `strengths[2].17`.
    public var path: String

    /// An error in the field at `path`.
    public init(_ code: Code, path: String = "") {
        self.code = code
        self.path = path
    }

    /// The kinds of wrong, an open set.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word.
        public let rawValue: String

        /// The code of this word.
        public init(rawValue: String) { self.rawValue = rawValue }
    }
}

extension WireError: CustomStringConvertible {
    /// The code, and the path where there is one; holds no value of any field.
    public var description: String {
        path.isEmpty ? code.rawValue : "\(code.rawValue) at \(path)"
    }
}

extension WireError.Code {
    /// The bytes end inside a field.
    public static var truncated: Self { Self(rawValue: "truncated") }
    /// A varint of more than ten bytes.
    public static var malformedVarint: Self { Self(rawValue: "malformed_varint") }
    /// A field number of 0 or above 2²⁹ − 1, a wire type that does not exist, a group's end
    /// without its beginning.
    public static var malformedTag: Self { Self(rawValue: "malformed_tag") }
    /// A length that its content contradicts: packed fixed-size values that do not fill it.
    public static var malformedLength: Self { Self(rawValue: "malformed_length") }
    /// More levels than `WireReader.depthMax`.
    public static var tooDeep: Self { Self(rawValue: "too_deep") }
    /// More nested messages than `WireReader.strictMessagesMax`, or text above its limit.
    public static var tooLarge: Self { Self(rawValue: "too_large") }
    /// A string that is not valid UTF-8.
    public static var invalidUTF8: Self { Self(rawValue: "invalid_utf8") }
    /// A character that no text of a request may hold.
    public static var forbiddenCharacter: Self { Self(rawValue: "forbidden_character") }
    /// A field that this schema does not have, read by a strict rule.
    public static var unknownField: Self { Self(rawValue: "unknown_field") }
    /// A field of this schema with the encoding of another type, read by a strict rule.
    public static var wrongWireType: Self { Self(rawValue: "wrong_wire_type") }
    /// A singular field, a oneof or a map key that stands there twice.
    public static var repeatedField: Self { Self(rawValue: "repeated_field") }
    /// A number that the enum does not have, or a name that it does not have.
    public static var unknownEnumValue: Self { Self(rawValue: "unknown_enum_value") }
    /// Text that is not JSON.
    public static var malformedJSON: Self { Self(rawValue: "malformed_json") }
    /// JSON of another type than the field has.
    public static var wrongJSONType: Self { Self(rawValue: "wrong_json_type") }
    /// A number outside the range of its type, or a time outside the years 1 to 9999.
    public static var outOfRange: Self { Self(rawValue: "out_of_range") }
    /// Text that is not of the form its type asks for.
    public static var malformedText: Self { Self(rawValue: "malformed_text") }
}
