import HubStore
import HubSystem
import HubTestKit
import Testing

struct GroupCommitTests {
    private func createNote(
        _ number: Int,
        _ title: String? = nil
    ) -> @Sendable (inout WriteContext) throws(StoreError) -> Int64 {
        { context throws(StoreError) in
            let values: [StoreValue] = [.text(title ?? "note \(number)"), .null]
            return try context.create(noteID(number), in: notes, values, body: [1])
        }
    }

    @Test
    func `what waits together is committed and delivered together`() throws {
        let groups = Lock<[Int]>([])
        var options = WriterOptions()
        options.deliver = { group in
            groups.withLock { $0.append(group.count) }
            for completion in group { completion.run() }
        }
        let store = try TestStore(options: options)
        let gate = try store.hold()
        let results = Results<Int64>()
        for number in 0..<20 {
            try store.writer.submit(store.call, job: createNote(number)) { result in
                results.put(number, result)
            }
        }
        gate.open()
        let all = results.wait(20)
        #expect(groups.withLock { $0 } == [1, 20])
        #expect((0..<20).map { all[$0]?.receipt?.revision } == (1...20).map { Int64($0) })
    }

    @Test
    func `a call that fails takes nothing of its neighbours with it and no revision`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let results = Results<Int64>()
        for (number, title) in ["a", "b", "a", "c"].enumerated() {
            try store.writer.submit(store.call, job: createNote(number, title)) { result in
                results.put(number, result)
            }
        }
        gate.open()
        let all = results.wait(4)
        let endings = (0..<4).map { all[$0]?.ending }
        #expect(endings == ["committed", "committed", "refused", "committed"])
        #expect(all[3]?.receipt?.revision == 3)
    }

    @Test
    func `a dry run shows its revision and uses none`() throws {
        let store = try TestStore()
        var dry = store.call
        dry.isDryRun = true
        let tried = try store.write(dry, createNote(1))
        #expect(tried.ending == "rehearsed")
        let done = try store.write(nil, createNote(2))
        #expect(done.receipt?.revision == 1)
        let reader = try store.reader()
        let titles = try reader.read { database throws(StoreError) in
            (try notes.title(1, in: database), try notes.title(2, in: database))
        }
        #expect(titles == (nil, "note 2"))
    }
}
