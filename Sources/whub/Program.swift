import HubArguments
import HubClient
import HubSystem

/// From words to an exit code.
enum Program {
    /// Every command, in the order in which help lists them.
    static let commands: [Command] =
        [.overview, .councils] + Command.priorities + [
            .reportPriorities, .contextAdd, .contextList, .contextUse, .contextShow,
            .contextRemove, .whoAmI, .call, .describe, .explain, .completion, .version,
        ]

    /// What can be typed.
    static let grammar = Grammar(
        program: "whub",
        summary: "the client of a Workforce Hub",
        commands: commands.map(\.declaration)
    )

    /// Runs the command that the words name.
    static func run(_ words: [String], _ environment: Environment) -> ExitCode {
        let refused = words.contains { $0.utf8.elementsEqual("--no-color".utf8) }
        let console = Console(environment: environment, refusesColour: refused)
        do throws(CommandError) {
            switch try parse(words + (nounless(words) ? firstWords(environment) : [])) {
            case .help(let path):
                let columns = StandardStream.output.columns ?? 80
                try console.write(grammar.help(path, columns: columns))
            case .command(let line):
                let command = commands.first { $0.declaration == line.command }
                let invocation = Invocation(line, console: console, environment: environment)
                try command?.run(invocation)
            }
            return .done
        } catch {
            if !error.text.isEmpty { console.complain(error.text) }
            return error.exitCode
        }
    }

    /// Whether no command is named: nothing stands there, or `--context` with its name alone.
    private static func nounless(_ words: [String]) -> Bool {
        guard let first = words.first else { return true }
        if words.count == 1 { return first.utf8.starts(with: "--context=".utf8) }
        return words.count == 2 && first.utf8.elementsEqual("--context".utf8)
    }

    /// What `whub` alone stands for: the overview, or help where there is no context yet.
    private static func firstWords(_ environment: Environment) -> [String] {
        do throws(ContextError) {
            let isEmpty = try ContextStore(environment).names().isEmpty
            return isEmpty ? [] : Command.overview.declaration.path
        } catch {
            return []
        }
    }

    private static func parse(_ words: [String]) throws(CommandError) -> Parsed {
        do throws(UsageError) {
            return try grammar.parse(words)
        } catch {
            throw .usage(error.description)
        }
    }
}
