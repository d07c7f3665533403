import HubArguments
import HubClient
import HubSystem

/// From words to an exit code.
enum Program {
    /// Every command, in the order in which help lists them.
    static let commands: [Command] =
        [.overview, .councils] + Command.priorities + [.reportPriorities] + Command.plans
        + [.reportPlan, .reportWres] + Command.wres + Command.training + Command.figures
        + Command.scenarios + Command.providers + Command.geography + [
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
        ],
        subjects: [
            .init("priorities", "the shared priorities and your council's self-assessment"),
            .init("plans", "workforce plans and their actions"),
            .init("wres", "the Race Equality Standard"),
            .init("training", "who is recorded as up to date"),
            .init("figures", "workforce figures and projections"),
            .init("scenarios", "projections that your council keeps"),
            .init("providers", "organisations that a place plans with"),
            .init("geography", "councils of any time and the groups they belong to"),
            .init("context", "the hubs that this computer knows"),
            .init("cert", "your devices and their certificates"),
            .init("admin", "people, roles, the register, and what was done"),
        ]
    )

    /// Runs the command that the words name.
    static func run(_ words: [String], _ environment: Environment) -> ExitCode {
        let refused = words.contains { $0.utf8.elementsEqual("--no-color".utf8) }
        var console = Console(environment: environment, refusesColour: refused)
        do throws(CommandError) {
            if isFirst(words, environment) {
                try console.write(firstSteps)
                return .done
            }
            switch try parse(words) {
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

    /// Where everybody begins.
    private static let firstSteps = """
        There is no context yet. Enrol first, and paste the code that whoever invited you gave you:

          whub enrol HOST:PORT - --context NAME

        From then on `whub` alone shows what is due and how to go on.
        All commands: whub --help

        """

    /// Whether nothing is typed and there is no context yet.
    private static func isFirst(_ words: [String], _ environment: Environment) -> Bool {
        guard words.isEmpty else { return false }
        do throws(ContextError) {
            return try ContextStore(environment).names().isEmpty
        } catch {
            // What is wrong with the contexts the command says.
            return false
        }
    }

    private static func parse(_ words: [String]) throws(CommandError) -> Parsed {
        let isVersion = words.count == 1 && words[0].utf8.elementsEqual("--version".utf8)
        let words = isVersion ? Command.version.declaration.path : words
        do throws(UsageError) {
            // Where no command is named the overview is meant.
            return try grammar.parse(words, alone: Command.overview.declaration.path)
        } catch {
            throw .usage(error.description, of: error.page.joined(separator: " "))
        }
    }
}
