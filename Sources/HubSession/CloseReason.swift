package import HubWire

/// Every way a connection can end.
package enum CloseReason: Hashable, Sendable {
    /// The peer broke a rule of the frames.
    case breach(Breach)
    /// No HELLO in time.
    case greetingLate
    /// A frame did not arrive whole in time.
    case frameLate
    /// No byte came after a ping.
    case silent
    /// An answer waited too long for the connection's credit.
    case noCredit
    /// Unsent output stood still.
    case writeStalled
    /// The peer provokes output that it does not read.
    case controlUnread
    /// The peer pings too often.
    case pingsTooFast
    /// A stranger's time ran out.
    case strangerLate
    /// The certificate's time ran out.
    case certificateEnded
    /// The certificate is not accepted; code and text say why, and nothing about any tenant.
    case notAccepted(code: String, message: String)
    /// The server stops.
    case draining
    /// Every stream id was used.
    case idsUsedUp
    /// The server holds as much as it can.
    case overloaded
    /// Too many without a valid certificate came from the address.
    case addressFull
    /// The principal has as many connections as it may.
    case principalFull
    /// The server failed.
    case failed
    /// The peer closed its end, or said that it does.
    case peerClosed

    /// Whether the peer is told; it is not when it has closed, or does not read.
    package var isTold: Bool {
        switch self {
        case .writeStalled, .controlUnread, .peerClosed: false
        default: true
        }
    }

    /// The reason as the peer is told it.
    package var goAwayReason: GoAwayReason {
        switch self {
        case .breach, .pingsTooFast: .breach
        case .greetingLate, .frameLate, .silent, .noCredit, .writeStalled, .strangerLate: .timeout
        case .controlUnread, .overloaded, .addressFull, .principalFull: .overloaded
        case .notAccepted, .certificateEnded: .notAccepted
        case .draining, .idsUsedUp, .peerClosed: .draining
        case .failed: .internal
        }
    }

    /// The stable reason; each stands in the registry of reasons.
    package var code: String {
        switch self {
        case .breach(let breach): breach.rule.rawValue
        case .pingsTooFast: "WIRE-0501"
        case .greetingLate: "WIRE-0602"
        case .frameLate: "WIRE-0603"
        case .silent: "WIRE-0604"
        case .noCredit: "WIRE-0605"
        case .writeStalled: "WIRE-0606"
        case .strangerLate: "WIRE-0607"
        case .certificateEnded: "WIRE-0608"
        case .controlUnread: "WIRE-0610"
        case .peerClosed: "WIRE-0611"
        case .draining: "WIRE-0701"
        case .idsUsedUp: "WIRE-0702"
        case .overloaded: "WIRE-0703"
        case .addressFull: "WIRE-0704"
        case .principalFull: "WIRE-0706"
        case .failed: "WIRE-0709"
        case .notAccepted(let code, _): code
        }
    }

    /// For people, beginning with the stable reason.
    package var message: String { "\(code): \(text)" }

    private var text: String {
        switch self {
        case .breach(let breach): breach.message
        case .greetingLate: "no HELLO came in time"
        case .frameLate: "a frame did not arrive whole in time"
        case .silent: "nothing came after a ping"
        case .noCredit: "an answer waited too long for credit"
        case .writeStalled: "the answers are not being read"
        case .controlUnread: "too many answers wait unread"
        case .pingsTooFast: "pings come faster than the hub's limits allow"
        case .strangerLate: "a connection without a valid certificate lasts 30 seconds"
        case .certificateEnded: "the certificate has reached its end; renew it and connect again"
        case .notAccepted(_, let message): message
        case .draining: "the hub is stopping; connect again"
        case .idsUsedUp: "every stream id of this connection was used; connect again"
        case .overloaded: "the hub has as much as it can hold; try again in a while"
        case .addressFull: "too many without a valid certificate from this address; wait a little"
        case .principalFull: "this identity has as many connections as it may; close some"
        case .failed: "the hub failed; try again"
        case .peerClosed: "the peer closed the connection"
        }
    }
}
