private import CSQLite
import HubSystem

/// A prepared statement, lent to a closure: bind, step, read, and it is put back.
@safe
package struct Statement: ~Copyable {
    let prepared: PreparedStatement
    private let state: ConnectionState
    /// Columns that its present reader does not count.
    private let skipped: Int

    init(lending prepared: PreparedStatement, of state: ConnectionState) {
        self.prepared = prepared
        self.state = state
        skipped = 0
    }

    private init(_ statement: borrowing Statement, skipping count: Int) {
        prepared = statement.prepared
        state = statement.state
        skipped = count
    }

    private var handle: OpaquePointer { unsafe prepared.handle }

    /// The same row, counting its columns from a later one.
    ///
    /// Not inlined: the optimiser of Swift 6.3.1 stops with an error when it specialises a generic
    /// function into which the making of a noncopyable value from borrowed parts was inlined.
    @inline(never)
    borrowing func skipping(_ count: Int) -> Statement { Statement(self, skipping: count) }

    private borrowing func place(_ column: Int) -> Int32 { Int32(clamping: column + skipped) }

    /// Moves to the next row.
    ///
    /// - Returns: `false` when there is none; the statement then starts anew.
    /// - Throws: What stopped it: `constraint`, `busy`, `cancelled`, `overBudget`, …
    package borrowing func step() throws(StoreError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            _ = unsafe sqlite3_reset(handle)
            return false
        case let result:
            let error = state.failure(result)
            _ = unsafe sqlite3_reset(handle)
            throw error
        }
    }

    /// Runs the statement to its end and keeps what is bound, so that it can be run again.
    ///
    /// - Returns: How many rows it changed, if it is one that changes rows.
    /// - Throws: What stopped it.
    @discardableResult
    package borrowing func execute() throws(StoreError) -> Int {
        while try step() {}
        return Int(unsafe sqlite3_changes64(state.handle))
    }

    /// Takes the statement back: no row is read any more, nothing stays bound; lets others run.
    borrowing func clear() {
        _ = unsafe sqlite3_reset(handle)
        _ = unsafe sqlite3_clear_bindings(handle)
        prepared.empty()
        if !state.control.isOnLoop { Processor.giveWayInTurn() }
    }
}

// Binding. Parameters count from 1, as in `?1`.
extension Statement {
    /// Binds a whole number.
    package borrowing func bind(_ parameter: Int, _ value: Int64) throws(StoreError) {
        try check(unsafe sqlite3_bind_int64(handle, Int32(clamping: parameter), value))
    }

    /// Binds a number.
    package borrowing func bind(_ parameter: Int, _ value: Double) throws(StoreError) {
        try check(unsafe sqlite3_bind_double(handle, Int32(clamping: parameter), value))
    }

    /// Binds no value.
    package borrowing func bindNull(_ parameter: Int) throws(StoreError) {
        try check(unsafe sqlite3_bind_null(handle, Int32(clamping: parameter)))
    }

    /// Binds text.
    package borrowing func bind(_ parameter: Int, _ value: String) throws(StoreError) {
        let place = Int32(clamping: parameter)
        let encoding = UInt8(SQLITE_UTF8)
        // A nil address would bind NULL, and empty text is not NULL.
        guard !value.utf8.isEmpty else {
            let transient = unsafe csqlite_transient()
            return try check(unsafe sqlite3_bind_text64(handle, place, "", 0, transient, encoding))
        }
        var value = value
        let result = value.withUTF8 { bytes in
            let count = UInt64(bytes.count)
            let kept = unsafe keep(UnsafeRawBufferPointer(bytes))
            return unsafe sqlite3_bind_text64(
                handle,
                place,
                kept.bytes?.assumingMemoryBound(to: CChar.self),
                count,
                kept.destructor,
                encoding
            )
        }
        try check(result)
    }

    /// Binds bytes.
    package borrowing func bind(_ parameter: Int, _ value: [UInt8]) throws(StoreError) {
        try bind(parameter, value.span)
    }

    /// Binds bytes.
    package borrowing func bind(_ parameter: Int, _ value: Span<UInt8>) throws(StoreError) {
        let place = Int32(clamping: parameter)
        // A nil address would bind NULL, and no bytes are not NULL.
        if value.isEmpty { return try check(unsafe sqlite3_bind_zeroblob(handle, place, 0)) }
        let result = unsafe value.withUnsafeBufferPointer { bytes in
            let count = UInt64(bytes.count)
            let kept = unsafe keep(UnsafeRawBufferPointer(bytes))
            return unsafe sqlite3_bind_blob64(handle, place, kept.bytes, count, kept.destructor)
        }
        try check(result)
    }

    /// Binds an identifier, as its bytes.
    package borrowing func bind(_ parameter: Int, _ value: OpaqueID) throws(StoreError) {
        let count = OpaqueID.byteCount
        guard let space = unsafe prepared.room(for: count) else {
            return try bind(parameter, value.bytes)
        }
        unsafe space.storeBytes(of: value.high.bigEndian, as: UInt64.self)
        unsafe space.storeBytes(of: value.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        // nil is SQLITE_STATIC: the space lives as long as the statement.
        let place = Int32(clamping: parameter)
        try check(unsafe sqlite3_bind_blob(handle, place, space, Int32(count), nil))
    }

    /// Bytes that stay while they are bound: in the statement's own room if there is some left, and
    /// else where they are, for SQLite to copy.
    private borrowing func keep(
        _ bytes: UnsafeRawBufferPointer
    ) -> (bytes: UnsafeRawPointer?, destructor: sqlite3_destructor_type?) {
        guard let start = bytes.baseAddress, let room = unsafe prepared.room(for: bytes.count)
        else { return unsafe (bytes.baseAddress, csqlite_transient()) }
        unsafe room.copyMemory(from: start, byteCount: bytes.count)
        return (UnsafeRawPointer(room), nil)
    }

    /// Binds a value of any kind.
    package borrowing func bind(_ parameter: Int, _ value: StoreValue) throws(StoreError) {
        switch value {
        case .null: try bindNull(parameter)
        case .integer(let number): try bind(parameter, number)
        case .real(let number): try bind(parameter, number)
        case .text(let text): try bind(parameter, text)
        case .bytes(let bytes): try bind(parameter, bytes)
        case .id(let id): try bind(parameter, id)
        case .flag(let isSet): try bind(parameter, isSet ? 1 : 0 as Int64)
        }
    }

    /// Binds values to the parameters from 1 on.
    package borrowing func bind(_ values: [StoreValue]) throws(StoreError) {
        for (place, value) in values.enumerated() { try bind(place + 1, value) }
    }

    private borrowing func check(_ result: Int32) throws(StoreError) {
        guard result == SQLITE_OK else { throw state.failure(result) }
    }
}

// Reading the row that `step` moved to. Columns count from 0; one that is not there reads as NULL.
extension Statement {
    /// Whether the column has no value.
    package borrowing func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, place(column)) == SQLITE_NULL
    }

    /// A whole number; 0 for NULL.
    package borrowing func integer(_ column: Int) -> Int64 {
        unsafe sqlite3_column_int64(handle, place(column))
    }

    /// A whole number, or `nil` for NULL.
    package borrowing func optionalInteger(_ column: Int) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// A yes or no; no for NULL.
    package borrowing func flag(_ column: Int) -> Bool { integer(column) != 0 }

    /// A number; 0 for NULL.
    package borrowing func real(_ column: Int) -> Double {
        unsafe sqlite3_column_double(handle, place(column))
    }

    /// Text; empty for NULL.
    package borrowing func text(_ column: Int) -> String {
        // Decoding mends what is not UTF-8, which only a damaged file can hold.
        withBytes(column) { span in
            unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Text, or `nil` for NULL.
    package borrowing func optionalText(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// The bytes of a blob, or of text in UTF-8; none for NULL.
    package borrowing func bytes(_ column: Int) -> [UInt8] {
        withBytes(column) { span in
            unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
        }
    }

    /// The bytes, or `nil` for NULL.
    package borrowing func optionalBytes(_ column: Int) -> [UInt8]? {
        isNull(column) ? nil : bytes(column)
    }

    /// An identifier, or `nil` for anything that is not sixteen bytes.
    package borrowing func id(_ column: Int) -> OpaqueID? { withBytes(column) { OpaqueID($0) } }

    /// Lends the bytes of a column where SQLite keeps them; nothing is copied.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - body: Reads the bytes; may not step the statement.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package borrowing func withBytes<Result, Failure: Error>(
        _ column: Int,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let place = self.place(column)
        let start = unsafe sqlite3_column_blob(handle, place)
        let count = Int(unsafe sqlite3_column_bytes(handle, place))
        let space = unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
        return try body(unsafe space.bindMemory(to: UInt8.self).span)
    }

    /// A value of whatever kind the column has; blobs come as bytes.
    package borrowing func value(_ column: Int) -> StoreValue {
        switch unsafe sqlite3_column_type(handle, place(column)) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(real(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .bytes(bytes(column))
        default: .null
        }
    }
}
