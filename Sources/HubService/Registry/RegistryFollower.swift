import HubStore
import HubSystem

/// Keeps up with the registry in memory: reads what a change has changed, and all of it only where
/// there is nothing to go on from.
///
/// The calls of a group follow one another in one transaction, and each leaves the contents as they
/// are after it. What was read for a call that was undone since is told from the rest by the chain
/// of the journal, whose links have random salts: contents are gone on from only if the file has
/// the very link that they were read at.
final class RegistryFollower: Sendable {
    /// The registry as it was at one end of its journal.
    struct Known: Sendable {
        let head: JournalHead
        let contents: RegistryContents
    }

    /// What was read so far.
    struct Work: Equatable, Sendable {
        /// How often the whole registry was read.
        var wholeReads = 0
        /// Records that were read one by one.
        var records = 0
    }

    private struct State {
        /// After the last change that was looked at, which may be undone.
        var latest: Known?
        /// After the last one that was committed.
        var committed: Known?
        var work = Work()
    }

    private let state = Lock(State())

    /// What was read so far.
    var work: Work { state.withLock { $0.work } }

    /// The registry with a change that is not committed yet.
    ///
    /// - Parameter store: The registry, with the change.
    /// - Returns: All of it.
    /// - Throws: `dataDamaged`, or another fault of the store; the change must fail then.
    /// - Complexity: O(what was changed since the change before), and the memory that is copied.
    func contents(in store: borrowing WriteContext) throws(Fault) -> Known {
        let head = store.head
        let anchors = state.withLock { [$0.latest, $0.committed] }.compactMap { $0 }
        let known = try next(head, anchors, store.database)
        state.withLock { $0.latest = known }
        return known
    }

    /// Goes on from these contents also when a later change is undone.
    func note(committed known: Known) {
        state.withLock { state in
            guard known.head.revision > state.committed?.head.revision ?? -1 else { return }
            state.committed = known
        }
    }

    private func next(
        _ head: JournalHead,
        _ anchors: [Known],
        _ store: borrowing Database
    ) throws(Fault) -> Known {
        for anchor in anchors {
            guard let changed = try changed(since: anchor.head, head, store) else { continue }
            var contents = anchor.contents
            let count = try contents.follow(changed, in: store)
            state.withLock { $0.work.records += count }
            return Known(head: head, contents: contents)
        }
        let contents = try RegistryContents(store)
        state.withLock { $0.work.wholeReads += 1 }
        return Known(head: head, contents: contents)
    }

    /// What the journal has after an earlier end of it.
    ///
    /// - Returns: The rows; `nil` where that was no end of this journal, or there is too much.
    private func changed(
        since anchor: JournalHead,
        _ head: JournalHead,
        _ store: borrowing Database
    ) throws(Fault) -> [JournalRow]? {
        guard anchor.revision <= head.revision else { return nil }
        let rows = try stored { () throws(StoreError) -> [JournalRow]? in
            guard try store.readHead(at: anchor.revision)?.chain == anchor.chain else { return nil }
            let last = JournalPosition(revision: anchor.revision, ordinal: .max)
            return try store.changes(after: last, limit: Database.journalRowsMax)
        }
        guard let rows, rows.count < Database.journalRowsMax else { return nil }
        return rows
    }
}
