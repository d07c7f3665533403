/// What an invitation is carried by: `WH1-`, then its bytes in Crockford's base 32.
///
/// | bytes | content |
/// |---|---|
/// | 8 | the invitation's id |
/// | 16 | its secret |
/// | 32 | SHA-256 of the root's certificate, DER: the only anchor of the device that enrols |
/// | 2 | the first bytes of SHA-256 of the 56 before: a slip of the pen is seen at once |
package struct InvitationCode: Equatable, Sendable {
    /// Bytes of an id.
    package static let idByteCount = 8
    /// Bytes of a secret.
    package static let secretByteCount = 16
    /// What every text begins with.
    package static let prefix = "WH1-"
    /// The longest text that is looked at: spaces and hyphens may stand anywhere.
    package static let textBytesMax = 512

    private static let checksumByteCount = 2
    private static let byteCount =
        idByteCount + secretByteCount + Digest32.byteCount + checksumByteCount

    /// The invitation's id.
    package let id: [UInt8]
    /// What its holder alone knows.
    package let secret: [UInt8]
    /// SHA-256 of the root's certificate.
    package let rootDigest: Digest32

    /// The code of an invitation.
    ///
    /// - Parameters:
    ///   - id: 8 bytes.
    ///   - secret: 16 bytes.
    ///   - rootDigest: SHA-256 of the root's certificate, DER.
    package init(id: [UInt8], secret: [UInt8], rootDigest: Digest32) {
        precondition(id.count == Self.idByteCount, "an invitation's id has 8 bytes")
        precondition(secret.count == Self.secretByteCount, "an invitation's secret has 16 bytes")
        self.id = id
        self.secret = secret
        self.rootDigest = rootDigest
    }

    /// A code with a new id and a new secret, that nobody can guess.
    ///
    /// - Parameter rootDigest: SHA-256 of the root's certificate, DER.
    package init(rootDigest: Digest32) {
        self.init(
            id: SecureRandom.bytes(Self.idByteCount),
            secret: SecureRandom.bytes(Self.secretByteCount),
            rootDigest: rootDigest
        )
    }

    /// The code of a text; case, spaces and hyphens do not matter, nor O for 0, or I and L for 1.
    ///
    /// `nil` for anything else, and where the checksum does not fit.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.textBytesMax else { return nil }
        let symbols = text.utf8.filter { !Self.spaces.contains($0) }
        guard let rest = Self.afterPrefix(symbols),
            let bytes = CrockfordBase32.bytes(rest, count: Self.byteCount)
        else { return nil }
        let content = Array(bytes.dropLast(Self.checksumByteCount))
        let checksum = Array(bytes.suffix(Self.checksumByteCount))
        guard checksum == Self.checksum(content) else { return nil }
        let secretStart = Self.idByteCount
        let digestStart = secretStart + Self.secretByteCount
        guard let rootDigest = Digest32(Array(content[digestStart...])) else { return nil }
        self.init(
            id: Array(content[..<secretStart]),
            secret: Array(content[secretStart..<digestStart]),
            rootDigest: rootDigest
        )
    }

    /// The code as it is handed over, in one piece for a shell.
    package var text: String {
        let content = id + secret + rootDigest.bytes
        return Self.prefix + CrockfordBase32.text(content + Self.checksum(content))
    }

    private static let spaces = Array(" -\t\r\n".utf8)

    private static func afterPrefix(_ symbols: [UInt8]) -> ArraySlice<UInt8>? {
        guard symbols.count > 3 else { return nil }
        let head = symbols[..<3].map { (97...122).contains($0) ? $0 &- 32 : $0 }
        switch head[2] {
        case UInt8(ascii: "1"), UInt8(ascii: "I"), UInt8(ascii: "L"): break
        default: return nil
        }
        guard head[..<2].elementsEqual("WH".utf8) else { return nil }
        return symbols[3...]
    }

    private static func checksum(_ content: [UInt8]) -> [UInt8] {
        Array(SHA256.digest(of: content).bytes.prefix(checksumByteCount))
    }
}
