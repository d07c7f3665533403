import HubText

/// A code of the Government Statistical Service for a place: E06000001.
package struct GSSCode: BytewiseIdentifier {
    /// A capital letter and eight digits.
    package let text: String

    /// Takes `text` as it stands, for codes that are known to be right.
    package init(text: String) {
        self.text = text
    }

    /// Reads a code as it was typed; small letters and spaces at the ends are forgiven.
    ///
    /// - Parameter typed: What was typed.
    /// - Returns: The code, or nil if it has another form. That it exists is not checked.
    package static func read(_ typed: String) -> GSSCode? {
        let code = TextRule.trimmed(typed).uppercased()
        let bytes = Array(code.utf8)
        guard bytes.count == 9, (0x41...0x5A).contains(bytes[0]),
            bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return GSSCode(text: code)
    }
}
