import Glibc
import HubStore
import HubSystem
import Testing

/// A disk that really fails, as far as the program can tell: run by `disk-error.sh`, which makes
/// the n-th wait for the disk fail.
@Suite(.enabled(if: unsafe getenv("HUB_STORE_DISK_ERROR_FOLDER") != nil))
struct DiskErrorTests {
    @Test
    func `after an error of the disk the outcome is unknown and nothing more is written`() throws {
        let path = unsafe getenv("HUB_STORE_DISK_ERROR_FOLDER").map { unsafe String(cString: $0) }
        let folder = try TestFolder(at: try #require(path))
        let store = try TestStore(folder: folder)
        var committed = 0
        var last = "none"
        for number in 0..<100 {
            let result = try store.write { context throws(StoreError) in
                let values: [StoreValue] = [.text("\(number)"), .null]
                return try context.create(noteID(number), in: notes, values, body: [])
            }
            last = result.ending
            guard last == "committed" else { break }
            committed += 1
        }
        #expect(last == "unknown")
        #expect(committed > 0)
        #expect(store.writer.isPoisoned)
        #expect(throws: StoreError(.poisoned)) {
            try store.write { context throws(StoreError) in context.lastRevision }
        }
        store.writer.close()
        let again = try TestStore(folder: folder)
        let found = try again.reader().read { database throws(StoreError) in
            (try database.readRevision(), try database.integrityFindings())
        }
        // The call in doubt may be there or not; those before it are.
        #expect(found.0 == Int64(committed) || found.0 == Int64(committed) + 1)
        #expect(found.1 == [])
    }
}
