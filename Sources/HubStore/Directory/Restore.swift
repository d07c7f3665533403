import HubSystem

/// Puts a backup in the place of a file that nobody has open.
struct Restore {
    let schema: FileSchema
    let cryptography: StoreCryptography
    let clock: HubClock

    /// Checks a copy of the backup, gives it a new epoch, and only then replaces the file.
    func install(_ backup: String, as path: String) throws(StoreError) -> FileIdentity {
        let part = "\(path).restoring"
        try files { () throws(SystemError) in
            for name in [part, "\(part)-wal", "\(part)-shm"] {
                try Folder.removeFile(path: name)
            }
            try PrivateFile.copy(backup, to: part)
        }
        let identity = try prepare(part)
        try files { () throws(SystemError) in
            // Both are empty: the file was checkpointed and closed.
            for name in ["\(path)-wal", "\(path)-shm", "\(part)-wal", "\(part)-shm"] {
                try Folder.removeFile(path: name)
            }
            try Folder.rename(part, to: path)
            try Folder.sync(path: LocalFile.parent(of: path))
        }
        return identity
    }

    private func prepare(_ part: String) throws(StoreError) -> FileIdentity {
        let database = try Database.open(path: part, role: .writer, clock: clock)
        guard let found = try database.readIdentity() else {
            throw StoreError(.wrongFile, "the backup is empty")
        }
        let findings = try database.integrityFindings()
        guard findings.isEmpty else { throw StoreError(.corrupt, "the backup is damaged") }
        var migrator = Migrator(schema: schema, cryptography: cryptography, clock: clock)
        migrator.copiesFirst = false
        _ = try migrator.bringUpToDate(database, path: part, identity: found)
        var random = RandomPool(cryptography)
        let epoch = random.takePositive()
        try database.writeEpoch(epoch)
        try database.checkpoint(.truncate)
        return FileIdentity(file: found.file, kind: found.kind, epoch: epoch)
    }

    private func files(_ body: () throws(SystemError) -> Void) throws(StoreError) {
        do { try body() } catch { throw StoreError(.inputOutput, "\(error)") }
    }
}
