/// How much a finding matters.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Good to know.
    case note
    /// The data can be taken, but somebody should look.
    case warning
    /// The data cannot be taken.
    case error

    /// Whether `left` matters less.
    package static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// One thing about one cell, row or file that its owner should know.
package struct Finding: Equatable, Sendable {
    /// Where it is.
    package var place: Place
    /// How much it matters.
    package var severity: Severity
    /// The rule, as a stable word.
    package var rule: Rule
    /// The reason's registered code, such as "PRIO-0104", where the rule belongs to a domain.
    package var reason: String?
    /// What was found, escaped and shortened.
    package var found: String?
    /// What is wrong with it.
    package var problem: String
    /// What would be right; empty where the problem says it all.
    package var expected: String
    /// A value that was probably meant.
    package var suggestion: String?

    /// A finding about `place`.
    ///
    /// - Parameters:
    ///   - error: The rule that was broken, and how.
    ///   - place: Where.
    ///   - severity: How much it matters.
    ///   - reason: The registered code, where there is one.
    package init(
        _ error: TextError,
        at place: Place,
        severity: Severity = .error,
        reason: String? = nil
    ) {
        self.place = place
        self.severity = severity
        self.reason = reason
        rule = error.rule
        found = error.found
        problem = error.problem
        expected = error.expected
        suggestion = error.suggestion
    }

    /// The finding as one to three sentences of plain English.
    package var sentence: String {
        Sentence.of(
            place: place.words,
            found: found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
    }
}
