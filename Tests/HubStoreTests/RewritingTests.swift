import HubStore
import HubSystem
import HubTestKit
import Testing

/// What is erased leaves the file, also where no row uses the bytes.
struct RewritingTests {
    private static let count = 12_000

    private func planted(_ number: Int) -> [UInt8] { Array("planted-\(number)-planted".utf8) }

    private func id(_ number: Int) -> OpaqueID {
        // Not in the order of their keys: then pages are put in order again and again.
        noteID(number &* 7_919 % Self.count)
    }

    /// A store with many records, of which each tenth is erased, some while others still come: of
    /// those a few stay in the gaps of pages (5 of 1,200 with SQLite 3.40).
    private func filled() throws -> TestStore {
        let store = try TestStore()
        var random = SeededGenerator(seed: 17)
        var due: [Int] = []
        for start in stride(from: 0, to: Self.count, by: 100) {
            let bodies = (start..<start + 100).map { number in
                let rest = Int(random.next() % 300)
                let more = (0..<rest).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                return planted(number) + more
            }
            let gone = Set(due.filter { _ in random.next() % 3 == 0 })
            _ = try store.write { context throws(StoreError) in
                for number in start..<start + 100 {
                    try context.create(
                        id(number),
                        in: notes,
                        [.text("title \(number)"), .null],
                        body: bodies[number - start]
                    )
                }
                for number in gone.sorted() {
                    _ = try context.erase(id(number), in: notes, body: [])
                }
            }
            due.removeAll { gone.contains($0) }
            due += stride(from: start, to: start + 100, by: 10)
        }
        let rest = due
        _ = try store.write { context throws(StoreError) in
            for number in rest { _ = try context.erase(id(number), in: notes, body: []) }
        }
        return store
    }

    /// The erased ones whose words stand somewhere in the file or its log.
    private func left(_ path: String) throws -> Int {
        var bytes = try LocalFile.read(path, bytesMax: 100_000_000)
        if try LocalFile.facts("\(path)-wal") != nil {
            bytes += try LocalFile.read("\(path)-wal", bytesMax: 100_000_000)
        }
        var found: Set<Int> = []
        let mark = Array("planted-".utf8)
        var index = 0
        while index + mark.count < bytes.count {
            guard bytes[index] == mark[0], bytes[index...].prefix(mark.count).elementsEqual(mark)
            else {
                index += 1
                continue
            }
            index += mark.count
            let digits = bytes[index...].prefix { (0x30...0x39).contains($0) }
            if let number = Int(String(decoding: digits, as: UTF8.self)) { found.insert(number) }
        }
        #expect(!found.isEmpty)
        return found.count { $0 % 10 == 0 }
    }

    @Test
    func `of hundreds that were erased no word is in the file once it is closed`() throws {
        let store = try filled()
        let path = store.writer.path
        store.writer.close()
        #expect(try left(path) == 0)
    }

    @Test
    func `it is so while the file is in use, and what stands is as it was`() throws {
        let store = try filled()
        store.writer.rewriteErased()
        let kept = try store.write { context throws(StoreError) in
            try context.create(noteID(90_000), in: notes, [.text("new"), .null], body: [1])
            return context.lastRevision
        }
        guard case .committed = kept else {
            Issue.record("not kept: \(kept.ending)")
            return
        }
        #expect(try left(store.writer.path) == 0)
        #expect(Command.run(["python3", journalVerifier, store.writer.path]) == 0)
        // Soon after it is not done again, and stays to be done when the file is closed.
        _ = try store.write { context throws(StoreError) in
            try context.erase(noteID(90_000), in: notes, body: [])
        }
        store.writer.rewriteErased()
        #expect(Command.run(["python3", journalVerifier, store.writer.path]) == 0)
    }
}
