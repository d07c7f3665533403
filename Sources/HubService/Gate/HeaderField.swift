import HubWire

/// The fields of a call's header by their text names, as messages and violations show them.
enum HeaderField: String {
    /// What is called.
    case method = "whub-method"
    /// How long the caller waits.
    case timeout = "whub-timeout-ms"
    /// The key of the intended change.
    case key = "whub-idempotency-key"
    /// Whether to keep nothing.
    case dryRun = "whub-dry-run"
    /// The tenant that the caller believes to be in.
    case expectedTenant = "whub-expected-tenant"
    /// The epoch that the caller's revisions belong to.
    case expectedEpoch = "whub-expected-epoch"
    /// The state to read, by revision.
    case asOfRevision = "whub-as-of-revision"
    /// The state to read, by time.
    case asOfTime = "whub-as-of-time"

    /// The one of both that a header holds.
    static func asOf(_ header: CallHeader) -> HeaderField {
        if case .asOfTime? = header.asOf { .asOfTime } else { .asOfRevision }
    }

    /// The text form of a path in a header: `timeout_ms` is `whub-timeout-ms`, and a field without
    /// a name is its number behind a `#`.
    static func textPath(_ path: String) -> String {
        let marked = numbersMarked(path)
        guard !marked.isEmpty, !marked.utf8.starts(with: "#".utf8) else { return marked }
        return "whub-" + marked.map { $0 == "_" ? "-" : String($0) }.joined()
    }

    /// A path whose fields without a name carry a `#`: `plan.17` is `plan.#17`.
    static func numbersMarked(_ path: String) -> String {
        path.split(separator: ".", omittingEmptySubsequences: false).map { part in
            let isNumber = part.utf8.first.map { (48...57).contains($0) } ?? false
            return isNumber ? "#\(part)" : String(part)
        }.joined(separator: ".")
    }
}
