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
        try database.withStatement(queries.read) { statement throws(StoreError) in
            try statement.bind(1, id)
            try statement.bind(2, view.bound)
            return try statement.step() ? try version(statement, read) : nil
        }
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
    package func page<Value>(
        after id: OpaqueID?,
        _ view: RecordView,
        limit: Int,
        in database: borrowing Database,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [RecordVersion<Value>] {
        try database.withStatement(queries.page) { statement throws(StoreError) in
            if let id { try statement.bind(1, id) } else { try statement.bind(1, [UInt8]()) }
            try statement.bind(2, view.bound)
            try statement.bind(3, Int64(min(max(0, limit), Self.listedMax)))
            return try all(statement, read)
        }
    }

    /// Reads the versions of a record, oldest first.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - revision: Only versions that began after it, for the next page.
    ///   - limit: At most so many, and `listedMax`.
    ///   - database: Where to read.
    ///   - read: Makes a value of the declared columns.
    /// - Returns: The versions.
    /// - Throws: `StoreError`, or what `read` throws.
    package func versions<Value>(
        of id: OpaqueID,
        after revision: Int64 = 0,
        limit: Int,
        in database: borrowing Database,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [RecordVersion<Value>] {
        try database.withStatement(queries.versions) { statement throws(StoreError) in
            try statement.bind(1, id)
            try statement.bind(2, revision)
            try statement.bind(3, Int64(min(max(0, limit), Self.listedMax)))
            return try all(statement, read)
        }
    }

    /// The revision of a current record; `nil` when it is not there.
    package func currentRevision(
        of id: OpaqueID,
        in database: borrowing Database
    ) throws(StoreError) -> Int64? {
        try find(id, in: database) { _ in }?.fromRevision
    }

    private func all<Value>(
        _ statement: borrowing Statement,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [RecordVersion<Value>] {
        var found: [RecordVersion<Value>] = []
        while try statement.step() { found.append(try version(statement, read)) }
        return found
    }

    private func version<Value>(
        _ statement: borrowing Statement,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> RecordVersion<Value> {
        guard let id = statement.id(0) else { throw StoreError(.corrupt, "a record without an id") }
        return RecordVersion(
            id: id,
            fromRevision: statement.integer(1),
            toRevision: statement.optionalInteger(2),
            value: try read(statement.skipping(Queries.fixedColumns))
        )
    }
}
