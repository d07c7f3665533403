private import Glibc
package import HubSystem

/// A fresh folder for one test, emptied and removed when the test lets go.
package final class ScratchFolder {
    /// Where it is.
    package let path: String
    private var names: Set<String> = []

    /// Makes an empty folder that only this user can look into.
    ///
    /// - Throws: `SystemError` when there is no place for it.
    package init() throws(SystemError) {
        var template = Array("/tmp/whub-tls-XXXXXX".utf8CString)
        let made = unsafe mkdtemp(&template) != nil
        if !made { throw SystemError.last("mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in names { unsafe unlink(file(name)) }
        unsafe rmdir(path)
    }

    /// The path of a file in the folder, removed with it.
    @discardableResult
    package func file(_ name: String) -> String {
        names.insert(name)
        return "\(path)/\(name)"
    }

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - bytes: What goes into it.
    /// - Returns: The file's path.
    /// - Throws: `SystemError` when it cannot be written.
    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8]) throws(SystemError) -> String {
        let path = file(name)
        guard let stream = unsafe fopen(path, "w") else { throw SystemError.last("fopen") }
        defer { unsafe fclose(stream) }
        guard unsafe fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
            throw SystemError.last("fwrite")
        }
        return path
    }

    /// The text of a file; empty when there is none.
    package func read(_ name: String) -> String {
        guard let stream = unsafe fopen(file(name), "r") else { return "" }
        defer { unsafe fclose(stream) }
        var bytes: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe fread(&space, 1, space.count, stream)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += space[..<count]
        }
    }
}

/// A program from elsewhere, run with its input and its output in files.
package struct Tool {
    private let identifier: pid_t
    private let folder: ScratchFolder

    /// Starts a program that is looked for in the path; `timeout` ends one that hangs.
    ///
    /// - Parameters:
    ///   - arguments: The program's name and the words after it.
    ///   - input: What it reads.
    ///   - folder: Where its input and output are kept.
    /// - Returns: The running program; wait for it.
    /// - Throws: `SystemError` when it cannot be started.
    package static func start(
        _ arguments: [String],
        input: [UInt8] = [],
        in folder: ScratchFolder
    ) throws(SystemError) -> Tool {
        let source = try folder.write("input", input)
        let target = folder.file("output")
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        unsafe posix_spawn_file_actions_addopen(&actions, 1, target, flags, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = ["timeout", "-k", "1", "\(Patience.seconds)"] + arguments
        var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        var identifier: pid_t = 0
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin"
        var environment = unsafe [strdup("PATH=\(path)"), strdup("HOME=\(folder.path)"), nil]
        defer { for index in unsafe environment.indices { unsafe free(environment[index]) } }
        let failed = unsafe posix_spawnp(
            &identifier,
            "timeout",
            &actions,
            nil,
            &pointers,
            &environment
        )
        if failed != 0 { throw SystemError(number: failed, call: "posix_spawnp") }
        return Tool(identifier: identifier, folder: folder)
    }

    /// Waits for the program to end.
    ///
    /// - Returns: Its exit code, or a signal that ended it as a negative number, and all it wrote.
    package func wait() -> (code: Int32, output: String) {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
        return (code, folder.read("output"))
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - arguments: The program's name and the words after it.
    ///   - folder: Where its output is kept.
    /// - Returns: Its exit code and all it wrote.
    /// - Throws: `SystemError` when it cannot be started.
    package static func run(
        _ arguments: [String],
        in folder: ScratchFolder
    ) throws(SystemError) -> (code: Int32, output: String) {
        try start(arguments, in: folder).wait()
    }

    /// Whether a test that needs programs from elsewhere runs: where they are there, and where they
    /// have to be, as `deploy/test` says, so that a missing one fails instead of passing.
    package static func runs(with names: String...) -> Bool {
        unsafe getenv("WHUB_TOOLS_REQUIRED") != nil || names.allSatisfy { exists($0) }
    }

    private static func exists(_ name: String) -> Bool {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin"
        return path.split(separator: ":").contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }
}
