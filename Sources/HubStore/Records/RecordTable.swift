/// A table of records that keeps their versions, declared once by the repository that owns it.
///
/// It is two tables. One, of its name, has the current version of each record: `id`, the revision
/// that it holds from, and the declared columns. A change is made in place there, and touches the
/// few pages that the current records take. The other, whose name ends in `_past`, has the versions
/// that have ended, by the revision that ended each, so that it only ever grows at its end. The
/// versions of a record are a chain: the one before a version that began at a revision is the one
/// that ended at it, found by its key. Nothing else leads to a past version, since whatever did
/// would have a place of its own for each record to change with every write.
///
/// A table is made and evolved by migrations, whose SQL stands by itself: declare the new column
/// here *and* add it to both tables in a new migration. A test of the owner compares what both
/// make.
package struct RecordTable: Sendable {
    /// Its name; also the kind of its records in the journal.
    package let name: StaticString
    /// Its name as the kind of its records in the journal.
    let kind: String
    /// The declared columns, in the order in which values are written and read.
    package let columns: [RecordColumn]
    let indexes: [RecordIndex]
    let queries: Queries
    /// The columns that no index has, by their places: all that most changes touch.
    let plainPlaces: [Int]
    /// The columns that an index has, by their places.
    let indexedPlaces: [Int]

    /// Declares a table.
    ///
    /// - Parameters:
    ///   - name: Its name; also the kind of its records in the journal.
    ///   - columns: Its columns beside `id` and the revisions.
    ///   - indexes: Its indexes over current records, beside that of the ids.
    package init(_ name: StaticString, columns: [RecordColumn], indexes: [RecordIndex] = []) {
        self.name = name
        kind = "\(name)"
        self.columns = columns
        self.indexes = indexes
        let indexed = indexes.flatMap(\.columns).map { "\($0)" }
        let isIndexed = columns.map { column in
            indexed.contains { $0.utf8.elementsEqual("\(column.name)".utf8) }
        }
        plainPlaces = columns.indices.filter { !isIndexed[$0] }
        indexedPlaces = columns.indices.filter { isIndexed[$0] }
        queries = Queries(
            table: "\(name)",
            columns: columns.map { "\($0.name)" },
            plainPlaces: plainPlaces
        )
    }

    /// The name of the table of past versions.
    package var pastName: String { "\(name)_past" }

    /// The statements that would make the tables and their indexes as they are declared.
    package var creation: String {
        let declared = columns.map { "    \($0.declaration),\n" }.joined()
        let past = columns.map { "    \($0.pastDeclaration),\n" }.joined()
        return """
            CREATE TABLE \(name) (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
            \(declared)    PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE \(pastName) (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
            \(past)    PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;

            """ + indexes.map { $0.creation(on: "\(name)") }.joined(separator: "\n")
    }
}

extension RecordTable {
    /// The statements of one table, prepared once per connection.
    struct Queries: Sendable {
        /// The current version of a record.
        let read: Query
        /// The version of a record that a revision ended.
        let readPast: Query
        /// When the version of a record that a revision ended began.
        let begun: Query
        let page: Query
        let pagePast: Query
        let insert: Query
        /// Makes a past version of the current one, if it is the one that the caller knows.
        let end: Query
        let change: Query
        /// As `change`, where the values of all indexed columns stay.
        let changePlain: Query
        let remove: Query
        /// Removes the past versions of a record all of whose rows in the journal are marked.
        let removePast: Query

        /// Columns before the declared ones in every row that is read.
        static let fixedColumns = 3

        /// The columns of a current version, as every version is read.
        static func currentColumns(_ columns: [String]) -> String {
            (["id", "from_revision", "NULL"] + columns).joined(separator: ", ")
        }

        /// The columns of a past version, as every version is read.
        static func pastColumns(_ columns: [String]) -> String {
            (["id", "from_revision", "to_revision"] + columns).joined(separator: ", ")
        }

        fileprivate init(table: String, columns: [String], plainPlaces: [Int]) {
            let current = "SELECT \(Queries.currentColumns(columns)) FROM \(table)"
            let past = "SELECT \(Queries.pastColumns(columns)) FROM \(table)_past"
            read = Query(kept: "\(current) WHERE id = ?1")
            readPast = Query(kept: "\(past) WHERE to_revision = ?1 AND id = ?2")
            begun = Query(
                kept: "SELECT from_revision FROM \(table)_past WHERE to_revision = ?1 AND id = ?2"
            )
            page = Query(kept: "\(current) WHERE id > ?1 ORDER BY id LIMIT ?3")
            pagePast = Query(
                kept: """
                    \(current) WHERE id > ?1 AND from_revision <= ?2
                    UNION ALL
                    \(past) WHERE to_revision > ?2 AND id > ?1 AND from_revision <= ?2
                    ORDER BY id LIMIT ?3
                    """
            )
            let names = (["id", "from_revision"] + columns).joined(separator: ", ")
            let places = (1...columns.count + 2).map { "?\($0)" }.joined(separator: ", ")
            insert = Query(kept: "INSERT INTO \(table) (\(names)) VALUES (\(places))")
            // OR FAIL: one row at most, so there is nothing of the statement to undo when it fails.
            // Without it SQLite copies every page that the statement touches, to be able to.
            end = Query(
                kept: """
                    INSERT OR FAIL INTO \(table)_past (to_revision, \(names))
                    SELECT ?2, \(names) FROM \(table) WHERE id = ?1 AND from_revision = ?3
                    """
            )
            func change(_ changed: some Sequence<Int>) -> Query {
                let all = ["from_revision = ?2"] + changed.map { "\(columns[$0]) = ?\($0 + 3)" }
                return Query(
                    kept: "UPDATE \(table) SET \(all.joined(separator: ", ")) WHERE id = ?1"
                )
            }
            self.change = change(columns.indices)
            changePlain = change(plainPlaces)
            remove = Query(kept: "DELETE FROM \(table) WHERE id = ?1")
            removePast = Query(
                kept: """
                    DELETE FROM \(table)_past WHERE id = ?1 AND to_revision IN
                        (SELECT revision FROM journal_row
                         WHERE record = ?1 AND (operation > 2 OR body IS NULL))
                    """
            )
        }
    }
}

/// Which versions a read sees.
package enum RecordView: Equatable, Sendable {
    /// Those that hold now.
    case current
    /// Those that held after a revision was committed.
    case asOf(revision: Int64)

    /// The last revision that a version may begin with.
    var last: Int64 {
        switch self {
        case .current: .max
        case .asOf(let revision): revision
        }
    }
}
