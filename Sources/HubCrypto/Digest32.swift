/// 32 bytes that a hash or a keyed hash made.
///
/// Equality takes a time that depends on the bytes: where one side is a secret, compare with
/// `ConstantTime`.
package struct Digest32: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Bytes in a digest.
    package static let byteCount = 32

    // Big-endian words: comparing them one by one compares the bytes.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// The digest of these bytes; `nil` unless there are exactly 32.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        first = Self.word(bytes, at: 0)
        second = Self.word(bytes, at: 8)
        third = Self.word(bytes, at: 16)
        fourth = Self.word(bytes, at: 24)
    }

    /// The digest of these bytes; `nil` unless there are exactly 32.
    package init?(_ bytes: [UInt8]) { self.init(bytes.span) }

    /// The digest written as 64 hexadecimal digits in lower case; `nil` for anything else.
    package init?(hex: String) {
        guard let bytes = Hexadecimal.bytes(hex.utf8) else { return nil }
        self.init(bytes)
    }

    init(_ space: [32 of UInt8]) {
        first = Self.word(space.span, at: 0)
        second = Self.word(space.span, at: 8)
        third = Self.word(space.span, at: 16)
        fourth = Self.word(space.span, at: 24)
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        // Filled by its places: what takes a closure is generic at run time.
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        for place in 0..<8 {
            let shift = UInt64(56 &- 8 &* place)
            bytes[place] = UInt8(truncatingIfNeeded: first &>> shift)
            bytes[place &+ 8] = UInt8(truncatingIfNeeded: second &>> shift)
            bytes[place &+ 16] = UInt8(truncatingIfNeeded: third &>> shift)
            bytes[place &+ 24] = UInt8(truncatingIfNeeded: fourth &>> shift)
        }
        return bytes
    }

    /// The 64 hexadecimal digits, in lower case.
    package var hex: String { Hexadecimal.text(bytes.span) }

    /// The 64 hexadecimal digits.
    package var description: String { hex }

    /// Orders digests by their bytes.
    package static func < (left: Digest32, right: Digest32) -> Bool {
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        if left.third != right.third { return left.third < right.third }
        return left.fourth < right.fourth
    }

    private static func word(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in start..<start + 8 { word = word << 8 | UInt64(bytes[index]) }
        return word
    }
}
