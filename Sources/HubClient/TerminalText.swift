/// Text of a hub's, made harmless for a terminal.
package enum TerminalText {
    /// The text with everything escaped that could move the cursor, change colours or reverse the
    /// direction of reading.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - keepsLines: Whether newline and tab stay.
    /// - Returns: The text with `\u{…}` for each such character.
    /// - Complexity: O(*n*).
    package static func plain(_ text: String, keepsLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: mustEscape) else { return text }
        var plain = ""
        for scalar in text.unicodeScalars {
            let isLayout = scalar == "\n" || scalar == "\t"
            if mustEscape(scalar), !(keepsLines && isLayout) {
                plain += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    /// JSON with the same characters as `\uXXXX`: still the same JSON, since they can only stand in
    /// strings.
    ///
    /// - Parameter json: JSON of a whole value; its own line breaks stay.
    /// - Returns: The JSON.
    /// - Complexity: O(*n*).
    package static func plain(json: String) -> String {
        let mustChange: (Unicode.Scalar) -> Bool = { mustEscape($0) && $0 != "\n" && $0 != "\t" }
        guard json.unicodeScalars.contains(where: mustChange) else { return json }
        var plain = ""
        for scalar in json.unicodeScalars {
            if mustChange(scalar) {
                let digits = String(scalar.value, radix: 16)
                plain +=
                    "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    /// The characters that section 17 of the wire's specification forbids in text.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
