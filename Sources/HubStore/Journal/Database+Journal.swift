package import HubSystem

// Reading a journal. Lists are limited: ask again with the last row's position.
extension Database {
    /// The most rows that one list of a journal has.
    package static let journalRowsMax = 1_000

    /// The end of the journal; `nil` while it is empty.
    package borrowing func readHead() throws(StoreError) -> JournalHead? {
        try first(.head) { row in
            JournalHead(
                revision: row.integer(0),
                chain: row.bytes(1),
                time: Instant(microseconds: row.integer(2))
            )
        }
    }

    /// The number of the last revision; 0 while the journal is empty.
    package borrowing func readRevision() throws(StoreError) -> Int64 {
        try first(.lastRevision) { $0.integer(0) } ?? 0
    }

    /// The number of the last revision that changed anything but one kind of record or two.
    ///
    /// - Parameters:
    ///   - kind: The kind that does not count.
    ///   - other: Another kind that does not count; `nil` for none.
    /// - Returns: The revision; 0 where there is none.
    /// - Throws: `StoreError`.
    /// - Complexity: Linear in the rows of these kinds since then.
    package borrowing func readRevision(
        besides kind: String,
        and other: String? = nil
    ) throws(StoreError) -> Int64 {
        try first(.lastBesides, [.text(kind), .text(other ?? kind)]) { $0.integer(0) } ?? 0
    }

    /// The end of the journal as it was after a revision.
    ///
    /// - Parameter revision: A revision that was committed.
    /// - Returns: The head then; `nil` when there is no such revision.
    /// - Throws: `StoreError`.
    package borrowing func readHead(at revision: Int64) throws(StoreError) -> JournalHead? {
        try first(.headAt, [.integer(revision)]) { row in
            JournalHead(
                revision: row.integer(0),
                chain: row.bytes(1),
                time: Instant(microseconds: row.integer(2))
            )
        }
    }

    /// What a call that made a revision was left with.
    ///
    /// - Parameter revision: The revision.
    /// - Returns: The receipt; `nil` when there is no such revision.
    /// - Throws: `StoreError`.
    borrowing func readReceipt(of revision: Int64) throws(StoreError) -> WriteReceipt? {
        guard let head = try readHead(at: revision) else { return nil }
        let epoch = try first(.epochAt, [.integer(revision)]) { $0.integer(0) }
        return epoch.map { WriteReceipt(revision: revision, head: head, epoch: $0) }
    }

    /// When a revision was made.
    ///
    /// - Parameter revision: One of the file's.
    /// - Returns: The time; nil where the journal has none of that number.
    /// - Throws: `StoreError`.
    package borrowing func time(ofRevision revision: Int64) throws(StoreError) -> Instant? {
        try first(.timeOfRevision, [.integer(revision)]) {
            Instant(microseconds: $0.integer(0))
        }
    }

    /// The last revision that was committed at or before a time.
    ///
    /// - Parameter time: The time.
    /// - Returns: The revision; 0 when all are later.
    /// - Throws: `StoreError`.
    /// - Complexity: One search of the table for each halving of the number of revisions, which
    ///   have no gaps and never go back in time.
    package borrowing func revision(at time: Instant) throws(StoreError) -> Int64 {
        var earlier: Int64 = 0
        var later = try readRevision() + 1
        while later - earlier > 1 {
            let middle = earlier + (later - earlier) / 2
            let found = try first(.timeOfRevision, [.integer(middle)]) { $0.integer(0) }
            guard let found else { throw StoreError(.corrupt, "a revision is missing") }
            if found <= time.microseconds { earlier = middle } else { later = middle }
        }
        return earlier
    }

    /// The rows after a position, in the journal's order: the change feed.
    ///
    /// - Parameters:
    ///   - position: The last row that is known.
    ///   - revision: Nothing after this revision, for pages of one fixed state.
    ///   - limit: At most so many rows, and `journalRowsMax`.
    /// - Returns: The rows.
    /// - Throws: `StoreError`.
    package borrowing func changes(
        after position: JournalPosition,
        upTo revision: Int64 = .max,
        limit: Int
    ) throws(StoreError) -> [JournalRow] {
        try journalRows(
            .changes,
            [.integer(position.revision), .integer(position.ordinal), .integer(revision)],
            limit: limit
        )
    }

    /// The rows before a position, newest first.
    ///
    /// - Parameters:
    ///   - position: The oldest row that is known.
    ///   - revision: Nothing of this revision or before it.
    ///   - limit: At most so many rows, and `journalRowsMax`.
    /// - Returns: The rows.
    /// - Throws: `StoreError`.
    package borrowing func changes(
        before position: JournalPosition,
        since revision: Int64,
        limit: Int
    ) throws(StoreError) -> [JournalRow] {
        try journalRows(
            .changesBackwards,
            [.integer(position.revision), .integer(position.ordinal), .integer(revision)],
            limit: limit
        )
    }

    /// The rows of one batch, in the journal's order, such as for undoing it.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - position: The last row that is known.
    ///   - limit: At most so many rows, and `journalRowsMax`.
    /// - Returns: The rows.
    /// - Throws: `StoreError`.
    package borrowing func rows(
        ofBatch batch: OpaqueID,
        after position: JournalPosition = .start,
        limit: Int
    ) throws(StoreError) -> [JournalRow] {
        try journalRows(
            .ofBatch,
            [
                .integer(position.revision), .integer(position.ordinal), .integer(.max), .id(batch),
            ],
            limit: limit
        )
    }

    private borrowing func journalRows(
        _ query: Query,
        _ values: [StoreValue],
        limit: Int
    ) throws(StoreError) -> [JournalRow] {
        let limit = Int64(min(max(0, limit), Self.journalRowsMax))
        return try withStatement(query) { statement throws(StoreError) in
            try statement.bind(values)
            try statement.bind(5, limit)
            var rows: [JournalRow] = []
            while try statement.step() { rows.append(try JournalRow(statement)) }
            return rows
        }
    }
}

extension JournalRow {
    /// A row of a statement that asks for what a row says, in the order of the fields.
    init(_ row: borrowing Statement) throws(StoreError) {
        guard let record = row.id(8) else {
            throw StoreError(.corrupt, "a row of the journal without a record")
        }
        self.init(
            position: JournalPosition(revision: row.integer(0), ordinal: row.integer(1)),
            time: Instant(microseconds: row.integer(2)),
            actor: row.bytes(3),
            method: row.text(4),
            request: row.bytes(5),
            batch: row.id(6),
            kind: row.text(7),
            record: record,
            operation: JournalOperation(rawValue: row.integer(9)),
            body: row.optionalBytes(10)
        )
    }
}

extension Query {
    fileprivate static let lastRevision = Query("SELECT max(revision) FROM journal_revision")
    fileprivate static let lastBesides = Query(
        """
        SELECT revision FROM journal_row WHERE kind <> ?1 AND kind <> ?2
        ORDER BY revision DESC, ordinal DESC LIMIT 1
        """
    )
    fileprivate static let timeOfRevision = Query(
        "SELECT time FROM journal_revision WHERE revision = ?1"
    )
    fileprivate static let head = Query(
        """
        SELECT r.revision, coalesce(
            (SELECT chain FROM journal_row WHERE revision = r.revision
             ORDER BY ordinal DESC LIMIT 1), r.chain), r.time
        FROM journal_revision r ORDER BY r.revision DESC LIMIT 1
        """
    )
    fileprivate static let headAt = Query(
        """
        SELECT r.revision, coalesce(
            (SELECT chain FROM journal_row WHERE revision = r.revision
             ORDER BY ordinal DESC LIMIT 1), r.chain), r.time
        FROM journal_revision r WHERE r.revision = ?1
        """
    )
    fileprivate static let epochAt = Query(
        "SELECT epoch FROM journal_revision WHERE revision = ?1"
    )
    fileprivate static let changes = Query(
        """
        SELECT j.revision, j.ordinal, r.time, r.actor, r.method, r.request, r.batch,
            j.kind, j.record, j.operation, j.body
        FROM journal_row j JOIN journal_revision r USING (revision)
        WHERE (j.revision, j.ordinal) > (?1, ?2) AND j.revision <= ?3
        ORDER BY j.revision, j.ordinal LIMIT ?5
        """
    )
    fileprivate static let changesBackwards = Query(
        """
        SELECT j.revision, j.ordinal, r.time, r.actor, r.method, r.request, r.batch,
            j.kind, j.record, j.operation, j.body
        FROM journal_row j JOIN journal_revision r USING (revision)
        WHERE (j.revision, j.ordinal) < (?1, ?2) AND j.revision > ?3
        ORDER BY j.revision DESC, j.ordinal DESC LIMIT ?5
        """
    )
    fileprivate static let ofBatch = Query(
        """
        SELECT j.revision, j.ordinal, r.time, r.actor, r.method, r.request, r.batch,
            j.kind, j.record, j.operation, j.body
        FROM journal_revision r JOIN journal_row j USING (revision)
        WHERE r.batch = ?4 AND (j.revision, j.ordinal) > (?1, ?2) AND j.revision <= ?3
        ORDER BY j.revision, j.ordinal LIMIT ?5
        """
    )
}
