import HubArguments
import HubService
import HubSystem

/// The server's program: `init`, `serve`, `invite`, `issue`, `authority`, `status`.
@main
struct Program {
    /// Every command, in the order in which help lists them.
    static let commands = [
        InitCommand.command, ServeCommand.command, InviteCommand.command, IssueCommand.command,
        AuthorityCommand.command, StatusCommand.command, versionCommand,
    ]

    /// What can be typed.
    static let grammar = Grammar(
        program: "whubd",
        summary: "the Workforce Hub server of one region",
        commands: commands.map(\.declaration),
        common: [Grammar.helpOption],
        sections: [
            .init(
                "Exit codes",
                ExitCode.ofServer.map { .init("\($0.rawValue)", $0.meaning) }
            )
        ]
    )

    static func main() {
        ThisProcess.exit(code: run(ThisProcess.arguments).rawValue)
    }

    private static func run(_ words: [String]) -> ExitCode {
        do {
            switch try parse(words) {
            case .help(let path):
                let help = grammar.help(path, columns: StandardStream.output.columns ?? 80)
                guard !words.isEmpty else {
                    complain(help)
                    return .usage
                }
                print(help, terminator: "")
            case .command(let line):
                try commands.first { $0.declaration == line.command }?.run(line)
            }
            return .done
        } catch let error as CommandLineError {
            let page = error.page.isEmpty ? "" : "\(error.page) "
            complain("whubd: \(error.message)\n       Help: whubd \(page)--help")
            return .usage
        } catch let error as HubError {
            complain("whubd: \(error.message)")
            return exitCode(error)
        } catch {
            complain("whubd: \(error)")
            return .failed
        }
    }

    private static func parse(_ words: [String]) throws(CommandLineError) -> Parsed {
        let isVersion = words.count == 1 && words[0].utf8.elementsEqual("--version".utf8)
        do throws(UsageError) {
            return try grammar.parse(isVersion ? ["version"] : words)
        } catch {
            throw CommandLineError(error)
        }
    }

    private static func exitCode(_ error: HubError) -> ExitCode {
        switch error.kind {
        case .failed: .failed
        case .usage: .usage
        case .missing: .notFound
        case .taken: .conflict
        }
    }

    private static func complain(_ text: String) {
        // Nobody can be told when even this fails.
        try? StandardStream.error.write(text + "\n")
    }

    private static let versionCommand = Command(
        CommandDeclaration(
            "version",
            summary: "which version this is; `whubd --version` does the same",
            examples: [.init("whubd version", "to tell whoever helps you")]
        )
    ) { _ in print("whubd \(softwareName)") }
}
