import HubDomain
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

    fileprivate func look(at worker: [UInt8]) { subject.withLock { $0 = worker } }

    fileprivate func add(_ rows: Int) {
        shown.withLock { $0 = ($0 ?? 0) + UInt64(clamping: rows) }
    }
}

extension ReadScope {
    /// Says how many rows about people the answer shows.
    ///
    /// Every handler of a method that leaves an access calls it, with 0 where there are none: an
    /// answer that nobody counted is not given.
    ///
    /// - Parameter rows: How many; further calls add to it.
    package func showed(rows: Int) { call.accessNote?.add(rows) }

    /// Says that the answer is about one worker, so that it can be told who looked at whom.
    ///
    /// - Parameter worker: The worker's token.
    func looked(at worker: WorkerToken) { call.accessNote?.look(at: worker.bytes) }
}
