import HubDomain
import HubStore
import HubText
import HubWire

/// An arrangement's row.
struct KeptArrangement {
    /// What tells the arrangements of one worker apart.
    struct Key: Hashable {
        let worker: Int64
        let kind: Int64
        /// A text; 0 for a pause.
        let subject: Int64
        let from: Int64

        /// The values that every query about one begins with.
        fileprivate var values: [StoreValue] {
            [.integer(worker), .integer(kind), .integer(subject), .integer(from)]
        }
    }

    let key: Key
    let revision: Int64
    let until: Int64?
    let reason: Int64
    let acceptedBy: Int64

    fileprivate init(_ row: borrowing HubStore.Statement) {
        key = Key(
            worker: row.integer(0),
            kind: row.integer(1),
            subject: row.integer(2),
            from: row.integer(3)
        )
        revision = row.integer(4)
        until = row.optionalInteger(5)
        reason = row.integer(6)
        acceptedBy = row.integer(7)
    }

    /// An arrangement that is to be kept; the texts are kept with it.
    init(
        _ arrangement: Arrangement,
        of worker: Int64,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        key = Key(
            worker: worker,
            kind: Int64(arrangement.kind.rawValue),
            subject: try TrainingTexts.ensure(arrangement.subject, in: store),
            from: Int64(arrangement.from.number)
        )
        self.revision = revision
        until = arrangement.until.map { Int64($0.number) }
        reason = try TrainingTexts.ensure(arrangement.reason, in: store)
        acceptedBy = try TrainingTexts.ensure(arrangement.acceptedBy, in: store)
    }

    /// The same with another last day.
    func ending(_ last: Day, at revision: Int64) -> KeptArrangement {
        KeptArrangement(self, until: Int64(last.number), at: revision)
    }

    private init(_ other: KeptArrangement, until: Int64, at revision: Int64) {
        key = other.key
        self.revision = revision
        self.until = until
        reason = other.reason
        acceptedBy = other.acceptedBy
    }

    /// The arrangement with its texts; `nil` for a kind that is not known here.
    func arrangement(
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(StoreError) -> Arrangement? {
        guard let kind = Arrangement.Kind(rawValue: Int(key.kind)),
            let from = Day(number: Int(key.from))
        else { return nil }
        return Arrangement(
            kind: kind,
            subject: try texts.text(key.subject, in: store),
            from: from,
            until: until.flatMap { Day(number: Int($0)) },
            reason: try texts.text(reason, in: store),
            acceptedBy: try texts.text(acceptedBy, in: store)
        )
    }

    /// Whether both say the same, whenever they were set.
    func saysTheSame(as other: KeptArrangement) -> Bool {
        key == other.key && until == other.until && reason == other.reason
            && acceptedBy == other.acceptedBy
    }

    /// What the journal keeps of it.
    func note(isEnded: Bool) -> TrainingArrangementNote {
        var note = TrainingArrangementNote()
        note.worker = UInt64(clamping: key.worker)
        note.kind = UInt32(clamping: key.kind)
        note.subject = key.subject
        note.from = key.from
        note.until = until
        note.reason = reason
        note.acceptedBy = acceptedBy
        note.isEnded = isEnded
        return note
    }
}

// Reading and writing.
extension KeptArrangement {
    /// All arrangements of a worker, at most `TrainingLimits.arrangementsPerWorkerMax`.
    static func all(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [KeptArrangement] {
        try store.rows(.arrangementsOfWorker, [.integer(worker)]) { KeptArrangement($0) }
    }

    /// One arrangement.
    static func find(
        _ key: Key,
        in store: borrowing Database
    ) throws(StoreError) -> KeptArrangement? {
        try store.first(.arrangementOfKey, key.values) { KeptArrangement($0) }
    }

    /// The arrangements after one, of one kind or, for 0, of every kind.
    static func page(
        after key: Key?,
        kind: Int64,
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [KeptArrangement] {
        let key = key ?? Key(worker: -1, kind: 0, subject: 0, from: 0)
        let values = key.values + [.integer(kind), .integer(Int64(limit))]
        return try store.rows(.arrangementsAfter, values) { KeptArrangement($0) }
    }

    /// Keeps it, in the place of the one that is there.
    func write(
        over old: KeptArrangement?,
        in store: borrowing Database
    ) throws(StoreError) {
        if let old { try old.end(at: revision, in: store) }
        try store.run(
            .insertArrangement,
            key.values + [
                .integer(revision), .integer(until), .integer(reason), .integer(acceptedBy),
            ]
        )
        try store.run(.markArranged, [.integer(key.worker)])
    }

    /// Takes it out of the table; its version stays in the past.
    func end(at revision: Int64, in store: borrowing Database) throws(StoreError) {
        try store.run(.endArrangement, key.values + [.integer(revision)])
        try store.run(.removeArrangement, key.values)
    }

    /// Takes the flag off a worker who has none any more.
    static func unmark(_ worker: Int64, in store: borrowing Database) throws(StoreError) {
        try store.run(.unmarkArranged, [.integer(worker)])
    }
}

extension Query {
    fileprivate static let arrangementsOfWorker = Query(
        """
        SELECT worker, kind, subject, first_day, from_revision, last_day, reason, accepted_by
        FROM training_arrangement WHERE worker = ?1 ORDER BY kind, subject, first_day
        """
    )
    fileprivate static let arrangementOfKey = Query(
        """
        SELECT worker, kind, subject, first_day, from_revision, last_day, reason, accepted_by
        FROM training_arrangement
        WHERE worker = ?1 AND kind = ?2 AND subject = ?3 AND first_day = ?4
        """
    )
    fileprivate static let arrangementsAfter = Query(
        """
        SELECT worker, kind, subject, first_day, from_revision, last_day, reason, accepted_by
        FROM training_arrangement
        WHERE (worker, kind, subject, first_day) > (?1, ?2, ?3, ?4) AND (?5 = 0 OR kind = ?5)
        ORDER BY worker, kind, subject, first_day LIMIT ?6
        """
    )
    fileprivate static let insertArrangement = Query(
        """
        INSERT OR FAIL INTO training_arrangement (worker, kind, subject, first_day, from_revision,
        last_day, reason, accepted_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    )
    fileprivate static let endArrangement = Query(
        """
        INSERT OR FAIL INTO training_arrangement_past (to_revision, worker, kind, subject,
        first_day, from_revision, last_day, reason, accepted_by)
        SELECT ?5, worker, kind, subject, first_day, from_revision, last_day, reason, accepted_by
        FROM training_arrangement
        WHERE worker = ?1 AND kind = ?2 AND subject = ?3 AND first_day = ?4
        """
    )
    fileprivate static let removeArrangement = Query(
        """
        DELETE FROM training_arrangement
        WHERE worker = ?1 AND kind = ?2 AND subject = ?3 AND first_day = ?4
        """
    )
    fileprivate static let markArranged = Query(
        "UPDATE training_worker SET flags = flags | 1 WHERE number = ?1"
    )
    fileprivate static let unmarkArranged = Query(
        """
        UPDATE training_worker SET flags = flags & ~1 WHERE number = ?1
        AND NOT EXISTS (SELECT 1 FROM training_arrangement WHERE worker = ?1)
        """
    )
}
