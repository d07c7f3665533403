import HubSystem

/// Brings a file to the program's schema, or refuses to touch it.
struct Migrator {
    let schema: FileSchema
    let cryptography: StoreCryptography
    let clock: HubClock
    /// Whether an old file is copied before its first change.
    var copiesFirst = true

    private enum Series: String {
        case store
        case owner
    }

    /// Brings the file to the newest schema in one transaction.
    ///
    /// - Parameters:
    ///   - database: The file's writer.
    ///   - path: Where the file is; an old one is copied beside it first.
    ///   - identity: What a new file is given.
    /// - Returns: The file's identity.
    /// - Throws: `newerFile`, `wrongFile`, or why a step failed; the file is then as it was.
    func bringUpToDate(
        _ database: borrowing Database,
        path: String,
        identity: FileIdentity
    ) throws(StoreError) -> FileIdentity {
        let found = try database.readIdentity()
        if let found, found.kind != schema.kind {
            throw StoreError(.wrongFile, "a \(found.kind.rawValue) file where none belongs")
        }
        let applied = found == nil ? [:] : try appliedDigests(database)
        let missing = try missingSteps(applied)
        if missing.isEmpty, let found { return found }
        if found != nil && copiesFirst { try copy(database, beside: path, steps: applied.count) }
        try inTransaction(database) { () throws(StoreError) in
            for (series, step) in missing { try apply(step, of: series, to: database) }
            if found == nil { try database.writeIdentity(identity) }
        }
        return found ?? identity
    }

    // Text keys: ASCII made by this program, a series and a number.
    private typealias Digests = [String: [UInt8]]

    /// Each applied step's digest by its series and number.
    private func appliedDigests(
        _ database: borrowing Database
    ) throws(StoreError) -> Digests {
        let query = Query(once: ["SELECT series, number, digest FROM migration"])
        let rows = try database.rows(query) { ("\($0.text(0)) \($0.integer(1))", $0.bytes(2)) }
        return Dictionary(rows) { first, _ in first }
    }

    private func missingSteps(
        _ applied: Digests
    ) throws(StoreError) -> [(Series, Migration)] {
        var applied = applied
        var missing: [(Series, Migration)] = []
        for (series, steps) in [
            (Series.store, StoreSchema.migrations), (.owner, schema.migrations),
        ] {
            for step in steps {
                let known = applied.removeValue(forKey: "\(series.rawValue) \(step.number)")
                if known == nil {
                    missing.append((series, step))
                } else if known != digest(of: step) {
                    let name = "\(series.rawValue) \(step.number)"
                    throw StoreError(.wrongFile, "step \(name) is not the one that made the file")
                }
            }
        }
        guard applied.isEmpty else {
            throw StoreError(.newerFile, "\(applied.count) steps are unknown to this program")
        }
        return missing
    }

    private func apply(
        _ step: Migration,
        of series: Series,
        to database: borrowing Database
    ) throws(StoreError) {
        try database.runScript(step.script)
        if let secret = step.secret {
            let bytes = cryptography.random(secret.byteCount)
            try database.run(Query(once: [secret.insertion]), [.bytes(bytes)])
        }
        try database.run(
            Query(once: ["INSERT INTO migration VALUES (?1, ?2, ?3, ?4, ?5)"]),
            [
                .text(series.rawValue), .integer(Int64(step.number)), .text("\(step.name)"),
                .bytes(digest(of: step)), .integer(clock.instant.microseconds),
            ]
        )
    }

    private func digest(of step: Migration) -> [UInt8] {
        cryptography.sha256(Array(step.script.utf8))
    }

    private func inTransaction(
        _ database: borrowing Database,
        _ body: () throws(StoreError) -> Void
    ) throws(StoreError) {
        try database.begin(.writing)
        do throws(StoreError) {
            try body()
            try database.commit()
        } catch {
            try database.rollBack()
            throw error
        }
    }

    /// Copies the old file, online, before its first change; the copy keeps its name for good.
    private func copy(
        _ database: borrowing Database,
        beside path: String,
        steps: Int
    ) throws(StoreError) {
        let name = "\(path).before-step-\(steps + 1)"
        let copy = try BackupCopy(of: database, to: "\(name).part", clock: clock)
        try copy.run()
        do {
            try Folder.rename("\(name).part", to: name)
            // The copy is what is left if the change goes wrong: its name must last, too.
            try Folder.sync(path: LocalFile.parent(of: path))
        } catch {
            throw StoreError(.inputOutput, "\(error)")
        }
    }
}
