/// How much a table of records holds, and since when.
package struct RecordExtent: Equatable, Sendable {
    /// The current records.
    package let current: Int64
    /// The revision that made the first version; 0 where there never was a record.
    package let firstRevision: Int64
    /// The revision that made or ended a version last; 0 where there never was a record.
    package let lastRevision: Int64
}

extension RecordTable {
    /// Counts the records of the table.
    ///
    /// - Parameter database: Where to read.
    /// - Returns: How many there are, and the first and the last change of any.
    /// - Throws: `StoreError`.
    /// - Complexity: Linear in the current records and all past versions.
    package func extent(in database: borrowing Database) throws(StoreError) -> RecordExtent {
        let now = try database.first(RecordTable.summary(of: name)) { row in
            [row.integer(0), row.integer(1), row.integer(2)]
        }
        let past = try database.first(RecordTable.pastSummary(of: name)) { row in
            [row.integer(0), row.integer(1)]
        }
        let starts = [now?[1], past?[0]].compactMap(\.self).filter { $0 > 0 }
        return RecordExtent(
            current: now?[0] ?? 0,
            firstRevision: starts.min() ?? 0,
            lastRevision: max(now?[2] ?? 0, past?[1] ?? 0)
        )
    }

    private static func summary(of table: StaticString) -> Query {
        let facts = "count(*), coalesce(min(from_revision), 0), coalesce(max(from_revision), 0)"
        return Query(once: "SELECT \(facts) FROM \(table)")
    }

    private static func pastSummary(of table: StaticString) -> Query {
        let facts = "coalesce(min(from_revision), 0), coalesce(max(to_revision), 0)"
        return Query(once: "SELECT \(facts) FROM \(table)_past")
    }
}
