import Glibc
import HubSystem

/// Where the journal's verifier is, seen from this file.
let journalVerifier: String = {
    let parts = #filePath.split(separator: "/").dropLast(4)
    return "/\(parts.joined(separator: "/"))/Protocols/clients/python/verify_journal.py"
}()

/// Runs a program and waits for it.
enum Command {
    /// Runs a program found on the path.
    ///
    /// - Parameters:
    ///   - arguments: The program and its arguments.
    ///   - output: A file for everything that it prints.
    /// - Returns: Its exit code; `nil` when a signal ended it or it could not be started.
    static func run(_ arguments: [String], output: String = "/dev/null") -> Int32? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { for place in unsafe words.indices { unsafe free(words[place]) } }
        var process = pid_t()
        guard unsafe posix_spawnp(&process, arguments[0], &actions, nil, &words, environ) == 0
        else { return nil }
        var status: Int32 = 0
        guard unsafe waitpid(process, &status, 0) == process, status & 0x7F == 0 else { return nil }
        return status >> 8 & 0xFF
    }
}
