import HubStore
import HubSystem
import HubTestKit
import Testing

struct ReaderTests {
    /// Counts to a number, one row at a time: a read of any length without any data.
    private static let counting = Query(
        """
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?1)
        SELECT sum(x) FROM n
        """
    )

    private static func count(
        to number: Int64,
        _ database: borrowing Database
    ) throws(StoreError) -> Int64? {
        try database.first(counting, [.integer(number)]) { $0.integer(0) }
    }

    private func create(_ store: TestStore, _ number: Int) throws {
        _ = try store.write { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text("\(number)"), .null], body: [])
        }
    }

    @Test
    func `reads of one batch see one state and the next batch a later one`() throws {
        let store = try TestStore()
        let reader = try store.reader()
        #expect(try reader.batchRevision() == 0)
        try create(store, 1)
        #expect(try reader.batchRevision() == 0)
        let early = try reader.read { database throws(StoreError) in
            try notes.title(1, in: database)
        }
        #expect(early == nil)
        reader.endBatch()
        #expect(try reader.batchRevision() == 1)
        let late = try reader.read { database throws(StoreError) in
            try notes.title(1, in: database)
        }
        #expect(late == "1")
    }

    @Test
    func `a point read over its budget is stopped and the batch goes on`() throws {
        let store = try TestStore()
        let reader = try store.reader()
        let short = try reader.read { database throws(StoreError) in
            try Self.count(to: 100, database)
        }
        #expect(short == 5_050)
        #expect(throws: StoreError(.overBudget)) {
            try reader.read { database throws(StoreError) in
                try Self.count(to: 1_000_000, database)
            }
        }
        let after = try reader.read { database throws(StoreError) in
            try Self.count(to: 100, database)
        }
        #expect(after == 5_050)
    }

    @Test
    func `a loop's read of few steps that works for long belongs on a pool`() throws {
        let long = Query(
            """
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100)
            SELECT sum(length(hex(zeroblob(1000000 + x)))) FROM n
            """
        )
        let store = try TestStore()
        let reader = try store.reader()
        let whole = try reader.read { database throws(StoreError) in
            try database.first(long) { $0.integer(0) }
        }
        #expect(whole == 200_010_100)
        #expect(throws: StoreError(.overBudget)) {
            try reader.readOnLoop { database throws(StoreError) in
                try database.first(long) { $0.integer(0) }
            }
        }
        let short = try reader.readOnLoop { database throws(StoreError) in
            try Self.count(to: 10, database)
        }
        #expect(short == 55)
    }

    @Test
    func `a reader cannot write`() throws {
        let store = try TestStore()
        try create(store, 1)
        let reader = try store.reader()
        for statement: StaticString in [
            "DELETE FROM note", "CREATE TABLE x (y)", "PRAGMA user_version = 3",
        ] {
            #expect(throws: StoreError(.readOnly)) {
                try reader.read { database throws(StoreError) in
                    try database.run(Query(once: [statement]))
                }
            }
        }
    }

    @Test
    func `a cursor over many rows may use a second statement of the same text`() throws {
        let store = try TestStore()
        for number in 1...3 { try create(store, number) }
        let reader = try store.reader()
        let found = try reader.read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 9, in: database) { row throws(StoreError) in
                let inner = try notes.page(after: nil, .current, limit: 9, in: database) {
                    $0.text(0)
                }
                return row.text(0) + inner.map(\.value).joined()
            }
        }
        #expect(found.map(\.value) == ["1123", "2123", "3123"])
    }

    @Test
    func `a pool reads beside its writer and delivers where it is told`() throws {
        let destinations = Lock<[Int]>([])
        let pool = try ReaderPool(count: 2) { group in
            destinations.withLock { $0 += group.map(\.destination) }
            for completion in group { completion.run() }
        }
        defer { pool.stop() }
        let store = try TestStore()
        try create(store, 1)
        let done = Monitor<[String]>([])
        for place in 0..<20 {
            var call = ReadCall()
            call.destination = place
            try pool.submit(call, on: store.writer) { database throws(StoreError) in
                try notes.title(1, in: database)
            } completion: { result in
                guard case .read(let title) = result else { return }
                done.change { $0.append(title ?? "") }
            }
        }
        #expect(done.wait { $0.count == 20 ? $0 : nil } == Array(repeating: "1", count: 20))
        #expect(destinations.withLock { $0.sorted() } == Array(0..<20))
    }

    @Test
    func `a file that a pool has read can be closed while the pool works on another`() throws {
        let pool = try ReaderPool(count: 1)
        let folder = try TestFolder()
        let schemas = StoreSchemas(records: [], registry: [], region: [])
        var settings = StoreSettings()
        settings.openTenantsMax = 1
        let directory = try StoreDirectory(
            path: "\(folder.path)/data",
            schemas: schemas,
            cryptography: .test(seed: 4),
            clock: .system,
            settings: settings
        )
        let first = try directory.tenant(noteID(1))
        let read = Monitor(false)
        try pool.submit(ReadCall(), on: first.records) { database throws(StoreError) in
            try database.readRevision()
        } completion: { _ in
            read.change { $0 = true }
        }
        let gate = Gate()
        try pool.submit(ReadCall(), on: directory.region) { _ throws(StoreError) in
            gate.pass()
        } completion: { _ in
        }
        gate.waitUntilReached()
        #expect(read.wait { $0 ? true : nil })
        _ = try directory.tenant(noteID(2))
        #expect(first.isClosed)
        gate.open()
        pool.stop()
        directory.close()
    }

    private enum Stop: CaseIterable {
        case cancelBefore
        case cancelWithin
        case deadlineBefore
        case deadlineWithin
        case budget

        var code: StoreError.Code {
            switch self {
            case .cancelBefore, .cancelWithin: .cancelled
            case .deadlineBefore, .deadlineWithin: .deadlineExceeded
            case .budget: .overBudget
            }
        }
    }

    @Test(arguments: Stop.allCases)
    private func `a long read stops when it must`(stop: Stop) throws {
        let pool = try ReaderPool(count: 1)
        defer { pool.stop() }
        let store = try TestStore()
        let flag = CancelFlag()
        var call = ReadCall()
        call.cancel = flag
        call.deadline = store.time.clock.moment.advanced(milliseconds: 5)
        if stop == .budget { call.stepsMax = 50_000 }
        let time = store.time
        if stop == .cancelBefore { flag.cancel() }
        if stop == .deadlineBefore { time.advance(milliseconds: 5) }
        let answer = Monitor<ReadResult<Int64?, StoreError>?>(nil)
        try pool.submit(call, on: store.writer) { database throws(StoreError) in
            if stop == .cancelWithin { flag.cancel() }
            if stop == .deadlineWithin { time.advance(milliseconds: 5) }
            return try Self.count(to: 1_000_000_000_000, database)
        } completion: { result in
            answer.change { $0 = result }
        }
        guard case .failed(let error) = answer.wait({ $0 }) else {
            Issue.record("not stopped")
            return
        }
        #expect(error.code == stop.code)
    }

    @Test
    func `a pool takes so many calls and no more`() throws {
        let pool = try ReaderPool(count: 1)
        let store = try TestStore()
        let gate = Gate()
        try pool.submit(ReadCall(), on: store.writer) { _ throws(StoreError) in
            gate.pass()
        } completion: { _ in
        }
        gate.waitUntilReached()
        let count = Monitor(0)
        let submit = { (party: Int) in
            var call = ReadCall()
            call.party = [UInt8(party)]
            try pool.submit(call, on: store.writer) { database throws(StoreError) in
                try database.readRevision()
            } completion: { _ in
                count.change { $0 += 1 }
            }
        }
        let parties = ReaderPool.waitingMax / ReaderPool.partyWaitingMax
        for party in 0..<parties {
            for _ in 0..<ReaderPool.partyWaitingMax { try submit(party) }
            if party == 0 { #expect(throws: StoreError(.readsFull)) { try submit(0) } }
        }
        #expect(throws: StoreError(.readsFull)) { try submit(parties) }
        gate.open()
        count.wait { $0 == ReaderPool.waitingMax ? () : nil }
        pool.stop()
        #expect(throws: StoreError(.closed)) { try submit(0) }
    }

    @Test
    func `a list read in pages shows one revision whatever is written between them`() throws {
        let store = try TestStore()
        for number in 0..<10 { try create(store, number * 2) }
        let reader = try store.reader()
        let revision = try reader.batchRevision()
        var seen: [String] = []
        var last: OpaqueID?
        for round in 0..<9 {
            let page = try reader.read { [last] database throws(StoreError) in
                let view = RecordView.asOf(revision: revision)
                return try notes.page(after: last, view, limit: 3, in: database) { $0.text(0) }
            }
            reader.endBatch()
            if page.isEmpty { break }
            seen += page.map(\.value)
            last = page.last?.id
            try create(store, round * 2 + 1)
            _ = try store.write { context throws(StoreError) in
                try context.close(noteID(18 - round * 2), in: notes, basedOn: nil)
            }
        }
        #expect(seen == (0..<10).map { "\($0 * 2)" })
    }
}
