package import HubWire

/// How a program that calls a hub tells its caller what became of it.
package enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done.
    case done = 0
    /// The hub refused or failed, or time was up.
    case failed = 1
    /// The command or the request was put together wrongly.
    case usage = 2
    /// There is no such record, or none for the caller.
    case notFound = 3
    /// Not allowed, or not enrolled.
    case notAllowed = 4
    /// The state of the records stands against it.
    case conflict = 5
    /// The data has errors; each is named.
    case dataErrors = 6
    /// The hub cannot be reached.
    case unreachable = 7

    /// The exit code of a status, as section 16 of the wire's specification lists them.
    ///
    /// - Parameters:
    ///   - status: The code; one above 16 is read as unknown.
    ///   - hasViolations: Whether single fields are named.
    package init(_ status: StatusCode, hasViolations: Bool) {
        self =
            switch status {
            case .ok: .done
            case .invalidArgument: hasViolations ? .dataErrors : .usage
            case .notFound: .notFound
            case .alreadyExists, .failedPrecondition, .aborted: .conflict
            case .permissionDenied, .unauthenticated: .notAllowed
            case .outOfRange: .usage
            case .unavailable: .unreachable
            default: .failed
            }
    }
}
