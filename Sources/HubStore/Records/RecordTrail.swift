// How past versions are found.
extension RecordTable {
    /// The revision that ended the version of a record that held at an earlier one.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - revision: The revision.
    ///   - current: When the current version began, later than that; `nil` where there is none.
    ///   - database: Where to read.
    /// - Returns: The version's key; `nil` where the record was not there at the revision.
    /// - Throws: `StoreError`.
    /// - Complexity: One search of a tree for each change of the record since the revision.
    func ending(
        of id: OpaqueID,
        at revision: Int64,
        before current: Int64?,
        in database: borrowing Database
    ) throws(StoreError) -> Int64? {
        if let current, let end = try follow(current, of: id, to: revision, in: database).held {
            return end
        }
        // The chain of a record that was closed begins where it was closed: each end in the journal
        // is tried, the first after the revision first.
        var last = revision
        while let mark = try database.mark(of: id, after: last) {
            let (held, isThere) = try follow(mark, of: id, to: revision, in: database)
            if isThere { return held }
            last = mark
        }
        return nil
    }

    /// Follows the chain back from a revision that may have ended a version.
    ///
    /// - Returns: What ended the version that held at a revision, if the chain reaches it; and
    ///   whether the first revision ended any.
    private func follow(
        _ end: Int64,
        of id: OpaqueID,
        to revision: Int64,
        in database: borrowing Database
    ) throws(StoreError) -> (held: Int64?, isThere: Bool) {
        var end = end
        var isThere = false
        while let begun = try begun(id, endedBy: end, in: database) {
            if begun <= revision { return (end, true) }
            isThere = true
            end = begun
        }
        return (nil, isThere)
    }

    /// When the version of a record that a revision ended began; `nil` where it ended none.
    func begun(
        _ id: OpaqueID,
        endedBy end: Int64,
        in database: borrowing Database
    ) throws(StoreError) -> Int64? {
        try database.mayRun()
        let statement = try database.take(queries.begun)
        defer { database.putBack(statement) }
        try statement.bind(1, end)
        try statement.bind(2, id)
        return try statement.step() ? statement.integer(0) : nil
    }

    /// When the version of a record that held just before a revision began.
    fileprivate func begun(
        _ id: OpaqueID,
        before revision: Int64,
        in database: borrowing Database
    ) throws(StoreError) -> Int64? {
        if let begun = try begun(id, endedBy: revision, in: database) { return begun }
        let current = try currentRevision(of: id, in: database)
        if let current, current < revision { return current }
        let end = try ending(of: id, at: revision - 1, before: current, in: database)
        guard let end else { return nil }
        return try begun(id, endedBy: end, in: database)
    }
}

/// The revisions in which something was done with one record, newest first.
///
/// Versions lead to the revisions that made them. To all others leads a mark: the journal's rows of
/// ends, erasures, reads and notes, and those whose body was erased, have an index of their own. So
/// a record that is merely made and changed, as nearly all are, costs no index.
struct RecordTrail {
    private let id: OpaqueID
    private let table: RecordTable
    /// What came last; everything that comes is before it.
    private var before: Int64
    private var hasBegun = false
    /// The next revision that made a version; while there is none, what ended the next is marked.
    private var version: Int64?
    /// The next revision that is marked, once it was asked for.
    private var mark: Int64?
    private var knowsMark = false

    /// The trail of a record.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - table: Its table.
    ///   - revision: Only revisions before this one.
    init(of id: OpaqueID, in table: RecordTable, before revision: Int64) {
        self.id = id
        self.table = table
        before = revision
    }

    /// The next older revision; `nil` at the end.
    ///
    /// - Complexity: A few searches of trees; of the first, one for each change of the record
    ///   since.
    mutating func next(in database: borrowing Database) throws(StoreError) -> Int64? {
        if !hasBegun {
            version = try table.begun(id, before: before, in: database)
            hasBegun = true
        } else if version == nil {
            version = try table.begun(id, endedBy: before, in: database)
        }
        if !knowsMark {
            mark = try database.mark(of: id, before: before)
            knowsMark = true
        }
        let next: Int64
        switch (version, mark) {
        case (nil, nil): return nil
        case (let one?, nil), (nil, let one?): next = one
        case (let one?, let other?): next = max(one, other)
        }
        if version == next { version = nil }
        if mark == next { knowsMark = false }
        before = next
        return next
    }
}

extension Database {
    /// The first revision after another in which the journal has a marked row of a record.
    fileprivate borrowing func mark(
        of record: OpaqueID,
        after revision: Int64
    ) throws(StoreError) -> Int64? {
        try first(.markAfter, [.id(record), .integer(revision)]) { $0.integer(0) }
    }

    /// The last revision before another in which the journal has a marked row of a record.
    fileprivate borrowing func mark(
        of record: OpaqueID,
        before revision: Int64
    ) throws(StoreError) -> Int64? {
        try first(.markBefore, [.id(record), .integer(revision)]) { $0.integer(0) }
    }
}

extension Query {
    static let markAfter = Query(
        """
        SELECT revision FROM journal_row
        WHERE record = ?1 AND (operation > 2 OR body IS NULL) AND revision > ?2
        ORDER BY revision LIMIT 1
        """
    )
    static let markBefore = Query(
        """
        SELECT revision FROM journal_row
        WHERE record = ?1 AND (operation > 2 OR body IS NULL) AND revision < ?2
        ORDER BY revision DESC LIMIT 1
        """
    )
}
