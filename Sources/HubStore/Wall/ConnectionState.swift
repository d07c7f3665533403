private import CSQLite

/// What a connection keeps beside its handle: prepared statements, the state of its transaction.
///
/// Used by one thread at a time, like the connection.
@safe
final class ConnectionState {
    let handle: OpaquePointer
    let control: CallControl
    private var prepared: [PreparedStatement?] = []
    /// Whether a transaction was begun and neither committed nor rolled back by us.
    var isInTransaction = false
    /// Whether SQLite rolled the transaction back by itself: nothing may run until we do, too.
    private(set) var isVoid = false
    /// The error that made SQLite do so.
    private(set) var voidCause: StoreError?
    /// Scripts run so far, whose changes SQLite does not count.
    var scriptsRun: Int64 = 0
    /// Frames in the write-ahead log after the last commit of this connection.
    var logFrames: Int32 = 0

    init(adopting handle: OpaquePointer, control: CallControl) {
        unsafe self.handle = unsafe handle
        self.control = control
    }

    /// Finalises every statement, which must happen before the handle is closed.
    func finalise() { prepared.removeAll() }

    /// Borrows the statement of a query, preparing it when this connection has not yet.
    func statement(_ query: Query) throws(StoreError) -> PreparedStatement {
        guard let number = query.number else { return try prepare(query, isKept: false) }
        if number < prepared.count, let known = prepared[number], !known.isLent { return known }
        let made = try prepare(query, isKept: true)
        while prepared.count <= number { prepared.append(nil) }
        // The statement already lent belongs to its user; the new one is as good for the next.
        if prepared[number] == nil { prepared[number] = made }
        return made
    }

    private func prepare(_ query: Query, isKept: Bool) throws(StoreError) -> PreparedStatement {
        var statement: OpaquePointer?
        var text = query.text
        let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let result = text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                unsafe sqlite3_prepare_v3(
                    handle,
                    bytes.baseAddress,
                    Int32(clamping: bytes.count),
                    flags,
                    &statement,
                    nil
                )
            }
        }
        guard result == SQLITE_OK else { throw failure(result) }
        guard let statement = unsafe statement else {
            throw StoreError(.statement, "a query without a statement")
        }
        return unsafe PreparedStatement(adopting: statement)
    }

    /// The error for a result code, having looked whether the transaction survived it.
    func failure(_ result: Int32) -> StoreError {
        let message = unsafe sqlite3_errmsg(handle)
        let text = unsafe message.map { unsafe String(cString: $0) } ?? ""
        // "If the transaction has already been rolled back automatically by the error response,
        // then the ROLLBACK command will fail with an error, but no harm is caused" (SQLite,
        // lang_transaction.html): the same page lists FULL, IOERR, NOMEM, BUSY and INTERRUPT.
        var error = ResultCode.error(result, message: text)
        if error.code == .cancelled, let reason = control.stopped {
            error = StoreError(reason, error.detail)
        }
        if isInTransaction, !isVoid, unsafe sqlite3_get_autocommit(handle) != 0 {
            declareVoid(error)
        }
        return error
    }

    /// Refuses to work when the transaction is gone, whatever became of the call.
    func requireTransaction() throws(StoreError) {
        if isVoid { throw voidCause ?? StoreError(.voided, "the transaction was rolled back") }
    }

    /// Refuses to work when the call was stopped or its transaction is gone.
    func mayRun() throws(StoreError) {
        try requireTransaction()
        if control.mustStop(), let reason = control.stopped {
            throw StoreError(reason, "stopped between two statements")
        }
    }

    /// Says that the transaction is gone, since it could not be brought into order.
    func declareVoid(_ cause: StoreError) {
        isVoid = true
        voidCause = cause
    }

    /// Forgets the transaction, after it was committed or rolled back.
    func endTransaction() {
        isInTransaction = false
        isVoid = false
        voidCause = nil
    }
}

/// One statement of one connection, finalised with the last reference to it.
@safe
final class PreparedStatement {
    /// Bytes of parameters that SQLite need not copy: each copy of its own is an allocation.
    static let roomBytes = 512

    let handle: OpaquePointer
    /// Whether a closure works with it at this moment.
    var isLent = false
    private var start: UnsafeMutableRawPointer?
    private var used = 0

    init(adopting handle: OpaquePointer) { unsafe self.handle = unsafe handle }

    deinit {
        unsafe sqlite3_finalize(handle)
        unsafe start?.deallocate()
    }

    /// Where bytes can stay while they are bound; `nil` when there is no room left.
    ///
    /// Nothing is given out twice before `empty`: what was bound stays as it is.
    func room(for count: Int) -> UnsafeMutableRawPointer? {
        guard count <= Self.roomBytes - used else { return nil }
        if unsafe start == nil {
            unsafe start = UnsafeMutableRawPointer.allocate(
                byteCount: Self.roomBytes,
                alignment: 1
            )
        }
        defer { used += count }
        return unsafe start?.advanced(by: used)
    }

    /// Takes the room back: nothing is bound any more.
    func empty() { used = 0 }
}
