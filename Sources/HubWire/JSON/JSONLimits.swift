/// What reading JSON may cost.
public enum JSONLimits {
    /// Objects and arrays inside each other.
    public static let depthMax = 100
    /// Bytes of a text: enough for a message of 1 MiB, every byte of it written as an escape.
    public static let bytesMax = 8 << 20
}

/// How JSON is read and written.
public struct JSONOptions: Sendable {
    /// Whether names that the schema does not have are passed over instead of refused.
    public var ignoresUnknownNames = false
    /// Whether the output has lines and indentation.
    public var isPretty = false
    /// The messages that may stand in a `google.protobuf.Any`.
    public var types: [any WireMessage.Type] = []

    /// The canonical ways.
    public init() {}

    /// The type of a URL such as `type.googleapis.com/workforcehub.v1.Hello`, or nil.
    func type(of url: String) -> (any WireMessage.Type)? {
        guard let slash = url.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let name = url[url.index(after: slash)...]
        return types.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
