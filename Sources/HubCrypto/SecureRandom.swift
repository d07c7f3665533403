private import COpenSSL

/// Random bits fit for keys and codes, from the library's generator.
package struct SecureRandom: RandomNumberGenerator, Sendable {
    /// How many words were drawn.
    ///
    /// Nobody asks, but an empty struct has no address of its own: the thread sanitizer would take
    /// all generators for one variable.
    private var drawn: UInt64 = 0

    /// A generator; all of them draw from the same source.
    package init() {}

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        drawn &+= 1
        return Self.word()
    }

    /// 64 random bits.
    package static func word() -> UInt64 {
        var space = [8 of UInt8](repeating: 0)
        var output = space.mutableSpan
        fill(&output)
        var word: UInt64 = 0
        for index in space.indices { word = word << 8 | UInt64(space[index]) }
        return word
    }

    /// Overwrites everything in `span`.
    ///
    /// - Complexity: O(`span.count`).
    package static func fill(_ span: inout MutableSpan<UInt8>) {
        var start = 0
        // The library counts in 32 bits: larger spaces are filled in pieces.
        while start < span.count {
            let count = min(span.count - start, pieceBytesMax)
            let filled = unsafe span.withUnsafeMutableBufferPointer { space in
                guard let base = space.baseAddress else { return Int32(0) }
                return unsafe RAND_bytes(base + start, Int32(count))
            }
            precondition(filled == 1, "the library has no random bits to give")
            start += count
        }
    }

    /// Random bytes.
    ///
    /// - Parameter count: How many; none for 0 or less.
    /// - Returns: `count` bytes.
    /// - Complexity: O(`count`).
    package static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        var span = bytes.mutableSpan
        fill(&span)
        return bytes
    }

    /// The most that is asked of the library at once.
    private static let pieceBytesMax = 1 << 20
}
