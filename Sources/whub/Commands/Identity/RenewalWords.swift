import HubClient
import HubText
import HubWire

/// What is said about renewing a certificate.
enum RenewalWords {
    /// A line for a command that goes on all the same.
    static func warning(_ failure: Renewer.Failure) -> String {
        TerminalText.escaped(
            "Your certificate could not be renewed: \(reason(failure)) It is tried again in an "
                + "hour at the earliest, or with `whub cert renew`."
        )
    }

    /// The error of a command that is about nothing else.
    static func error(_ failure: Renewer.Failure) -> CommandError {
        switch failure {
        case .hub(let error): CommandError(error)
        case .context(let error): CommandError(error)
        case .isRunning:
            .taken("another command is renewing this certificate at this moment; try again")
        }
    }

    private static func reason(_ failure: Renewer.Failure) -> String {
        switch failure {
        case .hub(let error):
            "\(sentence(error.message)) [\(error.reasonCode)]"
        case .context(let error): "\(sentence(error.message)) \(sentence(error.next))"
        case .isRunning: "another command is at it."
        }
    }

    private static func sentence(_ text: String) -> String {
        text.utf8.last == UInt8(ascii: ".") ? text : "\(text)."
    }
}
