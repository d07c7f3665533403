private import CSQLite

extension Database {
    /// Lends the statement of a query.
    ///
    /// - Parameters:
    ///   - query: What to run.
    ///   - body: Binds, steps and reads.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; `cancelled`, `deadlineExceeded` or `voided` before it runs.
    package borrowing func withStatement<Result>(
        _ query: Query,
        _ body: (borrowing Statement) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let statement = try take(query)
        defer { putBack(statement) }
        return try body(statement)
    }

    borrowing func mayRun() throws(StoreError) { try state.mayRun() }

    /// What may stop the call that the connection works on.
    package var interruption: Interruption { state.control.interruption }

    /// Takes the statement of a query out of the connection's table.
    ///
    /// - Throws: `cancelled`, `deadlineExceeded` or `voided` before it runs.
    borrowing func take(_ query: Query) throws(StoreError) -> Statement {
        try mayRun()
        return try lend(query)
    }

    /// The same, whatever became of the call and its transaction.
    borrowing func lend(_ query: Query) throws(StoreError) -> Statement {
        let prepared = try state.statement(query)
        prepared.isLent = true
        return Statement(lending: prepared, of: state)
    }

    /// Puts a statement back, unbound and at its start.
    borrowing func putBack(_ statement: borrowing Statement) {
        statement.clear()
        statement.prepared.isLent = false
    }

    /// Runs a statement to its end.
    ///
    /// - Parameters:
    ///   - query: What to run.
    ///   - values: Bound to its parameters from 1 on.
    /// - Returns: How many rows it changed, if it is one that changes rows.
    /// - Throws: `StoreError`.
    @discardableResult
    package borrowing func run(
        _ query: Query,
        _ values: [StoreValue] = []
    ) throws(StoreError) -> Int {
        try withStatement(query) { statement throws(StoreError) in
            try statement.bind(values)
            return try statement.execute()
        }
    }

    /// Reads the first row of a query.
    ///
    /// - Parameters:
    ///   - query: What to run.
    ///   - values: Bound to its parameters from 1 on.
    ///   - read: Makes a value of the row.
    /// - Returns: The value; `nil` when there is no row.
    /// - Throws: `StoreError`, or what `read` throws.
    package borrowing func first<Result>(
        _ query: Query,
        _ values: [StoreValue] = [],
        _ read: (borrowing Statement) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        try withStatement(query) { statement throws(StoreError) in
            try statement.bind(values)
            return try statement.step() ? try read(statement) : nil
        }
    }

    /// Reads all rows of a query, which limits them itself.
    ///
    /// - Parameters:
    ///   - query: What to run; ends in a `LIMIT` unless the table is small by nature.
    ///   - values: Bound to its parameters from 1 on.
    ///   - read: Makes a value of a row.
    /// - Returns: The values, in the query's order.
    /// - Throws: `StoreError`, or what `read` throws.
    package borrowing func rows<Result>(
        _ query: Query,
        _ values: [StoreValue] = [],
        _ read: (borrowing Statement) throws(StoreError) -> Result
    ) throws(StoreError) -> [Result] {
        try withStatement(query) { statement throws(StoreError) in
            try statement.bind(values)
            var results: [Result] = []
            while try statement.step() { results.append(try read(statement)) }
            return results
        }
    }

    /// Runs every statement of a script, such as a migration's.
    ///
    /// - Parameter script: Statements, each ended by a semicolon.
    /// - Throws: What the first failing statement threw.
    borrowing func runScript(_ script: String) throws(StoreError) {
        state.scriptsRun += 1
        let result = unsafe sqlite3_exec(state.handle, script, nil, nil, nil)
        guard result == SQLITE_OK else { throw state.failure(result) }
    }
}
