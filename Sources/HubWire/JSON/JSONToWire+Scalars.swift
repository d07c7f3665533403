extension JSONToWire {
    /// Reads a number, boolean, string or bytes and writes it without a tag.
    mutating func scalar(
        _ kind: FieldKind,
        to writer: inout WireWriter
    ) throws(WireError) {
        switch kind {
        case .bool:
            writer.varint(try reader.bool() ? 1 : 0)
        case .string:
            writer.string(try reader.string())
        case .bytes:
            guard let bytes = Base64.decode(try reader.string()) else {
                throw WireError(.malformedText)
            }
            writer.bytesValue(bytes)
        case .double:
            let value: Double = try floating()
            writer.fixed64(value.bitPattern)
        case .float:
            let value: Float = try floating()
            writer.fixed32(value.bitPattern)
        default:
            try integer(try numberText(), kind, to: &writer)
        }
    }

    /// Writes an integer of one of the ten types.
    func integer(
        _ text: [UInt8],
        _ kind: FieldKind,
        to writer: inout WireWriter
    ) throws(WireError) {
        switch kind {
        case .int32: WireInt32.write(try DecimalText.integer(text), to: &writer)
        case .int64: WireInt64.write(try DecimalText.integer(text), to: &writer)
        case .uint32: WireUInt32.write(try DecimalText.integer(text), to: &writer)
        case .uint64: WireUInt64.write(try DecimalText.integer(text), to: &writer)
        case .sint32: WireSInt32.write(try DecimalText.integer(text), to: &writer)
        case .sint64: WireSInt64.write(try DecimalText.integer(text), to: &writer)
        case .fixed32: WireFixed32.write(try DecimalText.integer(text), to: &writer)
        case .fixed64: WireFixed64.write(try DecimalText.integer(text), to: &writer)
        case .sfixed32: WireSFixed32.write(try DecimalText.integer(text), to: &writer)
        case .sfixed64: WireSFixed64.write(try DecimalText.integer(text), to: &writer)
        default: throw WireError(.wrongJSONType)
        }
    }

    /// The text of a number, which may stand in a string.
    private mutating func numberText() throws(WireError) -> [UInt8] {
        switch try reader.peek() {
        case .number:
            return try reader.number()
        case .string:
            let text = [UInt8](try reader.string().utf8)
            guard DecimalText.isNumber(text) else { throw WireError(.malformedText) }
            return text
        default:
            throw WireError(.wrongJSONType)
        }
    }

    private mutating func floating<Value: BinaryFloatingPoint & LosslessStringConvertible>()
        throws(WireError) -> Value
    {
        var text: [UInt8]
        if try reader.peek() == .string {
            let word = try reader.string()
            switch word {
            case "NaN": return Value.nan
            case "Infinity": return Value.infinity
            case "-Infinity": return -Value.infinity
            default: text = [UInt8](word.utf8)
            }
            guard DecimalText.isNumber(text) else { throw WireError(.malformedText) }
        } else {
            text = try numberText()
        }
        guard let value = Value(String(decoding: text, as: UTF8.self)), value.isFinite else {
            throw WireError(.outOfRange)
        }
        return value
    }
}
