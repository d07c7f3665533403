/// Bytes as digits and letters that people can read to each other (Crockford's base 32).
///
/// The letters I, L, O and U are never written. Reading takes I and L for 1 and O for 0, whatever
/// the case, and passes over spaces and hyphens.
package enum CrockfordBase32 {
    private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The text of bytes, five bits a symbol, the last one filled up with zeros.
    ///
    /// - Complexity: O(`bytes.count`).
    package static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + 4) / 5)
        var kept: UInt32 = 0
        var bits = 0
        for byte in bytes {
            kept = (kept << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(symbols[Int(kept >> UInt32(bits)) & 31])
            }
        }
        if bits > 0 { text.append(symbols[Int(kept << UInt32(5 - bits)) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; `nil` unless it is that of exactly so many bytes.
    ///
    /// - Parameters:
    ///   - text: What was typed or read out.
    ///   - byteCount: How many bytes it has to hold.
    /// - Returns: The bytes.
    /// - Complexity: O(the text's length), up to the first symbol too many.
    package static func bytes(_ text: some Sequence<UInt8>, count byteCount: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        var kept: UInt32 = 0
        var bits = 0
        var symbolsLeft = (byteCount * 8 + 4) / 5
        for character in text where !isPassedOver(character) {
            guard symbolsLeft > 0, let value = value(character) else { return nil }
            symbolsLeft -= 1
            kept = (kept << 5 | UInt32(value)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: kept >> UInt32(bits)))
            }
        }
        // Bits that fill up are zero, so that each value has one text.
        guard symbolsLeft == 0, kept & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }

    private static func isPassedOver(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "\t"), UInt8(ascii: "\n"),
            UInt8(ascii: "\r"):
            true
        default: false
        }
    }

    private static func value(_ character: UInt8) -> UInt8? {
        var letter = character
        if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) { letter &-= 32 }
        switch letter {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return symbols.firstIndex(of: letter).map { UInt8($0) }
        }
    }
}
