import Glibc
import HubStore
import HubSystem
import Testing

/// Writes and notes each answer, for `power-cut.py`, which records the system calls and looks at
/// what a power cut at any of them would have left.
@Suite(.enabled(if: unsafe getenv("HUB_STORE_POWER_CUT_FOLDER") != nil))
struct PowerCutTests {
    /// Calls that are answered one after the other.
    private static let calls = 60

    @Test
    func `each answer is noted after its commit`() throws {
        let path = unsafe getenv("HUB_STORE_POWER_CUT_FOLDER").map { unsafe String(cString: $0) }
        let folder = try TestFolder(at: try #require(path))
        let ledger = unsafe open("\(folder.path)/ledger", O_WRONLY | O_APPEND | O_CREAT, 0o600)
        #expect(ledger >= 0)
        let store = try TestStore(folder: folder)
        let answered = Monitor(0)
        for number in 0..<Self.calls {
            // A checkpoint now and then: the log grows past its mark.
            let count = number % 10 == 9 ? 600_000 : 200
            try store.writer.submit(store.call) { context throws(StoreError) in
                let values: [StoreValue] = [.text("\(number)"), .integer(Int64(count))]
                try context.create(noteID(number), in: notes, values, body: [1])
                let body = [UInt8](repeating: UInt8(number), count: count)
                try context.post(to: "region", kind: "big", body: body)
            } completion: { (result: WriteResult<Void, StoreError>) in
                if result.ending == "committed" {
                    let line = Array("\(number)\n".utf8)
                    _ = unsafe write(ledger, line, line.count)
                }
                answered.change { $0 += 1 }
            }
            // Now one by one, now several in a group.
            if number % 7 != 0 { answered.wait { $0 > number ? () : nil } }
        }
        answered.wait { $0 == Self.calls ? () : nil }
    }
}
