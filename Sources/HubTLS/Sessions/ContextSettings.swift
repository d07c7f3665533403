private import COpenSSL

/// What server and client contexts have in common: the one protocol this project speaks.
extension ContextHandle {
    /// Whose side a context is for.
    enum Side {
        case server
        case client
    }

    /// A context that speaks TLS 1.3 and nothing else, with everything the library would choose by
    /// itself set expressly.
    static func make(_ side: Side) throws(TLSError) -> ContextHandle {
        ErrorQueue.clear()
        let method = unsafe side == .server ? TLS_server_method() : TLS_client_method()
        guard let context = unsafe ContextHandle(adopting: SSL_CTX_new(method)) else {
            throw ErrorQueue.error(.library, "making a context")
        }
        try context.setProtocol()
        try context.setVerification()
        return context
    }

    private borrowing func setProtocol() throws(TLSError) {
        try ErrorQueue.check(unsafe copenssl_only_tls13(pointer), "TLS 1.3")
        try ErrorQueue.check(
            unsafe SSL_CTX_set_ciphersuites(pointer, TLSLimits.cipherSuites),
            "cipher suites"
        )
        try ErrorQueue.check(unsafe copenssl_set_groups(pointer, TLSLimits.groups), "groups")
        let signatures = TLSLimits.signatures
        try ErrorQueue.check(unsafe copenssl_set_signatures(pointer, signatures), "signatures")
        try ErrorQueue.check(
            unsafe copenssl_set_client_signatures(pointer, signatures),
            "client signatures"
        )
        // Resumption skips verification: a client revoked or lapsed since would come back.
        unsafe copenssl_forget_sessions(pointer)
        try ErrorQueue.check(unsafe SSL_CTX_set_num_tickets(pointer, 0), "tickets")
        try ErrorQueue.check(unsafe SSL_CTX_set_max_early_data(pointer, 0), "early data")
        try ErrorQueue.check(unsafe SSL_CTX_set_recv_max_early_data(pointer, 0), "early data")
        unsafe copenssl_set_stream_modes(pointer)
        // What is complete is said inside the protocol; how the stream ends proves nothing.
        unsafe copenssl_accept_plain_end(pointer)
        unsafe copenssl_set_max_cert_list(pointer, TLSLimits.peerChainBytesMax)
        unsafe SSL_CTX_set_info_callback(pointer, noteProgress)
    }

    private borrowing func setVerification() throws(TLSError) {
        unsafe SSL_CTX_set_security_level(pointer, TLSLimits.securityLevel)
        unsafe SSL_CTX_set_verify_depth(pointer, TLSLimits.verifyDepthMax)
        guard let parameters = unsafe SSL_CTX_get0_param(pointer) else {
            throw TLSError(.library, "no parameters")
        }
        // Whatever is given as trusted is trusted, an intermediate authority too; and certificates
        // have to keep to RFC 5280 as closely as Python 3.13 wants them to.
        let flags = UInt(X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_X509_STRICT)
        try ErrorQueue.check(
            unsafe X509_VERIFY_PARAM_set_flags(parameters, flags),
            "verification"
        )
    }

    /// Trusts these authorities and no others.
    borrowing func trust(_ anchors: [Certificate]) throws(TLSError) {
        guard let store = unsafe SSL_CTX_get_cert_store(pointer) else {
            throw TLSError(.library, "no store")
        }
        for anchor in anchors {
            let certificate = try anchor.handle()
            try ErrorQueue.check(
                unsafe X509_STORE_add_cert(store, certificate.pointer),
                "a trusted authority"
            )
        }
    }

    /// Proves this side with a certificate, those above it, and its key.
    borrowing func present(
        _ chain: [Certificate],
        _ key: borrowing PrivateKey
    ) throws(TLSError) {
        guard let leaf = chain.first else { throw TLSError(.malformed, "a chain without a leaf") }
        guard try leaf.publicKey() == key.publicKey else {
            throw TLSError(.keyMismatch, "a certificate and its key")
        }
        let own = try leaf.handle()
        try ErrorQueue.check(unsafe SSL_CTX_use_certificate(pointer, own.pointer), "a certificate")
        for certificate in chain.dropFirst() {
            let above = try certificate.handle()
            try ErrorQueue.check(
                unsafe copenssl_add_chain_certificate(pointer, above.pointer),
                "a chain"
            )
        }
        try ErrorQueue.check(unsafe SSL_CTX_use_PrivateKey(pointer, key.handle.pointer), "a key")
        try ErrorQueue.check(unsafe SSL_CTX_check_private_key(pointer), "a key")
    }
}

/// Called at every step of a session's state; the steps after the handshake are counted.
private func noteProgress(_ session: OpaquePointer?, _ kind: Int32, _: Int32) {
    guard let session = unsafe session, kind == SSL_CB_ACCEPT_LOOP || kind == SSL_CB_CONNECT_LOOP,
        unsafe SSL_get_state(session) == TLS_ST_OK
    else { return }
    unsafe SessionHandle.countMessage(in: session)
}
