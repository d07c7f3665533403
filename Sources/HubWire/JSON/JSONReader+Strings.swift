extension JSONReader {
    /// Reads a string.
    ///
    /// - Returns: The text without quotes and escapes.
    /// - Throws: `malformedJSON` or `invalidUTF8`.
    mutating func string() throws(WireError) -> String {
        try expect(.string)
        position(after: 1)
        var bytes: [UInt8] = []
        while true {
            let next = try byte()
            switch next {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw WireError(.invalidUTF8)
                }
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &bytes)
            case 0..<0x20:
                throw WireError(.malformedJSON)
            default:
                bytes.append(next)
            }
        }
    }

    private mutating func position(after count: Int) { rewind(to: position + count) }

    private mutating func escape(into bytes: inout [UInt8]) throws(WireError) {
        switch try byte() {
        case UInt8(ascii: "\""): bytes.append(0x22)
        case UInt8(ascii: "\\"): bytes.append(0x5C)
        case UInt8(ascii: "/"): bytes.append(0x2F)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            // A surrogate that is not half of a pair is no Unicode scalar.
            guard let scalar = Unicode.Scalar(try codePoint()) else {
                throw WireError(.malformedJSON)
            }
            bytes.append(contentsOf: String(scalar).utf8)
        default:
            throw WireError(.malformedJSON)
        }
    }

    /// Reads what stands behind `\u`, and the second half where it is the first of a pair.
    private mutating func codePoint() throws(WireError) -> UInt32 {
        let first = try fourDigits()
        guard first & 0xFC00 == 0xD800 else { return first }
        guard try byte() == UInt8(ascii: "\\"), try byte() == UInt8(ascii: "u") else {
            throw WireError(.malformedJSON)
        }
        let second = try fourDigits()
        guard second & 0xFC00 == 0xDC00 else { throw WireError(.malformedJSON) }
        return 0x1_0000 + ((first & 0x3FF) << 10 | second & 0x3FF)
    }

    private mutating func fourDigits() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let next = try byte()
            let digit: UInt8
            switch next {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = next - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = next - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = next - UInt8(ascii: "A") + 10
            default: throw WireError(.malformedJSON)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
