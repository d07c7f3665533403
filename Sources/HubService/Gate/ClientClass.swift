/// What a client showed at the handshake, and therefore may do at most.
package enum ClientClass: Sendable {
    /// A valid certificate of this hub, of an active principal.
    case authenticated
    /// A certificate whose only fault is that it has expired.
    case lapsed
    /// No certificate.
    case anonymous
}
