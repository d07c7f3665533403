private import CSQLite

/// Turns SQLite's result codes into errors, at the moment they happen.
enum ResultCode {
    /// The error for an extended result code.
    ///
    /// - Parameters:
    ///   - extended: What a function of SQLite returned; not one of the three good codes.
    ///   - message: SQLite's own words, which name columns and constraints but no values.
    /// - Returns: The error with the code that callers react to.
    static func error(_ extended: Int32, message: String) -> StoreError {
        let detail = "sqlite \(extended): \(message)"
        let primary = extended & 0xFF
        if primary == SQLITE_CONSTRAINT {
            return StoreError(.constraint, detail, constraint: constraint(extended >> 8))
        }
        return StoreError(code(primary), detail)
    }

    private static func code(_ primary: Int32) -> StoreError.Code {
        switch primary {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_IOERR: .inputOutput
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        case SQLITE_INTERRUPT: .cancelled
        case SQLITE_TOOBIG: .tooBig
        case SQLITE_READONLY: .readOnly
        case SQLITE_CANTOPEN, SQLITE_PERM: .cannotOpen
        case SQLITE_NOMEM: .memory
        default: .statement
        }
    }

    /// The second byte of `SQLITE_CONSTRAINT_…`, whose macros Swift cannot import.
    private static func constraint(_ kind: Int32) -> StoreError.Constraint {
        switch kind {
        case 1: .check
        case 3: .foreignKey
        case 5: .notNull
        case 6, 8, 10: .unique
        case 12: .datatype
        default: .other
        }
    }
}
