import HubSystem
import HubTestKit

/// The built programs beside this test, and those of the machine.
enum Programs {
    /// Where a program of this package is.
    static func built(_ name: String) throws -> String {
        let own = LocalFile.parent(of: CommandLine.arguments[0])
        for directory in [own, ".build/debug", ".build/release"] {
            let path = "\(directory)/\(name)"
            if try LocalFile.facts(path) != nil { return path }
        }
        throw ProgramMissing(name: name)
    }

    /// Where a program of the machine is.
    static func installed(_ name: String) throws -> String {
        let folders = (Environment.current()["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        for folder in folders {
            let path = "\(folder)/\(name)"
            if let facts = try LocalFile.facts(path), facts.permissions & 0o111 != 0 { return path }
        }
        throw ProgramMissing(name: name)
    }

    /// The Python with the protobuf package; a machine without one fails, loudly.
    static func python() throws -> String {
        let path = try Environment.current()["WHUB_PYTHON"] ?? installed("python3")
        let run = try ChildProcess.start(path, ["-c", "import google.protobuf"])
        guard try run.wait() == .code(0) else {
            throw ProgramMissing(name: "\(path) with protobuf")
        }
        return path
    }
}

/// A program that a test needs and the machine does not have.
struct ProgramMissing: Error {
    let name: String
}
