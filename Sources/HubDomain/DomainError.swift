package import HubText

/// A rule of the domain that was broken.
///
/// Equality is by reason and path: prose may improve without breaking a test.
package struct DomainError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The registered reason.
    package let reason: ReasonCode
    /// The part that broke it, such as "items[SWP1].notes[S2].evidence[1]"; empty for the whole.
    package let path: String
    /// The same part in words for people, such as "SWP1 Leadership, S2"; empty where the problem
    /// names it.
    package let subject: String
    /// What was found and what would be right.
    package let detail: TextError

    /// An error of a registered reason.
    package init(_ reason: ReasonCode, path: String, subject: String = "", _ detail: TextError) {
        self.reason = reason
        self.path = path
        self.subject = subject
        self.detail = detail
    }

    /// An error whose rule is that of its reason.
    package init(
        _ reason: ReasonCode,
        path: String,
        subject: String = "",
        found: String? = nil,
        problem: String,
        expected: String = "",
        suggestion: String? = nil
    ) {
        self.reason = reason
        self.path = path
        self.subject = subject
        detail = TextError(
            ReasonRegistry.reason(reason)?.rule ?? Rule(text: reason.text.lowercased()),
            found: found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
    }

    /// The error as a finding.
    ///
    /// - Parameters:
    ///   - place: Where it is in a file, if it came from one.
    ///   - severity: How much it matters.
    /// - Returns: The finding, with the reason's code and the path.
    package func finding(at place: Place = Place(), severity: Severity = .error) -> Finding {
        var place = place
        place.path = path.isEmpty ? nil : path
        place.subject = subject.isEmpty ? nil : subject
        return Finding(detail, at: place, severity: severity, reason: reason.text)
    }

    /// The error as a sentence with its code, for programmers: with the path where nothing names
    /// the part in words.
    package var description: String {
        var finding = finding()
        if subject.isEmpty, !path.isEmpty { finding.place.subject = path }
        return "\(reason.text): \(finding.sentence)"
    }

    /// Whether both broke the same rule in the same place.
    package static func == (left: DomainError, right: DomainError) -> Bool {
        left.reason == right.reason && left.path == right.path
    }
}
