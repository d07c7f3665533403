/// How far a handshake got.
package enum HandshakeStep: Equatable, Sendable {
    /// It is done and the peer is known.
    case done
    /// It goes on when the descriptor can be read.
    case wantsRead
    /// It goes on when the descriptor can be written.
    case wantsWrite
    /// It failed, for good.
    case failed(TLSError)
}

/// What a read brought.
package enum ReadStep: Equatable, Sendable {
    /// So many bytes, at least one where there was room.
    case bytes(Int)
    /// Nothing yet: try again when the descriptor can be read.
    case wantsRead
    /// Nothing yet: try again when the descriptor can be written.
    case wantsWrite
    /// Nothing any more: the peer has closed its direction, with a word of TLS or without.
    case closed
    /// Nothing any more, because of this.
    case failed(TLSError)
}

/// What a write took.
///
/// Where a write has to wait, a record of its first bytes may have been made already: the next
/// write has to begin with the same bytes, and with no fewer of them. Where they lie may differ.
package enum WriteStep: Equatable, Sendable {
    /// So many bytes, at least one unless none were given; go on with the others.
    case bytes(Int)
    /// None yet: offer the same bytes again when the descriptor can be read.
    case wantsRead
    /// None yet: offer the same bytes again when the descriptor can be written.
    case wantsWrite
    /// None any more. There may still be something to read: the reason, as a rule.
    case failed(TLSError)
}

/// How far closing one's own direction got.
package enum ShutdownStep: Equatable, Sendable {
    /// The peer has been told.
    case done
    /// Try again when the descriptor can be written.
    case wantsWrite
    /// The peer cannot be told.
    case failed(TLSError)
}
