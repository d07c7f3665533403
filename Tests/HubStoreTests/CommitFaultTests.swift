import HubStore
import HubSystem
import HubTestKit
import Testing

/// A disk that fails at commit leaves callers with the truth, which may be that nobody knows.
struct CommitFaultTests {
    /// Strikes once, the n-th time that a stage is reached.
    private func strike(
        _ stage: StoreFaults.Stage,
        time: Int,
        _ code: StoreError.Code
    ) -> StoreFaults {
        let count = Lock(0)
        return StoreFaults { reached in
            guard reached == stage else { return nil }
            let present = count.withLock { count in
                count += 1
                return count
            }
            return present == time ? StoreError(code, "injected") : nil
        }
    }

    private func options(_ faults: StoreFaults, _ poisons: Lock<[StoreError]>) -> WriterOptions {
        var options = WriterOptions()
        options.faults = faults
        options.onPoison = { error in poisons.withLock { $0.append(error) } }
        return options
    }

    private func create(
        _ number: Int
    ) -> @Sendable (inout WriteContext) throws(StoreError) -> Int64 {
        { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text("\(number)"), .null], body: [1])
        }
    }

    @Test(arguments: [StoreFaults.Stage.beforeCommit, .afterCommit])
    func `after a disk error at commit the outcome is unknown and nothing more is written`(
        stage: StoreFaults.Stage
    ) throws {
        let poisons = Lock<[StoreError]>([])
        let faults = strike(stage, time: 2, .inputOutput)
        let store = try TestStore(options: options(faults, poisons))
        #expect(try store.write(nil, create(0)).ending == "committed")
        let gate = try store.hold()
        let results = Results<Int64>()
        var calls = Array(repeating: store.call, count: 4)
        calls[1].isDryRun = true
        let jobs = [create(1), create(2), create(0), create(3)]
        for (number, job) in jobs.enumerated() {
            try store.writer.submit(calls[number], job: job) { results.put(number, $0) }
        }
        gate.open()
        let all = results.wait(4)
        // What leaves nothing either way failed; only what may be there is in doubt.
        let endings = (0..<4).map { all[$0]?.ending }
        #expect(endings == ["unknown", "failed 3", "failed 3", "unknown"])
        #expect(store.writer.isPoisoned)
        #expect(poisons.withLock { $0.count } == 1)
        #expect(throws: StoreError(.poisoned)) { try store.write(nil, create(5)) }
        store.writer.close()
        // After a restart the file tells: either both calls of the group are there or neither.
        let again = try TestStore(folder: store.folder)
        let there = try again.reader().read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 9, in: database) { $0.text(0) }
                .map(\.value)
        }
        #expect(there == (stage == .beforeCommit ? ["0"] : ["0", "1", "3"]))
        #expect(try again.write(nil, create(6)).ending == "committed")
    }

    @Test
    func `calls that wait behind a failed commit were not applied and hear so`() throws {
        let poisons = Lock<[StoreError]>([])
        let faults = strike(.beforeCommit, time: 1, .inputOutput)
        let store = try TestStore(options: options(faults, poisons))
        let gate = Gate()
        let results = Results<Int64>()
        let first = create(0)
        try store.writer.submit(store.call) { context throws(StoreError) in
            let revision = try first(&context)
            gate.pass()
            return revision
        } completion: {
            results.put(0, $0)
        }
        gate.waitUntilReached()
        for number in 1...3 {
            try store.writer.submit(store.call, isBulk: number == 2, job: create(number)) {
                result in
                results.put(number, result)
            }
        }
        gate.open()
        let all = results.wait(4)
        let endings = (0..<4).map { all[$0]?.ending }
        #expect(endings == ["unknown", "failed 16", "failed 16", "failed 16"])
    }

    @Test(arguments: [StoreError.Code.full, .busy])
    func `a commit that was refused was not applied and the file goes on`(
        code: StoreError.Code
    ) throws {
        let poisons = Lock<[StoreError]>([])
        let store = try TestStore(options: options(strike(.beforeCommit, time: 1, code), poisons))
        #expect(try store.write(nil, create(0)).ending == "failed \(code.rawValue)")
        let second = try store.write(nil, create(0))
        #expect(second.receipt?.revision == 1)
        #expect(poisons.withLock { $0.isEmpty })
    }

    @Test
    func `a disk error at a checkpoint comes after the answer and stops the file`() throws {
        let poisons = Lock<[StoreError]>([])
        let store = try TestStore(
            options: options(strike(.checkpoint, time: 1, .inputOutput), poisons)
        )
        let body = [UInt8](repeating: 7, count: 1_000_000)
        let result = try store.write { context throws(StoreError) in
            for _ in 0..<5 { try context.post(to: "region", kind: "big", body: body) }
        }
        #expect(result.ending == "committed")
        store.writer.close()
        #expect(store.writer.isPoisoned)
        #expect(poisons.withLock { $0 } == [StoreError(.inputOutput)])
    }
}
