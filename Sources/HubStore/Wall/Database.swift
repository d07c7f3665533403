import CSQLite
import HubSystem

/// One connection to one SQLite file, closed when the value goes.
///
/// Not `Sendable`, and opened without SQLite's own locks: exactly one thread may use it at a time.
@safe
package struct Database: ~Copyable {
    let state: ConnectionState

    private init(adopting handle: OpaquePointer, clock: HubClock) {
        state = unsafe ConnectionState(adopting: handle, control: CallControl(clock: clock))
    }

    deinit {
        state.finalise()
        unsafe sqlite3_progress_handler(state.handle, 0, nil, nil)
        unsafe sqlite3_wal_hook(state.handle, nil, nil)
        unsafe sqlite3_close_v2(state.handle)
    }

    /// What a connection is for, which decides how it is opened.
    enum Role {
        /// The one connection that writes and checkpoints a file; makes the file when missing.
        case writer
        /// Reads, on a thread that may wait.
        case reader
        /// Reads, on a loop that may not wait.
        case pointReader
        /// Receives a copy of another file.
        case copy
    }

    /// Opens a file and sets every switch that matters.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - role: What the connection is for.
    ///   - clock: For deadlines.
    /// - Returns: The connection.
    /// - Throws: `cannotOpen`, `corrupt` when it is no database, `busy`.
    static func open(path: String, role: Role, clock: HubClock) throws(StoreError) -> Database {
        // A connection without a mutex: "the application must ensure that only one thread at a
        // time uses it" (SQLite, threadsafe.html), which noncopyable ownership does.
        let rights =
            role.isReadOnly
            ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let flags = rights | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE
        Library.prepare()
        var handle: OpaquePointer?
        let result = unsafe sqlite3_open_v2(path, &handle, flags, nil)
        guard let handle = unsafe handle else { throw StoreError(.memory, "no connection") }
        let database = unsafe Database(adopting: handle, clock: clock)
        guard result == SQLITE_OK else { throw database.state.failure(result) }
        try database.configure(role)
        return database
    }

    private borrowing func configure(_ role: Role) throws(StoreError) {
        for (option, value) in role.switches {
            let result = unsafe csqlite_set_switch(state.handle, option, value)
            guard result == SQLITE_OK else { throw state.failure(result) }
        }
        for (limit, value) in Limits.ofSQLite {
            _ = unsafe sqlite3_limit(state.handle, limit, value)
        }
        _ = unsafe sqlite3_busy_timeout(state.handle, role.busyMilliseconds)
        for pragma in role.pragmas { try set(pragma) }
        if case .pointReader = role { state.control.isOnLoop = true }
        if role.isReadOnly { installInterruption() }
        if case .writer = role { countLogFrames() }
    }

    /// Runs a pragma whose answer, if any, says what holds now.
    private borrowing func set(_ pragma: (text: StaticString, answer: String?)) throws(StoreError) {
        let query = Query(once: [pragma.text])
        let answer = try first(query) { row throws(StoreError) in row.text(0) }
        guard let expected = pragma.answer, let answer, answer.utf8.elementsEqual(expected.utf8)
        else {
            if pragma.answer == nil { return }
            throw StoreError(.cannotOpen, "\(pragma.text) answered \(answer ?? "nothing")")
        }
    }

    /// Lets a reader's statements be stopped from within; never a writer's.
    private borrowing func installInterruption() {
        let context = unsafe Unmanaged.passUnretained(state.control).toOpaque()
        unsafe sqlite3_progress_handler(
            state.handle,
            state.control.stepsBetweenLooks,
            { context in
                guard let context = unsafe context else { return 0 }
                let control = unsafe Unmanaged<CallControl>.fromOpaque(context)
                return unsafe control.takeUnretainedValue().mustInterrupt() ? 1 : 0
            },
            context
        )
    }

    /// Notes after each commit how long the write-ahead log has become.
    private borrowing func countLogFrames() {
        let context = unsafe Unmanaged.passUnretained(state).toOpaque()
        _ = unsafe sqlite3_wal_hook(
            state.handle,
            { context, _, _, frames in
                guard let context = unsafe context else { return SQLITE_OK }
                let state = unsafe Unmanaged<ConnectionState>.fromOpaque(context)
                unsafe state.takeUnretainedValue().logFrames = frames
                return SQLITE_OK
            },
            context
        )
    }
}

extension Database.Role {
    var isReadOnly: Bool {
        switch self {
        case .reader, .pointReader: true
        case .writer, .copy: false
        }
    }

    /// How long SQLite may sleep for a lock; only opening and closing ever meet one.
    var busyMilliseconds: Int32 {
        switch self {
        case .writer, .reader, .copy: 2_000
        case .pointReader: 0
        }
    }

    var switches: [(Int32, Int32)] {
        let always: [(Int32, Int32)] = [
            (SQLITE_DBCONFIG_DEFENSIVE, 1),
            (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0),
            (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
        ]
        // Only the writer checkpoints; see `architecture.md`, "The store".
        return isReadOnly ? always + [(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)] : always
    }

    /// Pragmas, each with what it must answer, where it answers.
    var pragmas: [(text: StaticString, answer: String?)] {
        let always: [(StaticString, String?)] = [
            ("PRAGMA cell_size_check = ON", nil),
            ("PRAGMA temp_store = MEMORY", nil),
            // A disk error under a memory map is a signal, not an error code.
            ("PRAGMA mmap_size = 0", nil),
        ]
        switch self {
        case .writer:
            return always + [
                ("PRAGMA journal_mode = WAL", "wal"),
                ("PRAGMA synchronous = FULL", nil),
                // What is deleted is overwritten: erasure must not leave it in free pages.
                ("PRAGMA secure_delete = ON", "1"),
                ("PRAGMA wal_autocheckpoint = 0", "0"),
                ("PRAGMA journal_size_limit = 16777216", "16777216"),
                ("PRAGMA cache_size = -2048", nil),
            ]
        case .reader:
            return always + [("PRAGMA query_only = ON", nil), ("PRAGMA cache_size = -2048", nil)]
        case .pointReader:
            return always + [("PRAGMA query_only = ON", nil), ("PRAGMA cache_size = -1024", nil)]
        case .copy:
            // A copy that is not finished is thrown away: nothing to roll back to.
            return always + [
                ("PRAGMA journal_mode = MEMORY", "memory"), ("PRAGMA synchronous = FULL", nil),
            ]
        }
    }
}

/// What SQLite may never do, whatever a statement asks.
private enum Limits {
    /// The largest row or value, in bytes.
    static let rowBytesMax: Int32 = 16 * 1_024 * 1_024
    /// The longest statement, in bytes.
    static let queryBytesMax: Int32 = 256 * 1_024
    /// The longest pattern of LIKE and GLOB, in bytes: long ones take long.
    static let patternBytesMax: Int32 = 256

    static var ofSQLite: [(Int32, Int32)] {
        [
            (SQLITE_LIMIT_LENGTH, rowBytesMax),
            (SQLITE_LIMIT_SQL_LENGTH, queryBytesMax),
            (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, patternBytesMax),
            (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
    }
}
