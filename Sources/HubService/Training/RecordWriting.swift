import HubDomain
import HubStore
import HubWire

/// Statements that change workers and records; each leaves the version before in the past tables.
enum RecordWriting {
    /// Makes a record; `constraint` when it is there.
    static func insert(
        _ record: PackedRecord,
        worker: Int64,
        topic: Int64,
        texts: (title: Int64, provider: Int64, evidence: Int64),
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        try store.withStatement(.insertRecord) { statement throws(StoreError) in
            try statement.bind(1, worker)
            try statement.bind(2, topic)
            try statement.bind(3, Int64(record.day))
            try statement.bind(4, revision)
            try bind(5, record.completed, statement)
            try statement.bind(6, Int64(record.expiryKind))
            try bind(7, record.expiry, statement)
            try statement.bind(8, Int64(record.accredited))
            try statement.bind(9, Int64(record.delivery))
            try statement.bind(10, Int64(record.deliveredBy))
            try statement.bind(11, texts.title)
            try statement.bind(12, texts.provider)
            try statement.bind(13, texts.evidence)
            try statement.bind(14, Int64(record.kind))
            if record.year == 0 {
                try statement.bindNull(15)
            } else {
                try statement.bind(15, Int64(record.year))
            }
            if let level = record.level {
                try statement.bind(16, Int64(level))
            } else {
                try statement.bindNull(16)
            }
            try statement.execute()
        }
    }

    private static func bind(
        _ place: Int,
        _ day: Int32,
        _ statement: borrowing HubStore.Statement
    ) throws(StoreError) {
        if day == PackedRecord.noDay {
            try statement.bindNull(place)
        } else {
            try statement.bind(place, Int64(day))
        }
    }

    /// Ends the version of a record that began at a revision, and takes it out of the table.
    ///
    /// - Returns: Whether it was there.
    static func end(
        worker: Int64,
        topic: Int64,
        day: Int64,
        begunAt base: Int64,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Bool {
        let key: [StoreValue] = [.integer(worker), .integer(topic), .integer(day), .integer(base)]
        let ended = try store.run(.endRecord, key + [.integer(revision)])
        guard ended == 1 else { return false }
        try store.run(.removeRecord, key)
        return true
    }

    /// Brings the version of a record back that a revision ended.
    static func restore(
        worker: Int64,
        topic: Int64,
        day: Int64,
        endedAt ended: Int64,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Bool {
        let values: [StoreValue] = [
            .integer(worker), .integer(topic), .integer(day), .integer(ended), .integer(revision),
        ]
        return try store.run(.restoreRecord, values) == 1
    }

    /// The revision of a record; `nil` where there is none.
    static func revision(
        worker: Int64,
        topic: Int64,
        day: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        let key: [StoreValue] = [.integer(worker), .integer(topic), .integer(day)]
        return try store.first(.revisionOfRecord, key) { $0.integer(0) }
    }

    /// When the version of a record began that a revision ended.
    static func begun(
        worker: Int64,
        topic: Int64,
        day: Int64,
        endedAt ended: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        let key: [StoreValue] = [
            .integer(ended), .integer(worker), .integer(topic), .integer(day),
        ]
        return try store.first(.begunOfRecord, key) { $0.integer(0) }
    }

    /// When the version of a worker began that a revision ended.
    static func begun(
        worker: Int64,
        endedAt ended: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Int64? {
        try store.first(.begunOfWorker, [.integer(ended), .integer(worker)]) { $0.integer(0) }
    }

    /// Whether a worker has any record.
    static func hasRecords(
        _ worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Bool {
        try store.first(.anyRecord, [.integer(worker)]) { _ in true } ?? false
    }

    /// Makes a worker.
    static func insert(
        _ worker: Int64,
        id: OpaqueID,
        token: WorkerToken,
        place: WorkerPlace,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        try store.run(
            .insertWorker,
            [.integer(worker), .id(id), .bytes(token.bytes), .integer(revision)] + place.values
        )
    }

    /// Gives a worker another place.
    ///
    /// - Returns: Whether the worker was as the caller saw it.
    static func move(
        _ worker: Int64,
        begunAt base: Int64,
        place: WorkerPlace,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Bool {
        let ended = try store.run(
            .endWorker,
            [.integer(worker), .integer(base), .integer(revision)]
        )
        guard ended == 1 else { return false }
        try store.run(.moveWorker, [.integer(worker), .integer(revision)] + place.values)
        return true
    }

    /// Takes a worker out.
    static func remove(
        _ worker: KeptWorker,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        let values: [StoreValue] = [
            .integer(worker.number), .integer(worker.revision), .integer(revision),
        ]
        // Made and taken away by one call, nobody ever saw it.
        if worker.revision != revision { try store.run(.endWorker, values) }
        try store.run(.removeWorker, [.integer(worker.number)])
    }

    /// Where a worker was before a revision.
    static func place(
        of worker: Int64,
        endedAt ended: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> WorkerPlace? {
        try store.first(.pastPlace, [.integer(ended), .integer(worker)]) { row in
            WorkerPlace(
                organisation: row.integer(0),
                team: row.integer(1),
                role: row.integer(2),
                facts: WorkerFacts(row, from: 3)
            )
        }
    }

    /// The highest number of a worker, past ones too: a number is never given out twice.
    static func lastWorker(in store: borrowing Database) throws(StoreError) -> Int64 {
        try total("last_worker", in: store)
    }

    /// A total that is kept.
    static func total(
        _ name: String,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        try store.first(.readTotal, [.text(name)]) { $0.integer(0) } ?? 0
    }

    /// Changes a total that is kept.
    static func addTotal(
        _ name: String,
        _ step: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        if step == 0 { return }
        try store.run(.addTotal, [.text(name), .integer(step)])
    }
}

extension Query {
    fileprivate static let insertRecord = Query(
        """
        INSERT OR FAIL INTO training (worker, topic, day, from_revision, completed, expiry_kind,
        expiry, accredited, delivery, delivered_by, title, provider, evidence, kind, year, level)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """
    )
    fileprivate static let endRecord = Query(
        """
        INSERT OR FAIL INTO training_past (to_revision, worker, topic, day, from_revision,
        completed, expiry_kind, expiry, accredited, delivery, delivered_by, title, provider,
        evidence, kind, year, level)
        SELECT ?5, worker, topic, day, from_revision, completed, expiry_kind, expiry, accredited,
        delivery, delivered_by, title, provider, evidence, kind, year, level FROM training
        WHERE worker = ?1 AND topic = ?2 AND day = ?3 AND from_revision = ?4
        """
    )
    fileprivate static let removeRecord = Query(
        "DELETE FROM training WHERE worker = ?1 AND topic = ?2 AND day = ?3 AND from_revision = ?4"
    )
    fileprivate static let restoreRecord = Query(
        """
        INSERT OR FAIL INTO training (worker, topic, day, from_revision, completed, expiry_kind,
        expiry, accredited, delivery, delivered_by, title, provider, evidence, kind, year, level)
        SELECT worker, topic, day, ?5, completed, expiry_kind, expiry, accredited, delivery,
        delivered_by, title, provider, evidence, kind, year, level FROM training_past
        WHERE to_revision = ?4 AND worker = ?1 AND topic = ?2 AND day = ?3
        """
    )
    fileprivate static let revisionOfRecord = Query(
        "SELECT from_revision FROM training WHERE worker = ?1 AND topic = ?2 AND day = ?3"
    )
    fileprivate static let begunOfRecord = Query(
        """
        SELECT from_revision FROM training_past
        WHERE to_revision = ?1 AND worker = ?2 AND topic = ?3 AND day = ?4
        """
    )
    fileprivate static let begunOfWorker = Query(
        "SELECT from_revision FROM training_worker_past WHERE to_revision = ?1 AND number = ?2"
    )
    fileprivate static let anyRecord = Query(
        "SELECT 1 FROM training WHERE worker = ?1 LIMIT 1"
    )
    fileprivate static let insertWorker = Query(
        """
        INSERT OR FAIL INTO training_worker (number, id, token, from_revision, organisation, team,
        role, started, left_day, employer, pathway, pathway_day, other_roles)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """
    )
    fileprivate static let endWorker = Query(
        """
        INSERT OR FAIL INTO training_worker_past (to_revision, number, id, token, from_revision,
        organisation, team, role, started, left_day, employer, pathway, pathway_day, other_roles)
        SELECT ?3, number, id, token, from_revision, organisation, team, role, started, left_day,
        employer, pathway, pathway_day, other_roles FROM training_worker
        WHERE number = ?1 AND from_revision = ?2
        """
    )
    fileprivate static let moveWorker = Query(
        """
        UPDATE training_worker SET from_revision = ?2, organisation = ?3, team = ?4, role = ?5,
        started = ?6, left_day = ?7, employer = ?8, pathway = ?9, pathway_day = ?10,
        other_roles = ?11 WHERE number = ?1
        """
    )
    fileprivate static let removeWorker = Query("DELETE FROM training_worker WHERE number = ?1")
    fileprivate static let pastPlace = Query(
        """
        SELECT organisation, team, role, started, left_day, employer, pathway, pathway_day,
        other_roles FROM training_worker_past
        WHERE to_revision = ?1 AND number = ?2
        """
    )
    fileprivate static let readTotal = Query("SELECT value FROM training_total WHERE name = ?1")
    fileprivate static let addTotal = Query(
        """
        INSERT INTO training_total (name, value) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET value = value + excluded.value
        """
    )
}
