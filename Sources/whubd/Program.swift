import HubArguments
import HubService
import HubSystem

/// The server's program: `init`, `serve`, `invite`, `issue`, `authority`, `status`.
@main
struct Program {
    /// Exit codes of the program: those of the client where they mean the same.
    private enum Exit {
        static let done: Int32 = 0
        static let failed: Int32 = 1
        static let usage: Int32 = 2
        static let notFound: Int32 = 3
        static let conflict: Int32 = 5
    }

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
        common: [Grammar.helpOption]
    )

    static func main() {
        ThisProcess.exit(code: run(ThisProcess.arguments))
    }

    private static func run(_ words: [String]) -> Int32 {
        do {
            switch try parse(words) {
            case .help(let path):
                let help = grammar.help(path, columns: StandardStream.output.columns ?? 80)
                guard !words.isEmpty else {
                    complain(help)
                    return Exit.usage
                }
                print(help, terminator: "")
            case .command(let line):
                try commands.first { $0.declaration == line.command }?.run(line)
            }
            return Exit.done
        } catch let error as CommandLineError {
            let page = error.page.isEmpty ? "" : "\(error.page) "
            complain("whubd: \(error.message)\n       Help: whubd \(page)--help")
            return Exit.usage
        } catch let error as HubError {
            complain("whubd: \(error.message)")
            return exitCode(error)
        } catch {
            complain("whubd: \(error)")
            return Exit.failed
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

    private static func exitCode(_ error: HubError) -> Int32 {
        switch error.kind {
        case .failed: Exit.failed
        case .usage: Exit.usage
        case .missing: Exit.notFound
        case .taken: Exit.conflict
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
