extension Timestamp {
    /// The time as `2026-11-21T09:30:00.250Z`, or nil outside the years 1 to 9999.
    public var text: String? { TimeText.timestamp(seconds: seconds, nanos: nanos) }

    /// The time that `text` says.
    ///
    /// - Parameter text: RFC 3339 with capital T, and a capital Z or an offset.
    /// - Throws: `malformedText`, or `outOfRange` outside the years 1 to 9999.
    public init(text: String) throws(WireError) {
        let (seconds, nanos) = try TimeText.readTimestamp(text)
        self.init(seconds: seconds, nanos: nanos)
    }
}
