private import COpenSSL

/// A private key on P-256; its memory is wiped when it goes.
package struct PrivateKey: ~Copyable, Sendable {
    /// The other half.
    package let publicKey: PublicKey
    let handle: KeyHandle

    /// A new key.
    ///
    /// - Throws: `library` when the library has no random bits or no memory.
    package init() throws(TLSError) {
        guard let handle = unsafe KeyHandle(adopting: copenssl_new_p256_key()) else {
            throw ErrorQueue.error(.library, "making a key")
        }
        try self.init(handle)
    }

    /// The key of a text.
    ///
    /// - Parameter pem: One `PRIVATE KEY` block (PKCS #8), not encrypted.
    /// - Throws: `tooLarge`, `malformed`, or `wrongKeyKind` for a key that is not on P-256.
    package init(pem: [UInt8]) throws(TLSError) {
        let blocks = try PEM.blocks(pem, bytesMax: TLSLimits.privateKeyBytesMax)
        guard blocks.count == 1, let block = blocks.first, block.label == Self.label else {
            throw TLSError(.malformed, "one PRIVATE KEY block is wanted")
        }
        ErrorQueue.clear()
        let info = unsafe Encoding.value(block.bytes.span) { next, count in
            unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, next, count)
        } free: { info in
            unsafe PKCS8_PRIV_KEY_INFO_free(info)
        }
        guard let info = unsafe info else { throw TLSError(.malformed, "not PKCS #8") }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        guard let handle = unsafe KeyHandle(adopting: EVP_PKCS82PKEY(info)) else {
            throw ErrorQueue.error(.malformed, "not a private key")
        }
        try self.init(handle)
    }

    private init(_ handle: consuming KeyHandle) throws(TLSError) {
        publicKey = try unsafe PublicKey(handle.pointer)
        self.handle = handle
    }

    /// The key as a `PRIVATE KEY` block (PKCS #8), not encrypted: for a file only its owner reads.
    ///
    /// - Returns: The text, as bytes.
    /// - Throws: `library` when the library has no memory.
    package borrowing func pem() throws(TLSError) -> [UInt8] {
        guard let info = unsafe EVP_PKEY2PKCS8(handle.pointer) else {
            throw ErrorQueue.error(.library, "writing a key")
        }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        let der = unsafe Encoding.bytes { output in unsafe i2d_PKCS8_PRIV_KEY_INFO(info, output) }
        return Array(PEM.text(label: Self.label, der).utf8)
    }

    /// Signs a message.
    ///
    /// - Parameter message: What is signed.
    /// - Returns: ECDSA with SHA-256, in DER.
    /// - Throws: `library` when the library has no random bits or no memory.
    package borrowing func signature(of message: [UInt8]) throws(TLSError) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { throw TLSError(.library, "no memory") }
        defer { unsafe EVP_MD_CTX_free(context) }
        let key = unsafe handle.pointer
        try ErrorQueue.check(
            unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key),
            "starting a signature"
        )
        var count = Int(unsafe EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: count)
        let signed = unsafe signature.withUnsafeMutableBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_DigestSign(
                    context,
                    signature.baseAddress,
                    &count,
                    message.baseAddress,
                    message.count
                )
            }
        }
        try ErrorQueue.check(signed, "signing")
        return Array(signature.prefix(count))
    }

    private static let label = "PRIVATE KEY"
}
