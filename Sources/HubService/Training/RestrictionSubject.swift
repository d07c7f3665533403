import HubStore
import HubWire

/// When processing of somebody's records was restricted, and when that ended: of each time a row in
/// somebody's own copy.
///
/// The worker's row knows today's state alone; the days are the journal's.
enum RestrictionSubject {
    /// The rows of a worker.
    ///
    /// - Parameters:
    ///   - id: What the journal knows the worker by.
    ///   - store: The tenant's file.
    /// - Returns: A row for each restriction, the earliest first.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the revisions of the file, which are one for each call that changed
    ///   something, and not in the rows of its journal: copies are rare, and an index for them
    ///   would be paid for by every import.
    static func rows(
        of id: OpaqueID,
        in store: borrowing Database
    ) throws(StoreError) -> [TrainingSubjectRow] {
        let values: [StoreValue] = [
            .text("\(Method.trainingServiceRestrictTrainingWorker.name)"),
            .text("\(TrainingJournal.restrictionKind)"), .id(id),
        ]
        let acts = try store.rows(.restrictions, values) {
            (revision: $0.integer(0), operation: JournalOperation(rawValue: $0.integer(1)))
        }
        var rows: [TrainingSubjectRow] = []
        for act in acts {
            if act.operation == .closed {
                guard let last = rows.indices.last else { continue }
                rows[last].toRevision = UInt64(clamping: act.revision)
            } else {
                var row = TrainingSubjectRow(part: "restriction")
                row.fromRevision = UInt64(clamping: act.revision)
                row.add("restricted", "yes")
                rows.append(row)
            }
        }
        return rows
    }
}

extension Query {
    // Restricting writes a row that has no index of its own; its calls are few among the revisions.
    fileprivate static let restrictions = Query(
        """
        SELECT j.revision, j.operation FROM journal_revision r
        CROSS JOIN journal_row j USING (revision)
        WHERE r.method = ?1 AND j.kind = ?2 AND j.record = ?3 ORDER BY j.revision, j.ordinal
        """
    )
}
