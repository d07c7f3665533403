private import CSQLite

extension Database {
    /// Writes the file anew from its rows; for writers only, and not in a transaction.
    ///
    /// SQLite overwrites what is deleted, but not every copy that it made of a page while it put
    /// rows in order: those stand in bytes that no row uses until the page is written anew.
    ///
    /// - Parameter inMemory: Whether the copy is made in memory, and not in a temporary file that
    ///   nobody can open and that is gone with the connection.
    /// - Throws: `full`, `memory`, `busy`, after which the file is as it was; `inputOutput`.
    borrowing func rewrite(inMemory: Bool) throws(StoreError) {
        // It attaches a file of its own for as long as it works.
        _ = unsafe sqlite3_limit(state.handle, SQLITE_LIMIT_ATTACHED, 1)
        defer { _ = unsafe sqlite3_limit(state.handle, SQLITE_LIMIT_ATTACHED, 0) }
        if !inMemory { try first(.copyInFile) { _ in } }
        defer { if !inMemory { _ = try? first(.copyInMemory) { _ in } } }
        let result = unsafe sqlite3_exec(state.handle, "VACUUM", nil, nil, nil)
        guard result == SQLITE_OK else { throw state.failure(result) }
    }

    /// Whether the file says that something was erased since it was last written anew.
    borrowing func readErasedMark() throws(StoreError) -> Bool {
        try first(.erasedMark) { $0.integer(0) } == 1
    }

    /// Lets the file say so, in the transaction that erases: a program that is killed between
    /// both would else forget it.
    ///
    /// It is the number that SQLite keeps in a file for the program, which has no other use here.
    borrowing func markErased() throws(StoreError) { try first(.markErased) { _ in } }

    /// Takes the mark away, once the file was written anew.
    borrowing func clearErasedMark() throws(StoreError) { try first(.clearErased) { _ in } }
}

extension Query {
    fileprivate static let copyInFile = Query("PRAGMA temp_store = FILE")
    fileprivate static let copyInMemory = Query("PRAGMA temp_store = MEMORY")
    fileprivate static let erasedMark = Query("PRAGMA user_version")
    fileprivate static let markErased = Query("PRAGMA user_version = 1")
    fileprivate static let clearErased = Query("PRAGMA user_version = 0")
}
