import HubArguments
import HubClient
import HubSystem

/// From words to an exit code.
enum Program {
    /// Every command, in the order in which help lists them.
    static let commands: [Command] =
        [.overview, .councils] + Command.priorities + [.reportPriorities] + Command.wres
        + Command.training + Command.figures + [
            .enrol, .contextAdd, .contextList, .contextUse, .contextShow,
            .contextRemove, .whoAmI, .cert, .certRenew,
        ] + Command.devices + [.canI] + Command.admin + [
            .doctor, .call, .describe, .explain, .completion, .version,
        ]

    /// What can be typed.
    static let grammar = Grammar(
        program: "whub",
        summary: "the client of a Workforce Hub",
        commands: commands.map(\.declaration),
        sections: [
            .init(
                "Exit codes",
                ExitCode.allCases.map { .init("\($0.rawValue)", $0.meaning) }
            )
        ]
    )

    /// Runs the command that the words name.
    static func run(_ words: [String], _ environment: Environment) -> ExitCode {
        let refused = words.contains { $0.utf8.elementsEqual("--no-color".utf8) }
        var console = Console(environment: environment, refusesColour: refused)
        do throws(CommandError) {
            switch try parse(words, environment) {
            case .help(let path):
                let columns = StandardStream.output.columns ?? 80
                try console.write(grammar.help(path, columns: columns))
            case .command(let line):
                console.hint = CommandHint(context: line.common.context)
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

    /// What is meant where no command is named: the overview, or help where nothing is typed and
    /// there is no context yet.
    private static func alone(_ words: [String], _ environment: Environment) -> [String] {
        let overview = Command.overview.declaration.path
        guard words.isEmpty else { return overview }
        do throws(ContextError) {
            return try ContextStore(environment).names().isEmpty ? [] : overview
        } catch {
            return []
        }
    }

    private static func parse(
        _ words: [String],
        _ environment: Environment
    ) throws(CommandError) -> Parsed {
        let isVersion = words.count == 1 && words[0].utf8.elementsEqual("--version".utf8)
        let words = isVersion ? Command.version.declaration.path : words
        do throws(UsageError) {
            return try grammar.parse(words, alone: alone(words, environment))
        } catch {
            throw .usage(error.description, of: error.page.joined(separator: " "))
        }
    }
}
