import HubText

/// Text for a page in Markdown that also reads well as plain text.
enum ReportText {
    /// The width of a line, in a font that lets 62 of them stand on a sheet of A4.
    static let columns = 88

    /// Text on one line in which nothing is Markdown.
    ///
    /// - Parameter text: Anybody's text.
    /// - Returns: The text with a backslash before what Markdown would read as its own.
    static func escaped(_ text: String) -> String {
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" }
        return words.map(escaped(word:)).joined(separator: " ")
    }

    private static func escaped(word: Substring) -> String {
        // A line that was broken before it would begin a list, or underline what stands above.
        if word.allSatisfy({ "-+=~".contains($0) }) { return "\\\(word)" }
        let number = word.dropLast()
        if let last = word.last, last == "." || last == ")", !number.isEmpty,
            number.allSatisfy({ ("0"..."9").contains($0) })
        {
            return "\(number)\\\(last)"
        }
        var escaped = ""
        for character in word {
            if "\\`*_{}[]<>#|&".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// A paragraph.
    ///
    /// - Parameter text: Markdown on one line.
    /// - Returns: Its lines.
    static func paragraph(_ text: String) -> [String] {
        TextWrap.lines(text, columns: columns)
    }

    /// An entry of a list.
    ///
    /// - Parameters:
    ///   - text: Markdown on one line.
    ///   - linesMax: How many lines it may take.
    /// - Returns: Its lines, and whether something was cut off.
    static func entry(_ text: String, linesMax: Int = .max) -> (lines: [String], isCut: Bool) {
        let found = cut(TextWrap.lines(text, columns: columns - 2), linesMax, columns - 2)
        let lines = found.lines.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
        return (lines, found.isCut)
    }

    /// At most so many lines; what was cut off leaves an ellipsis.
    ///
    /// - Parameters:
    ///   - lines: The lines.
    ///   - linesMax: How many there may be.
    ///   - columns: Their width.
    /// - Returns: The lines, and whether something was cut off.
    static func cut(
        _ lines: [String],
        _ linesMax: Int,
        _ columns: Int
    ) -> (lines: [String], isCut: Bool) {
        guard lines.count > linesMax, linesMax > 0 else { return (lines, false) }
        var kept = Array(lines.prefix(linesMax))
        kept[linesMax - 1] = beginning(kept[linesMax - 1], columns: columns - 1) + "…"
        return (kept, true)
    }

    /// A text in a cell of a table.
    ///
    /// - Parameters:
    ///   - text: Markdown on one line.
    ///   - columns: The columns there are.
    /// - Returns: The text, or its beginning with an ellipsis.
    static func fitting(_ text: String, columns: Int) -> String {
        guard DisplayWidth.of(text) > columns else { return text }
        return beginning(text, columns: columns - 1) + "…"
    }

    private static func beginning(_ text: String, columns: Int) -> String {
        var text = TerminalText.truncated(text, columns: columns, ellipsis: "")
        // Half of an escape would let what stands behind it be Markdown.
        while text.hasSuffix("\\") || text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    /// How many lines something takes on paper.
    ///
    /// - Parameter lines: Lines that may be wider than the page, as long addresses are.
    /// - Returns: The lines on paper.
    static func height(_ lines: [String]) -> Int {
        lines.reduce(0) { $0 + max(1, (DisplayWidth.of($1) + columns - 1) / columns) }
    }

    /// A count with its noun.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - one: The noun for one.
    ///   - many: The noun for any other number.
    /// - Returns: Both.
    static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
