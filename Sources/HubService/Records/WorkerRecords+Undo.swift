import HubStore
import HubWire

// What a record was before its last change that stands.
extension WorkerRecords {
    /// The versions of one record that are looked through, since all of them are in memory; of a
    /// record with more the last two states take turns, and none is lost.
    static let versionsMax = 1_000

    /// The version before the last change that stands.
    ///
    /// Each undoing goes one change further back, and is no change that could be undone itself: so
    /// whoever goes on comes to where there was no record.
    ///
    /// - Parameters:
    ///   - record: The record as it is.
    ///   - method: The method that takes changes of such records back.
    ///   - store: The tenant's file.
    /// - Returns: The version; `nil` where the record was made by the last change that stands.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the record's versions.
    func standing(
        before record: Record,
        undoneBy method: Method,
        in store: borrowing Database
    ) throws(StoreError) -> Record? {
        var versions = [record]
        while versions.count < WorkerRecords.versionsMax,
            let older = try before(versions[versions.count - 1], in: store)
        {
            try store.interruption.check()
            versions.append(older)
        }
        guard versions.count < WorkerRecords.versionsMax else { return versions[1] }
        var standing: [Record] = []
        for version in versions.reversed() {
            let place =
                try Self.isMade(version, by: method, in: store)
                ? standing.lastIndex { $0.body == version.body } : nil
            if let place {
                standing.removeSubrange((place + 1)...)
            } else {
                standing.append(version)
            }
        }
        return standing.dropLast().last
    }

    private static func isMade(
        _ version: Record,
        by method: Method,
        in store: borrowing Database
    ) throws(StoreError) -> Bool {
        let rows = try store.changes(
            after: JournalPosition(revision: version.revision),
            upTo: version.revision,
            limit: 1
        )
        return rows.first.map { $0.method.utf8.elementsEqual("\(method.name)".utf8) } ?? false
    }
}
