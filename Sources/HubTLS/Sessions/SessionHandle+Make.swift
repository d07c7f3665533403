private import COpenSSL
import HubSystem

extension SessionHandle {
    /// A session over a descriptor, which judges certificates at an instant.
    static func make(
        _ context: borrowing ContextHandle,
        descriptor: Int32,
        now: Instant
    ) throws(TLSError) -> SessionHandle {
        ErrorQueue.clear()
        guard let session = unsafe SessionHandle(adopting: SSL_new(context.pointer)) else {
            throw ErrorQueue.error(.library, "making a session")
        }
        try ErrorQueue.check(unsafe SSL_set_fd(session.pointer, descriptor), "a descriptor")
        guard let parameters = unsafe SSL_get0_param(session.pointer) else {
            throw TLSError(.library, "no parameters")
        }
        unsafe X509_VERIFY_PARAM_set_time(parameters, Int(Validity.seconds(now)))
        return session
    }

    /// Demands a server whose certificate has this name.
    borrowing func demand(_ server: ServerName) throws(TLSError) {
        guard let parameters = unsafe SSL_get0_param(pointer) else {
            throw TLSError(.library, "no parameters")
        }
        switch server {
        case .host(let name):
            // The subject is never looked at, and a wildcard stands for whole labels only.
            unsafe X509_VERIFY_PARAM_set_hostflags(
                parameters,
                UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
            )
            let count = name.utf8.count
            try ErrorQueue.check(
                unsafe X509_VERIFY_PARAM_set1_host(parameters, name, count),
                "a server's name"
            )
            try ErrorQueue.check(unsafe copenssl_set_server_name(pointer, name), "a server's name")
        case .address(let bytes):
            let set = unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe X509_VERIFY_PARAM_set1_ip(parameters, bytes.baseAddress, bytes.count)
            }
            try ErrorQueue.check(set, "a server's address")
        }
    }

    /// Whether the peer has agreed to this project's protocol.
    borrowing func hasSelectedProtocol() -> Bool {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        unsafe SSL_get0_alpn_selected(pointer, &name, &count)
        guard let name = unsafe name else { return false }
        let selected = unsafe UnsafeBufferPointer(start: name, count: Int(count))
        return unsafe selected.elementsEqual(TLSLimits.applicationProtocol.utf8)
    }
}
