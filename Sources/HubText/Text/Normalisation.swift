/// The one door through which text is normalised.
package enum Normalisation {
    /// The text in Normalisation Form C, so that one spelling of a name has one sequence of bytes.
    ///
    /// The standard library offers this under an underscored name; nothing else in the house may
    /// use that name, so that a change of toolchain touches this line alone.
    ///
    /// - Parameter text: Any text.
    /// - Returns: Canonically equivalent text in NFC.
    /// - Complexity: Linear in the bytes of `text`; plain ASCII is returned as it is.
    package static func nfc(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return String(decoding: text._nfcCodeUnits, as: UTF8.self)
    }
}
