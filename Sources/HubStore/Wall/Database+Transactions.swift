private import CSQLite

/// How a transaction starts.
enum TransactionKind {
    /// With its first read: for readers.
    case reading
    /// With the right to write, at once: for writers.
    case writing
}

// One transaction at a time, and inside it two levels of savepoints with fixed names: one for each
// call of a group, one for the parts of a call. Names never come from outside.
extension Database {
    /// Begins a transaction.
    borrowing func begin(_ kind: TransactionKind) throws(StoreError) {
        try state.requireTransaction()
        switch kind {
        case .reading: try command(.beginReading)
        case .writing: try command(.beginWriting)
        }
        state.isInTransaction = true
    }

    /// Commits the transaction.
    ///
    /// - Throws: The failure; nobody knows then what is on the disk. `rollBack` comes next.
    borrowing func commit() throws(StoreError) {
        guard !state.isVoid else { throw StoreError(.voided, "nothing left to commit") }
        try command(.commit)
        state.endTransaction()
    }

    /// Rolls the transaction back, or finds that SQLite did so already.
    ///
    /// - Throws: The failure to roll back; the connection is of no use then.
    borrowing func rollBack() throws(StoreError) {
        if unsafe sqlite3_get_autocommit(state.handle) == 0 { try command(.rollBack) }
        state.endTransaction()
    }

    /// Whether SQLite rolled the whole transaction back by itself.
    var isVoid: Bool { state.isVoid }

    /// Grows with everything that changes the file: the same number twice, and nothing did.
    var changesSoFar: Int64 {
        unsafe sqlite3_total_changes64(state.handle) &+ state.scriptsRun
    }

    /// Sets the savepoint of a call.
    borrowing func setSavepoint() throws(StoreError) {
        try state.requireTransaction()
        try command(.savepoint)
    }

    /// Makes what was done since the savepoint part of the transaction.
    borrowing func releaseSavepoint() throws(StoreError) {
        try state.requireTransaction()
        try command(.release)
    }

    /// Undoes what was done since the savepoint, and removes it.
    borrowing func rollBackToSavepoint() throws(StoreError) {
        guard !state.isVoid else { return }
        try command(.rollBackToSavepoint)
        try command(.release)
    }

    /// Sets the savepoint of a part of a call; parts do not nest.
    borrowing func setPartSavepoint() throws(StoreError) {
        try state.mayRun()
        try command(.partSavepoint)
    }

    /// Makes a part one with its call.
    borrowing func releasePart() throws(StoreError) {
        try state.requireTransaction()
        try command(.releasePart)
    }

    /// Undoes a part, unless SQLite undid everything.
    borrowing func rollBackPart() throws(StoreError) {
        guard !state.isVoid else { return }
        try command(.rollBackPart)
        try command(.releasePart)
    }

    /// Runs what begins and ends transactions, whatever became of the call: one that was stopped
    /// has to be undone, and a rollback that is refused would leave its changes to the next one.
    private borrowing func command(_ query: Query) throws(StoreError) {
        let statement = try lend(query)
        defer { putBack(statement) }
        while try statement.step() {}
    }
}

extension Query {
    fileprivate static let beginReading = Query("BEGIN DEFERRED")
    fileprivate static let beginWriting = Query("BEGIN IMMEDIATE")
    fileprivate static let commit = Query("COMMIT")
    fileprivate static let rollBack = Query("ROLLBACK")
    fileprivate static let savepoint = Query("SAVEPOINT one_call")
    fileprivate static let release = Query("RELEASE one_call")
    fileprivate static let rollBackToSavepoint = Query("ROLLBACK TO one_call")
    fileprivate static let partSavepoint = Query("SAVEPOINT one_part")
    fileprivate static let releasePart = Query("RELEASE one_part")
    fileprivate static let rollBackPart = Query("ROLLBACK TO one_part")
}
