package import HubCrypto
package import HubWire

/// What a caller may say about one call.
package struct CallOptions: Sendable {
    /// How long the caller waits in all, connecting and repeating included; `nil` for as long as
    /// the hub lets a call last.
    package var timeoutMilliseconds: UInt64? = timeoutMillisecondsDefault
    /// The key of a change; made anew for each call where there is none.
    ///
    /// To send a change again whose outcome is unknown, give the key of the first time and the same
    /// bytes.
    package var key: UniqueID?
    /// Do everything and keep nothing.
    package var isDryRun = false
    /// The code of the tenant the caller believes to be in.
    package var expectedTenant: String?
    /// The store epoch the caller's revisions belong to.
    package var expectedEpoch: UInt64?
    /// Read an earlier state.
    package var asOf: AsOfPoint?
    /// The caller's place in a trace, in W3C form.
    package var traceparent: String?
    /// When to send again; the channel's policy where there is none.
    package var retry: RetryPolicy?

    /// A minute, and nothing special.
    package init() {}

    /// How long a caller waits unless told otherwise.
    package static let timeoutMillisecondsDefault: UInt64 = 60_000
}

/// An earlier state of the records.
package enum AsOfPoint: Equatable, Sendable {
    /// The state after this revision.
    case revision(UInt64)
    /// The state at this time.
    case time(Timestamp)
}

/// The answer of a call with one response.
package struct Reply: Equatable, Sendable {
    /// The response's bytes.
    package let message: [UInt8]
    /// How the call ended: revision and head of the chain after a change.
    package let status: Status
}
