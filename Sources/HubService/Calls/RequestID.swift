import HubCrypto

/// A random number that finds a call in the log.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    private let word: UInt64

    /// An id of random bits.
    package init(_ word: UInt64) { self.word = word }

    /// Sixteen hexadecimal digits.
    package var description: String { Hexadecimal.text(bytes.span) }

    /// The eight bytes, the most significant first.
    package var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 8)
        for place in 0..<8 {
            bytes[place] = UInt8(truncatingIfNeeded: word &>> UInt64(56 &- 8 &* place))
        }
        return bytes
    }
}

/// Random numbers for request ids; not secret, only unlike each other.
struct RequestIDs {
    private var generator = SecureRandom()
    private var state: UInt64

    init() { state = generator.next() }

    /// The next id: SplitMix64 over a secret start, so that none costs a system call.
    mutating func next() -> RequestID {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return RequestID(mixed ^ (mixed >> 31))
    }
}
