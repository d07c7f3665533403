private import COpenSSL
package import HubCrypto

/// A public key of the one kind in use: a point on P-256, by name and uncompressed.
///
/// Other encodings of such a key are refused, so that one key has one encoding and one digest.
package struct PublicKey: Hashable, Sendable {
    /// The key as a `SubjectPublicKeyInfo` in DER (RFC 5480).
    package let der: [UInt8]

    /// The key encoded so.
    ///
    /// - Parameter der: A `SubjectPublicKeyInfo`.
    /// - Throws: `wrongKeyKind` for anything but an uncompressed point on P-256.
    package init(der: [UInt8]) throws(TLSError) {
        guard der.count == Self.byteCount, der.starts(with: Self.head) else {
            throw TLSError(.wrongKeyKind, "only keys on P-256, by name and uncompressed")
        }
        self.der = der
        // The library tests that the point lies on the curve.
        _ = try handle()
    }

    init(_ key: OpaquePointer) throws(TLSError) {
        guard unsafe copenssl_is_p256(key) == 1 else {
            ErrorQueue.clear()
            throw TLSError(.wrongKeyKind, "only keys on P-256")
        }
        try unsafe self.init(der: Encoding.bytes { output in unsafe i2d_PUBKEY(key, output) })
    }

    /// The SHA-256 of `der`, what a registry knows the key by.
    package var digest: Digest32 { SHA256.digest(of: der) }

    /// What RFC 7093 makes a key identifier from: the SHA-256 of the point alone.
    var pointDigest: Digest32 { SHA256.digest(of: Array(der.dropFirst(Self.head.count - 1))) }

    /// Whether the holder of the private key signed `message`.
    ///
    /// - Parameters:
    ///   - signature: ECDSA with SHA-256, in DER.
    ///   - message: What was signed.
    /// - Returns: `false` for any fault.
    package func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = try? handle(), let context = unsafe EVP_MD_CTX_new() else { return false }
        defer {
            unsafe EVP_MD_CTX_free(context)
            ErrorQueue.clear()
        }
        let ready = unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key.pointer)
        guard ready == 1 else { return false }
        let verified = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_DigestVerify(
                    context,
                    signature.baseAddress,
                    signature.count,
                    message.baseAddress,
                    message.count
                )
            }
        }
        return verified == 1
    }

    func handle() throws(TLSError) -> KeyHandle {
        let key = unsafe Encoding.value(der.span) { next, count in
            unsafe d2i_PUBKEY(nil, next, count)
        } free: { key in
            unsafe EVP_PKEY_free(key)
        }
        guard let handle = unsafe KeyHandle(adopting: key) else {
            throw TLSError(.wrongKeyKind, "not a point of the curve")
        }
        return handle
    }

    /// Bytes of every such key.
    private static let byteCount = 91

    /// What every such key begins with: two lengths, id-ecPublicKey, prime256v1, and the mark of an
    /// uncompressed point.
    private static let head: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ]
}
