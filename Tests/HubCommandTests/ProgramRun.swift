import HubSystem
import HubTestKit

/// A built program, started as a user would, with a home directory of its own.
struct ProgramRun {
    /// The code it ended with.
    let exit: ChildProcess.Exit
    /// What it wrote to standard output.
    let output: String
    /// What it said on standard error.
    let error: String

    /// Runs a program to its end.
    init(
        _ program: String = "whub",
        _ arguments: [String],
        home: TemporaryDirectory,
        input: String = ""
    ) throws {
        let own = Environment.current()
        let environment = Environment([
            ("HOME", home.path), ("PATH", "/usr/bin:/bin"),
            ("LD_LIBRARY_PATH", own["LD_LIBRARY_PATH"] ?? ""),
        ])
        let child = try ChildProcess.start(
            try Self.path(program),
            arguments,
            environment: environment
        )
        try child.feed(Array(input.utf8))
        exit = try child.wait()
        output = child.outputText
        error = child.errorText
    }

    /// Programs lie beside the test's own bundle.
    static func path(_ program: String) throws -> String {
        let place = LocalFile.parent(of: CommandLine.arguments[0])
        for directory in [place, ".build/debug", ".build/release"] {
            let path = "\(directory)/\(program)"
            if try LocalFile.facts(path) != nil { return path }
        }
        throw ProgramMissing(name: program)
    }
}

/// A program that was not built.
struct ProgramMissing: Error {
    let name: String
}
