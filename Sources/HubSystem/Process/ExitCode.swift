/// How the programs tell their callers what became of what was asked.
package enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done.
    case done = 0
    /// It was refused, or failed, or time was up.
    case failed = 1
    /// The command or the request was put together wrongly.
    case usage = 2
    /// There is no such record, or none for the caller.
    case notFound = 3
    /// Not allowed, or not enrolled.
    case notAllowed = 4
    /// What is there stands against it.
    case conflict = 5
    /// The data has errors; each is named.
    case dataErrors = 6
    /// The hub cannot be reached.
    case unreachable = 7

    /// Those of the server's program, which asks no hub over a network and reads no data.
    package static let ofServer: [ExitCode] = [.done, .failed, .usage, .notFound, .conflict]

    /// What it means, as help and the README say.
    package var meaning: String {
        switch self {
        case .done: "done"
        case .failed: "refused or failed"
        case .usage: "the command line is wrong; the message names the help page"
        case .notFound:
            "something that was named is not there: a record, a file, a context, a hub"
        case .notAllowed: "not allowed, not enrolled, or the organisation is suspended"
        case .conflict:
            "something else stands there: a newer revision, another state, a file, a served hub"
        case .dataErrors: "errors in the data; each is named"
        case .unreachable: "the hub cannot be reached"
        }
    }
}
