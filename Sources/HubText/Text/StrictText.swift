extension Rule {
    /// Bytes that are no UTF-8.
    package static let notUTF8: Rule = "not_utf8"
}

/// Bytes to text without guessing.
package enum StrictText {
    /// Decodes UTF-8 and normalises it; nothing is repaired.
    ///
    /// - Parameter bytes: The bytes as received.
    /// - Returns: The text in NFC.
    /// - Throws: `not_utf8` if the bytes are not well-formed UTF-8.
    package static func decode(_ bytes: [UInt8]) throws(TextError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TextError(
                .notUTF8,
                problem: "the text is not well-formed UTF-8",
                expected: "a text saved as UTF-8"
            )
        }
        return Normalisation.nfc(text)
    }
}
