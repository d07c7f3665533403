import Glibc

/// A fresh folder for one test, emptied and removed when the test lets go.
final class ScratchFolder {
    let path: String
    private var names: Set<String> = []

    init() throws {
        var template = Array("/tmp/whub-tls-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw SocketPair.Failure(number: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in names { unsafe unlink(file(name)) }
        unsafe rmdir(path)
    }

    /// The path of a file in the folder, removed with it.
    @discardableResult
    func file(_ name: String) -> String {
        names.insert(name)
        return "\(path)/\(name)"
    }

    /// Writes a file and answers its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = file(name)
        guard let stream = unsafe fopen(path, "w") else { throw SocketPair.Failure(number: errno) }
        defer { unsafe fclose(stream) }
        guard unsafe fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
            throw SocketPair.Failure(number: errno)
        }
        return path
    }

    func read(_ name: String) -> String {
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
struct Tool {
    private let identifier: pid_t
    private let folder: ScratchFolder

    /// Starts a program that is looked for in the path; `timeout` ends it after half a minute.
    static func start(
        _ arguments: [String],
        input: [UInt8] = [],
        in folder: ScratchFolder
    ) throws -> Tool {
        let source = try folder.write("input", input)
        let target = folder.file("output")
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        unsafe posix_spawn_file_actions_addopen(&actions, 1, target, flags, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = ["timeout", "-k", "1", "30"] + arguments
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
        guard failed == 0 else { throw SocketPair.Failure(number: failed) }
        return Tool(identifier: identifier, folder: folder)
    }

    /// Waits for the program to end.
    func wait() -> (code: Int32, output: String) {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
        return (code, folder.read("output"))
    }

    /// Runs a program to its end.
    static func run(
        _ arguments: [String],
        in folder: ScratchFolder
    ) throws -> (code: Int32, output: String) {
        try start(arguments, in: folder).wait()
    }

    /// Whether a program is there.
    static func exists(_ name: String) -> Bool {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin"
        return path.split(separator: ":").contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }
}
