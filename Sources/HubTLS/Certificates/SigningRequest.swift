private import COpenSSL

/// A request for a certificate (PKCS #10), whose sender has proved to hold the key.
///
/// Only the key counts: whatever name or wish a request holds is ignored.
package struct SigningRequest: Hashable, Sendable {
    /// The request in DER.
    package let der: [UInt8]
    /// The key the certificate is for.
    package let publicKey: PublicKey

    /// A request for `key`.
    ///
    /// - Parameter key: The key that is to be certified; it signs the request.
    /// - Throws: `library` when the library has no memory.
    package init(for key: borrowing PrivateKey) throws(TLSError) {
        guard let request = unsafe RequestHandle(adopting: X509_REQ_new()) else {
            throw TLSError(.library, "no memory")
        }
        try ErrorQueue.check(
            unsafe X509_REQ_set_version(request.pointer, 0),
            "writing a request"
        )
        try ErrorQueue.check(
            unsafe X509_REQ_set_pubkey(request.pointer, key.handle.pointer),
            "writing a request"
        )
        let signed = unsafe X509_REQ_sign(request.pointer, key.handle.pointer, EVP_sha256())
        guard signed > 0 else { throw ErrorQueue.error(.library, "signing a request") }
        der = unsafe Encoding.bytes { output in unsafe i2d_X509_REQ(request.pointer, output) }
        publicKey = key.publicKey
    }

    /// The request encoded so.
    ///
    /// - Parameter der: One request and nothing after it, at most `TLSLimits.requestBytesMax`.
    /// - Throws: `tooLarge`, `malformed`, `wrongKeyKind`, or `wrongSignature` when it was not
    ///   signed with the key it holds.
    package init(der: [UInt8]) throws(TLSError) {
        guard der.count <= TLSLimits.requestBytesMax else {
            throw TLSError(.tooLarge, "a request")
        }
        ErrorQueue.clear()
        let request = unsafe Encoding.value(der.span) { next, count in
            unsafe d2i_X509_REQ(nil, next, count)
        } free: { request in
            unsafe X509_REQ_free(request)
        }
        guard let request = unsafe RequestHandle(adopting: request) else {
            throw TLSError(.malformed, "not a request")
        }
        guard let key = unsafe X509_REQ_get0_pubkey(request.pointer) else {
            throw ErrorQueue.error(.wrongKeyKind, "an unknown kind of key")
        }
        // The kind first: verifying with a key of a stranger's size may cost much.
        publicKey = try unsafe PublicKey(key)
        guard unsafe X509_REQ_verify(request.pointer, key) == 1 else {
            throw ErrorQueue.error(.wrongSignature, "a request")
        }
        self.der = der
    }

    /// The request of a text.
    ///
    /// - Parameter pem: One `CERTIFICATE REQUEST` block, at most `TLSLimits.requestBytesMax`.
    /// - Throws: `tooLarge`, `malformed`, `wrongKeyKind` or `wrongSignature`.
    package init(pem: [UInt8]) throws(TLSError) {
        let blocks = try PEM.blocks(pem, bytesMax: TLSLimits.requestBytesMax)
        guard blocks.count == 1, let block = blocks.first, block.label == Self.label else {
            throw TLSError(.malformed, "one CERTIFICATE REQUEST block is wanted")
        }
        try self.init(der: block.bytes)
    }

    /// The request as a `CERTIFICATE REQUEST` block.
    package var pem: String { PEM.text(label: Self.label, der) }

    private static let label = "CERTIFICATE REQUEST"
}
