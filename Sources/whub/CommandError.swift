import HubClient
import HubWire

/// Why a command did not do what was asked, in words for the one who asked.
struct CommandError: Error {
    /// The code the program ends with.
    let exitCode: ExitCode
    /// One or several lines, nothing in them that a terminal would obey.
    let text: String
    /// Whether nothing is said, because nobody listens.
    var isSilent = false

    /// Whoever read the output has seen enough.
    static let readerGone = CommandError(exitCode: .done, text: "", isSilent: true)

    /// The command line was put together wrongly.
    static func usage(_ message: String, _ command: Command? = nil) -> CommandError {
        var text = TerminalText.plain(message)
        if let command { text += "\n      Usage: whub \(command.name) \(command.usage)" }
        let page = command.map { "\($0.name) --help" } ?? "help"
        text += "\n      Help: whub \(page)"
        return CommandError(exitCode: .usage, text: text)
    }

    /// Something on this machine refused.
    static func local(_ message: String) -> CommandError {
        CommandError(exitCode: .failed, text: TerminalText.plain(message))
    }

    /// A context is missing or faulty.
    init(_ error: ContextError) {
        exitCode =
            switch error.code {
            case .noneInUse, .notPrivate: .notAllowed
            case .unknown, .missingFile: .notFound
            case .exists: .conflict
            case .wrongName: .usage
            case .wrongFile: .dataErrors
            default: .failed
            }
        text = "\(TerminalText.plain(error.message))\n      Next: \(TerminalText.plain(error.next))"
    }

    /// A call failed.
    init(_ error: ClientError) {
        exitCode = error.exitCode
        var lines = [TerminalText.plain(error.message, keepsLines: false)]
        if !error.reasonCode.isEmpty { lines[0] += " [\(TerminalText.plain(error.reasonCode))]" }
        if let title = error.reason?.title { lines[0] = "\(title): \(lines[0])" }
        for violation in error.status?.violations ?? [] {
            lines.append(TerminalText.plain("\(violation.path): \(violation.expected)"))
        }
        if let key = error.key, error.retry == .outcomeUnknown {
            lines.append("Next: send the same data again with --key \(key)")
        } else if let next = error.reason?.next {
            lines.append("Next: \(next)")
        }
        if let id = error.status?.requestId, !id.isEmpty {
            lines.append("Request: \(TerminalText.plain(id))")
        }
        text = lines.joined(separator: "\n      ")
    }

    /// An error with these words.
    init(exitCode: ExitCode, text: String, isSilent: Bool = false) {
        self.exitCode = exitCode
        self.text = text
        self.isSilent = isSilent
    }
}
