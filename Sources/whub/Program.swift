import HubClient
import HubSystem

/// From words to an exit code.
enum Program {
    /// Every command, in the order in which help lists them.
    static let commands: [Command] = [
        .contextAdd, .contextList, .contextUse, .contextShow, .contextRemove, .whoAmI, .call,
        .describe, .explain, .version,
    ]

    /// Runs the command that the words name.
    static func run(_ words: [String], _ environment: Environment) -> ExitCode {
        let console = Console(environment: environment, refusesColour: words.contains("--no-color"))
        do throws(CommandError) {
            if words.isEmpty || words == ["help"] || words == ["--help"] {
                try console.write(Help.overview(commands))
                return .done
            }
            let parsed = try Words(words, commands)
            if parsed.flags.contains("help") {
                try console.write(Help.page(parsed.command))
                return .done
            }
            let invocation = Invocation(parsed, console: console, environment: environment)
            return try parsed.command.run(invocation)
        } catch {
            if !error.isSilent { console.complain(error.text) }
            return error.exitCode
        }
    }
}
