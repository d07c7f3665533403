/// What a client did, free of frames, ids of frames and credit.
///
/// Ranges are places in the bytes that were handed to `ServerSession.next`.
package enum ServerEvent: Hashable, Sendable {
    /// The bytes from the offset on are no whole frame yet: keep them until more arrive.
    case needsMore
    /// The client greeted; calls may follow.
    case greeted(software: String)
    /// A call was opened; `header` holds a `CallHeader`. When `ends`, no message follows.
    case call(UInt32, header: Range<Int>, ends: Bool)
    /// A message of a call. Its cost is given back with `ServerSession.release`.
    case message(UInt32, payload: Range<Int>, ends: Bool)
    /// No further message follows on this call.
    case halfClosed(UInt32)
    /// The client wants no answer any more: stop the handler, then `finish`.
    case cancelled(UInt32)
    /// The connection ends; the last word is in the output. Flush it, then linger.
    case closing(CloseReason)
}

/// What became of a message that was handed to `ServerSession.send`.
package enum SendOutcome: Hashable, Sendable {
    /// It is in the output.
    case sent
    /// It is kept until the client grants credit.
    case kept
    /// The call has ended, or the connection is closing.
    case gone
    /// It is larger than the client takes; both sizes are in the status to send.
    case tooLarge(max: Int)
}

/// What the clock brings.
package enum ServerTick: Hashable, Sendable {
    /// Nothing, or a ping that is now in the output.
    case goOn
    /// For too long the client gave this call no credit: stop the handler, then `finish`, and look
    /// at the clock again.
    case starved(UInt32)
    /// The connection ends; the last word is in the output. Flush it, then linger.
    case closing(CloseReason)
    /// Nothing more is to be waited for: close the socket.
    case closed
}
