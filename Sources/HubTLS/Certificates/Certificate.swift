private import COpenSSL

/// A certificate as a value: its bytes, and what stands in them.
package struct Certificate: Hashable, Sendable {
    /// The certificate in DER.
    package let der: [UInt8]
    /// What stands in it.
    package let facts: CertificateFacts

    /// The certificate encoded so.
    ///
    /// - Parameter der: One certificate and nothing after it.
    /// - Throws: `tooLarge` or `malformed`.
    package init(der: [UInt8]) throws(TLSError) {
        guard der.count <= TLSLimits.certificateBytesMax else {
            throw TLSError(.tooLarge, "a certificate")
        }
        guard let handle = Self.parse(der.span), let facts = unsafe CertificateFacts(handle.pointer)
        else {
            throw TLSError(.malformed, "not a certificate")
        }
        self.der = der
        self.facts = facts
    }

    /// The certificate of a text.
    ///
    /// - Parameter pem: One `CERTIFICATE` block.
    /// - Throws: `tooLarge` or `malformed`.
    package init(pem: [UInt8]) throws(TLSError) {
        let chain = try Self.chain(pem: pem)
        guard chain.count == 1, let only = chain.first else {
            throw TLSError(.malformed, "one certificate is wanted")
        }
        self = only
    }

    /// The certificates of a text, in order.
    ///
    /// - Parameter pem: `CERTIFICATE` blocks, at most `TLSLimits.chainCountMax`.
    /// - Returns: At least one certificate.
    /// - Throws: `tooLarge`, or `malformed` also when a block is something else.
    package static func chain(pem: [UInt8]) throws(TLSError) -> [Certificate] {
        var chain: [Certificate] = []
        for block in try PEM.blocks(pem) {
            guard block.label == label else {
                throw TLSError(.malformed, "only CERTIFICATE blocks are wanted")
            }
            chain.append(try Certificate(der: block.bytes))
        }
        return chain
    }

    /// The certificate as a `CERTIFICATE` block.
    package var pem: String { PEM.text(label: Self.label, der) }

    /// Certificates as blocks one after the other.
    package static func pem(_ chain: [Certificate]) -> [UInt8] { chain.flatMap { $0.pem.utf8 } }

    /// The certificate's key.
    ///
    /// - Returns: The key.
    /// - Throws: `wrongKeyKind` when it is not on P-256.
    package func publicKey() throws(TLSError) -> PublicKey {
        let handle = try handle()
        guard let key = unsafe X509_get0_pubkey(handle.pointer) else {
            throw ErrorQueue.error(.wrongKeyKind, "an unknown kind of key")
        }
        return try unsafe PublicKey(key)
    }

    /// Whether it names itself as its issuer, as a root does; nobody's signature was checked.
    package var isOwnIssuer: Bool {
        guard let handle = try? handle() else { return false }
        return unsafe X509_NAME_cmp(
            X509_get_subject_name(handle.pointer),
            X509_get_issuer_name(handle.pointer)
        ) == 0
    }

    func handle() throws(TLSError) -> CertificateHandle {
        guard let handle = Self.parse(der.span) else {
            throw TLSError(.malformed, "not a certificate")
        }
        return handle
    }

    private static func parse(_ der: Span<UInt8>) -> CertificateHandle? {
        let certificate = unsafe Encoding.value(der) { next, count in
            unsafe d2i_X509(nil, next, count)
        } free: { certificate in
            unsafe X509_free(certificate)
        }
        return unsafe CertificateHandle(adopting: certificate)
    }

    private static let label = "CERTIFICATE"
}
