// Varints longer than their type are cut to its width, as the protobuf specification asks; the
// bits of the tenth byte that do not fit are dropped.
extension WireReader {
    /// Reads a varint of at most ten bytes.
    ///
    /// - Returns: Its low 64 bits.
    /// - Throws: `truncated` or `malformedVarint`.
    @inline(__always)
    public mutating func varint() throws(WireError) -> UInt64 {
        guard position < end else { throw WireError(.truncated) }
        let first = bytes[position]
        position &+= 1
        if first < 0x80 { return UInt64(first) }
        return try longVarint(after: first)
    }

    @inline(never)
    private mutating func longVarint(after first: UInt8) throws(WireError) -> UInt64 {
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while shift < 70 {
            guard position < end else { throw WireError(.truncated) }
            let byte = bytes[position]
            position &+= 1
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 {
                // The tenth byte has room for one bit.
                if shift == 63, byte > 1, rules != .lenient { throw WireError(.malformedVarint) }
                return value
            }
            shift &+= 7
        }
        throw WireError(.malformedVarint)
    }

    /// Reads a `uint32`.
    public mutating func uint32() throws(WireError) -> UInt32 {
        let raw = try varint()
        try demand(raw <= UInt64(UInt32.max))
        return UInt32(truncatingIfNeeded: raw)
    }

    /// Under a strict rule a number that its type cannot hold is refused instead of being cut: cut,
    /// it would be another number than the sender meant.
    @inline(__always)
    private func demand(_ fits: Bool) throws(WireError) {
        guard fits || rules == .lenient else { throw WireError(.outOfRange) }
    }

    /// Reads a `uint64`.
    public mutating func uint64() throws(WireError) -> UInt64 { try varint() }

    /// Reads an `int32`.
    public mutating func int32() throws(WireError) -> Int32 {
        let raw = Int64(bitPattern: try varint())
        try demand(Int32(exactly: raw) != nil)
        return Int32(truncatingIfNeeded: raw)
    }

    /// Reads an `int64`.
    public mutating func int64() throws(WireError) -> Int64 {
        Int64(bitPattern: try varint())
    }

    /// Reads a zigzag `sint32`.
    public mutating func sint32() throws(WireError) -> Int32 {
        let raw = try uint32()
        return Int32(bitPattern: raw >> 1) ^ -Int32(bitPattern: raw & 1)
    }

    /// Reads a zigzag `sint64`.
    public mutating func sint64() throws(WireError) -> Int64 {
        let raw = try varint()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// Reads a `bool`.
    public mutating func bool() throws(WireError) -> Bool {
        let raw = try varint()
        try demand(raw <= 1)
        return raw != 0
    }

    /// Reads a `fixed32`.
    public mutating func fixed32() throws(WireError) -> UInt32 {
        guard end &- position >= 4 else { throw WireError(.truncated) }
        var value: UInt32 = 0
        for index in 0..<4 {
            value |= UInt32(bytes[position &+ index]) &<< UInt32(index &* 8)
        }
        position &+= 4
        return value
    }

    /// Reads a `fixed64`.
    public mutating func fixed64() throws(WireError) -> UInt64 {
        guard end &- position >= 8 else { throw WireError(.truncated) }
        var value: UInt64 = 0
        for index in 0..<8 {
            value |= UInt64(bytes[position &+ index]) &<< UInt64(index &* 8)
        }
        position &+= 8
        return value
    }

    /// Reads an `sfixed32`.
    public mutating func sfixed32() throws(WireError) -> Int32 { Int32(bitPattern: try fixed32()) }

    /// Reads an `sfixed64`.
    public mutating func sfixed64() throws(WireError) -> Int64 { Int64(bitPattern: try fixed64()) }

    /// Reads a `float`.
    public mutating func float() throws(WireError) -> Float { Float(bitPattern: try fixed32()) }

    /// Reads a `double`.
    public mutating func double() throws(WireError) -> Double { Double(bitPattern: try fixed64()) }

    /// Reads a `string`, which must be valid UTF-8.
    ///
    /// - Returns: The text.
    /// - Throws: `invalidUTF8`, `truncated` or `malformedVarint`. Under the rule for requests the
    ///   message is refused at its end for what no text may hold, newline and tab among it.
    public mutating func string() throws(WireError) -> String { try text(severalLines: false) }

    /// Reads a `string` that may have several lines.
    ///
    /// - Returns: The text.
    /// - Throws: `invalidUTF8`, `truncated` or `malformedVarint`. Under the rule for requests the
    ///   message is refused at its end for what no text may hold.
    public mutating func lines() throws(WireError) -> String { try text(severalLines: true) }

    private mutating func text(severalLines: Bool) throws(WireError) -> String {
        let length = try length()
        let text = bytes.extracting(position..<(position &+ length))
        position &+= length
        let value: String
        do {
            value = String(copying: try UTF8Span(validating: text))
        } catch {
            throw WireError(.invalidUTF8)
        }
        if rules == .strict, forbiddenStart == nil,
            !TextCharacters.areAllowed(text, severalLines: severalLines)
        {
            forbiddenStart = fieldStart
        }
        return value
    }

    /// Reads a `bytes`.
    public mutating func bytesValue() throws(WireError) -> [UInt8] {
        let length = try length()
        let start = position
        position &+= length
        return [UInt8](copying: bytes.extracting(start..<position))
    }

    /// Reads an enum.
    ///
    /// - Returns: The value, also one without a name under the lenient rule.
    /// - Throws: `unknownEnumValue` under a strict rule; `truncated` or `malformedVarint`.
    public mutating func enumeration<Value: WireEnum>() throws(WireError) -> Value {
        let raw = try varint()
        let number = Int32(truncatingIfNeeded: raw)
        // A number whose low bits alone are known is another number.
        let isWhole = UInt64(bitPattern: Int64(number)) == raw
        guard rules == .lenient || isWhole && Value.isKnown(number) else {
            throw WireError(.unknownEnumValue)
        }
        return Value(rawValue: number)
    }
}

extension [UInt8] {
    /// A copy of `span`.
    init(copying span: Span<UInt8>) {
        self.init(capacity: span.count) { output in
            for index in span.indices {
                output.append(span[index])
            }
        }
    }
}
