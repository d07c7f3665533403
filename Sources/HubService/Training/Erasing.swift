import HubDomain
import HubStore
import HubText
import HubWire

/// Takes everything away that is recorded of a worker, and leaves that it was taken away.
enum Erasing {
    /// Why somebody is erased.
    enum Cause {
        /// Somebody's wish; the worker is not imported again before that is lifted.
        case wish(ground: String)
        /// The end of the time of keeping.
        case purge
    }

    /// What went.
    struct Counts {
        var records: Int64 = 0
        var arrangements: Int64 = 0
        var delegations: Int64 = 0
        var fundedCourses: Int64 = 0
        var programmes: Int64 = 0
        var journalRows = 0
    }

    /// An erasure's row.
    struct Kept {
        let token: WorkerToken
        let id: OpaqueID
        let revision: Int64
        let ground: String
        let isPurge: Bool
        let isLifted: Bool

        fileprivate init(_ row: borrowing HubStore.Statement) throws(StoreError) {
            guard let token = WorkerToken(row.bytes(0)), let id = row.id(1) else {
                throw StoreError(.corrupt, "an erasure without a token")
            }
            self.token = token
            self.id = id
            revision = row.integer(2)
            ground = row.text(3)
            isPurge = row.flag(4)
            isLifted = row.integer(5) != 0
        }
    }

    /// Erases a worker, with what was recorded of the same person before and taken back; the texts
    /// go when all is settled.
    static func erase(
        _ subject: SubjectWorker,
        _ cause: Cause,
        _ settling: inout TrainingSettling,
        _ texts: inout ErasedTexts,
        in store: inout WriteContext
    ) throws(StoreError) -> Counts {
        let revision = try store.ownRevision()
        if let now = subject.now {
            try settling.unsettle(now, in: store.database)
            try RecordWriting.addTotal("workers", -1, in: store.database)
        }
        var counts = Counts()
        for stay in subject.stays { try erase(stay, &counts, &texts, in: &store) }
        // Nothing names whoever went by the time of keeping: that would be kept for ever.
        if case .wish(let ground) = cause, let last = subject.stays.last {
            try store.database.run(
                .keepErasure,
                [
                    .bytes(subject.token.bytes), .id(last.id), .integer(revision), .text(ground),
                    .flag(false), .integer(0),
                ]
            )
        }
        // The rows alone: a body would be what was erased.
        for stay in subject.stays {
            try store.record(
                JournalEntry(kind: TrainingJournal.kind, record: stay.id, operation: .erased)
            )
        }
        return counts
    }

    private static func erase(
        _ stay: SubjectWorker.Stay,
        _ counts: inout Counts,
        _ texts: inout ErasedTexts,
        in store: inout WriteContext
    ) throws(StoreError) {
        try texts.note(worker: stay.number, in: store.database)
        let number: [StoreValue] = [.integer(stay.number)]
        let touched = try store.database.rows(.touchingRevisions, number) { $0.integer(0) }
        let current = Int64(try store.database.run(.eraseRecords, number))
        counts.records += current + Int64(try store.database.run(.erasePastRecords, number))
        counts.arrangements += Int64(try store.database.run(.eraseArrangements, number))
        counts.arrangements += Int64(try store.database.run(.erasePastArrangements, number))
        try store.database.run(.erasePastWorker, number)
        try store.database.run(.eraseWorker, number)
        try RecordWriting.addTotal("records", -current, in: store.database)
        counts.journalRows += try store.eraseBodies(of: stay.id, at: touched)
        let delegations = try TenantTables.delegations.erase(of: stay.number, in: &store)
        counts.delegations += delegations.records
        let funded = try TenantTables.fundedCourses.erase(of: stay.number, in: &store)
        counts.fundedCourses += funded.records
        let links = try TenantTables.personLinks.erase(of: stay.number, in: &store)
        let programmes = try TenantTables.programmes.erase(of: stay.number, in: &store)
        counts.programmes += programmes.records
        counts.journalRows += delegations.journalRows + funded.journalRows
        counts.journalRows += links.journalRows + programmes.journalRows
    }

    /// Whether any erasure stands: asked once for an import, most of which meet none.
    static func any(in store: borrowing Database) throws(StoreError) -> Bool {
        try store.first(.anyErasure) { _ in true } ?? false
    }

    /// When somebody was last erased, or something purged; 0 where nothing was.
    static func lastRevision(in store: borrowing Database) throws(StoreError) -> Int64 {
        try store.first(.lastErasure) { $0.integer(0) } ?? 0
    }

    /// The erasure of a token.
    static func find(
        _ token: WorkerToken,
        in store: borrowing Database
    ) throws(StoreError) -> Kept? {
        try store.first(.erasureOfToken, [.bytes(token.bytes)]) { row throws(StoreError) in
            try Kept(row)
        }
    }

    /// The erasures after a token.
    static func page(
        after token: [UInt8],
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [Kept] {
        let values: [StoreValue] = [.bytes(token), .integer(Int64(limit))]
        return try store.rows(.erasuresAfter, values) { row throws(StoreError) in try Kept(row) }
    }

    /// Lets a worker be imported again.
    static func lift(
        _ kept: Kept,
        in store: inout WriteContext
    ) throws(StoreError) -> Int64 {
        let revision = try store.ownRevision()
        try store.database.run(
            .liftErasure,
            [.bytes(kept.token.bytes), .integer(revision)]
        )
        try store.record(
            JournalEntry(kind: TrainingJournal.liftingKind, record: kept.id, operation: .updated)
        )
        return revision
    }

    /// Workers who left before a day, the lowest numbers first.
    static func left(before day: Day, in store: borrowing Database) throws(StoreError) -> [Int64] {
        try store.rows(.leftBefore, [.integer(Int64(day.number))]) { $0.integer(0) }
    }

    /// Restricts processing, or ends that.
    static func restrict(
        _ worker: KeptWorker,
        _ isRestricted: Bool,
        in store: inout WriteContext
    ) throws(StoreError) -> Int64 {
        let revision = try store.ownRevision()
        try store.database.run(
            isRestricted ? .markRestricted : .unmarkRestricted,
            [.integer(worker.number)]
        )
        try store.record(
            JournalEntry(
                kind: TrainingJournal.restrictionKind,
                record: worker.id,
                operation: isRestricted ? .created : .closed
            )
        )
        return revision
    }
}

extension Query {
    // Every table that has versions of the worker names the revisions that touched it.
    fileprivate static let touchingRevisions = Query(
        """
        SELECT from_revision FROM training WHERE worker = ?1
        UNION SELECT from_revision FROM training_past WHERE worker = ?1
        UNION SELECT to_revision FROM training_past WHERE worker = ?1
        UNION SELECT from_revision FROM training_arrangement WHERE worker = ?1
        UNION SELECT from_revision FROM training_arrangement_past WHERE worker = ?1
        UNION SELECT to_revision FROM training_arrangement_past WHERE worker = ?1
        UNION SELECT from_revision FROM training_worker WHERE number = ?1
        UNION SELECT from_revision FROM training_worker_past WHERE number = ?1
        UNION SELECT to_revision FROM training_worker_past WHERE number = ?1
        """
    )
    fileprivate static let eraseRecords = Query("DELETE FROM training WHERE worker = ?1")
    fileprivate static let erasePastRecords = Query("DELETE FROM training_past WHERE worker = ?1")
    fileprivate static let eraseArrangements = Query(
        "DELETE FROM training_arrangement WHERE worker = ?1"
    )
    fileprivate static let erasePastArrangements = Query(
        "DELETE FROM training_arrangement_past WHERE worker = ?1"
    )
    fileprivate static let eraseWorker = Query("DELETE FROM training_worker WHERE number = ?1")
    fileprivate static let erasePastWorker = Query(
        "DELETE FROM training_worker_past WHERE number = ?1"
    )
    fileprivate static let keepErasure = Query(
        """
        INSERT INTO training_erasure (token, id, revision, ground, purge, lifted)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (token) DO UPDATE SET id = excluded.id,
        revision = excluded.revision, ground = excluded.ground, purge = excluded.purge,
        lifted = excluded.lifted
        """
    )
    fileprivate static let anyErasure = Query(
        "SELECT 1 FROM training_erasure WHERE lifted = 0 LIMIT 1"
    )
    fileprivate static let lastErasure = Query(
        """
        SELECT max((SELECT ifnull(max(revision), 0) FROM training_erasure),
        (SELECT ifnull(max(from_revision), 0) FROM training_purge))
        """
    )
    fileprivate static let erasureOfToken = Query(
        """
        SELECT token, id, revision, ground, purge, lifted FROM training_erasure WHERE token = ?1
        """
    )
    fileprivate static let erasuresAfter = Query(
        """
        SELECT token, id, revision, ground, purge, lifted FROM training_erasure
        WHERE token > ?1 ORDER BY token LIMIT ?2
        """
    )
    fileprivate static let liftErasure = Query(
        "UPDATE training_erasure SET lifted = ?2 WHERE token = ?1"
    )
    fileprivate static let leftBefore = Query(
        "SELECT number FROM training_worker WHERE left_day < ?1 ORDER BY number"
    )
    fileprivate static let markRestricted = Query(
        "UPDATE training_worker SET flags = flags | 2 WHERE number = ?1"
    )
    fileprivate static let unmarkRestricted = Query(
        "UPDATE training_worker SET flags = flags & ~2 WHERE number = ?1"
    )
}
