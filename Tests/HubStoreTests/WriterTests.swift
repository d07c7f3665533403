import HubStore
import HubSystem
import HubTestKit
import Testing

struct WriterTests {
    @Test
    func `a mailbox takes so many calls and no more`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let count = Monitor(0)
        let submit = {
            try store.writer.submit(store.call) { context throws(StoreError) in
                context.lastRevision
            } completion: { _ in
                count.change { $0 += 1 }
            }
        }
        for _ in 0..<4_096 { try submit() }
        #expect(throws: StoreError(.queueFull)) { try submit() }
        gate.open()
        count.wait { $0 == 4_096 ? () : nil }
        try submit()
    }

    @Test
    func `bulk calls run on a thread of their own and in turns with ordinary ones`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let order = Monitor<[String]>([])
        for round in 0..<3 {
            try store.writer.submit(store.call, isBulk: true) { context throws(StoreError) in
                try context.ownRevision()
            } completion: { _ in
                order.change { $0.append("bulk \(round)") }
            }
        }
        for round in 0..<2 {
            try store.writer.submit(store.call) { context throws(StoreError) in
                try context.ownRevision()
            } completion: { _ in
                order.change { $0.append("call \(round)") }
            }
        }
        gate.open()
        let all = order.wait { $0.count == 5 ? $0 : nil }
        #expect(all == ["bulk 0", "call 0", "call 1", "bulk 1", "bulk 2"])
    }

    @Test
    func `a long import of one file does not hold up another`() throws {
        let first = try TestStore()
        let second = try Writer(
            path: "\(first.folder.path)/other.db",
            schema: notesSchema,
            cryptography: first.cryptography,
            clock: first.time.clock,
            threads: first.threads
        )
        let gate = Gate()
        try first.writer.submit(first.call, isBulk: true) { context throws(StoreError) in
            gate.pass()
        } completion: { _ in
        }
        gate.waitUntilReached()
        let answer = Monitor<WriteResult<Int64, StoreError>?>(nil)
        try second.submit(first.call) { context throws(StoreError) in
            try context.ownRevision()
        } completion: { result in
            answer.change { $0 = result }
        }
        #expect(answer.wait { $0 }.ending == "committed")
        gate.open()
        second.close()
    }

    @Test
    func `a part of a call fails by itself`() throws {
        let store = try TestStore()
        let result = try store.write { context throws(StoreError) in
            var refused: [Int] = []
            for (number, title) in ["a", "b", "a", "c"].enumerated() {
                do throws(StoreError) {
                    try context.part { context throws(StoreError) in
                        let values: [StoreValue] = [.text(title), .null]
                        try context.create(noteID(number), in: notes, values, body: [])
                    }
                } catch {
                    refused.append(number)
                }
            }
            return refused
        }
        guard case .committed(let refused, let receipt) = result else {
            Issue.record("not committed: \(result.ending)")
            return
        }
        #expect(refused == [2])
        #expect(receipt.revision == 1)
        try store.reader().read { database throws(StoreError) in
            let rows = try database.changes(after: .start, limit: 9)
            #expect(rows.map(\.position.ordinal) == [1, 2, 3])
            #expect(rows.map(\.record) == [0, 1, 3].map(noteID))
        }
    }

    @Test
    func `a closed writer takes no calls and finishes those it has`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let results = Results<Int64>()
        for place in 0..<3 {
            try store.writer.submit(store.call) { context throws(StoreError) in
                try context.ownRevision()
            } completion: {
                results.put(place, $0)
            }
        }
        gate.open()
        store.writer.close()
        #expect(results.wait(3).values.map(\.ending) == ["committed", "committed", "committed"])
        #expect(throws: StoreError(.closed)) {
            try store.write { context throws(StoreError) in context.lastRevision }
        }
        #expect(throws: StoreError(.closed)) { try store.reader() }
    }

    @Test
    func `a closed file is whole by itself and a reader left open checkpoints nothing`() throws {
        let store = try TestStore()
        for number in 0..<3 {
            _ = try store.write { context throws(StoreError) in
                try context.create(
                    noteID(number),
                    in: notes,
                    [.text("\(number)"), .null],
                    body: []
                )
            }
        }
        store.writer.close()
        #expect(!PrivateFile.exists(path: store.writer.path + "-wal"))
        let again = try TestStore(folder: store.folder)
        let titles = try again.reader().read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 9, in: database) { $0.text(0) }
        }
        #expect(titles.map(\.value) == ["0", "1", "2"])
    }

    @Test
    func `the log is emptied after it has grown and only then`() throws {
        let strikes = Lock(0)
        var options = WriterOptions()
        options.faults = StoreFaults { stage in
            if stage == .checkpoint { strikes.withLock { $0 += 1 } }
            return nil
        }
        let store = try TestStore(options: options)
        let post = { (count: Int) in
            _ = try store.write { context throws(StoreError) in
                let body = [UInt8](repeating: 1, count: count)
                try context.post(to: "region", kind: "big", body: body)
            }
        }
        for _ in 0..<3 { try post(1_000_000) }
        #expect(strikes.withLock { $0 } == 0)
        try post(1_048_576)
        for _ in 0..<3 { try post(10) }
        #expect(strikes.withLock { $0 } == 1)
    }
}

struct LoadTests {
    private func load(_ store: TestStore, titles: [String]) throws -> WriteResult<Int, StoreError> {
        try store.write { context throws(StoreError) in
            try context.indexingAfterwards(notes, wrap: { $0 }) { context throws(StoreError) in
                for (number, title) in titles.enumerated() {
                    let values: [StoreValue] = [.text(title), .null]
                    try context.create(noteID(number), in: notes, values, body: [])
                }
                return titles.count
            }
        }
    }

    private func indexes(_ store: TestStore) throws -> [String] {
        try store.reader().read { database throws(StoreError) in
            let query = Query(
                once: ["SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'note'"]
            )
            return try database.rows(query) { $0.text(0) }.sorted()
        }
    }

    @Test
    func `a load without indexes leaves the same indexes`() throws {
        let store = try TestStore()
        let before = try indexes(store)
        #expect(try load(store, titles: ["a", "b", "c"]).ending == "committed")
        #expect(try indexes(store) == before)
        let second = try store.write { context throws(StoreError) in
            try context.create(noteID(9), in: notes, [.text("b"), .null], body: [])
        }
        #expect(second.ending == "refused")
    }

    @Test
    func `a load with a key twice fails as a whole`() throws {
        let store = try TestStore()
        let before = try indexes(store)
        guard case .refused(let error) = try load(store, titles: ["a", "b", "a"]) else {
            Issue.record("not refused")
            return
        }
        #expect(error.constraint == .unique)
        #expect(try indexes(store) == before)
        let after = try store.reader().read { database throws(StoreError) in
            (try database.readRevision(), try database.integrityFindings())
        }
        #expect(after == (0, []))
    }
}
