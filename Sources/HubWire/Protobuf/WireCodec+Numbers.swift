// The numbers, one codec for each protobuf type.

/// `int32`.
public enum WireInt32: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: Int32 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Int32 {
        try reader.int32()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Int32, to writer: inout WireWriter) {
        writer.varint(UInt64(bitPattern: Int64(value)))
    }
}

/// `int64`.
public enum WireInt64: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: Int64 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Int64 {
        try reader.int64()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Int64, to writer: inout WireWriter) {
        writer.varint(UInt64(bitPattern: value))
    }
}

/// `uint32`.
public enum WireUInt32: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: UInt32 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> UInt32 {
        try reader.uint32()
    }
    /// Writes a value without its tag.
    public static func write(_ value: UInt32, to writer: inout WireWriter) {
        writer.varint(UInt64(value))
    }
}

/// `uint64`.
public enum WireUInt64: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: UInt64 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> UInt64 {
        try reader.uint64()
    }
    /// Writes a value without its tag.
    public static func write(_ value: UInt64, to writer: inout WireWriter) {
        writer.varint(value)
    }
}

/// `sint32`.
public enum WireSInt32: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: Int32 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Int32 {
        try reader.sint32()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Int32, to writer: inout WireWriter) {
        writer.varint(UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
    }
}

/// `sint64`.
public enum WireSInt64: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: Int64 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Int64 {
        try reader.sint64()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Int64, to writer: inout WireWriter) {
        writer.varint(UInt64(bitPattern: value << 1 ^ value >> 63))
    }
}

/// `fixed32`.
public enum WireFixed32: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 5 }
    /// The bytes of every value.
    public static var fixedSize: Int? { 4 }
    /// The value of an absent field.
    public static var zero: UInt32 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> UInt32 {
        try reader.fixed32()
    }
    /// Writes a value without its tag.
    public static func write(_ value: UInt32, to writer: inout WireWriter) {
        writer.fixed32(value)
    }
}

/// `fixed64`.
public enum WireFixed64: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 1 }
    /// The bytes of every value.
    public static var fixedSize: Int? { 8 }
    /// The value of an absent field.
    public static var zero: UInt64 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> UInt64 {
        try reader.fixed64()
    }
    /// Writes a value without its tag.
    public static func write(_ value: UInt64, to writer: inout WireWriter) {
        writer.fixed64(value)
    }
}

/// `sfixed32`.
public enum WireSFixed32: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 5 }
    /// The bytes of every value.
    public static var fixedSize: Int? { 4 }
    /// The value of an absent field.
    public static var zero: Int32 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Int32 {
        try reader.sfixed32()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Int32, to writer: inout WireWriter) {
        writer.fixed32(UInt32(bitPattern: value))
    }
}

/// `sfixed64`.
public enum WireSFixed64: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 1 }
    /// The bytes of every value.
    public static var fixedSize: Int? { 8 }
    /// The value of an absent field.
    public static var zero: Int64 { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Int64 {
        try reader.sfixed64()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Int64, to writer: inout WireWriter) {
        writer.fixed64(UInt64(bitPattern: value))
    }
}

/// `float`.
public enum WireFloat: WireCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 5 }
    /// The bytes of every value.
    public static var fixedSize: Int? { 4 }
    /// The value of an absent field.
    public static var zero: Float { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Float {
        try reader.float()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Float, to writer: inout WireWriter) {
        writer.fixed32(value.bitPattern)
    }
}

/// `double`.
public enum WireDouble: WireCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 1 }
    /// The bytes of every value.
    public static var fixedSize: Int? { 8 }
    /// The value of an absent field.
    public static var zero: Double { 0 }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Double {
        try reader.double()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Double, to writer: inout WireWriter) {
        writer.fixed64(value.bitPattern)
    }
}

/// `bool`.
public enum WireBool: WireKeyCodec {
    /// The wire type of an unpacked value.
    public static var wireType: UInt32 { 0 }
    /// The value of an absent field.
    public static var zero: Bool { false }
    /// Reads a value behind its tag.
    public static func read(from reader: inout WireReader) throws(WireError) -> Bool {
        try reader.bool()
    }
    /// Writes a value without its tag.
    public static func write(_ value: Bool, to writer: inout WireWriter) {
        writer.varint(value ? 1 : 0)
    }
    /// Whether `first` is written before `second`.
    public static func precedes(_ first: Bool, _ second: Bool) -> Bool { !first && second }
}
