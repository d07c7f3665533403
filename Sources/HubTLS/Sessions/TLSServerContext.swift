private import COpenSSL

/// What a server's sessions share: its certificate, whom it trusts, the rules.
///
/// One for all loops; to change a certificate, make another and use it for new sessions. Sessions
/// that run keep theirs.
package final class TLSServerContext: Sendable {
    let handle: ContextHandle

    /// A context for a server.
    ///
    /// - Parameters:
    ///   - chain: The server's certificate, then those above it that clients need.
    ///   - key: The certificate's key.
    ///   - clientAnchors: The authorities whose clients are let in. Clients without a certificate
    ///     are let in too, as strangers.
    /// - Throws: `malformed`, `keyMismatch`, `wrongKeyKind` or `library`.
    package init(
        chain: [Certificate],
        key: borrowing PrivateKey,
        clientAnchors: [Certificate]
    ) throws(TLSError) {
        handle = try ContextHandle.make(.server)
        try handle.present(chain, key)
        try handle.trust(clientAnchors)
        // Without FAIL_IF_NO_PEER_CERT, or nobody could enrol.
        unsafe SSL_CTX_set_verify(handle.pointer, SSL_VERIFY_PEER, judgeClient)
        unsafe SSL_CTX_set_client_hello_cb(handle.pointer, demandProtocol, nil)
        unsafe SSL_CTX_set_alpn_select_cb(handle.pointer, selectProtocol, nil)
    }
}

/// Judges one certificate of a client's chain, from the root down; the client's own is the last.
///
/// One fault is let through: the client's own certificate or the intermediate above it is past its
/// time. Then the result of the verification says so, and any other fault still ends it.
private func judgeClient(_ preverified: Int32, _ verification: OpaquePointer?) -> Int32 {
    guard let verification = unsafe verification else { return 0 }
    let depth = unsafe X509_STORE_CTX_get_error_depth(verification)
    let isOwn = depth == 0
    if preverified == 0 {
        let error = unsafe X509_STORE_CTX_get_error(verification)
        // An intermediate lives a year, and a key may be renewed for longer than that.
        return depth <= 1 && error == X509_V_ERR_CERT_HAS_EXPIRED ? 1 : 0
    }
    guard isOwn, let certificate = unsafe X509_STORE_CTX_get_current_cert(verification) else {
        return preverified
    }
    do throws(IdentityFault) {
        _ = try unsafe PeerIdentity(certificate, isLapsed: false)
        return preverified
    } catch {
        // Refused inside the handshake, so that the client gets an alert with a meaning.
        unsafe X509_STORE_CTX_set_error(verification, X509_V_ERR_CERT_REJECTED)
        if let session = unsafe copenssl_verified_session(verification) {
            unsafe SessionHandle.note(error, in: session)
        }
        return 0
    }
}

/// Refuses a client that offers no protocol at all: the library would not ask anybody then.
private func demandProtocol(
    _ session: OpaquePointer?,
    _ alert: UnsafeMutablePointer<Int32>?,
    _: UnsafeMutableRawPointer?
) -> Int32 {
    guard let session = unsafe session else { return SSL_CLIENT_HELLO_ERROR }
    var content: UnsafePointer<UInt8>?
    var count = 0
    let number = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
    let offered = unsafe SSL_client_hello_get0_ext(session, number, &content, &count)
    if offered == 1 { return SSL_CLIENT_HELLO_SUCCESS }
    unsafe alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
    return SSL_CLIENT_HELLO_ERROR
}

/// Picks this project's protocol out of those a client offers.
private func selectProtocol(
    _: OpaquePointer?,
    _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ selectedCount: UnsafeMutablePointer<UInt8>?,
    _ offered: UnsafePointer<UInt8>?,
    _ offeredCount: UInt32,
    _: UnsafeMutableRawPointer?
) -> Int32 {
    guard let offered = unsafe offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
    let list = unsafe UnsafeBufferPointer(start: offered, count: Int(offeredCount))
    let wanted = TLSLimits.applicationProtocol.utf8
    var start = 0
    while start < list.count {
        let count = Int(unsafe list[start])
        guard count < list.count - start else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        let name = unsafe list[(start + 1)..<(start + 1 + count)]
        if unsafe name.elementsEqual(wanted) {
            // The library copies the name before the offer goes.
            unsafe selected?.pointee = offered + start + 1
            unsafe selectedCount?.pointee = UInt8(count)
            return SSL_TLSEXT_ERR_OK
        }
        start += 1 + count
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
