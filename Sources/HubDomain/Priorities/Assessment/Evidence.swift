package import HubText

/// What backs a strength or an area for improvement.
package enum Evidence: Hashable, Sendable {
    /// An address that others can open.
    case link(SecureLink)
    /// The title and place of a document that has no address.
    case document(String)

    /// The rule for a document reference.
    package static let documentRule = TextRule(charactersMax: 300, isMultiline: false)

    /// Reads evidence as it was typed: an address if it looks like one, else a document.
    ///
    /// - Parameters:
    ///   - typed: What was typed.
    ///   - path: The path for the error.
    ///   - subject: The same in words.
    /// - Returns: The evidence.
    /// - Throws: PRIO-0104 for a bad address, PRIO-0105 for a bad reference.
    package static func read(
        _ typed: String,
        path: String = "",
        subject: String = ""
    ) throws(DomainError) -> Evidence {
        let text = TextRule.trimmed(typed)
        let looksLikeAddress =
            text.contains("://") || text.lowercased().hasPrefix("http")
            || text.lowercased().hasPrefix("www.")
        if looksLikeAddress {
            guard let link = SecureLink(text) else {
                throw DomainError(
                    .evidenceLink,
                    path: path,
                    subject: subject,
                    found: text,
                    problem: "is not an https address that can be kept",
                    expected: "an address such as https://www.example.org/plan"
                )
            }
            return .link(link)
        }
        do throws(TextError) {
            let reference = try documentRule.acceptRequired(text)
            guard !reference.utf8.contains(0x7C) else {
                throw TextError(
                    "document-bar",
                    found: reference,
                    problem: "holds a vertical bar",
                    expected: "a title and where the document is kept"
                )
            }
            return .document(reference)
        } catch {
            throw DomainError(.evidenceDocument, path: path, subject: subject, error)
        }
    }

    /// The evidence as text, which reads back as the same.
    package var text: String {
        switch self {
        case .link(let link): link.text
        case .document(let reference): reference
        }
    }
}

/// An absolute https address without user name or password (RFC 3986, ASCII only).
package struct SecureLink: BytewiseIdentifier {
    /// The bytes of the longest address.
    package static let bytesMax = 2_000

    /// The address.
    package let text: String

    /// Takes `text` as it stands, for addresses that are known to be right.
    package init(text: String) {
        self.text = text
    }

    /// Checks an address; nil if it is no https address with a host, or holds what none can.
    ///
    /// - Parameter typed: What was typed.
    package init?(_ typed: String) {
        let scheme = "https://"
        guard typed.utf8.count <= Self.bytesMax, typed.lowercased().hasPrefix(scheme) else {
            return nil
        }
        let rest = typed.utf8.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        let parts = authority.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2, Self.isHost(host) else { return nil }
        if parts.count == 2 {
            guard (1...5).contains(parts[1].count),
                parts[1].allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
        }
        let signs = "-._~:/?#@!$&'()*+,;=%".utf8
        let isPlain = rest.dropFirst(authority.count).allSatisfy { byte in
            Self.isLetterOrDigit(byte) || signs.contains(byte)
        }
        guard isPlain else { return nil }
        text = scheme + String(Substring(rest))
    }

    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        guard (1...253).contains(host.count) else { return false }
        return host.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
