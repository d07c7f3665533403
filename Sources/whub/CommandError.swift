import HubClient
import HubSystem
import HubText
import HubWire

/// Why a command did not do what was asked, in words for the one who asked.
struct CommandError: Error {
    /// The code the program ends with.
    let exitCode: ExitCode
    /// Any number of lines, nothing in them that a terminal would obey; empty when nobody listens.
    let text: String
    /// Why the hub does not take the certificate; `nil` for anything else.
    let refusedKey: Reason?
    /// What the hub answered; `nil` where it did not answer, or for anything else.
    let answered: Reason?

    private init(
        _ exitCode: ExitCode,
        _ lines: [String],
        refusedKey: Reason? = nil,
        answered: Reason? = nil
    ) {
        self.exitCode = exitCode
        self.refusedKey = refusedKey
        self.answered = answered
        text = lines.map { TerminalText.escaped($0) }.joined(separator: "\n      ")
    }

    /// Whoever read the output has seen enough.
    static let readerGone = CommandError(.done, [])

    /// The command line was put together wrongly.
    static func usage(_ message: String, of command: String = "") -> CommandError {
        let page = command.isEmpty ? "whub --help" : "whub \(command) --help"
        return CommandError(.usage, [message, "Help: \(page)"])
    }

    /// A command line that leaves open which of several is meant, with those there are, a line
    /// each.
    static func usage(
        _ message: String,
        choices: [String],
        of command: String
    ) -> CommandError {
        CommandError(.usage, [message] + choices + ["Help: whub \(command) --help"])
    }

    /// Something on this machine refused.
    static func local(_ message: String) -> CommandError { CommandError(.failed, [message]) }

    /// The data that was given has errors.
    static func dataError(_ message: String, next: String = "") -> CommandError {
        CommandError(.dataErrors, next.isEmpty ? [message] : [message, "Next: \(next)"])
    }

    /// Data with faults, a line each.
    static func dataErrors(_ message: String, _ faults: [String]) -> CommandError {
        CommandError(.dataErrors, [message] + faults)
    }

    /// Whoever asks is not let in, or may not do it.
    static func refused(_ message: String, next: String) -> CommandError {
        CommandError(.notAllowed, [message, "Next: \(next)"])
    }

    /// Something stands where something else was to be put.
    static func taken(_ message: String, next: String = "") -> CommandError {
        CommandError(.conflict, next.isEmpty ? [message] : [message, "Next: \(next)"])
    }

    /// Something that was named is not there.
    static func missing(_ message: String, next: String) -> CommandError {
        CommandError(.notFound, [message, "Next: \(next)"])
    }

    /// A context is missing or faulty.
    init(_ error: ContextError) {
        let exitCode: ExitCode =
            switch error.code {
            case .notPrivate: .notAllowed
            case .noneInUse, .unknown, .missingFile: .notFound
            case .exists: .conflict
            case .wrongName: .usage
            case .wrongFile: .dataErrors
            default: .failed
            }
        self.init(exitCode, [error.message, "Next: \(error.next)"])
    }

    /// A call failed.
    ///
    /// - Parameters:
    ///   - error: How.
    ///   - message: What happened, where the command can say it better than the hub.
    ///   - next: What to do, where the command can say it better than the registry of reasons.
    init(_ error: ClientError, message: String? = nil, next: String? = nil) {
        // Why a certificate is not taken is worth more than that it is not.
        let refusedKey = RefusedKey.reason(error)
        let reason = refusedKey ?? error.reason
        var first = message ?? refusedKey?.explanation ?? error.message
        if let title = reason?.title { first = "\(title): \(first)" }
        let code = refusedKey?.code ?? error.reasonCode
        if !code.isEmpty { first += " [\(code)]" }
        var lines = [first]
        for violation in error.status?.violations ?? [] {
            // What the hub says in words is for people; the path is for programs.
            if violation.message.isEmpty {
                lines.append("\(violation.path): \(violation.expected)")
            } else if violation.message != error.message {
                lines.append(violation.message)
            }
        }
        if let now = StaleWords.now(error) { lines.append(now) }
        if let next {
            lines.append("Next: \(next)")
        } else if let key = error.key, error.retry == .outcomeUnknown {
            lines.append("Next: send the same data again with --key \(key)")
        } else if let next = PauseWords.next(error) {
            lines.append("Next: \(next)")
        } else if reason == .requestNotValid {
            // The registry speaks to programs, which choose the keys of their calls.
            lines.append("Next: correct what is named here, and try again")
        } else if let next = reason?.next ?? DomainReasons.next(error.reasonCode) {
            lines.append("Next: \(MethodName.filled(next, from: error.message))")
        }
        if let id = error.status?.requestId, !id.isEmpty { lines.append("Request: \(id)") }
        self.init(
            error.exitCode,
            lines,
            refusedKey: refusedKey,
            answered: error.status == nil ? nil : error.reason
        )
    }
}
