import HubLoop
import HubSession
import HubTLS
import HubWire

/// The one place where failures of the layers below become reasons.
extension ClientError {
    /// No connection could be made.
    static func unreachable(_ error: LoopError) -> ClientError {
        ClientError(.cannotReachTheHub, error.message)
    }

    /// Nobody answered in time.
    static func silent(_ target: Target) -> ClientError {
        ClientError(.cannotReachTheHub, "\(target.address): no answer in time")
    }

    /// TLS came to nothing before the hub could judge anybody.
    static func handshake(_ error: TLSError, _ target: Target) -> ClientError {
        let place = "\(target.address)"
        switch error.code {
        case .unknownAuthority, .certificateInvalid, .wrongPurpose, .wrongIdentity:
            let issuer =
                error.issuer.isEmpty
                ? "" : "; the certificate that was shown says it was issued by “\(error.issuer)”"
            return ClientError(.notThePinnedAuthority, "\(place): \(error.message)\(issuer)")
        case .certificateExpired:
            return ClientError(
                .notThePinnedAuthority,
                "\(place): the hub's certificate has expired, or this machine's clock is wrong"
            )
        case .certificateNotYetValid:
            return ClientError(
                .notThePinnedAuthority,
                "\(place): the hub's certificate is not valid yet, or this machine's clock is wrong"
            )
        case .wrongServerName:
            return ClientError(
                .anotherName,
                "\(place): the certificate is not for \(target.serverName)"
            )
        case .noALPN, .notTLS, .nothingInCommon, .protocolViolation, .tooLarge:
            return ClientError(.notAHub, "\(place): \(error.description)")
        case .closed, .connectionLost, .library:
            return ClientError(.cannotReachTheHub, "\(place): \(error.description)")
        default:
            // An alert: whoever answered wants something else than whub/1 over TLS 1.3.
            return ClientError(.notAHub, "\(place): \(error.description)")
        }
    }

    /// The connection ended before the hub's first frame.
    static func beforeGreeting(_ ending: LinkEnding, _ target: Target) -> ClientError {
        switch ending {
        case .alert(let number, let text):
            return ClientError(
                .certificateNotAccepted,
                "the hub refused this client's certificate (TLS alert \(number): \(text))"
            )
        case .lost(let text):
            return ClientError(
                .cannotReachTheHub,
                "\(target.address): the connection ended before the hub's first word (\(text))"
            )
        case .left(let goAway): return ClientError(neverLookedAt: goAway)
        case .breach(let text): return ClientError(.hubBrokeTheProtocol, text)
        }
    }

    /// Time was up here before the hub had answered: after a read nothing is in doubt.
    static func outOfTime(isChange: Bool) -> ClientError {
        isChange
            ? ClientError(.ownDeadline)
            : ClientError(.ownDeadline, "time was up here before the hub answered", .afterPause)
    }

    /// Nothing, or not this call, was looked at when the hub said goodbye: the goodbye's reason
    /// decides whether, and when, to try again.
    init(neverLookedAt goAway: GoAway) {
        let reason: Reason =
            switch goAway.reason {
            case .draining, .timeout: .neverLookedAt
            case .notAccepted: .certificateNotAccepted
            case .breach: .thisProgramBrokeTheProtocol
            default: .noRoomAtTheHub
            }
        self.init(reason, goAway.message)
    }
}

/// How a connection came to its end.
enum LinkEnding: Sendable {
    /// A TLS alert, with the library's words for it.
    case alert(UInt8, String)
    /// Closed, reset or silent.
    case lost(String)
    /// The hub said why, and says nothing more.
    case left(GoAway)
    /// The hub broke a rule.
    case breach(String)

    /// The end in words.
    var words: String {
        switch self {
        case .alert(let number, let text): "TLS alert \(number): \(text)"
        case .lost(let text), .breach(let text): text
        case .left(let goAway): goAway.message.isEmpty ? "the hub said goodbye" : goAway.message
        }
    }

    /// The end that a failed read or write stands for.
    init(_ error: TLSError) {
        if let number = error.code.alertNumber {
            self = .alert(number, error.message)
        } else {
            self = .lost(error.description)
        }
    }
}
