import HubArguments
import HubClient
import HubText
import HubWire

/// What is said where a change is based on another revision of a record than the present one.
enum StaleWords {
    private static let option = "revision"

    // Text keys: commands that take the revision with `--revision`, as they are typed.
    private static let shows: [String: String] = [
        "training fund": "training claims", "training load-rate": "training rates -o csv",
        "training set-places": "training places", "training set-retention": "training retention",
        "training undo-delegation": "training delegations -o csv",
        "training undo-funding": "training claims",
        "training undo-programme": "training programmes --ended -o csv",
        "training withdraw-retention": "training retention",
    ]

    /// The revision that the record has now; nil for another failure, and where it was not told.
    private static func revision(_ error: ClientError) -> UInt64? {
        guard error.reasonCode.utf8.elementsEqual(Reason.changedSinceYouReadIt.code.utf8),
            let revision = error.status?.revision, revision > 0
        else { return nil }
        return revision
    }

    /// The revision that the record has now, in a sentence; nil as above.
    static func now(_ error: ClientError) -> String? {
        revision(error).map { "The record’s revision is \($0) now." }
    }

    /// What to type next, where the command takes the revision; nil for another.
    static func next(_ error: ClientError, after command: CommandDeclaration) -> String? {
        guard let revision = revision(error),
            command.options.contains(where: { $0.name.utf8.elementsEqual(option.utf8) })
        else { return nil }
        let again =
            "where your change is still right, the same command with --\(option) \(revision)"
        guard let shown = shows[command.path.joined(separator: " ")] else { return again }
        return "look at it with `whub \(shown)`; \(again)"
    }
}
