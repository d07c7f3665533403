import HubClient
import HubServerKit
import HubSystem
import HubTestKit

/// The built programs, started as a user would.
struct ProgramRun {
    let exit: ChildProcess.Exit
    let output: String
    let error: String

    /// Runs `whub` with a home directory of its own.
    static func whub(
        _ arguments: [String],
        home: TemporaryDirectory,
        input: String = "",
        variables: [(String, String)] = []
    ) throws -> ProgramRun {
        try run("whub", arguments, home: home, input: input, variables: variables)
    }

    static func run(
        _ program: String,
        _ arguments: [String],
        home: TemporaryDirectory,
        input: String = "",
        variables: [(String, String)] = []
    ) throws -> ProgramRun {
        let pairs: [(name: String, value: String)] = [
            ("HOME", home.path), ("PATH", "/usr/bin:/bin"),
            ("LD_LIBRARY_PATH", Environment.current()["LD_LIBRARY_PATH"] ?? ""),
        ]
        let environment = Environment(pairs + variables.map { (name: $0.0, value: $0.1) })
        let child = try ChildProcess.start(
            try path(program),
            arguments,
            environment: environment
        )
        try child.feed(Array(input.utf8))
        let exit = try child.wait()
        return ProgramRun(exit: exit, output: child.outputText, error: child.errorText)
    }

    /// Programs lie beside the test's own binary.
    static func path(_ program: String) throws -> String {
        let own = LocalFile.parent(of: CommandLine.arguments[0])
        for directory in [own, ".build/debug", ".build/release"] {
            let path = "\(directory)/\(program)"
            if try LocalFile.facts(path) != nil { return path }
        }
        throw ChildProcess.Failure.missing(program)
    }
}

extension ChildProcess.Failure {
    /// A program that was not built.
    static func missing(_ program: String) -> any Error { ProgramMissing(name: program) }
}

struct ProgramMissing: Error {
    let name: String
}
