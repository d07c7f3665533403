private import COpenSSL

/// SHA-256 (FIPS 180-4), of one piece or of many.
@safe
package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Starts a digest.
    package init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        unsafe self.context = context
        let started = unsafe EVP_DigestInit_ex2(context, Self.algorithm.pointer, nil)
        precondition(started == 1, "SHA-256 could not be started")
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    ///
    /// - Complexity: O(`bytes.count`).
    package mutating func update(_ bytes: Span<UInt8>) {
        let taken = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        }
        precondition(taken == 1, "SHA-256 could not go on")
    }

    /// Takes the next bytes.
    ///
    /// - Complexity: O(`bytes.count`).
    package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// Takes the 32 bytes of a digest, as a chain of digests does.
    package mutating func update(_ digest: Digest32) { update(digest.bytes.span) }

    /// The digest of everything taken.
    package consuming func finish() -> Digest32 {
        var space = [32 of UInt8](repeating: 0)
        var output = space.mutableSpan
        let finished = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe EVP_DigestFinal_ex(context, output.baseAddress, nil)
        }
        precondition(finished == 1, "SHA-256 could not be finished")
        return Digest32(space)
    }

    /// The digest of one piece.
    ///
    /// - Complexity: O(`bytes.count`).
    package static func digest(of bytes: Span<UInt8>) -> Digest32 {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// The digest of one piece.
    ///
    /// - Complexity: O(`bytes.count`).
    package static func digest(of bytes: [UInt8]) -> Digest32 { digest(of: bytes.span) }

    /// The algorithm, looked up once: a look-up costs more than the digest of a short message.
    private static let algorithm = Algorithm()

    /// An algorithm of the library; never freed, never changed.
    @safe
    private struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer

        init() {
            guard let pointer = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
                preconditionFailure("the library has no SHA-256")
            }
            unsafe self.pointer = pointer
        }
    }
}
