/// How a value of one protobuf type is written, for the generic code of arrays and maps.
public protocol WireCodec {
    /// The Swift type of a value.
    associatedtype Value: Sendable, Hashable
    /// The wire type of an unpacked value.
    static var wireType: UInt32 { get }
    /// The bytes of every value, or nil where they vary.
    static var fixedSize: Int? { get }
    /// The value of an absent field.
    static var zero: Value { get }
    /// Reads a value behind its tag.
    static func read(from reader: inout WireReader) throws(WireError) -> Value
    /// Reads a value behind its tag over an earlier one.
    static func merge(_ value: inout Value, from reader: inout WireReader) throws(WireError)
    /// Writes a value without its tag.
    static func write(_ value: Value, to writer: inout WireWriter)
}

extension WireCodec {
    /// The size varies.
    public static var fixedSize: Int? { nil }

    /// The later value replaces the earlier one.
    public static func merge(
        _ value: inout Value,
        from reader: inout WireReader
    ) throws(WireError) {
        value = try read(from: &reader)
    }
}

/// How the keys of a map are written, and in which order.
public protocol WireKeyCodec: WireCodec {
    /// Whether `first` is written before `second`.
    static func precedes(_ first: Value, _ second: Value) -> Bool
}

extension WireKeyCodec where Value: Comparable {
    /// Ascending.
    public static func precedes(_ first: Value, _ second: Value) -> Bool { first < second }
}

/// `string`.
public enum WireString: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 2 }
    /// The value of an absent field.
    public static var zero: String { "" }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> String {
        try reader.string()
    }
    /// Writes a value without its tag.
    public static func write(_ value: String, to writer: inout WireWriter) { writer.string(value) }
    /// Whether `first` is written before `second`.
    public static func precedes(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }
}

/// `bytes`.
public enum WireBytes: WireCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 2 }
    /// The value of an absent field.
    public static var zero: [UInt8] { [] }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> [UInt8] {
        try reader.bytesValue()
    }
    /// Writes a value without its tag.
    public static func write(_ value: [UInt8], to writer: inout WireWriter) {
        writer.bytesValue(value)
    }
}

/// An enum.
public enum WireEnumeration<Value: WireEnum>: WireCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: Value { Value(rawValue: 0) }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Value {
        try reader.enumeration()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Value, to writer: inout WireWriter) {
        writer.varint(UInt64(bitPattern: Int64(value.rawValue)))
    }
}

/// A message.
public enum WireSubmessage<Value: WireMessage>: WireCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 2 }
    /// The value of an absent field.
    public static var zero: Value { Value() }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Value {
        var value = Value()
        try reader.message(&value)
        return value
    }
    /// Reads a value behind its tag over an earlier one.
    public static func merge(
        _ value: inout Value,
        from reader: inout WireReader
    ) throws(WireError) {
        try reader.message(&value)
    }
    /// Writes a value without its tag.
    public static func write(_ value: Value, to writer: inout WireWriter) { writer.message(value) }
}
