package import HubSystem
package import HubWire

/// What every handler may know of its call.
package struct CallContext: Sendable {
    /// Who calls; `nil` for a stranger.
    package let caller: CallerRecord?
    /// The method that is called.
    package let method: Method
    /// The calendar when the call was admitted.
    package let now: Instant
    /// The state to read, if not the present one.
    package let asOf: AsOf?
    /// Whether to keep nothing.
    package let isDryRun: Bool
    /// The key of the intended change.
    package let key: IdempotencyText?
    /// The assertions of the header, which belong to what is intended.
    package let assertions: CallAssertions
    /// When nobody waits for the answer any more.
    package let deadline: Moment
    /// Random; the log has the cause of a failure under it.
    package let requestID: RequestID
    /// The end of the caller's certificate; `nil` for a stranger.
    package let certificateExpires: Instant?
}

/// What a caller believes about where it is; the gate has found it true.
package struct CallAssertions: Hashable, Sendable {
    /// The code of the tenant, if it was asserted.
    package let tenantCode: String?
    /// The epoch of the store, if it was asserted.
    package let epoch: UInt64?
}

/// A random number that finds a call in the log.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    private let word: UInt64

    /// An id of random bits.
    package init(_ word: UInt64) { self.word = word }

    /// Sixteen hexadecimal digits.
    package var description: String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The eight bytes, the most significant first.
    package var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - $0 * 8)) }
    }
}
