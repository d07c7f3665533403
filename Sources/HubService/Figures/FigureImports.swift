import HubStore
import HubWire

/// The imports of a tenant.
enum FigureImports {
    /// One import.
    struct Import {
        let id: OpaqueID
        let revision: Int64
        /// The revision that undid it; 0 while it stands.
        let undone: Int64
        let note: [UInt8]
    }

    /// The first revision of an import, and the last that made one or undid one; 0 where there is
    /// none.
    static let extent = Query(
        """
        SELECT coalesce(min(revision), 0), coalesce(max(max(revision, undone)), 0)
        FROM figure_import
        """
    )
    /// How many are listed.
    static let listedMax = 100

    /// An import by its batch.
    static func find(_ batch: OpaqueID, in store: borrowing Database) throws(Fault) -> Import? {
        try stored { () throws(StoreError) in
            try store.first(.findImport, [.id(batch)]) { row throws(StoreError) in
                try FigureImports.read(row)
            }
        }
    }

    /// The import that kept the same bytes and stands.
    static func find(digest: [UInt8], in store: borrowing Database) throws(Fault) -> Import? {
        try stored { () throws(StoreError) in
            try store.first(.findDigest, [.bytes(digest)]) { row throws(StoreError) in
                try FigureImports.read(row)
            }
        }
    }

    /// The imports, newest first.
    static func all(in store: borrowing Database) throws(Fault) -> [Import] {
        try stored { () throws(StoreError) in
            try store.rows(.listImports, [.integer(Int64(listedMax))]) { row throws(StoreError) in
                try FigureImports.read(row)
            }
        }
    }

    /// The imports that stand and said again what a revision had made.
    static func resting(
        on revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [Import] {
        try store.rows(.restingImports, [.integer(revision)]) { row throws(StoreError) in
            try FigureImports.read(row)
        }
    }

    /// The last revision that made figures or took some away; 0 where there is none.
    static func lastChange(in store: borrowing Database) throws(Fault) -> Int64 {
        try stored { () throws(StoreError) in
            try store.first(extent) { $0.integer(1) } ?? 0
        }
    }

    /// Keeps an import, and on which earlier ones it rests.
    static func insert(
        _ entry: Import,
        digest: [UInt8],
        restingOn rests: [Int64: Int],
        in store: borrowing Database
    ) throws(StoreError) {
        try store.run(
            .insertImport,
            [.id(entry.id), .integer(entry.revision), .bytes(digest), .bytes(entry.note)]
        )
        for (revision, count) in rests {
            try store.run(
                .insertRest,
                [.integer(revision), .integer(entry.revision), .integer(Int64(count))]
            )
        }
    }

    /// Marks an import as undone, and moves its figures to the past.
    static func undo(
        _ entry: Import,
        at revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) {
        try store.run(.keepPast, [.integer(entry.revision), .integer(revision)])
        try store.run(.removeFigures, [.integer(entry.revision)])
        try store.run(.undoImport, [.id(entry.id), .integer(revision)])
    }

    private static func read(_ row: borrowing HubStore.Statement) throws(StoreError) -> Import {
        guard let id = row.id(0) else { throw StoreError(.corrupt, "an import without an id") }
        return Import(
            id: id,
            revision: row.integer(1),
            undone: row.integer(2),
            note: row.bytes(3)
        )
    }
}

extension Query {
    fileprivate static let findImport = Query(
        "SELECT batch, revision, undone, note FROM figure_import WHERE batch = ?1"
    )
    fileprivate static let findDigest = Query(
        """
        SELECT batch, revision, undone, note FROM figure_import
        WHERE digest = ?1 AND undone = 0 ORDER BY revision LIMIT 1
        """
    )
    fileprivate static let listImports = Query(
        """
        SELECT batch, revision, undone, note FROM figure_import
        ORDER BY revision DESC LIMIT ?1
        """
    )
    fileprivate static let restingImports = Query(
        """
        SELECT batch, i.revision, undone, note
        FROM figure_rest r JOIN figure_import i ON i.revision = r.revision
        WHERE r.on_revision = ?1 AND undone = 0 ORDER BY i.revision LIMIT 1000
        """
    )
    fileprivate static let insertImport = Query(
        """
        INSERT INTO figure_import (batch, revision, digest, undone, note)
        VALUES (?1, ?2, ?3, 0, ?4)
        """
    )
    fileprivate static let insertRest = Query(
        "INSERT INTO figure_rest (on_revision, revision, figures) VALUES (?1, ?2, ?3)"
    )
    fileprivate static let keepPast = Query(
        """
        INSERT INTO figure_past
        SELECT ?2, measure, place, scope, period, edition, source, status, unit, from_revision,
            absence, value, places, precision, note
        FROM figure WHERE from_revision = ?1
        """
    )
    fileprivate static let removeFigures = Query("DELETE FROM figure WHERE from_revision = ?1")
    fileprivate static let undoImport = Query(
        "UPDATE figure_import SET undone = ?2 WHERE batch = ?1"
    )
}
