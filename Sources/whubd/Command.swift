import HubArguments

/// One command: its declaration, from which parsing and help come, and what it does.
struct Command: Sendable {
    /// What it is called and takes.
    let declaration: CommandDeclaration
    /// Does it.
    let run: @Sendable (ParsedCommand) throws -> Void

    init(
        _ declaration: CommandDeclaration,
        run: @escaping @Sendable (ParsedCommand) throws -> Void
    ) {
        self.declaration = declaration
        self.run = run
    }

    /// `--data`, which every command about a hub takes.
    static let dataOption = OptionDeclaration(
        "data",
        takes: .file("DIR"),
        isRequired: true,
        help: "the hub's data directory"
    )
}

extension ParsedCommand {
    /// The value of an option without which the line would not have been read.
    func required(_ option: String) throws(CommandLineError) -> String {
        guard let value = value(option), !value.isEmpty else {
            throw CommandLineError("--\(option) is empty", command)
        }
        return value
    }
}

/// A command line that is not understood.
struct CommandLineError: Error {
    let message: String
    /// Whose help page says what would be right; empty for the first page.
    let page: String

    init(_ message: String, _ command: CommandDeclaration) {
        self.message = message
        page = command.name
    }

    init(_ error: UsageError) {
        message = error.description
        page = error.page.joined(separator: " ")
    }
}
