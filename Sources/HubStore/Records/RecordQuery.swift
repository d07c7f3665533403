/// A list of records by a condition, declared once by the repository that asks it.
///
/// It is two statements: one for current records, and one for records as they were, with the
/// revision bound. The second asks for current versions that held already then, by the indexes that
/// they have, and for those that have ended since then, one by one: it is linear in the changes of
/// the table since the revision. The condition and the order name declared columns; its own values
/// are parameters from `?3` on.
package struct RecordQuery: Sendable {
    let current: Query
    let past: Query

    /// Declares a list.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - condition: What is true of the records, such as `plan = ?3 AND id > ?4`; a page after
    ///     another says so here, by the last record's key.
    ///   - order: The columns to sort by; ends with `id`, so that no two records are equal. `nil`
    ///     where one record at most meets the condition: SQLite would build a tree to sort it in.
    package init(_ table: RecordTable, where condition: StaticString, order: StaticString?) {
        let columns = table.columns.map { "\($0.name)" }
        let present = "SELECT \(RecordTable.Queries.currentColumns(columns)) FROM \(table.name)"
        let ended = "SELECT \(RecordTable.Queries.pastColumns(columns)) FROM \(table.pastName)"
        let end = order.map { "ORDER BY \($0) LIMIT ?2" } ?? "LIMIT ?2"
        current = Query(kept: "\(present) WHERE (\(condition)) \(end)")
        past = Query(
            kept: """
                \(present) WHERE (\(condition)) AND from_revision <= ?1
                UNION ALL
                \(ended) WHERE to_revision > ?1 AND from_revision <= ?1 AND (\(condition)) \(end)
                """
        )
    }
}

extension RecordQuery {
    /// A statement that counts current records and sums up a value of them.
    ///
    /// - Parameters:
    ///   - value: A whole number of each record, in the table's columns.
    ///   - table: The table.
    ///   - condition: What is true of the records; its own values are parameters from `?1` on.
    /// - Returns: The statement: one row with the number of records and the sum, 0 of none.
    package static func total(
        of value: StaticString,
        _ table: RecordTable,
        where condition: StaticString
    ) -> Query {
        Query(
            kept: """
                SELECT count(*), coalesce(sum(\(value)), 0) FROM \(table.name)
                WHERE \(condition)
                """
        )
    }
}

extension RecordTable {
    /// Reads the one current record that has a key, where time matters most: nothing here depends
    /// on the reader's types, so none has to be looked up while the program runs.
    ///
    /// - Parameters:
    ///   - query: A list of one at most, declared for this table, whose condition has one value.
    ///   - key: The value.
    ///   - database: Where to read.
    ///   - body: Reads the declared columns of the record, if there is one.
    /// - Returns: Whether there is one.
    /// - Throws: `StoreError`, or what `body` throws.
    package func visit(
        _ query: RecordQuery,
        _ key: String,
        in database: borrowing Database,
        _ body: (VersionFacts, borrowing Statement) throws(StoreError) -> Void
    ) throws(StoreError) -> Bool {
        try database.mayRun()
        let statement = try database.take(query.current)
        defer { database.putBack(statement) }
        try statement.bind(2, 1 as Int64)
        try statement.bind(3, key)
        guard try statement.step() else { return false }
        try body(VersionFacts(statement), statement.skipping(Queries.fixedColumns))
        return true
    }

    /// Reads the records of a list.
    ///
    /// - Parameters:
    ///   - query: The list, declared for this table.
    ///   - view: As they are, or as they were.
    ///   - limit: At most so many, and `listedMax`.
    ///   - values: Of the condition, from `?3` on.
    ///   - database: Where to read.
    ///   - read: Makes a value of the declared columns.
    /// - Returns: The versions that hold, in the list's order.
    /// - Throws: `StoreError`, or what `read` throws.
    /// - Complexity: As they were: linear in the table's changes since then, beside the list.
    package func list<Value>(
        _ query: RecordQuery,
        _ view: RecordView = .current,
        limit: Int,
        _ values: [StoreValue] = [],
        in database: borrowing Database,
        _ read: (borrowing Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [RecordVersion<Value>] {
        let text = view == .current ? query.current : query.past
        return try database.withStatement(text) { statement throws(StoreError) in
            if view != .current { try statement.bind(1, view.last) }
            try statement.bind(2, Int64(min(max(0, limit), Self.listedMax)))
            for (place, value) in values.enumerated() { try statement.bind(place + 3, value) }
            return try all(statement, read)
        }
    }
}
