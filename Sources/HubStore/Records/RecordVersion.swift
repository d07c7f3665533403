/// One version of a record.
package struct RecordVersion<Value> {
    /// The record.
    package let id: OpaqueID
    /// The revision that made the version: the record's revision, as callers know it.
    package let fromRevision: Int64
    /// The revision that ended it; `nil` while it is current.
    package let toRevision: Int64?
    /// What the reader made of the declared columns.
    package let value: Value

    init(_ facts: VersionFacts, _ value: Value) {
        id = facts.id
        fromRevision = facts.fromRevision
        toRevision = facts.toRevision
        self.value = value
    }
}

/// What every version says beside its declared columns.
package struct VersionFacts: Sendable {
    /// The record.
    package let id: OpaqueID
    /// The revision that made the version.
    package let fromRevision: Int64
    /// The revision that ended it; `nil` while it is current.
    package let toRevision: Int64?

    init(_ statement: borrowing Statement) throws(StoreError) {
        guard let id = statement.id(0) else { throw StoreError(.corrupt, "a record without an id") }
        self.id = id
        fromRevision = statement.integer(1)
        toRevision = statement.optionalInteger(2)
    }
}

extension RecordVersion: Sendable where Value: Sendable {}
extension RecordVersion: Equatable where Value: Equatable {}

// Reading. The closures see the declared columns, counted from 0 in the order of declaration.
extension RecordTable {
    /// The most records or versions that one list has.
    package static let listedMax = 1_000

    /// Reads one record.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - view: As it is, or as it was.
    ///   - database: Where to read.
    ///   - read: Makes a value of the declared columns.
    /// - Returns: The version that holds; `nil` when there is none.
    /// - Throws: `StoreError`, or what `read` throws.
    package func find<Value>(
        _ id: OpaqueID,
        _ view: RecordView = .current,
        in database: borrowing Database,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> RecordVersion<Value>? {
        var found: RecordVersion<Value>?
        _ = try visit(id, view, in: database) { facts, row throws(StoreError) in
            found = RecordVersion(facts, try read(row))
        }
        return found
    }

    /// Reads one record where time matters most: nothing here depends on the reader's types, so
    /// none has to be looked up while the program runs.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - view: As it is, or as it was.
    ///   - database: Where to read.
    ///   - body: Reads the declared columns of the version that holds, if there is one.
    /// - Returns: Whether there is one.
    /// - Throws: `StoreError`, or what `body` throws.
    /// - Complexity: As it was: one search of a tree for each change of the record since then.
    package func visit(
        _ id: OpaqueID,
        _ view: RecordView = .current,
        in database: borrowing Database,
        _ body: (VersionFacts, borrowing Statement) throws(StoreError) -> Void
    ) throws(StoreError) -> Bool {
        let current = try visitCurrent(id, startedBy: view.last, in: database, body)
        if view == .current { return current != nil }
        if let current, current <= view.last { return true }
        guard let end = try ending(of: id, at: view.last, before: current, in: database) else {
            return false
        }
        let statement = try database.take(queries.readPast)
        defer { database.putBack(statement) }
        try statement.bind(1, end)
        try statement.bind(2, id)
        guard try statement.step() else { return false }
        try body(VersionFacts(statement), statement.skipping(Queries.fixedColumns))
        return true
    }

    /// Reads the current version of a record if it began with a revision or before it.
    ///
    /// - Returns: When it began, read or not; `nil` where there is none.
    private func visitCurrent(
        _ id: OpaqueID,
        startedBy last: Int64,
        in database: borrowing Database,
        _ body: (VersionFacts, borrowing Statement) throws(StoreError) -> Void
    ) throws(StoreError) -> Int64? {
        try database.mayRun()
        let statement = try database.take(queries.read)
        defer { database.putBack(statement) }
        try statement.bind(1, id)
        guard try statement.step() else { return nil }
        let begun = statement.integer(1)
        if begun <= last {
            try body(VersionFacts(statement), statement.skipping(Queries.fixedColumns))
        }
        return begun
    }

    /// Reads the records after an id, in the order of their ids.
    ///
    /// - Parameters:
    ///   - id: The last record of the page before; `nil` for the first page.
    ///   - view: As they are, or as they were: pages of one state need one revision.
    ///   - limit: At most so many, and `listedMax`.
    ///   - database: Where to read.
    ///   - read: Makes a value of the declared columns.
    /// - Returns: The versions that hold.
    /// - Throws: `StoreError`, or what `read` throws.
    /// - Complexity: As they were: linear in the table's changes since then, beside the page.
    package func page<Value>(
        after id: OpaqueID?,
        _ view: RecordView,
        limit: Int,
        in database: borrowing Database,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [RecordVersion<Value>] {
        let query = view == .current ? queries.page : queries.pagePast
        return try database.withStatement(query) { statement throws(StoreError) in
            if let id { try statement.bind(1, id) } else { try statement.bind(1, [UInt8]()) }
            if view != .current { try statement.bind(2, view.last) }
            try statement.bind(3, Int64(min(max(0, limit), Self.listedMax)))
            return try all(statement, read)
        }
    }

    /// The revision of a current record; `nil` when it is not there.
    package func currentRevision(
        of id: OpaqueID,
        in database: borrowing Database
    ) throws(StoreError) -> Int64? {
        var revision: Int64?
        _ = try visit(id, in: database) { facts, _ in revision = facts.fromRevision }
        return revision
    }

    func all<Value>(
        _ statement: borrowing Statement,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [RecordVersion<Value>] {
        var found: [RecordVersion<Value>] = []
        while try statement.step() { found.append(try version(statement, read)) }
        return found
    }

    func version<Value>(
        _ statement: borrowing Statement,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> RecordVersion<Value> {
        let facts = try VersionFacts(statement)
        return RecordVersion(facts, try read(statement.skipping(Queries.fixedColumns)))
    }
}
