/// The short form of a public key's digest, for people to read to each other: 80 bits as
/// `XXXX-XXXX-XXXX-XXXX` in Crockford's base 32.
package struct KeyFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of the digest that are shown.
    package static let byteCount = 10
    /// The longest text that is looked at.
    package static let textBytesMax = 64

    /// The digest's first bytes.
    package let bytes: [UInt8]

    /// The fingerprint of a key.
    ///
    /// - Parameter publicKeyDigest: SHA-256 of the subject's public key info.
    package init(publicKeyDigest: Digest32) {
        bytes = Array(publicKeyDigest.bytes.prefix(Self.byteCount))
    }

    /// The fingerprint written so; `nil` for any other text.
    ///
    /// Case, spaces and hyphens do not matter, nor O for 0, or I and L for 1.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.textBytesMax,
            let bytes = CrockfordBase32.bytes(text.utf8, count: Self.byteCount)
        else { return nil }
        self.bytes = bytes
    }

    /// Four groups of four symbols.
    package var description: String {
        var text = ""
        for (index, symbol) in CrockfordBase32.text(bytes).enumerated() {
            if index > 0, index.isMultiple(of: 4) { text.append("-") }
            text.append(symbol)
        }
        return text
    }
}
