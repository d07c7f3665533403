/// Which file this is, and since when its numbers have run without a break.
package struct FileIdentity: Equatable, Sendable {
    /// Given when the file was made; a copy of it keeps it.
    package let file: OpaqueID
    /// What the file holds.
    package let kind: FileKind
    /// Changes when the file is restored: revisions of two epochs cannot be compared.
    package let epoch: Int64

    /// An identity.
    package init(file: OpaqueID, kind: FileKind, epoch: Int64) {
        self.file = file
        self.kind = kind
        self.epoch = epoch
    }
}

extension Database {
    /// The identity that the file carries; `nil` for a file that is still empty.
    borrowing func readIdentity() throws(StoreError) -> FileIdentity? {
        let version = try first(Query(once: ["PRAGMA application_id"])) { $0.integer(0) } ?? 0
        if version == 0 {
            let tables = try first(Query(once: ["SELECT count(*) FROM sqlite_schema"])) {
                $0.integer(0)
            }
            guard tables == 0 else { throw StoreError(.wrongFile, "a database of another program") }
            return nil
        }
        guard version == StoreSchema.applicationID else {
            throw StoreError(.wrongFile, "a database of another program")
        }
        let identity = try first(.identity) { row throws(StoreError) -> FileIdentity? in
            guard let file = row.id(0) else { return nil }
            let kind = FileKind(rawValue: row.text(1))
            return FileIdentity(file: file, kind: kind, epoch: row.integer(2))
        }
        guard let identity, let identity else { throw StoreError(.corrupt, "a file without meta") }
        return identity
    }

    /// Gives a new file its identity, in the transaction that makes its tables.
    borrowing func writeIdentity(_ identity: FileIdentity) throws(StoreError) {
        try runScript("PRAGMA application_id = \(StoreSchema.applicationID);")
        try run(
            Query(once: ["INSERT INTO meta (only, file, kind, epoch) VALUES (1, ?1, ?2, ?3)"]),
            [.id(identity.file), .text(identity.kind.rawValue), .integer(identity.epoch)]
        )
    }

    /// Starts another epoch, after the file was restored from a copy.
    borrowing func writeEpoch(_ epoch: Int64) throws(StoreError) {
        try run(Query(once: ["UPDATE meta SET epoch = ?1"]), [.integer(epoch)])
    }
}

extension Query {
    fileprivate static let identity = Query("SELECT file, kind, epoch FROM meta")
}
