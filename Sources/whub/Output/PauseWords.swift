import HubClient
import HubSystem
import HubText
import HubWire

/// Pauses between two attempts of a call, for whoever looks on.
enum PauseWords {
    /// Shorter ones are over before they are read.
    static let millisecondsMin: UInt64 = 1_000

    /// What is said before a pause.
    ///
    /// - Parameters:
    ///   - error: Why the call is sent again.
    ///   - milliseconds: How long the pause is.
    /// - Returns: One line; `nil` for a pause that is not worth one.
    static func text(_ error: ClientError, _ milliseconds: UInt64) -> String? {
        guard milliseconds >= millisecondsMin else { return nil }
        let seconds = TimeSpan.seconds(milliseconds)
        let isAsked = (error.status?.retryAfterMs ?? 0) > 0
        let title = error.reason?.title ?? TerminalText.escaped(error.message)
        let why = error.reasonCode.isEmpty ? title : "\(title) [\(error.reasonCode)]"
        return isAsked
            ? "\(why): the hub asks to wait. This goes on by itself in \(seconds) s."
            : "\(why). This is tried again in \(seconds) s."
    }

    /// What to do where more was asked for than there was room for, and waiting would have taken
    /// longer than the command may.
    ///
    /// - Parameter error: How the call failed.
    /// - Returns: The advice; `nil` where waiting is not what helps.
    static func next(_ error: ClientError) -> String? {
        guard error.code == .resourceExhausted, error.retry == .afterPause,
            let hint = error.status?.retryAfterMs, hint > 0
        else { return nil }
        let seconds = TimeSpan.seconds(UInt64(hint))
        // Up to half as long again is waited, and the call itself takes time too.
        return "try again in \(seconds) s; with --timeout \(seconds * 2)s or more `whub` waits by "
            + "itself"
    }
}

extension Invocation {
    /// Has a person told when a call waits; nobody reads the lines of a program that asks.
    ///
    /// - Parameter channel: What the calls go over.
    func sayPauses(of channel: Channel) {
        guard StandardStream.error.isTerminal else { return }
        let console = console
        channel.whenResting = { error, milliseconds in
            guard let text = PauseWords.text(error, milliseconds) else { return }
            console.say(text)
        }
    }
}
