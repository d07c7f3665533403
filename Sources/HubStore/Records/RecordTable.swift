/// A table of records that keeps their versions, declared once by the repository that owns it.
///
/// Each row is one version: `id`, the revisions it held from and to, and the declared columns.
/// A current version holds to `never`, the largest number, and not to NULL: versions are stored by
/// (`id`, `to_revision`), so the table's own key lets a record have one current version at most,
/// and reading as of a revision is the same search of the same tree as reading what is current.
/// Two more trees, to change with every write, would say nothing that this one does not.
///
/// A table is made and evolved by migrations, whose SQL stands by itself: declare the new column
/// here *and* add it in a new migration. A test of the owner compares what both make.
package struct RecordTable: Sendable {
    /// Its name; also the kind of its records in the journal.
    package let name: StaticString
    /// The declared columns, in the order in which values are written and read.
    package let columns: [RecordColumn]
    let indexes: [RecordIndex]
    let queries: Queries

    /// The revision that a current version holds to.
    static let never = Int64.max

    /// The statements of one table, prepared once per connection.
    struct Queries: Sendable {
        let read: Query
        let page: Query
        let versions: Query
        let insert: Query
        let replace: Query
        let close: Query
        let removeVersion: Query
        let erase: Query
    }

    /// Declares a table.
    ///
    /// - Parameters:
    ///   - name: Its name; also the kind of its records in the journal.
    ///   - columns: Its columns beside `id`, `from_revision` and `to_revision`.
    ///   - indexes: Its indexes beside the two that every table of records has.
    package init(_ name: StaticString, columns: [RecordColumn], indexes: [RecordIndex] = []) {
        self.name = name
        self.columns = columns
        self.indexes = indexes
        queries = Queries(table: "\(name)", columns: columns.map { "\($0.name)" })
    }

    /// The statements that would make the table and its indexes as they are declared.
    package var creation: String {
        let declared = columns.map { "    \($0.declaration),\n" }.joined()
        return """
            CREATE TABLE \(name) (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT \(RecordTable.never)
                    CHECK (to_revision > from_revision),
            \(declared)    PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;

            """ + indexes.map { $0.creation(on: "\(name)") }.joined(separator: "\n")
    }
}

extension RecordTable.Queries {
    /// Columns before the declared ones in every row that is read.
    static let fixedColumns = 3

    fileprivate init(table: String, columns: [String]) {
        let names = (["id", "from_revision", "to_revision"] + columns).joined(separator: ", ")
        let holds = "from_revision <= ?2 AND to_revision > ?2"
        read = Query(
            kept: """
                SELECT \(names) FROM \(table) WHERE id = ?1 AND \(holds)
                ORDER BY to_revision LIMIT 1
                """
        )
        page = Query(
            kept: """
                SELECT \(names) FROM \(table) WHERE id > ?1 AND \(holds) ORDER BY id LIMIT ?3
                """
        )
        versions = Query(
            kept: """
                SELECT \(names) FROM \(table) WHERE id = ?1 AND from_revision > ?2
                ORDER BY to_revision LIMIT ?3
                """
        )
        let places = (1...columns.count + 2).map { "?\($0)" }.joined(separator: ", ")
        let inserted = (["id", "from_revision"] + columns).joined(separator: ", ")
        insert = Query(kept: "INSERT INTO \(table) (\(inserted)) VALUES (\(places))")
        replace = Query(kept: "INSERT OR REPLACE INTO \(table) (\(inserted)) VALUES (\(places))")
        close = Query(
            kept: """
                UPDATE \(table) SET to_revision = ?2
                WHERE id = ?1 AND to_revision = \(RecordTable.never)
                """
        )
        removeVersion = Query(kept: "DELETE FROM \(table) WHERE id = ?1 AND from_revision = ?2")
        erase = Query(kept: "DELETE FROM \(table) WHERE id = ?1")
    }
}

/// Which versions a read sees.
package enum RecordView: Equatable, Sendable {
    /// Those that hold now.
    case current
    /// Those that held after a revision was committed.
    case asOf(revision: Int64)

    /// The value to bind where a statement asks for a revision.
    package var bound: Int64 {
        switch self {
        // One less than the revision that current versions hold to, and no revision ever made.
        case .current: RecordTable.never - 1
        case .asOf(let revision): revision
        }
    }
}
