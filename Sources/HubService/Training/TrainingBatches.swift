import HubCrypto
import HubStore
import HubWire

/// The imports of a tenant.
enum TrainingBatches {
    /// One import.
    struct Batch {
        let id: OpaqueID
        let revision: Int64
        /// The revision that undid it; 0 while it stands.
        let undone: Int64
        let note: [UInt8]
    }

    /// The first revision of an import, and the last that made one or undid one; 0 where there is
    /// none.
    static let extent = Query(
        """
        SELECT coalesce(min(revision), 0), coalesce(max(max(revision, undone)), 0)
        FROM training_batch
        """
    )
    /// How many are listed.
    static let listedMax = 100

    /// An import by its batch.
    static func find(
        _ batch: OpaqueID,
        in store: borrowing Database
    ) throws(Fault) -> Batch? {
        try stored { () throws(StoreError) in
            try store.first(.findBatch, [.id(batch)]) { row throws(StoreError) in
                try TrainingBatches.batch(row)
            }
        }
    }

    /// The import that kept the same bytes and stands.
    static func find(digest: [UInt8], in store: borrowing Database) throws(Fault) -> Batch? {
        try stored { () throws(StoreError) in
            try store.first(.findDigest, [.bytes(digest)]) { row throws(StoreError) in
                try TrainingBatches.batch(row)
            }
        }
    }

    /// The imports, newest first.
    static func all(in store: borrowing Database) throws(Fault) -> [Batch] {
        try stored { () throws(StoreError) in
            try store.rows(.listBatches, [.integer(Int64(listedMax))]) { row throws(StoreError) in
                try TrainingBatches.batch(row)
            }
        }
    }

    /// Who made an import; empty where the journal does not say.
    static func principal(
        of batch: Batch,
        in store: borrowing Database
    ) throws(Fault) -> String {
        let first = try stored { () throws(StoreError) in
            try store.changes(
                after: JournalPosition(revision: batch.revision),
                upTo: batch.revision,
                limit: 1
            ).first
        }
        return first.flatMap { UniqueID(bytes: $0.actor) }?.description ?? ""
    }

    /// Keeps an import.
    static func insert(
        _ batch: OpaqueID,
        revision: Int64,
        digest: [UInt8],
        note: [UInt8],
        in store: borrowing Database
    ) throws(StoreError) {
        try store.run(
            .insertBatch,
            [.id(batch), .integer(revision), .bytes(digest), .bytes(note)]
        )
    }

    /// Marks an import as undone.
    static func undo(
        _ batch: OpaqueID,
        revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        try store.run(.undoBatch, [.id(batch), .integer(revision)])
    }

    /// The batch of the import that made a revision.
    static func batch(
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> OpaqueID? {
        try store.first(.batchAt, [.integer(revision)]) { $0.id(0) } ?? nil
    }

    /// The revision of the import that a revision undid.
    static func undone(
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        try store.first(.undoneAt, [.integer(revision)]) { $0.integer(0) }
    }

    private static func batch(_ row: borrowing HubStore.Statement) throws(StoreError) -> Batch {
        guard let id = row.id(0) else { throw StoreError(.corrupt, "a batch without an id") }
        return Batch(
            id: id,
            revision: row.integer(1),
            undone: row.integer(2),
            note: row.bytes(3)
        )
    }
}

extension Query {
    fileprivate static let findBatch = Query(
        "SELECT batch, revision, undone, note FROM training_batch WHERE batch = ?1"
    )
    fileprivate static let findDigest = Query(
        """
        SELECT batch, revision, undone, note FROM training_batch
        WHERE digest = ?1 AND undone = 0 LIMIT 1
        """
    )
    fileprivate static let listBatches = Query(
        """
        SELECT batch, revision, undone, note FROM training_batch
        ORDER BY revision DESC LIMIT ?1
        """
    )
    fileprivate static let insertBatch = Query(
        """
        INSERT INTO training_batch (batch, revision, digest, undone, note)
        VALUES (?1, ?2, ?3, 0, ?4)
        """
    )
    fileprivate static let batchAt = Query(
        "SELECT batch FROM training_batch WHERE revision = ?1"
    )
    fileprivate static let undoneAt = Query(
        "SELECT revision FROM training_batch WHERE undone = ?1 AND undone > 0"
    )
    fileprivate static let undoBatch = Query(
        "UPDATE training_batch SET undone = ?2 WHERE batch = ?1"
    )
}
