extension Rule {
    /// A text that must not be empty.
    package static let textMissing: Rule = "text_missing"
    /// A text over its limit.
    package static let textTooLong: Rule = "text_too_long"
    /// A control or invisible formatting character where none may be.
    package static let textCharacter: Rule = "text_character"
    /// More marks on one letter than any script uses.
    package static let textMarks: Rule = "text_marks"
}

/// What one kind of text may hold, and how much of it.
package struct TextRule: Equatable, Sendable {
    /// The name of one person, body, document or column.
    package static let name = TextRule(charactersMax: 200, isMultiline: false)
    /// A title or a one-line answer.
    package static let line = TextRule(charactersMax: 500, isMultiline: false)
    /// A few paragraphs.
    package static let prose = TextRule(charactersMax: 4_000, isMultiline: true)

    /// The marks one letter may carry; Vietnamese and pointed Hebrew stay well below.
    package static let combiningMarksMax = 8
    /// The UTF-8 bytes allowed for each character of the limit, so that length is bounded twice.
    package static let bytesPerCharacterMax = 16

    /// The longest text in characters as a reader counts them.
    package let charactersMax: Int
    /// Whether newline and tab are allowed.
    package let isMultiline: Bool

    /// A rule with its own limit.
    package init(charactersMax: Int, isMultiline: Bool) {
        self.charactersMax = charactersMax
        self.isMultiline = isMultiline
    }

    /// Normalises, trims and checks a text that may be empty.
    ///
    /// Line ends become `\n`, white space at both ends goes, and the text is brought to NFC.
    ///
    /// - Parameter text: The text as it came.
    /// - Returns: The text to keep.
    /// - Throws: `text_too_long`, `text_character` or `text_marks`.
    /// - Complexity: Linear in the bytes of `text`, at most the byte limit: a longer one is refused
    ///   before it is looked at.
    package func accept(_ text: String) throws(TextError) -> String {
        let bytesMax = charactersMax * Self.bytesPerCharacterMax
        guard text.utf8.count <= bytesMax else { throw tooLong(text) }
        if isPlain(text) { return text }
        let tidy = TextRule.trimmed(Normalisation.nfc(TextRule.withPlainLineEnds(text)))
        guard tidy.count <= charactersMax else { throw tooLong(tidy) }
        try checkCharacters(of: tidy)
        return tidy
    }

    /// Normalises, trims and checks a text that must say something.
    ///
    /// - Parameter text: The text as it came.
    /// - Returns: The text to keep, not empty.
    /// - Throws: `text_missing` besides the rules of `accept`.
    package func acceptRequired(_ text: String) throws(TextError) -> String {
        let tidy = try accept(text)
        guard !tidy.isEmpty else {
            throw TextError(.textMissing, problem: "the text is empty", expected: "some words")
        }
        return tidy
    }

    /// Whether a text can be kept as it is, seen from its bytes: nearly every one that is short.
    ///
    /// Printable ASCII without spaces at its ends, not too long: nothing in it has another form.
    private func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= charactersMax else { return false }
        let space = UInt8(ascii: " ")
        guard bytes.first != space, bytes.last != space else { return false }
        for byte in bytes where byte < space || byte > 0x7E { return false }
        return true
    }

    private func tooLong(_ text: String) -> TextError {
        TextError(
            .textTooLong,
            found: text,
            problem: "is too long",
            expected: "at most \(charactersMax) characters"
        )
    }

    private func checkCharacters(of text: String) throws(TextError) {
        var marks = 0
        var isInFlag = false
        for scalar in text.unicodeScalars {
            let kind = CharacterKind(scalar)
            // The flags of England, Scotland and Wales are spelled with invisible tag characters.
            isInFlag = scalar.value == 0x1F3F4 || (isInFlag && kind == .tag)
            marks = kind == .mark ? marks + 1 : 0
            guard marks <= Self.combiningMarksMax else {
                throw TextError(
                    .textMarks,
                    found: text,
                    problem: "has more than \(Self.combiningMarksMax) marks on one letter"
                )
            }
            if kind == .ordinary || kind == .mark || (isInFlag && kind == .tag) { continue }
            if isMultiline, scalar == "\n" || scalar == "\t" { continue }
            throw TextError(
                .textCharacter,
                found: text,
                problem: "holds the character \(TerminalText.visible(scalar)), "
                    + "which cannot be part of this text",
                expected: isMultiline
                    ? "letters, digits, signs, spaces, tabs and line ends"
                    : "letters, digits, signs and spaces on one line"
            )
        }
    }

    private static func withPlainLineEnds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var plain = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                plain.append("\n")
            } else if scalar != "\n" || !afterReturn {
                plain.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(plain)
    }

    /// The text without white space at either end.
    ///
    /// Works on scalars: a space that carries a combining mark stays with its mark's letter.
    package static func trimmed(_ text: String) -> String {
        // Seen from its bytes: nearly every text begins and ends with what is plainly no space.
        if let first = text.utf8.first, let last = text.utf8.last,
            isPlainlyNoSpace(first), isPlainlyNoSpace(last)
        {
            return text
        }
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var end = scalars.endIndex
        while start < end, scalars[start].properties.isWhitespace {
            start = scalars.index(after: start)
        }
        while end > start {
            let previous = scalars.index(before: end)
            guard scalars[previous].properties.isWhitespace else { break }
            end = previous
        }
        return String(scalars[start..<end])
    }

    private static func isPlainlyNoSpace(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    /// The text without spaces at its end.
    static func trimmedRight(_ text: String) -> String {
        var scalars = text.unicodeScalars
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
