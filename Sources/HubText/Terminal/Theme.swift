/// What a piece of text on a terminal stands for; colour never carries meaning alone.
package enum TextRole: Sendable, CaseIterable, Hashable {
    /// Titles of columns and sections.
    case heading
    /// As it should be.
    case good
    /// To be looked at.
    case warning
    /// Wrong, or late.
    case bad
    /// Of less weight.
    case quiet
}

/// How roles look: a value, so that what is printed is decided in one place and testable.
package struct Theme: Equatable, Sendable {
    /// No colour at all, for NO_COLOR, files and pipes.
    package static let plain = Theme(codes: [:])
    /// The sixteen colours every terminal has, readable on light and dark.
    package static let colour = Theme(codes: [
        .heading: "1", .good: "32", .warning: "33", .bad: "31", .quiet: "2",
    ])

    private let codes: [TextRole: String]

    /// The text as the role looks.
    ///
    /// - Parameters:
    ///   - text: Escaped text; it is not escaped here.
    ///   - role: What it stands for; nil for plain text.
    /// - Returns: The text, between control sequences where the theme has colours.
    package func painted(_ text: String, as role: TextRole?) -> String {
        guard let role, let code = codes[role], !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
