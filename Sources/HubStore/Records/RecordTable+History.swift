// What the journal says of one record. Lists are limited: ask again with the last row's position.
extension RecordTable {
    /// The rows about one record, in the journal's order.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - position: The last row that is known.
    ///   - revision: Nothing after this revision.
    ///   - limit: At most so many rows, and `Database.journalRowsMax`.
    ///   - bytesMax: No row after so many bytes of bodies; the first one always comes.
    ///   - database: Where to read.
    /// - Returns: The rows; fewer than the limit need not be all that there are.
    /// - Throws: `StoreError`.
    /// - Complexity: Linear in the changes of the record after the position, and in the rows of the
    ///   revisions in which the rows are that are read.
    package func history(
        of id: OpaqueID,
        after position: JournalPosition = .start,
        upTo revision: Int64 = .max,
        limit: Int,
        bytesMax: Int = .max,
        in database: borrowing Database
    ) throws(StoreError) -> [JournalRow] {
        var reading = HistoryReading(id, .historyOfRevision, limit, bytesMax)
        // The trail begins at its other end: of what it leads to the oldest are kept, one more than
        // there are rows wanted, since all rows of the position's own revision may be known.
        let keptMax = reading.limit + 1
        var kept: [Int64] = []
        var trail = RecordTrail(of: id, in: self, before: min(revision, .max - 1) + 1)
        while let next = try trail.next(in: database), next >= position.revision {
            kept.append(next)
            if kept.count == 2 * keptMax { kept.removeFirst(keptMax) }
        }
        for next in kept.reversed() where !reading.isFull {
            let known = next == position.revision ? position.ordinal : 0
            try reading.read(next, known, in: database)
        }
        return reading.rows
    }

    /// The rows about one record before a position, newest first.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - position: The oldest row that is known.
    ///   - revision: Nothing after this revision.
    ///   - limit: At most so many rows, and `Database.journalRowsMax`.
    ///   - bytesMax: No row after so many bytes of bodies; the first one always comes.
    ///   - database: Where to read.
    /// - Returns: The rows; fewer than the limit need not be all that there are.
    /// - Throws: `StoreError`.
    /// - Complexity: Linear in the rows of the revisions in which the rows are that are read; where
    ///   the position is no row of the record, also in its changes since then.
    package func history(
        of id: OpaqueID,
        before position: JournalPosition,
        upTo revision: Int64 = .max,
        limit: Int,
        bytesMax: Int = .max,
        in database: borrowing Database
    ) throws(StoreError) -> [JournalRow] {
        var reading = HistoryReading(id, .historyOfRevisionBackwards, limit, bytesMax)
        let last = min(revision, position.revision, .max - 1)
        // Other rows of the position's own revision may come before it.
        if last == position.revision {
            try reading.read(last, position.ordinal, in: database)
        }
        let isRead = last == position.revision
        var trail = RecordTrail(of: id, in: self, before: isRead ? last : last + 1)
        while !reading.isFull, let next = try trail.next(in: database) {
            try reading.read(next, .max, in: database)
        }
        return reading.rows
    }
}

/// Rows about one record that are being read, revision by revision.
private struct HistoryReading {
    private(set) var rows: [JournalRow] = []
    let limit: Int
    private let id: OpaqueID
    private let query: Query
    private let bytesMax: Int
    private var bytes = 0

    init(_ id: OpaqueID, _ query: Query, _ limit: Int, _ bytesMax: Int) {
        self.id = id
        self.query = query
        self.limit = min(max(0, limit), Database.journalRowsMax)
        self.bytesMax = bytesMax
    }

    /// Whether no more rows are wanted.
    var isFull: Bool { rows.count == limit || bytes >= bytesMax }

    /// Reads the rows of a revision beyond an ordinal.
    mutating func read(
        _ revision: Int64,
        _ ordinal: Int64,
        in database: borrowing Database
    ) throws(StoreError) {
        guard !isFull else { return }
        try database.mayRun()
        let statement = try database.take(query)
        defer { database.putBack(statement) }
        try statement.bind(1, revision)
        try statement.bind(2, id)
        try statement.bind(3, ordinal)
        while !isFull, try statement.step() {
            let row = try JournalRow(statement)
            bytes += row.body?.count ?? 0
            rows.append(row)
        }
    }
}

extension Query {
    static let historyOfRevision = Query(
        """
        SELECT j.revision, j.ordinal, r.time, r.actor, r.method, r.request, r.batch,
            j.kind, j.record, j.operation, j.body
        FROM journal_revision r JOIN journal_row j USING (revision)
        WHERE j.revision = ?1 AND j.record = ?2 AND j.ordinal > ?3 ORDER BY j.ordinal
        """
    )
    static let historyOfRevisionBackwards = Query(
        """
        SELECT j.revision, j.ordinal, r.time, r.actor, r.method, r.request, r.batch,
            j.kind, j.record, j.operation, j.body
        FROM journal_revision r JOIN journal_row j USING (revision)
        WHERE j.revision = ?1 AND j.record = ?2 AND j.ordinal < ?3 ORDER BY j.ordinal DESC
        """
    )
}
