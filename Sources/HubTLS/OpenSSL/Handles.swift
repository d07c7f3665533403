private import COpenSSL

// The library's pointers are all of one type to the compiler; wrapped, each is freed once, by the
// right function. Handles are adopted first and configured afterwards.

/// A parsed certificate (`X509`).
@safe
struct CertificateHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a reference the caller owns.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_free(pointer) }
}

/// A key or a pair of keys (`EVP_PKEY`).
///
/// Keys are not changed once made, and the library counts references atomically.
@safe
struct KeyHandle: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over a reference the caller owns.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe EVP_PKEY_free(pointer) }
}

/// A request for a certificate (`X509_REQ`).
@safe
struct RequestHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a reference the caller owns.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_REQ_free(pointer) }
}

/// Bytes in memory, read or written by the library (`BIO`).
@safe
struct MemoryHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a reference the caller owns.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BIO_free(pointer) }
}

/// What sessions are made from (`SSL_CTX`).
///
/// Configured by one thread, then only read; the library counts references atomically.
@safe
struct ContextHandle: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over a reference the caller owns.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe SSL_CTX_free(pointer) }
}

/// One connection (`SSL`), which holds its context by itself.
///
/// May move between threads: everything that touches it needs exclusive access.
@safe
struct SessionHandle: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over a reference the caller owns.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe SSL_free(pointer) }
}
