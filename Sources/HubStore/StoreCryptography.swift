/// The cryptography that the store needs, handed in so that it depends on no library of it.
package struct StoreCryptography: Sendable {
    /// SHA-256 of a message: 32 bytes.
    package let sha256: @Sendable (_ message: [UInt8]) -> [UInt8]
    /// HMAC-SHA-256 of a message under a key: 32 bytes.
    package let hmac: @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8]
    /// So many unpredictable bytes.
    package let random: @Sendable (_ count: Int) -> [UInt8]

    /// Bundles the three functions.
    package init(
        sha256: @escaping @Sendable (_ message: [UInt8]) -> [UInt8],
        hmac: @escaping @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8],
        random: @escaping @Sendable (_ count: Int) -> [UInt8]
    ) {
        self.sha256 = sha256
        self.hmac = hmac
        self.random = random
    }
}

/// Unpredictable bytes by the block, since asking the kernel for sixteen at a time costs more than
/// what they are for.
struct RandomPool {
    /// Bytes fetched at a time.
    static let blockBytes = 4_096

    private let random: @Sendable (Int) -> [UInt8]
    private var block: [UInt8] = []
    private var used = 0

    init(_ cryptography: StoreCryptography) { random = cryptography.random }

    /// The next `count` bytes, at most a block; no byte is given out twice.
    mutating func take(_ count: Int) -> [UInt8] {
        precondition(count <= Self.blockBytes, "more than a block was asked of the pool")
        if used + count > block.count {
            block = random(Self.blockBytes)
            used = 0
        }
        defer { used += count }
        return Array(block[used..<used + count])
    }

    /// An identifier that says nothing.
    mutating func takeID() -> OpaqueID {
        OpaqueID(take(OpaqueID.byteCount)) ?? OpaqueID(high: 0, low: 0)
    }

    /// A positive number that nobody can foresee.
    mutating func takePositive() -> Int64 {
        max(1, Int64(truncatingIfNeeded: takeID().high & UInt64(Int64.max)))
    }
}
