private import COpenSSL

/// Comparisons whose duration tells nothing about the bytes.
package enum ConstantTime {
    /// Whether two runs of bytes are the same; only their lengths may be learnt from the time.
    ///
    /// - Complexity: O(`left.count`), whatever the bytes.
    package static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe left.withUnsafeBufferPointer { left in
            unsafe right.withUnsafeBufferPointer { right in
                guard let first = left.baseAddress, let second = right.baseAddress else {
                    return true
                }
                return unsafe CRYPTO_memcmp(first, second, left.count) == 0
            }
        }
    }

    /// Whether two runs of bytes are the same; only their lengths may be learnt from the time.
    ///
    /// - Complexity: O(`left.count`), whatever the bytes.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        areEqual(left.span, right.span)
    }

    /// Whether two digests are the same.
    package static func areEqual(_ left: Digest32, _ right: Digest32) -> Bool {
        areEqual(left.bytes.span, right.bytes.span)
    }
}
