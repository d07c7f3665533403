private import CSQLite
import HubSystem

/// A copy of a file in the making, a few pages at a time, while its writer goes on writing.
///
/// The copy reads through the writer's own connection, so what the writer changes meanwhile goes
/// into the copy as well: "if the source database is modified by the same connection, the backup
/// is updated" (SQLite, backup_finish). It never starts over, and its end is one consistent state.
@safe
final class BackupCopy {
    /// Pages copied at a time: 8 MiB.
    static let pagesPerStep: Int32 = 2_048

    private var backup: OpaquePointer?
    private let target: Database

    /// Begins to copy the file of `source` to a new file.
    ///
    /// - Parameters:
    ///   - source: The writer's connection; must outlive this object.
    ///   - path: The copy's file; anything in it is overwritten.
    ///   - clock: For the connection.
    /// - Throws: `cannotOpen` and others.
    init(of source: borrowing Database, to path: String, clock: HubClock) throws(StoreError) {
        target = try Database.open(path: path, role: .copy, clock: clock)
        unsafe backup = unsafe sqlite3_backup_init(
            target.state.handle,
            "main",
            source.state.handle,
            "main"
        )
        if unsafe backup == nil { throw target.state.failure(SQLITE_ERROR) }
    }

    deinit { unsafe sqlite3_backup_finish(backup) }

    /// Copies some pages.
    ///
    /// - Returns: `true` when the copy is complete and on the disk.
    /// - Throws: The failure of either file; the copy is of no use then.
    func step() throws(StoreError) -> Bool {
        switch unsafe sqlite3_backup_step(backup, Self.pagesPerStep) {
        case SQLITE_OK: return false
        case SQLITE_DONE: return true
        case let result: throw ResultCode.error(result, message: "backup")
        }
    }

    /// Copies everything at once.
    func run() throws(StoreError) { while try !step() {} }
}
