/// A stable reason why a call or a connection ended: the number that programs act on and that
/// `whub explain` explains.
///
/// A number is never used again for something else. The table is made from
/// `Protocols/reasons.json`.
public struct Reason: Hashable, Sendable {
    /// The stable code, such as `CALL-0301`.
    public let code: String
    /// A few words.
    public let title: String
    /// The status that goes with it.
    public let status: StatusCode
    /// Whether, and when, the same call may be sent again.
    public let retry: RetryClass
    /// What happened, in plain English.
    public let explanation: String
    /// What to do next.
    public let next: String

    /// A reason, of this registry or of one that a domain keeps.
    ///
    /// - Parameters:
    ///   - code: The stable code.
    ///   - title: A few words.
    ///   - status: The status that goes with it.
    ///   - retry: Whether, and when, the same call may be sent again.
    ///   - explanation: What happened.
    ///   - next: What to do next.
    public init(
        code: String,
        title: String,
        status: StatusCode,
        retry: RetryClass,
        explanation: String,
        next: String
    ) {
        self.code = code
        self.title = title
        self.status = status
        self.retry = retry
        self.explanation = explanation
        self.next = next
    }

    /// Compared by code alone.
    public static func == (left: Reason, right: Reason) -> Bool {
        left.code.utf8.elementsEqual(right.code.utf8)
    }

    /// Hashed by code alone.
    public func hash(into hasher: inout Hasher) {
        for byte in code.utf8 { hasher.combine(byte) }
    }

    /// The reason with this code, whatever the case of its letters.
    ///
    /// - Parameter code: Such as `CALL-0301`.
    /// - Returns: The reason, or `nil` when the registry holds none.
    public static func named(_ code: String) -> Reason? {
        let wanted = Array(code.uppercased().utf8)
        return all.first { $0.code.utf8.elementsEqual(wanted) }
    }
}
