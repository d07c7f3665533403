private import CSQLite
private import Glibc
import HubSystem

/// What is set once for all connections of the process.
enum Library {
    private static let isPrepared =
        csqlite_count_no_memory() == SQLITE_OK && givesWayWhenWriting()

    /// Sets it, before the first connection; without it everything works, and a little slower.
    static func prepare() { _ = isPrepared }

    /// Has SQLite give way between the pages that it writes.
    ///
    /// A commit writes hundreds of pages in one step of a statement, and a checkpoint a thousand:
    /// a millisecond in which a thread that was woken meanwhile would wait for the processor.
    private static func givesWayWhenWriting() -> Bool {
        guard let files = unsafe sqlite3_vfs_find(nil),
            let set = unsafe files.pointee.xSetSystemCall
        else { return false }
        let write: @convention(c) (Int32, UnsafeRawPointer?, Int, Int) -> Int = {
            file,
            bytes,
            count,
            offset in
            Processor.giveWayInTurn()
            return unsafe pwrite(file, bytes, count, offset)
        }
        let call = unsafe unsafeBitCast(write, to: sqlite3_syscall_ptr.self)
        // Which of the two it calls was decided when it was built.
        return unsafe set(files, "pwrite", call) == SQLITE_OK
            && set(files, "pwrite64", call) == SQLITE_OK
    }
}
