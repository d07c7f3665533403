private import CSQLite

extension Database {
    /// How far a checkpoint goes.
    enum Checkpoint {
        /// As far as it gets without waiting for anybody.
        case passive
        /// To the end, and the log is cut to nothing; refused while a reader is in the way.
        case truncate
    }

    /// Moves what is in the write-ahead log into the file; for writers only.
    ///
    /// - Parameter kind: How far to go.
    /// - Returns: Whether the whole log was moved.
    /// - Throws: `inputOutput`, `full`, `busy` for `truncate` when a reader stays in the way.
    @discardableResult
    borrowing func checkpoint(_ kind: Checkpoint) throws(StoreError) -> Bool {
        var frames: Int32 = 0
        var moved: Int32 = 0
        let mode = kind == .passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE
        // Without a wait: readers are short, and calls wait for this thread.
        _ = unsafe sqlite3_busy_timeout(state.handle, 0)
        defer { _ = unsafe sqlite3_busy_timeout(state.handle, Role.writer.busyMilliseconds) }
        let result = unsafe sqlite3_wal_checkpoint_v2(state.handle, nil, mode, &frames, &moved)
        guard result == SQLITE_OK else { throw state.failure(result) }
        if frames == moved { state.logFrames = 0 }
        return frames == moved
    }

    /// Lets a long write keep 64 MiB of the file in memory instead of 2: with live indexes that is
    /// the difference between reading each page again and again and reading it once.
    borrowing func widenCache() { _ = try? first(.wideCache) { _ in } }

    /// Gives the memory of a long write back.
    borrowing func narrowCache() {
        _ = try? first(.narrowCache) { _ in }
        _ = unsafe sqlite3_db_release_memory(state.handle)
    }

    /// Frames in the write-ahead log that no checkpoint has moved, as far as this writer knows.
    var logFrames: Int { Int(state.logFrames) }

    /// Looks at every page and index.
    ///
    /// - Returns: What is wrong, at most ten findings; empty for a sound file.
    /// - Throws: `StoreError` when the file cannot be looked at.
    package borrowing func integrityFindings() throws(StoreError) -> [String] {
        let findings = try rows(Query(once: ["PRAGMA integrity_check(10)"])) { $0.text(0) }
        let references = try rows(Query(once: ["PRAGMA foreign_key_check"])) { row in
            "a row of \(row.text(0)) refers to nothing"
        }
        let sound = findings.count == 1 && findings[0].utf8.elementsEqual("ok".utf8)
        return (sound ? [] : findings) + references.prefix(10)
    }
}

extension Query {
    fileprivate static let wideCache = Query("PRAGMA cache_size = -65536")
    fileprivate static let narrowCache = Query("PRAGMA cache_size = -2048")
}
