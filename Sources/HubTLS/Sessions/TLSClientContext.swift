private import COpenSSL
package import HubCrypto

/// What a client's sessions share: whom it trusts and how it proves itself.
package final class TLSClientContext: Sendable {
    let handle: ContextHandle
    /// The authority's fingerprint, for a client that knows nothing else of it.
    let pin: Digest32?

    /// A context for a client that has no certificate yet.
    ///
    /// - Parameter anchors: The authorities whose servers are trusted; at least one.
    /// - Throws: `unknownAuthority` without an anchor, `malformed` or `library`.
    package init(anchors: [Certificate]) throws(TLSError) {
        handle = try Self.make(anchors)
        pin = nil
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
        pin = nil
    }

    /// A context for a client that knows its authority by fingerprint only, as when it enrols.
    ///
    /// The authority's certificate has to be in the chain the server presents. Then everything else
    /// is verified as usual: signatures, time, purpose and the server's name.
    ///
    /// - Parameter authority: The SHA-256 of the authority's certificate in DER.
    /// - Throws: `library` when the library has no memory.
    package init(authority: Digest32) throws(TLSError) {
        handle = try ContextHandle.makeClient()
        try handle.pin(authority)
        pin = authority
    }

    private static func make(_ anchors: [Certificate]) throws(TLSError) -> ContextHandle {
        guard !anchors.isEmpty else { throw TLSError(.unknownAuthority, "no trusted authority") }
        let handle = try ContextHandle.makeClient()
        try handle.trust(anchors)
        return handle
    }
}

extension ContextHandle {
    /// Where a context keeps its pin.
    private static let pinSlot = copenssl_new_pin_slot()

    /// A client's context that trusts nobody yet.
    fileprivate static func makeClient() throws(TLSError) -> ContextHandle {
        let handle = try ContextHandle.make(.client)
        unsafe SSL_CTX_set_verify(handle.pointer, SSL_VERIFY_PEER, judgeServer)
        let name = Array(TLSLimits.applicationProtocol.utf8)
        let list = [UInt8(name.count)] + name
        let failed = unsafe list.withUnsafeBufferPointer { list in
            unsafe SSL_CTX_set_alpn_protos(handle.pointer, list.baseAddress, UInt32(list.count))
        }
        // 0 is success, here alone.
        if failed != 0 { throw ErrorQueue.error(.library, "offering a protocol") }
        return handle
    }

    /// Trusts the authority of this fingerprint, once a server shows it.
    fileprivate borrowing func pin(_ authority: Digest32) throws(TLSError) {
        let bytes = authority.bytes
        let set = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe copenssl_set_pin(pointer, Self.pinSlot, bytes.baseAddress)
        }
        try ErrorQueue.check(set, "a pin")
        unsafe SSL_CTX_set_cert_verify_callback(pointer, verifyPinned, nil)
    }

    fileprivate static func verify(_ verification: OpaquePointer) -> Int32 {
        unsafe copenssl_verify_pinned(verification, pinSlot)
    }
}

/// Verifies a chain in which the pinned authority's certificate has to be.
private func verifyPinned(_ verification: OpaquePointer?, _: UnsafeMutableRawPointer?) -> Int32 {
    guard let verification = unsafe verification else { return 0 }
    return unsafe ContextHandle.verify(verification)
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
