/// A piece of somebody's text made safe to show beside a message.
package enum Excerpt {
    /// The display columns an excerpt has at most; escapes count as what they show.
    package static let columnsMax = 40

    /// The text, escaped for a terminal and shortened to `columnsMax`.
    ///
    /// Only the beginning is looked at, so the cost does not grow with a hostile text.
    package static func of(_ text: String) -> String {
        let beginning = text.unicodeScalars.prefix(columnsMax * 4)
        let isCut = beginning.endIndex < text.unicodeScalars.endIndex
        let escaped = TerminalText.escaped(String(String.UnicodeScalarView(beginning)))
        return TerminalText.truncated(isCut ? escaped + "…" : escaped, columns: columnsMax)
    }
}
