import HubStore
import HubSystem
import HubTestKit
import Testing

struct IdempotencyTests {
    private func keyed(
        _ store: TestStore,
        principal: UInt8 = 1,
        key: UInt8 = 1,
        digest: UInt8 = 1
    ) -> WriteCall {
        var call = store.call
        let bytes = [UInt8](repeating: digest, count: 32)
        call.key = IdempotencyKey(principal: [principal], key: TestStore.key(key), digest: bytes)
        return call
    }

    private func note(
        _ number: Int
    ) -> @Sendable (inout WriteContext) throws(StoreError) -> Int64 {
        { context throws(StoreError) in
            try context.keepOutcome([UInt8(number)])
            return try context.create(
                noteID(number),
                in: notes,
                [.text("\(number)"), .null],
                body: [1]
            )
        }
    }

    @Test
    func `the same call again answers what it answered and does nothing`() throws {
        let store = try TestStore()
        _ = try store.write(nil, note(9))
        _ = try store.write(keyed(store), note(1))
        _ = try store.write(nil, note(8))
        guard case .replayed(let outcome) = try store.write(keyed(store), note(2)) else {
            Issue.record("not replayed")
            return
        }
        #expect(outcome.receipt.revision == 2)
        #expect(outcome.body == [1])
        #expect(outcome.receipt.head.time == store.time.clock.instant)
        let found = try store.reader().read { database throws(StoreError) in
            (try notes.title(2, in: database), try database.readRevision())
        }
        #expect(found == (nil, 3))
    }

    @Test(arguments: [
        (1, 1, 1, "replayed"), (2, 1, 1, "committed"), (1, 2, 1, "committed"),
        (1, 1, 2, "keyReused"),
    ])
    func `a key belongs to its principal and to one call`(
        principal: UInt8,
        key: UInt8,
        digest: UInt8,
        ending: String
    ) throws {
        let store = try TestStore()
        #expect(try store.write(keyed(store), note(1)).ending == "committed")
        let call = keyed(store, principal: principal, key: key, digest: digest)
        #expect(try store.write(call, note(2)).ending == ending)
    }

    @Test
    func `a call that failed or was a dry run leaves its key free`() throws {
        let store = try TestStore()
        let refused = try store.write(keyed(store)) { context throws(StoreError) -> Int64 in
            throw StoreError(.missing)
        }
        #expect(refused.ending == "refused")
        var dry = keyed(store)
        dry.isDryRun = true
        #expect(try store.write(dry, note(1)).ending == "rehearsed")
        #expect(try store.write(keyed(store), note(1)).ending == "committed")
    }

    @Test
    func `a call of which nothing came leaves its key free`() throws {
        let store = try TestStore()
        for _ in 1...2 {
            let result = try store.write(keyed(store)) { context throws(StoreError) -> Int64 in
                context.leaveKeyFree()
                return context.lastRevision
            }
            #expect(result.ending == "committed")
        }
        #expect(try store.write(keyed(store, digest: 2), note(1)).ending == "committed")
        #expect(try store.write(keyed(store), note(2)).ending == "keyReused")
    }

    @Test
    func `the same call twice in one group is done once`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let results = Results<Int64>()
        for (place, digest) in [1, 1, 2].enumerated() {
            let call = keyed(store, digest: UInt8(digest))
            try store.writer.submit(call, job: note(place)) { results.put(place, $0) }
        }
        gate.open()
        let all = results.wait(3)
        #expect((0..<3).map { all[$0]?.ending } == ["committed", "replayed", "keyReused"])
    }

    @Test
    func `a replay of a call whose own commit fails is in doubt like the call`() throws {
        var options = WriterOptions()
        options.faults = StoreFaults { $0 == .beforeCommit ? StoreError(.inputOutput) : nil }
        let store = try TestStore(options: options)
        let gate = try store.hold()
        let results = Results<Int64>()
        for place in 0..<2 {
            try store.writer.submit(keyed(store), job: note(1)) { results.put(place, $0) }
        }
        gate.open()
        let all = results.wait(2)
        #expect((0..<2).map { all[$0]?.ending } == ["unknown", "unknown"])
    }

    @Test(arguments: [(65_536, "committed"), (65_537, "refused")])
    func `an outcome is kept up to its limit`(count: Int, ending: String) throws {
        let store = try TestStore()
        let result = try store.write(keyed(store)) { context throws(StoreError) in
            try context.keepOutcome([UInt8](repeating: 1, count: count))
            return try context.ownRevision()
        }
        #expect(result.ending == ending)
    }

    @Test
    func `an outcome is forgotten after seven days and not before`() throws {
        let store = try TestStore()
        let day: UInt64 = 24 * 60 * 60 * 1_000
        #expect(try store.write(keyed(store), note(1)).ending == "committed")
        store.time.advance(milliseconds: 7 * day)
        _ = try store.write(nil, note(2))
        #expect(try store.write(keyed(store), note(3)).ending == "replayed")
        store.time.advance(milliseconds: day)
        _ = try store.write(nil, note(4))
        #expect(try store.write(keyed(store), note(5)).ending == "committed")
    }

    @Test
    func `erasing a record clears the answers of the calls that touched it`() throws {
        let store = try TestStore()
        _ = try store.write(keyed(store, key: 1), note(1))
        _ = try store.write(keyed(store, key: 2), note(2))
        _ = try store.write { context throws(StoreError) in
            try context.erase(noteID(1), in: notes)
        }
        let bodies = try [UInt8(1), 2].map { key in
            guard case .replayed(let outcome) = try store.write(keyed(store, key: key), note(3))
            else { return [UInt8(255)] }
            return outcome.body
        }
        #expect(bodies == [[], [2]])
    }
}
