package import HubStore
package import HubWire

/// Why a call failed, as the caller is told it.
///
/// The stable reason decides status and retry class; the message says what the caller can act on
/// and never holds data of any tenant. What only the operator should know goes to the log, under
/// the request's id.
package struct Fault: Error, Equatable, Sendable {
    /// The stable reason.
    package let reason: Reason
    /// For people, in plain English.
    package var message: String
    /// What is wrong with single fields.
    package var violations: [FieldViolation] = []
    /// The pause before another try, where the reason's retry class asks for one.
    package var retryAfterMilliseconds: UInt32 = 0
    /// Whether anything was changed.
    package var applied = Applied.no
    /// The record's current revision, after a conflict.
    package var revision: UInt64 = 0
    /// For the log alone: what happened inside.
    package var cause: String = ""
    /// The store's own code, where the store failed: a read over its budget goes elsewhere.
    package var storeCode: StoreError.Code?

    /// A fault with the reason's own explanation, or a more exact message.
    package init(_ reason: Reason, _ message: String? = nil) {
        self.reason = reason
        self.message = message ?? reason.explanation
    }

    /// A request that breaks rules of its fields.
    ///
    /// - Parameter violations: Each field's path, rule, and what would be right.
    /// - Returns: The fault that names them.
    package static func invalid(_ violations: [FieldViolation]) -> Fault {
        var fault = Fault(.requestNotValid)
        if let first = violations.first, violations.count == 1 {
            let words = "\(PathWords.of(first.path)): \(first.expected)"
            fault.message = first.message.isEmpty ? words : first.message
        }
        fault.violations = violations
        return fault
    }

    /// A request in which one field breaks a rule.
    ///
    /// - Parameters:
    ///   - path: The field, from the request's root.
    ///   - rule: A stable word for the rule.
    ///   - expected: What would be right.
    ///   - subject: The field in words for people; made from the path where it is not given.
    /// - Returns: The fault that names it.
    package static func invalid(
        _ path: String,
        _ rule: String,
        _ expected: String,
        about subject: String? = nil
    ) -> Fault {
        var violation = FieldViolation()
        violation.path = path
        violation.rule = rule
        violation.expected = expected
        violation.message = "\(subject ?? PathWords.of(path)): \(expected)"
        return invalid([violation])
    }

    /// A fault of the hub itself.
    ///
    /// - Parameter cause: What happened, for the log alone.
    /// - Returns: The fault, which tells the caller nothing about the inside.
    package static func `internal`(_ cause: String) -> Fault {
        var fault = Fault(.faultOfTheHub)
        fault.cause = cause
        return fault
    }

    /// The status that travels.
    ///
    /// - Parameters:
    ///   - requestID: Under which the log has the cause.
    ///   - dryRun: Whether the call asked for one, which is echoed.
    /// - Returns: The fault with both.
    package func status(_ requestID: RequestID, dryRun: Bool) -> Status {
        var status = Status()
        status.code = reason.status
        status.message = message
        status.reason = reason.code
        status.retry = applied == .unknown ? .outcomeUnknown : reason.retry
        status.retryAfterMs =
            retryAfterMilliseconds == 0 && status.retry == .afterPause
            ? Fault.pauseMilliseconds : retryAfterMilliseconds
        status.applied = applied
        status.violations = violations
        status.revision = revision
        status.dryRun = dryRun
        status.requestId = requestID.description
        return status
    }

    /// The pause that is told where nothing better is known.
    private static let pauseMilliseconds: UInt32 = 1_000
}

/// The path of a field as words for people.
enum PathWords {
    /// The words: `theme.links[0].item` is "theme, link 1, item".
    ///
    /// - Parameter path: From the request's root; lists are counted from 0.
    /// - Returns: The words, which count from 1.
    static func of(_ path: String) -> String {
        path.split(separator: ".").map(words).joined(separator: ", ")
    }

    private static func words(_ part: Substring) -> String {
        let plain = part.split(separator: "_").joined(separator: " ")
        guard let bracket = plain.firstIndex(of: "["), plain.hasSuffix("]") else { return plain }
        let index = plain[plain.index(after: bracket)...].dropLast()
        let list = plain[..<bracket]
        let one =
            list.hasSuffix("ies")
            ? list.dropLast(3) + "y" : list.hasSuffix("s") ? list.dropLast() + "" : list + ""
        return "\(one) \(Int(index).map { "\($0 + 1)" } ?? String(index))"
    }
}
