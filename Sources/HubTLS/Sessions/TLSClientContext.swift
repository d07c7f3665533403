private import COpenSSL

/// What a client's sessions share: whom it trusts and how it proves itself.
package final class TLSClientContext: Sendable {
    let handle: ContextHandle

    /// A context for a client that has no certificate yet.
    ///
    /// - Parameter anchors: The authorities whose servers are trusted; at least one.
    /// - Throws: `unknownAuthority` without an anchor, `malformed` or `library`.
    package init(anchors: [Certificate]) throws(TLSError) {
        handle = try Self.make(anchors)
    }

    /// A context for a client with a certificate.
    ///
    /// - Parameters:
    ///   - anchors: The authorities whose servers are trusted; at least one.
    ///   - chain: The client's certificate, then those above it that the server needs.
    ///   - key: The certificate's key.
    /// - Throws: `unknownAuthority` without an anchor, `malformed`, `keyMismatch`, `wrongKeyKind`
    ///   or `library`.
    package init(
        anchors: [Certificate],
        chain: [Certificate],
        key: borrowing PrivateKey
    ) throws(TLSError) {
        handle = try Self.make(anchors)
        try handle.present(chain, key)
    }

    private static func make(_ anchors: [Certificate]) throws(TLSError) -> ContextHandle {
        guard !anchors.isEmpty else { throw TLSError(.unknownAuthority, "no trusted authority") }
        let handle = try ContextHandle.make(.client)
        try handle.trust(anchors)
        unsafe SSL_CTX_set_verify(handle.pointer, SSL_VERIFY_PEER, judgeServer)
        try handle.offerProtocol()
        return handle
    }
}

extension ContextHandle {
    /// Offers this project's protocol as the only one.
    borrowing func offerProtocol() throws(TLSError) {
        let name = Array(TLSLimits.applicationProtocol.utf8)
        let list = [UInt8(name.count)] + name
        let failed = unsafe list.withUnsafeBufferPointer { list in
            unsafe SSL_CTX_set_alpn_protos(pointer, list.baseAddress, UInt32(list.count))
        }
        // 0 is success, here alone.
        if failed != 0 { throw ErrorQueue.error(.library, "offering a protocol") }
    }
}

/// Judges one certificate of a server's chain; its own has to be expressly for servers.
private func judgeServer(_ preverified: Int32, _ verification: OpaquePointer?) -> Int32 {
    guard preverified == 1, let verification = unsafe verification,
        unsafe X509_STORE_CTX_get_error_depth(verification) == 0,
        let certificate = unsafe X509_STORE_CTX_get_current_cert(verification)
    else { return preverified }
    let flags = unsafe X509_get_extension_flags(certificate)
    let usage = unsafe X509_get_extended_key_usage(certificate)
    if flags & UInt32(EXFLAG_XKUSAGE) != 0, usage & UInt32(XKU_SSL_SERVER) != 0 { return 1 }
    unsafe X509_STORE_CTX_set_error(verification, X509_V_ERR_INVALID_PURPOSE)
    return 0
}
