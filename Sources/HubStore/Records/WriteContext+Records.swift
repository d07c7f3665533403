// Changing records. Every change is recorded in the journal, in the call's own revision, so that
// versions and journal can never tell different stories.
extension WriteContext {
    /// Makes a record.
    ///
    /// - Parameters:
    ///   - id: The new record; must never have existed in the table.
    ///   - table: Its table.
    ///   - values: The declared columns, in the order of declaration.
    ///   - body: What the journal keeps of it.
    /// - Returns: The record's revision.
    /// - Throws: `conflict` when it is there; `constraint` when a rule of the table says no.
    @discardableResult
    package mutating func create(
        _ id: OpaqueID,
        in table: RecordTable,
        _ values: [StoreValue],
        body: [UInt8]
    ) throws(StoreError) -> Int64 {
        let revision = try ownRevision()
        do throws(StoreError) {
            try file.insert(id, in: table, at: revision, values)
        } catch {
            // Asked only now: nearly every record that is made is new.
            guard error.code == .constraint,
                let current = try table.currentRevision(of: id, in: file.database)
            else { throw error }
            throw StoreError(.conflict, "the record is there", currentRevision: current)
        }
        try record(entry(.created, id, table, body))
        return revision
    }

    /// Gives a record other values.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - table: Its table.
    ///   - base: The revision of the record that the change was based on; `nil` to skip the check,
    ///     for changes that rest on nothing the caller saw.
    ///   - values: The declared columns, in the order of declaration.
    ///   - body: What the journal keeps of it.
    /// - Returns: The record's new revision.
    /// - Throws: `missing`; `conflict` when the record changed since `base`; `constraint`.
    @discardableResult
    package mutating func update(
        _ id: OpaqueID,
        in table: RecordTable,
        basedOn base: Int64?,
        _ values: [StoreValue],
        body: [UInt8]
    ) throws(StoreError) -> Int64 {
        let current = try check(id, in: table, basedOn: base)
        let keepsIndexed = try file.keepsIndexed(id, in: table, values)
        return try update(
            id,
            in: table,
            replacing: current,
            values,
            keepsIndexed: keepsIndexed,
            body: body
        )
    }

    /// Gives a record other values, where the caller has just read its current version.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - table: Its table.
    ///   - current: The record's revision, as it was read by this call.
    ///   - values: The declared columns, in the order of declaration.
    ///   - keepsIndexed: Whether all columns that an index has keep their values.
    ///   - body: What the journal keeps of it.
    /// - Returns: The record's new revision.
    /// - Throws: `constraint`; `conflict` when the current version is another one.
    @discardableResult
    package mutating func update(
        _ id: OpaqueID,
        in table: RecordTable,
        replacing current: Int64,
        _ values: [StoreValue],
        keepsIndexed: Bool,
        body: [UInt8]
    ) throws(StoreError) -> Int64 {
        let revision = try ownRevision()
        // Changed twice by one call, nobody ever saw the version between.
        if current != revision { try file.end(id, in: table, begunAt: current, at: revision) }
        try file.change(id, in: table, at: revision, values, keepsIndexed: keepsIndexed)
        try record(entry(.updated, id, table, body))
        return revision
    }

    /// Ends a record: it is no longer current, and its versions stay.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - table: Its table.
    ///   - base: The revision of the record that the call was based on; `nil` to skip the check.
    ///   - body: What the journal keeps of the end, such as a reason.
    /// - Throws: `missing`; `conflict` when the record changed since `base`.
    package mutating func close(
        _ id: OpaqueID,
        in table: RecordTable,
        basedOn base: Int64?,
        body: [UInt8] = []
    ) throws(StoreError) {
        let current = try check(id, in: table, basedOn: base)
        let revision = try ownRevision()
        if current != revision { try file.end(id, in: table, begunAt: current, at: revision) }
        try file.remove(id, in: table)
        try record(entry(.closed, id, table, body))
    }

    /// Runs a long load of a table without its declared indexes, and makes them after it.
    ///
    /// Three to four times as fast as keeping them up to date row by row, when the load is most of
    /// the table; for a few rows in a large table it is slower. Keys that must be unique are
    /// checked at the end, for all rows at once.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - wrap: Makes the caller's error of one of the store's.
    ///   - body: Loads.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; what `wrap` makes of `constraint` when two rows share a key.
    ///   The call must fail then.
    package mutating func indexingAfterwards<Result, Failure: Error>(
        _ table: RecordTable,
        wrap: (StoreError) -> Failure,
        _ body: (inout WriteContext) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let name = "\(table.name)"
        let drops = table.indexes.map { "DROP INDEX \($0.name(on: name));" }
        let creations = table.indexes.map { $0.creation(on: name) }
        do throws(StoreError) { try runScript(drops) } catch { throw wrap(error) }
        let result = try body(&self)
        do throws(StoreError) { try runScript(creations) } catch { throw wrap(error) }
        return result
    }

    private borrowing func runScript(_ statements: [String]) throws(StoreError) {
        for statement in statements {
            try file.database.mayRun()
            try file.database.runScript(statement)
        }
    }

    /// Removes a record, all its versions, and what the journal holds of it.
    ///
    /// The journal keeps that there was a record and when it changed, and its chain still verifies.
    /// The caller also clears what it keeps elsewhere: text indexes, staging, the erasure list.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - table: Its table.
    ///   - body: What the journal keeps of the erasure, such as its ground; nothing personal.
    /// - Returns: How many journal rows lost their body.
    /// - Throws: `StoreError`.
    /// - Complexity: Linear in the rows of the revisions that touched the record, and in the kept
    ///   outcomes.
    @discardableResult
    package mutating func erase(
        _ id: OpaqueID,
        in table: RecordTable,
        body: [UInt8] = []
    ) throws(StoreError) -> Int {
        let count = try file.erase(id, in: table)
        try record(entry(.erased, id, table, body))
        noteErasure()
        return count
    }

    /// Clears what the journal holds of a record whose versions are in tables of the caller's own,
    /// and the stored answers of the calls that touched it; the chain still verifies.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - revisions: Those that touched it.
    /// - Returns: How many rows of the journal lost their body.
    /// - Throws: `StoreError`.
    /// - Complexity: Linear in the rows of those revisions, and in the kept outcomes.
    package mutating func eraseBodies(
        of id: OpaqueID,
        at revisions: [Int64]
    ) throws(StoreError) -> Int {
        var count = 0
        for revision in revisions {
            count += try file.database.run(.eraseBodies, [.integer(revision), .id(id)])
        }
        try file.database.run(.clearOutcomes, [.id(id)])
        noteErasure()
        return count
    }

    private borrowing func check(
        _ id: OpaqueID,
        in table: RecordTable,
        basedOn base: Int64?
    ) throws(StoreError) -> Int64 {
        guard let current = try table.currentRevision(of: id, in: file.database) else {
            throw StoreError(.missing, "\(table.name)")
        }
        if let base, base != current {
            throw StoreError(.conflict, "\(table.name)", currentRevision: current)
        }
        return current
    }

    private borrowing func entry(
        _ operation: JournalOperation,
        _ id: OpaqueID,
        _ table: RecordTable,
        _ body: [UInt8]
    ) -> JournalEntry {
        JournalEntry(named: table.kind, record: id, operation: operation, body: body)
    }
}
