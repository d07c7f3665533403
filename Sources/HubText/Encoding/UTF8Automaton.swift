/// Says byte by byte whether what was fed is still well-formed UTF-8 (RFC 3629, section 4).
struct UTF8Automaton: Equatable {
    private var pending = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    /// Whether what was fed ends at the end of a character.
    var isComplete: Bool { pending == 0 }

    /// Takes many bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: Whether all may stand here; after false the automaton is of no more use.
    /// - Complexity: Linear in `bytes`.
    mutating func take(_ bytes: [UInt8]) -> Bool {
        let span = bytes.span
        var index = 0
        while index < span.count {
            if pending == 0, span[index] < 0x80 {
                index += 1
                continue
            }
            guard take(span[index]) else { return false }
            index += 1
        }
        return true
    }

    /// Takes the next byte.
    ///
    /// - Parameter byte: The byte.
    /// - Returns: Whether it may stand here; after false the automaton is of no more use.
    mutating func take(_ byte: UInt8) -> Bool {
        guard pending == 0 else {
            guard (lower...upper).contains(byte) else { return false }
            pending -= 1
            (lower, upper) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0...0x7F: return true
        case 0xC2...0xDF: pending = 1
        case 0xE0...0xEF:
            pending = 2
            // No over-long forms, no surrogates.
            if byte == 0xE0 { lower = 0xA0 }
            if byte == 0xED { upper = 0x9F }
        case 0xF0...0xF4:
            pending = 3
            if byte == 0xF0 { lower = 0x90 }
            if byte == 0xF4 { upper = 0x8F }
        default: return false
        }
        return true
    }
}
