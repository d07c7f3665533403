// The statements behind changes of records.
//
// Here and not on the context: the compiler of Swift 6.3.1 crashes on borrowing methods of a
// noncopyable type that use its noncopyable connection twice.
extension FileCore {
    /// Makes a record.
    func insert(
        _ id: OpaqueID,
        in table: RecordTable,
        at revision: Int64,
        _ values: [StoreValue]
    ) throws(StoreError) {
        let statement = try database.take(table.queries.insert)
        defer { database.putBack(statement) }
        try statement.bind(1, id)
        try statement.bind(2, revision)
        for place in values.indices { try statement.bind(place + 3, values[place]) }
        try statement.execute()
    }

    /// Ends the current version of a record, which began with an earlier revision.
    func end(
        _ id: OpaqueID,
        in table: RecordTable,
        begunAt begun: Int64,
        at revision: Int64
    ) throws(StoreError) {
        let statement = try database.take(table.queries.end)
        defer { database.putBack(statement) }
        try statement.bind(1, id)
        try statement.bind(2, revision)
        try statement.bind(3, begun)
        guard try statement.execute() == 1 else {
            throw StoreError(.conflict, "\(table.name): not the current version")
        }
    }

    /// Gives the current version of a record other values.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - table: Its table.
    ///   - revision: When the version with the new values begins.
    ///   - values: The declared columns.
    ///   - keepsIndexed: Whether those that an index has are as they are: the indexes are left
    ///     alone then.
    /// - Throws: `constraint`, and others.
    func change(
        _ id: OpaqueID,
        in table: RecordTable,
        at revision: Int64,
        _ values: [StoreValue],
        keepsIndexed: Bool
    ) throws(StoreError) {
        let query = keepsIndexed ? table.queries.changePlain : table.queries.change
        let statement = try database.take(query)
        defer { database.putBack(statement) }
        try statement.bind(1, id)
        try statement.bind(2, revision)
        for place in table.plainPlaces { try statement.bind(place + 3, values[place]) }
        if !keepsIndexed {
            for place in table.indexedPlaces { try statement.bind(place + 3, values[place]) }
        }
        try statement.execute()
    }

    /// Whether the current version of a record has the values that a change gives the columns that
    /// an index has.
    func keepsIndexed(
        _ id: OpaqueID,
        in table: RecordTable,
        _ values: [StoreValue]
    ) throws(StoreError) -> Bool {
        let skipped = RecordTable.Queries.fixedColumns
        let statement = try database.take(table.queries.read)
        defer { database.putBack(statement) }
        try statement.bind(1, id)
        guard try statement.step() else { return false }
        for place in table.indexedPlaces
        where !statement.holds(values[place], in: place + skipped) { return false }
        return true
    }

    /// Removes the current version of a record.
    func remove(_ id: OpaqueID, in table: RecordTable) throws(StoreError) {
        try database.run(table.queries.remove, [.id(id)])
    }

    /// Removes the versions of a record, what the journal holds of it, and the stored answers of
    /// the calls that touched it.
    ///
    /// - Returns: How many rows of the journal lost their body.
    func erase(_ id: OpaqueID, in table: RecordTable) throws(StoreError) -> Int {
        var count = 0
        var trail = RecordTrail(of: id, in: table, before: .max)
        while let revision = try trail.next(in: database) {
            count += try database.run(.eraseBodies, [.integer(revision), .id(id)])
        }
        // Every row of the record is marked from here on, since none has a body.
        try database.run(.clearOutcomes, [.id(id)])
        try database.run(table.queries.removePast, [.id(id)])
        try remove(id, in: table)
        return count
    }
}

extension Statement {
    /// Whether a column of the row has a value.
    fileprivate borrowing func holds(_ value: StoreValue, in column: Int) -> Bool {
        switch value {
        case .null: isNull(column)
        case .text(let text):
            !isNull(column) && withBytes(column) { $0.count == text.utf8.count }
                && self.text(column).utf8.elementsEqual(text.utf8)
        case .id(let id): self.id(column) == id
        case .flag(let isSet): self.value(column) == .integer(isSet ? 1 : 0)
        case .integer, .real, .bytes: self.value(column) == value
        }
    }
}

extension Query {
    static let eraseBodies = Query(
        """
        UPDATE journal_row SET body = NULL, salt = NULL
        WHERE revision = ?1 AND record = ?2 AND body IS NOT NULL
        """
    )
    static let clearOutcomes = Query(
        """
        UPDATE outcome SET body = x'' WHERE revision IN
            (SELECT revision FROM journal_row
             WHERE record = ?1 AND (operation > 2 OR body IS NULL))
        """
    )
}
