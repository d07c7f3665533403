import HubArguments
import HubClient

/// One command: its declaration, from which parsing, help and completion come, and what it does.
struct Command: Sendable {
    /// What it is called and takes.
    let declaration: CommandDeclaration
    /// Does it.
    let run: @Sendable (Invocation) throws(CommandError) -> Void

    init(
        _ declaration: CommandDeclaration,
        run: @escaping @Sendable (Invocation) throws(CommandError) -> Void
    ) {
        self.declaration = declaration
        self.run = run
    }
}
