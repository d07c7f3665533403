package import HubCrypto
import HubSystem
package import HubTLS

/// A certificate from somewhere else, shown in place of the server's own: nothing that the hub
/// makes by itself is ever written over it.
extension AuthorityFiles {
    /// What its files begin with.
    static let own = "own"
    private static let ownRoot = "own-root.pem"

    /// Whether there is one.
    func hasOwnCertificate() throws(HubError) -> Bool {
        try readIfThere(AuthorityFiles.ownRoot) != nil
    }

    /// The root that the server shows, which clients pin.
    ///
    /// - Returns: The root's certificate.
    /// - Throws: `HubError`.
    package func shownRoot() throws(HubError) -> Certificate {
        guard let pem = try readIfThere(AuthorityFiles.ownRoot) else { return try root() }
        return try HubError.tls { () throws(TLSError) in try Certificate(pem: pem) }
    }

    /// SHA-256 of the root that the server shows, which invitations carry.
    package func shownRootDigest() throws(HubError) -> Digest32 {
        try shownRoot().facts.fingerprint
    }

    /// Shows another certificate from now on.
    ///
    /// - Parameters:
    ///   - chain: The server's certificate and those above it, as PEM.
    ///   - key: Its key, on P-256, as PEM.
    ///   - root: The root above them, as PEM; `nil` where it is the last of `chain`.
    ///   - now: The calendar.
    /// - Throws: `HubError` that says what is wrong with it; nothing is changed then.
    func useCertificate(
        chain: [UInt8],
        key: [UInt8],
        root: [UInt8]?,
        now: Instant
    ) throws(HubError) {
        var certificates: [Certificate]
        let anchor: Certificate
        do throws(TLSError) {
            certificates = try Certificate.chain(pem: chain)
            if let root {
                anchor = try Certificate(pem: root)
            } else if certificates.count > 1, let last = certificates.last, last.isOwnIssuer {
                anchor = last
            } else {
                throw TLSError(.malformed, "its root is not in the chain; give it with --root FILE")
            }
            if certificates.last == anchor { certificates.removeLast() }
            guard let leaf = certificates.first else {
                throw TLSError(.malformed, "there is no certificate but the root")
            }
            guard leaf.facts.notAfterSeconds > now.microseconds / 1_000_000 else {
                throw TLSError(.wrongValidity, "it has ended")
            }
            // The same checks as at every start: a certificate that cannot be shown is not kept.
            _ = try TLSServerContext(
                chain: certificates + [anchor],
                key: PrivateKey(pem: key),
                clientAnchors: [anchor]
            )
        } catch {
            throw HubError("the certificate cannot be used: \(error)", .usage)
        }
        try keep(AuthorityFiles.own, certificates, key)
        // Last: from here on it is shown.
        try keep(AuthorityFiles.ownRoot, Certificate.pem([anchor]))
    }
}
