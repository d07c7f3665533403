package import HubWire

/// What a server did, free of frames and credit.
///
/// Ranges are places in the bytes that were handed to `ClientSession.next`.
package enum ClientEvent: Hashable, Sendable {
    /// The bytes from the offset on are no whole frame yet: keep them until more arrive.
    case needsMore
    /// The server accepted the connection: from here on its word counts.
    case greeted(Hello)
    /// A message of an answer. Its cost is given back with `ClientSession.release`.
    case message(UInt32, payload: Range<Int>)
    /// The call ended with this encoded `Status`; zero bytes are OK.
    case result(UInt32, status: Range<Int>)
    /// The server looks at no call above `GoAway.lastStream`, or ends the connection.
    case leaving(GoAway)
    /// The server broke a rule; the last word is in the output.
    case closing(Breach)
}
