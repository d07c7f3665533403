/// The characters that no text of a request may hold (`wire.md`, section 17).
public enum TextCharacters {
    /// Whether a text holds none of them: no control character, no separator of lines or
    /// paragraphs, no control of writing direction.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - severalLines: Whether newline and tab are allowed.
    /// - Returns: Whether all characters are allowed.
    /// - Complexity: Linear in the bytes.
    public static func areAllowed(_ text: Span<UInt8>, severalLines: Bool) -> Bool {
        for index in text.indices {
            switch text[index] {
            case 0x09, 0x0A:
                if !severalLines { return false }
            case 0x00...0x1F, 0x7F: return false
            case 0xC2:
                // U+0080 to U+009F.
                if text[index + 1] < 0xA0 { return false }
            case 0xE2:
                if isForbidden(text[index + 1], text[index + 2]) { return false }
            default: break
            }
        }
        return true
    }

    /// Whether E2 and these bytes are U+2028 to U+202E but for U+202F, or U+2066 to U+2069.
    private static func isForbidden(_ second: UInt8, _ third: UInt8) -> Bool {
        switch second {
        case 0x80: (0xA8...0xAE).contains(third)
        case 0x81: (0xA6...0xA9).contains(third)
        default: false
        }
    }
}
