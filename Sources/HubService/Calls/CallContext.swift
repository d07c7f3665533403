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
