/// Text on its way to a terminal: nothing in it may move the cursor, and its width is known.
package enum TerminalText {
    /// The text with everything that is not plainly visible spelled out.
    ///
    /// Controls, direction overrides and marks, zero-width and tag characters become `\n`, `\t`,
    /// `\r` or `\u{…}`. A program cannot be told from the result what was escaped and what was
    /// typed: this is for eyes.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - keepingLines: Whether line ends stay and tabs become spaces, for prose that is printed
    ///     as prose.
    /// - Returns: Text that is safe to print.
    package static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var shown = String.UnicodeScalarView()
        var isInFlag = false
        for scalar in text.unicodeScalars {
            let kind = CharacterKind(scalar)
            isInFlag = scalar.value == 0x1F3F4 || (isInFlag && kind == .tag)
            let isPlain =
                (kind == .ordinary && !isDirectionMark(scalar)) || kind == .mark
                || (kind == .tag && isInFlag)
            if isPlain || (keepingLines && scalar == "\n") {
                shown.append(scalar)
            } else if keepingLines && scalar == "\t" {
                shown.append(contentsOf: "    ".unicodeScalars)
            } else {
                shown.append(contentsOf: visible(scalar).unicodeScalars)
            }
        }
        return String(shown)
    }

    /// JSON in which what a terminal would obey is written as `\uXXXX`.
    ///
    /// It is still the same JSON, since such characters can only stand in its strings.
    ///
    /// - Parameter json: JSON of a whole value; its own line ends and tabs stay.
    /// - Returns: JSON that is safe to print.
    /// - Complexity: O(*n*).
    package static func escaped(json: String) -> String {
        guard json.unicodeScalars.contains(where: isObeyed) else { return json }
        var shown = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            if isObeyed(scalar) {
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
                shown.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            } else {
                shown.append(scalar)
            }
        }
        return String(shown)
    }

    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar != "\n", scalar != "\t" else { return false }
        switch CharacterKind(scalar) {
        case .control, .direction: return true
        default: return false
        }
    }

    /// One scalar, spelled out.
    package static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }

    /// Cuts a text to a number of display columns without cutting a character.
    ///
    /// - Parameters:
    ///   - text: Escaped text.
    ///   - columns: The columns there are; nothing is shown in fewer than one.
    ///   - ellipsis: What stands for the part that was left out.
    /// - Returns: `text` if it fits, else its beginning and `ellipsis`, in at most `columns`.
    /// - Complexity: Linear in `columns`, not in `text`, when the text is longer.
    package static func truncated(
        _ text: String,
        columns: Int,
        ellipsis: String = "…"
    ) -> String {
        guard columns > 0 else { return "" }
        let ellipsisColumns = DisplayWidth.of(ellipsis)
        var used = 0
        var cut = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            used += DisplayWidth.of(text[index])
            guard used <= columns else {
                let hasRoom = ellipsisColumns <= columns
                return text[..<cut] + (hasRoom ? ellipsis : "")
            }
            index = text.index(after: index)
            if used <= columns - ellipsisColumns { cut = index }
        }
        return text
    }

    private static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200E || scalar.value == 0x200F || scalar.value == 0x061C
    }
}
