package import HubSession

/// Limits and habits of a channel: every time and count has its name here.
package struct ChannelSettings: Sendable {
    /// What the client accepts on a connection.
    package var session = SessionSettings()
    /// How long connecting may take, from the first address to the hub's first frame.
    package var connectMilliseconds: UInt64 = 10_000
    /// How long the RESULT of a call is awaited that was cancelled because its time was up.
    package var cancelWaitMilliseconds: UInt64 = 1_000
    /// When failed calls are sent again.
    package var retry = RetryPolicy()
    /// Name and version, for the hub's log.
    package var software = "whub/0.1"

    /// The defaults.
    package init() {}
}
