import HubStore
import HubSystem
import HubTestKit
import Testing

/// What goes wrong in a group harms one call.
struct GroupFailureTests {
    private typealias Job = @Sendable (inout WriteContext) throws(StoreError) -> Int64

    private func create(_ number: Int) -> Job {
        { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text("\(number)"), .null], body: [1])
        }
    }

    /// Submits jobs that become one group, with call number 1 the one to be harmed.
    private func group(
        _ store: TestStore,
        _ jobs: [Job],
        second: WriteCall? = nil,
        meanwhile: () -> Void = {}
    ) throws -> [String] {
        let gate = try store.hold()
        let results = Results<Int64>()
        for (number, job) in jobs.enumerated() {
            let call = number == 1 ? second ?? store.call : store.call
            try store.writer.submit(call, job: job) { results.put(number, $0) }
        }
        meanwhile()
        gate.open()
        let all = results.wait(jobs.count)
        return jobs.indices.map { all[$0]?.ending ?? "none" }
    }

    private func titles(_ store: TestStore) throws -> [String] {
        try store.reader().read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 100, in: database) { $0.text(0) }
                .map(\.value)
        }
    }

    private func expectSound(_ store: TestStore, revision: Int64) throws {
        try store.reader().read { database throws(StoreError) in
            #expect(try database.integrityFindings() == [])
            #expect(try database.readRevision() == revision)
        }
        let next = try store.write { context throws(StoreError) in try context.ownRevision() }
        #expect(next.receipt?.revision == revision + 1)
    }

    @Test
    func `a call that was taken back while it waited is not begun`() throws {
        let store = try TestStore()
        let flag = CancelFlag()
        var call = store.call
        call.cancel = flag
        let begun = Lock(false)
        let job: Job = { context throws(StoreError) in
            begun.withLock { $0 = true }
            return 0
        }
        let endings = try group(store, [create(0), job, create(2)], second: call) { flag.cancel() }
        #expect(endings == ["committed", "failed 6", "committed"])
        #expect(!begun.withLock { $0 })
        #expect(try titles(store) == ["0", "2"])
        try expectSound(store, revision: 2)
    }

    @Test
    func `a call whose deadline passed while it waited is not begun`() throws {
        let store = try TestStore()
        var call = store.call
        call.deadline = store.time.clock.moment.advanced(milliseconds: 5)
        let endings = try group(store, [create(0), create(1), create(2)], second: call) {
            store.time.advance(milliseconds: 5)
        }
        #expect(endings == ["committed", "failed 7", "committed"])
        try expectSound(store, revision: 2)
    }

    @Test
    func `a deadline that is not yet reached lets the call through`() throws {
        let store = try TestStore()
        var call = store.call
        call.deadline = store.time.clock.moment.advanced(milliseconds: 5)
        let endings = try group(store, [create(0), create(1), create(2)], second: call) {
            store.time.advance(milliseconds: 4)
        }
        #expect(endings == ["committed", "committed", "committed"])
    }

    /// After how many of its four changes the call is stopped; 4 is just before its end.
    @Test(arguments: [0, 1, 2, 3, 4], [false, true])
    func `a call that is stopped between its statements leaves nothing`(
        after stop: Int,
        byDeadline: Bool
    ) throws {
        let store = try TestStore()
        let flag = CancelFlag()
        var call = store.call
        call.cancel = flag
        call.deadline = store.time.clock.moment.advanced(milliseconds: 5)
        let time = store.time
        let job: Job = { context throws(StoreError) in
            for number in 0...4 {
                if number == stop {
                    if byDeadline { time.advance(milliseconds: 5) } else { flag.cancel() }
                }
                if number == 4 { break }
                let id = noteID(10 + number)
                try context.create(id, in: notes, [.text("x\(number)"), .null], body: [])
            }
            return 0
        }
        let endings = try group(store, [create(0), job, create(2)], second: call)
        #expect(endings == ["committed", byDeadline ? "failed 7" : "failed 6", "committed"])
        #expect(try titles(store) == ["0", "2"])
        try expectSound(store, revision: 2)
    }

    @Test
    func `a job that hides that it was stopped is rolled back all the same`() throws {
        let store = try TestStore()
        let flag = CancelFlag()
        var call = store.call
        call.cancel = flag
        let job: Job = { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text("1"), .null], body: [])
            flag.cancel()
            return (try? context.ownRevision()) ?? 0
        }
        let endings = try group(store, [create(0), job, create(2)], second: call)
        #expect(endings == ["committed", "failed 6", "committed"])
        #expect(try titles(store) == ["0", "2"])
    }

    @Test
    func `when one call makes SQLite roll everything back the others run again`() throws {
        let store = try TestStore()
        let runs = Lock([0, 0, 0])
        let voiding: Job = { context throws(StoreError) in
            runs.withLock { $0[1] += 1 }
            // "ROLLBACK … aborts the current SQL statement … and rolls back the current
            // transaction" (SQLite, lang_conflict.html): the same that a full disk may do.
            let query = Query(once: ["INSERT OR ROLLBACK INTO meta SELECT * FROM meta"])
            try context.database.run(query)
            return 0
        }
        let ordinary = create(0)
        let first: Job = { context throws(StoreError) in
            runs.withLock { $0[0] += 1 }
            return try ordinary(&context)
        }
        let alsoOrdinary = create(2)
        let last: Job = { context throws(StoreError) in
            runs.withLock { $0[2] += 1 }
            return try alsoOrdinary(&context)
        }
        let endings = try group(store, [first, voiding, last])
        #expect(endings == ["committed", "failed 5", "committed"])
        #expect(runs.withLock { $0 } == [2, 1, 1])
        #expect(try titles(store) == ["0", "2"])
        try expectSound(store, revision: 2)
    }

    @Test
    func `a job that hides that its transaction is gone cannot write outside of one`() throws {
        let store = try TestStore()
        let hiding: Job = { context throws(StoreError) in
            _ = try? context.database.run(
                Query(once: ["INSERT OR ROLLBACK INTO meta SELECT * FROM meta"])
            )
            _ = try? context.create(noteID(9), in: notes, [.text("9"), .null], body: [])
            return 0
        }
        let endings = try group(store, [create(0), hiding, create(2)])
        #expect(endings == ["committed", "failed 5", "committed"])
        #expect(try titles(store) == ["0", "2"])
        try expectSound(store, revision: 2)
    }

    @Test
    func `a group gives up after it was rolled back too often`() throws {
        let store = try TestStore()
        let voiding: Job = { context throws(StoreError) in
            try context.database.run(
                Query(once: ["INSERT OR ROLLBACK INTO meta SELECT * FROM meta"])
            )
            return 0
        }
        let jobs = [create(0)] + Array(repeating: voiding, count: 20)
        let endings = try group(store, jobs)
        #expect(Set(endings) == ["failed 5"])
        try expectSound(store, revision: 0)
    }

    @Test
    func `a full file refuses one call and keeps the others`() throws {
        let store = try TestStore()
        _ = try store.write { context throws(StoreError) in
            try context.database.run(Query(once: ["PRAGMA max_page_count = 60"]))
        }
        let big: Job = { context throws(StoreError) in
            let body = [UInt8](repeating: 1, count: 400_000)
            return try context.create(noteID(1), in: notes, [.text("1"), .null], body: body)
        }
        let endings = try group(store, [create(0), big, create(2)])
        #expect(endings[0] == "committed")
        #expect(endings[1] == "refused" || endings[1] == "failed 2")
        #expect(endings[2] == "committed")
        #expect(try titles(store) == ["0", "2"])
        try expectSound(store, revision: 2)
    }

    @Sendable
    private func refuse(_: inout WriteContext) throws(StoreError) -> Int64 {
        throw StoreError(.statement, "refused")
    }

    private func counting(_ job: @escaping Job, _ number: Int, in runs: Lock<[Int]>) -> Job {
        { context throws(StoreError) in
            runs.withLock { $0[number] += 1 }
            return try job(&context)
        }
    }

    /// A group whose second and fourth calls fail, and how often each job ran.
    private func runs(_ failing: @escaping Job) throws -> (endings: [String], runs: [Int]) {
        let store = try TestStore()
        let runs = Lock([0, 0, 0, 0])
        let jobs = [create(0), failing, create(2), failing]
        let counted = jobs.indices.map { counting(jobs[$0], $0, in: runs) }
        let endings = try group(store, counted)
        #expect(try titles(store) == ["0", "2"])
        try expectSound(store, revision: 2)
        return (endings, runs.withLock { $0 })
    }

    @Test
    func `a refusal before anything was changed has no neighbour run again`() throws {
        let refused = try runs(refuse)
        #expect(refused.endings == ["committed", "refused", "committed", "refused"])
        #expect(refused.runs == [1, 1, 1, 1])
    }

    @Test
    func `refusals after a change have the group run again once, however many there are`() throws {
        let refused = try runs { context throws(StoreError) in
            try context.create(noteID(9), in: notes, [.text("9"), .null], body: [])
            throw StoreError(.statement, "refused")
        }
        #expect(refused.endings == ["committed", "refused", "committed", "refused"])
        #expect(refused.runs == [2, 2, 1, 1])
    }

    @Test
    func `a change that SQLite does not count is undone as well`() throws {
        let refused = try runs { context throws(StoreError) in
            try context.indexingAfterwards(notes, wrap: { $0 }, refuse)
        }
        #expect(refused.endings == ["committed", "refused", "committed", "refused"])
        #expect(refused.runs == [2, 2, 1, 1])
    }

    /// How a call ends that is stopped after it changed something.
    enum Stop: CaseIterable { case deadlineInJob, deadlineAfterStatement, cancel }

    @Test(arguments: Stop.allCases, [true, false])
    func `a call that is stopped at work is undone, and its file goes on`(
        stop: Stop,
        isDryRun: Bool
    ) throws {
        let store = try TestStore()
        let flag = CancelFlag()
        var call = store.call
        call.isDryRun = isDryRun
        call.cancel = flag
        call.deadline = store.time.clock.moment.advanced(milliseconds: 10)
        let first = create(1)
        let time = store.time
        let ended = try store.write(call, isBulk: !isDryRun) { context throws(StoreError) in
            let revision = try first(&context)
            switch stop {
            case .cancel: flag.cancel()
            case .deadlineInJob, .deadlineAfterStatement: time.advance(milliseconds: 20)
            }
            // Either the job itself finds that it must end, or what follows it does.
            if stop == .deadlineAfterStatement { return revision }
            return try context.create(noteID(2), in: notes, [.text("2"), .null], body: [1])
        }
        let code = stop == .cancel ? StoreError.Code.cancelled : .deadlineExceeded
        #expect(ended.ending == "failed \(code.rawValue)")
        #expect(try titles(store).isEmpty)
        _ = try store.write { context throws(StoreError) in
            try context.create(noteID(3), in: notes, [.text("3"), .null], body: [1])
        }
        #expect(try titles(store) == ["3"])
        try expectSound(store, revision: 1)
    }

    @Test
    func `a dry run is undone alone`() throws {
        let store = try TestStore()
        var rehearsal = store.call
        rehearsal.isDryRun = true
        let runs = Lock([0])
        let counted = counting(create(0), 0, in: runs)
        let endings = try group(store, [counted, create(1), create(2)], second: rehearsal)
        #expect(endings == ["committed", "rehearsed", "committed"])
        #expect(runs.withLock { $0 } == [1])
        #expect(try titles(store) == ["0", "2"])
    }
}
