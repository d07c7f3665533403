/// A text that cannot be what it should be, with what to write instead.
///
/// Equality is by rule alone: prose may improve without breaking a test.
package struct TextError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The rule that was broken.
    package let rule: Rule
    /// What was found, escaped and shortened; nil where there is nothing to show.
    ///
    /// It is somebody's text: it goes back to its owner and never into a log.
    package let found: String?
    /// What is wrong, to be read after what was found: "is not a day of the calendar".
    package let problem: String
    /// What would be right, to be read after "Expected"; empty where the problem says it all.
    package let expected: String
    /// A value that was probably meant.
    package let suggestion: String?

    /// Describes a broken rule; `found` is escaped and shortened here, so callers pass it raw.
    package init(
        _ rule: Rule,
        found: String? = nil,
        problem: String,
        expected: String = "",
        suggestion: String? = nil
    ) {
        self.rule = rule
        self.found = found.map(Excerpt.of)
        self.problem = problem
        self.expected = expected
        self.suggestion = suggestion.map(Excerpt.of)
    }

    /// The error as a sentence or two.
    package var description: String {
        Sentence.of(
            place: "",
            found: found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
    }

    /// Whether both broke the same rule.
    package static func == (left: TextError, right: TextError) -> Bool {
        left.rule == right.rule
    }
}
