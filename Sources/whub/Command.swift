import HubClient

/// One command: what it is called, what it takes, and what it does.
struct Command: Sendable {
    /// Noun and verb, with one blank between.
    let name: String
    /// What follows the name in help: `NAME --hub HOST:PORT`.
    let usage: String
    /// One line for the overview.
    let summary: String
    /// More for the command's own page.
    var details = ""
    /// Options beside the common ones.
    var options: [Option] = []
    /// How many words it takes that are no options.
    var words: ClosedRange<Int> = 0...0
    /// Does it.
    let run: @Sendable (Invocation) throws(CommandError) -> ExitCode

    /// An option of a command.
    struct Option: Sendable {
        /// Without hyphens.
        let name: String
        /// One letter, without its hyphen.
        var short: String?
        /// What its value is called; `nil` for a switch.
        var value: String?
        /// One line of help.
        let help: String
    }

    /// Options that every command takes, before or after its name.
    static let common: [Option] = [
        Option(name: "context", value: "NAME", help: "use this context"),
        Option(
            name: "expect-tenant",
            value: "CODE",
            help: "fail unless the certificate belongs to this tenant"
        ),
        Option(name: "output", short: "o", value: "table|json", help: "how data is printed"),
        Option(name: "timeout", value: "TIME", help: "give up after this: 30s, 2m, 500ms"),
        Option(name: "no-color", help: "plain text"),
        Option(name: "help", short: "h", help: "what the command does and takes"),
    ]
}
