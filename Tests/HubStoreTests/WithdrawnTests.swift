import HubStore
import HubSystem
import HubTestKit
import Testing

/// Calls whose callers lose their access while they wait or run.
struct WithdrawnTests {
    private func keyed(_ store: TestStore) -> WriteCall {
        var call = store.call
        let digest = [UInt8](repeating: 1, count: 32)
        call.key = IdempotencyKey(principal: [1], key: TestStore.key(1), digest: digest)
        return call
    }

    private func note(
        _ number: Int
    ) -> @Sendable (inout WriteContext) throws(StoreError) -> Int64 {
        { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text("\(number)"), .null], body: [1])
        }
    }

    private func isWithdrawn(_ result: WriteResult<Int64, StoreError>) -> Bool {
        if case .failed(let error) = result { error.code == .withdrawn } else { false }
    }

    @Test
    func `a call is neither begun, nor kept, nor replayed for one who may not go on`() throws {
        let store = try TestStore()
        _ = try store.write(keyed(store), note(1))
        var replay = keyed(store)
        replay.mayGoOn = { true }
        guard case .replayed = try store.write(replay, note(1)) else {
            Issue.record("not replayed")
            return
        }
        replay.mayGoOn = { false }
        #expect(isWithdrawn(try store.write(replay, note(1))))
        // Asked once before it begins, and once more before it is kept.
        let asked = Lock(0)
        var late = store.call
        late.mayGoOn = {
            asked.withLock {
                $0 += 1
                return $0 % 2 == 1
            }
        }
        #expect(isWithdrawn(try store.write(late, note(2))))
        #expect(asked.withLock { $0 } >= 2)
        let found = try store.reader().read { database throws(StoreError) in
            (try notes.title(2, in: database), try database.readRevision())
        }
        #expect(found == (nil, 1))
    }
}
