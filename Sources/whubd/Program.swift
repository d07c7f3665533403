import HubService
import HubSystem

/// The server's program: `init`, `serve`, `issue`, `status`.
@main
struct Program {
    /// Exit codes of the program.
    private enum Exit {
        static let done: Int32 = 0
        static let failed: Int32 = 1
        static let usage: Int32 = 2
    }

    static func main() {
        ThisProcess.exit(code: run(ThisProcess.arguments))
    }

    private static func run(_ words: [String]) -> Int32 {
        do {
            switch words.first {
            case "init": try InitCommand.run(words.dropFirst())
            case "serve": try ServeCommand.run(words.dropFirst())
            case "issue": try IssueCommand.run(words.dropFirst())
            case "status": try StatusCommand.run(words.dropFirst())
            case "--version", "version": print("whubd \(softwareName)")
            case "--help", "help", "-h": print(help)
            case nil:
                complain(help)
                return Exit.usage
            case let word?: throw UsageError("there is no command \(word); `whubd help` lists them")
            }
            return Exit.done
        } catch let error as UsageError {
            complain("whubd: \(error.message)")
            return Exit.usage
        } catch let error as HubError {
            complain("whubd: \(error.message)")
            return error.isUsage ? Exit.usage : Exit.failed
        } catch {
            complain("whubd: \(error)")
            return Exit.failed
        }
    }

    private static func complain(_ text: String) {
        // Nobody can be told when even this fails.
        try? StandardStream.error.write(text + "\n")
    }

    private static let help = """
        whubd: the Workforce Hub server of one region

        whubd init --data DIR --region NAME --name HOST [--starter] [--example] [--local-issue]
            Makes a hub of an empty directory. NAME is a region such as north-east or a code such
            as E12000001; HOST is what clients call the server.
            --starter      loads the day-one kit: frameworks, glossary, an empty calendar
            --example      a hub for invented data, with Example Council A and B
            --local-issue  lets `whubd issue` hand out certificates without an invitation
        whubd serve --data DIR --listen HOST:PORT [--loops N]
            Serves the hub until SIGTERM; SIGHUP reloads the server's certificate.
        whubd issue --data DIR (--tenant CODE --role ROLE | --hub-role ROLE) --out DIR
                    [--for FAMILY]... [--name TEXT]
            Makes a principal with a certificate. CODE is a council's GSS code. ROLE is viewer,
            contributor, steward, admin or integrator; --hub-role takes region-lead,
            region-analyst or operator. FAMILY is priorities, plans, wres or training.
        whubd status --data DIR
            Says what hub is there, and where it is served.
        """
}
