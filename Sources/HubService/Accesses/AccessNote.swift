import HubSystem

/// How many rows about people one reading showed: the handler sets it through its scope, and what
/// writes the access down asks for it.
package final class AccessNote: Sendable {
    private let shown = Lock<UInt64?>(nil)
    private let subject = Lock<[UInt8]>([])

    /// A note in which nothing stands yet.
    package init() {}

    /// The rows that were shown; `nil` while the handler has not said how many.
    package var rows: UInt64? { shown.withLock { $0 } }

    /// The token of the one worker who was looked at; empty for lists.
    package var worker: [UInt8] { subject.withLock { $0 } }

    /// Takes down whose record was looked at.
    func look(at worker: [UInt8]) { subject.withLock { $0 = worker } }

    /// Takes down that rows were shown.
    func add(_ rows: Int) {
        shown.withLock { $0 = ($0 ?? 0) + UInt64(clamping: rows) }
    }
}
