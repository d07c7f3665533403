// One field each: its tag, which generated code knows as a constant, and its value. Whether a field
// is written at all (proto3 leaves out zeros) is decided by the generated code.
extension WireWriter {
    /// Writes a tag.
    @inline(__always)
    public mutating func tag(_ tag: UInt32) { varint(UInt64(tag)) }

    /// Writes a `uint32`.
    public mutating func uint32(_ tag: UInt32, _ value: UInt32) {
        self.tag(tag)
        varint(UInt64(value))
    }

    /// Writes a `uint64`.
    public mutating func uint64(_ tag: UInt32, _ value: UInt64) {
        self.tag(tag)
        varint(value)
    }

    /// Writes an `int32`; a negative one takes ten bytes.
    public mutating func int32(_ tag: UInt32, _ value: Int32) {
        self.tag(tag)
        varint(UInt64(bitPattern: Int64(value)))
    }

    /// Writes an `int64`.
    public mutating func int64(_ tag: UInt32, _ value: Int64) {
        self.tag(tag)
        varint(UInt64(bitPattern: value))
    }

    /// Writes a zigzag `sint32`.
    public mutating func sint32(_ tag: UInt32, _ value: Int32) {
        self.tag(tag)
        WireSInt32.write(value, to: &self)
    }

    /// Writes a zigzag `sint64`.
    public mutating func sint64(_ tag: UInt32, _ value: Int64) {
        self.tag(tag)
        WireSInt64.write(value, to: &self)
    }

    /// Writes a `bool`.
    public mutating func bool(_ tag: UInt32, _ value: Bool) {
        self.tag(tag)
        varint(value ? 1 : 0)
    }

    /// Writes a `fixed32`.
    public mutating func fixed32(_ tag: UInt32, _ value: UInt32) {
        self.tag(tag)
        fixed32(value)
    }

    /// Writes a `fixed64`.
    public mutating func fixed64(_ tag: UInt32, _ value: UInt64) {
        self.tag(tag)
        fixed64(value)
    }

    /// Writes an `sfixed32`.
    public mutating func sfixed32(_ tag: UInt32, _ value: Int32) {
        self.tag(tag)
        fixed32(UInt32(bitPattern: value))
    }

    /// Writes an `sfixed64`.
    public mutating func sfixed64(_ tag: UInt32, _ value: Int64) {
        self.tag(tag)
        fixed64(UInt64(bitPattern: value))
    }

    /// Writes a `float`.
    public mutating func float(_ tag: UInt32, _ value: Float) {
        self.tag(tag)
        fixed32(value.bitPattern)
    }

    /// Writes a `double`.
    public mutating func double(_ tag: UInt32, _ value: Double) {
        self.tag(tag)
        fixed64(value.bitPattern)
    }

    /// Writes a `string`.
    public mutating func string(_ tag: UInt32, _ value: String) {
        self.tag(tag)
        string(value)
    }

    /// Writes a `bytes`.
    public mutating func bytesValue(_ tag: UInt32, _ value: [UInt8]) {
        self.tag(tag)
        bytesValue(value)
    }

    /// Writes an enum.
    public mutating func enumeration<Value: WireEnum>(_ tag: UInt32, _ value: Value) {
        int32(tag, value.rawValue)
    }

    /// Writes a message.
    public mutating func message<Message: WireMessage>(_ tag: UInt32, _ value: Message) {
        self.tag(tag)
        message(value)
    }

    /// Writes several values in one field; nothing when there are none.
    public mutating func packed<Codec: WireCodec>(
        _ tag: UInt32,
        _ values: [Codec.Value],
        _ codec: Codec.Type
    ) {
        guard !values.isEmpty else { return }
        self.tag(tag)
        let start = beginNested()
        for value in values {
            codec.write(value, to: &self)
        }
        endNested(start)
    }

    /// Writes several values, each in a field of its own.
    public mutating func repeated<Codec: WireCodec>(
        _ tag: UInt32,
        _ values: [Codec.Value],
        _ codec: Codec.Type
    ) {
        for value in values {
            self.tag(tag)
            codec.write(value, to: &self)
        }
    }

    /// Writes a map, ordered by its keys so that equal maps have equal bytes.
    public mutating func map<Keys: WireKeyCodec, Values: WireCodec>(
        _ tag: UInt32,
        _ map: [Keys.Value: Values.Value],
        _ keys: Keys.Type,
        _ values: Values.Type
    ) {
        guard !map.isEmpty else { return }
        for (key, value) in map.sorted(by: { keys.precedes($0.key, $1.key) }) {
            self.tag(tag)
            let start = beginNested()
            self.tag(1 << 3 | keys.wireType)
            keys.write(key, to: &self)
            self.tag(2 << 3 | values.wireType)
            values.write(value, to: &self)
            endNested(start)
        }
    }
}
