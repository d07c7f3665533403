import HubDomain
import HubStore
import HubText

/// Rows of training's own tables that a rule says to purge.
struct PurgeRows {
    /// One version of a record.
    struct Row {
        let worker: Int64
        let topic: Int64
        let day: Int64
        let from: Int64
        /// The revision that ended it; 0 while it is current.
        let to: Int64
        /// What it points to.
        let texts: [Int64]
    }

    /// The versions that one act takes: some seconds of work.
    static let rowsMax = 20_000

    /// Those that go.
    private(set) var rows: [Row] = []
    private(set) var counts = PurgeCounts()

    /// Finds the records of a kind that are due.
    ///
    /// - Parameters:
    ///   - rule: Of a class that is a kind of records.
    ///   - kind: That kind.
    ///   - today: The day in London.
    ///   - blocks: Whose records stay.
    ///   - rowsMax: The versions that may go.
    ///   - store: The tenant's file.
    /// - Throws: A fault of the store.
    /// - Complexity: One pass over the records and their earlier versions.
    init(
        _ rule: KeepingRule,
        _ kind: RecordKind,
        on today: Day,
        _ blocks: PurgeBlocks,
        rowsMax: Int = rowsMax,
        in store: borrowing Database
    ) throws(StoreError) {
        let cutOff = Int64(rule.cutOff(today).number)
        let isLeft = rule.event == .left
        // A record's day is kept twice, and one more where it is no day of completion.
        for query in isLeft ? [Query.currentOfLeft, .pastOfLeft] : [.currentByDay, .pastByDay] {
            try store.withStatement(query) { statement throws(StoreError) in
                try statement.bind(1, Int64(kind.rawValue))
                try statement.bind(2, isLeft ? cutOff : 2 * cutOff)
                while try statement.step() { take(statement, blocks, rowsMax) }
            }
        }
    }

    private mutating func take(
        _ row: borrowing HubStore.Statement,
        _ blocks: PurgeBlocks,
        _ rowsMax: Int
    ) {
        let worker = row.integer(0)
        let isCurrent = row.integer(4) == 0
        if let block = blocks.block(of: worker) {
            if isCurrent { counts.keep(block) }
            return
        }
        guard rows.count < rowsMax else {
            counts.leftOver += 1
            return
        }
        if isCurrent { counts.purged += 1 } else { counts.earlierVersions += 1 }
        rows.append(
            Row(
                worker: worker,
                topic: row.integer(1),
                day: row.integer(2),
                from: row.integer(3),
                to: row.integer(4),
                texts: [row.integer(1), row.integer(5), row.integer(6), row.integer(7)]
            )
        )
    }

    /// Removes the rows.
    ///
    /// - Returns: The revisions that the journal tells of them, by worker.
    func remove(in store: borrowing Database) throws(StoreError) -> [Int64: Set<Int64>] {
        var told: [Int64: Set<Int64>] = [:]
        var current: Int64 = 0
        for row in rows {
            let key: [StoreValue] = [
                .integer(row.worker), .integer(row.topic), .integer(row.day),
            ]
            if row.to == 0 {
                current += Int64(try store.run(.removeCurrent, key))
                told[row.worker, default: []].insert(row.from)
            } else {
                try store.run(.removePast, key + [.integer(row.to)])
                told[row.worker, default: []].formUnion([row.from, row.to])
            }
        }
        try RecordWriting.addTotal("records", -current, in: store)
        return told
    }

    /// Whether a purge took records that the import of a revision made.
    static func hasTaken(from revision: Int64, in store: borrowing Database) throws(Fault) -> Bool {
        try stored { () throws(StoreError) in
            try store.first(.isPurged, [.integer(revision)]) { _ in true } ?? false
        }
    }

    /// Notes the imports of which records went.
    static func note(_ revisions: Set<Int64>, in store: borrowing Database) throws(StoreError) {
        for revision in revisions.sorted() { try store.run(.notePurged, [.integer(revision)]) }
    }

    /// The random id that the journal knows a worker by, who may be gone.
    static func id(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> OpaqueID? {
        try store.first(.idOfWorker, [.integer(worker)]) { $0.id(0) } ?? nil
    }
}

extension Query {
    fileprivate static let currentByDay = Query(
        """
        SELECT worker, topic, day, from_revision, 0, title, provider, evidence FROM training
        WHERE kind = ?1 AND day < ?2 ORDER BY worker, topic, day
        """
    )
    fileprivate static let pastByDay = Query(
        """
        SELECT worker, topic, day, from_revision, to_revision, title, provider, evidence
        FROM training_past WHERE kind = ?1 AND day < ?2
        """
    )
    fileprivate static let currentOfLeft = Query(
        """
        SELECT worker, topic, day, one.from_revision, 0, title, provider, evidence
        FROM training_worker CROSS JOIN training AS one ON worker = number
        WHERE left_day < ?2 AND kind = ?1 ORDER BY number
        """
    )
    fileprivate static let pastOfLeft = Query(
        """
        SELECT worker, topic, day, one.from_revision, to_revision, title, provider, evidence
        FROM training_past AS one JOIN training_worker ON number = worker
        WHERE kind = ?1 AND left_day < ?2
        """
    )
    fileprivate static let removeCurrent = Query(
        "DELETE FROM training WHERE worker = ?1 AND topic = ?2 AND day = ?3"
    )
    fileprivate static let removePast = Query(
        """
        DELETE FROM training_past
        WHERE to_revision = ?4 AND worker = ?1 AND topic = ?2 AND day = ?3
        """
    )
    fileprivate static let isPurged = Query("SELECT 1 FROM training_purged WHERE revision = ?1")
    fileprivate static let notePurged = Query(
        """
        INSERT OR IGNORE INTO training_purged (revision)
        SELECT revision FROM training_batch WHERE revision = ?1
        """
    )
    fileprivate static let idOfWorker = Query(
        """
        SELECT id FROM training_worker WHERE number = ?1
        UNION SELECT id FROM training_worker_past WHERE number = ?1 LIMIT 1
        """
    )
}
