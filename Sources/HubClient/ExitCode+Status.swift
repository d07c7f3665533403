package import HubSystem
package import HubWire

extension ExitCode {
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
