private import CSQLite

extension Database {
    /// Writes the file anew from its rows; for writers only, and not in a transaction.
    ///
    /// SQLite overwrites what is deleted, but not every copy that it made of a page while it put
    /// rows in order: those stand in bytes that no row uses until the page is written anew.
    ///
    /// - Throws: `full`, `memory`, `busy`, after which the file is as it was; `inputOutput`.
    borrowing func rewrite() throws(StoreError) {
        // It attaches a file of its own for as long as it works.
        _ = unsafe sqlite3_limit(state.handle, SQLITE_LIMIT_ATTACHED, 1)
        defer { _ = unsafe sqlite3_limit(state.handle, SQLITE_LIMIT_ATTACHED, 0) }
        let result = unsafe sqlite3_exec(state.handle, "VACUUM", nil, nil, nil)
        guard result == SQLITE_OK else { throw state.failure(result) }
    }
}
