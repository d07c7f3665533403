private import COpenSSL

/// HMAC-SHA256 (RFC 2104) under one key, for as many messages as wanted.
@safe
package struct Authenticator: ~Copyable {
    private let context: OpaquePointer

    /// An authenticator with this key; keys of any length are allowed.
    package init(key: Span<UInt8>) {
        guard let context = unsafe EVP_MAC_CTX_new(Self.algorithm.pointer) else {
            preconditionFailure("out of memory")
        }
        unsafe self.context = context
        // Without a key the library waits for one: an empty key is a pointer and no bytes.
        let empty: [UInt8] = [0]
        let keyed = unsafe empty.withUnsafeBufferPointer { empty in
            unsafe key.withUnsafeBufferPointer { key in
                let start = unsafe key.baseAddress ?? empty.baseAddress
                return unsafe copenssl_hmac_sha256_init(context, start, key.count)
            }
        }
        precondition(keyed == 1, "HMAC could not be keyed")
    }

    /// An authenticator with this key; keys of any length are allowed.
    package init(key: [UInt8]) { self.init(key: key.span) }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    /// Takes the next bytes of the message.
    ///
    /// - Complexity: O(`bytes.count`).
    package mutating func update(_ bytes: Span<UInt8>) {
        let taken = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe EVP_MAC_update(context, bytes.baseAddress, bytes.count)
        }
        precondition(taken == 1, "HMAC could not go on")
    }

    /// The code of everything taken; the authenticator then stands ready for the next message.
    package mutating func finish() -> Digest32 {
        var space = [32 of UInt8](repeating: 0)
        var output = space.mutableSpan
        let finished = unsafe output.withUnsafeMutableBufferPointer { output in
            var count = 0
            return unsafe EVP_MAC_final(context, output.baseAddress, &count, output.count)
        }
        precondition(finished == 1, "HMAC could not be finished")
        let ready = unsafe EVP_MAC_init(context, nil, 0, nil)
        precondition(ready == 1, "HMAC could not be started again")
        return Digest32(space)
    }

    /// The code of one message.
    ///
    /// - Complexity: O(`message.count`).
    package mutating func code(for message: Span<UInt8>) -> Digest32 {
        update(message)
        return finish()
    }

    /// Whether `code` is this message's, in a time that tells nothing.
    ///
    /// - Complexity: O(`message.count`).
    package mutating func isCode(_ code: Digest32, for message: Span<UInt8>) -> Bool {
        ConstantTime.areEqual(self.code(for: message), code)
    }

    /// The code of one message under one key.
    ///
    /// - Complexity: O(`message.count`).
    package static func code(for message: Span<UInt8>, key: Span<UInt8>) -> Digest32 {
        var authenticator = Authenticator(key: key)
        return authenticator.code(for: message)
    }

    /// The code of one message under one key.
    ///
    /// - Complexity: O(`message.count`).
    package static func code(for message: [UInt8], key: [UInt8]) -> Digest32 {
        code(for: message.span, key: key.span)
    }

    /// The algorithm, looked up once.
    private static let algorithm = Algorithm()

    /// An algorithm of the library; never freed, never changed.
    @safe
    private struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer

        init() {
            guard let pointer = unsafe EVP_MAC_fetch(nil, "HMAC", nil) else {
                preconditionFailure("the library has no HMAC")
            }
            unsafe self.pointer = pointer
        }
    }
}
