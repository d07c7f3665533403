/// Breaks text into lines of a width.
package enum TextWrap {
    /// The lines of a text, none wider than asked.
    ///
    /// Lines end at spaces, and inside a word only if it is wider than a line. Line ends in the
    /// text stay. A character wider than the line stands alone on its line.
    ///
    /// - Parameters:
    ///   - text: Escaped text; only `\n` is understood.
    ///   - columns: The width, at least 1.
    /// - Returns: At least one line.
    /// - Complexity: Linear in `text`.
    package static func lines(_ text: String, columns: Int) -> [String] {
        let width = max(1, columns)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { wrapped($0, columns: width) }
    }

    /// The text followed by spaces up to a width.
    package static func padded(_ text: String, columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - DisplayWidth.of(text)))
    }

    /// The text with spaces before it up to a width.
    package static func paddedLeft(_ text: String, columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - DisplayWidth.of(text))) + text
    }

    private static func wrapped(_ line: Substring, columns: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        var used = 0
        for word in line.split(separator: " ") {
            let width = DisplayWidth.of(String(word))
            if used > 0, used + 1 + width <= columns {
                current += " " + word
                used += 1 + width
                continue
            }
            if used > 0 { lines.append(current) }
            (current, used) = ("", 0)
            for character in word {
                let characterWidth = DisplayWidth.of(character)
                if used > 0, used + characterWidth > columns {
                    lines.append(current)
                    (current, used) = ("", 0)
                }
                current.append(character)
                used += characterWidth
            }
        }
        lines.append(current)
        return lines
    }
}
