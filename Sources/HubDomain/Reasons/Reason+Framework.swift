import HubText

extension ReasonCode {
    /// A file that cannot be read as a table of a framework.
    package static let frameworkShape: ReasonCode = "FRAM-0101"
    /// A row of a kind that is not known.
    package static let frameworkRowKind: ReasonCode = "FRAM-0102"
    /// A code that has another form.
    package static let frameworkCode: ReasonCode = "FRAM-0103"
    /// A code or name that stands twice.
    package static let frameworkTwice: ReasonCode = "FRAM-0104"
    /// A name or text that is missing, too long or holds what it cannot.
    package static let frameworkText: ReasonCode = "FRAM-0105"
    /// A heading that the file does not have.
    package static let frameworkHeading: ReasonCode = "FRAM-0106"
    /// More items, prompts or themes than the limit.
    package static let frameworkTooMany: ReasonCode = "FRAM-0107"
}

extension Reason {
    /// Reasons about frameworks that a region or council loads.
    static let framework = [
        Reason(
            .frameworkShape,
            "framework_shape",
            "The file is not a table of a framework",
            why: "The first row must hold the titles of the template, and every row its cells.",
            next: "Export an edition and edit that file."
        ),
        Reason(
            .frameworkRowKind,
            "framework_row_kind",
            "It is not clear what the row is",
            why: "A row is a heading, an item or a theme.",
            next: "Write heading, item or theme in the column Kind."
        ),
        Reason(
            .frameworkCode,
            "framework_code",
            "The code cannot be used",
            why: "Plans and self-assessments point to items by code, for years.",
            next: "Use up to 20 letters, digits, points and hyphens."
        ),
        Reason(
            .frameworkTwice,
            "framework_twice",
            "A code or name stands twice",
            why: "Nobody could tell which of the two is meant.",
            next: "Give each its own."
        ),
        Reason(
            .frameworkText,
            "framework_text",
            "A name or text cannot be kept as it is",
            why: "Names are needed, texts have a limit, and characters that cannot be seen could "
                + "hide what a text says.",
            next:
                "Write the name, shorten the text, or type the place again that the message shows."
        ),
        Reason(
            .frameworkHeading,
            "framework_heading",
            "There is no such heading",
            why: "An item stands under a heading of the same edition.",
            next: "Add a row of the kind heading, or empty the cell."
        ),
        Reason(
            .frameworkTooMany,
            "framework_too_many",
            "The framework is too large",
            why: "A framework is something that people can keep in mind.",
            next: "Join what belongs together, or make two frameworks."
        ),
    ]
}
