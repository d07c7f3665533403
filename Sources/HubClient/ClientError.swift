package import HubCrypto
package import HubSystem
package import HubWire

/// Why a call, or a connection, did not do what was asked.
///
/// Either the hub said so, then `status` is its own word, or the client found it out by itself,
/// with a reason that begins with `CLNT`. Two errors are equal when their reasons are.
package struct ClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    package let code: StatusCode
    /// The stable reason, such as `CLNT-0201`; empty where a hub gave none.
    package let reasonCode: String
    /// What happened, for people.
    ///
    /// What a hub wrote may hold anything: escape it before it reaches a terminal.
    package let message: String
    /// Whether, and when, the same call may be sent again.
    package let retry: RetryClass
    /// What the hub answered; `nil` when it did not.
    package let status: Status?
    /// The key of the change whose outcome this is about: with it the same bytes can be sent again.
    package internal(set) var key: UniqueID?

    /// A failure that the client found out.
    ///
    /// - Parameters:
    ///   - reason: One of the registry.
    ///   - detail: What happened in this case; the registry's explanation where there is none.
    ///   - retry: Whether to send again, where this case is not the registry's.
    package init(_ reason: Reason, _ detail: String = "", _ retry: RetryClass? = nil) {
        code = reason.status
        reasonCode = reason.code
        message = detail.isEmpty ? reason.explanation : detail
        self.retry = retry ?? reason.retry
        status = nil
    }

    /// A failure as the hub told it.
    ///
    /// - Parameter status: Any status but OK; a code above 16 is read as unknown.
    package init(_ status: Status) {
        code = StatusCode.isKnown(status.code.rawValue) ? status.code : .unknown
        reasonCode = status.reason
        message = status.message
        retry = status.retry == .unspecified ? Self.usualRetry(status) : status.retry
        self.status = status
    }

    /// The registry's entry; `nil` for a reason that only a newer hub knows.
    package var reason: Reason? { Reason.named(reasonCode) }

    /// Whether a change was made, as far as anybody knows; of no meaning for reads.
    package var applied: Applied {
        if let status { return status.applied }
        if retry == .outcomeUnknown { return .unknown }
        return reason == .dryRunNotEchoed ? .yes : .no
    }

    /// The code a program should end with.
    package var exitCode: ExitCode {
        ExitCode(code, hasViolations: !(status?.violations.isEmpty ?? true))
    }

    /// The reason and the message.
    package var description: String {
        reasonCode.isEmpty ? "\(code): \(message)" : "\(reasonCode): \(message)"
    }

    /// Compares reasons alone: messages are for people and may change.
    package static func == (left: ClientError, right: ClientError) -> Bool {
        left.code == right.code && left.reasonCode.utf8.elementsEqual(right.reasonCode.utf8)
    }

    /// What holds where the hub names no class: the table of section 16.
    private static func usualRetry(_ status: Status) -> RetryClass {
        switch status.code {
        case .unknown: .outcomeUnknown
        case .deadlineExceeded, .resourceExhausted: .afterPause
        case .unavailable: status.applied == .unknown ? .outcomeUnknown : .afterPause
        default: .never
        }
    }
}
