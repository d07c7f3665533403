import HubStore
import HubSystem
import HubTestKit
import Testing

struct JournalTests {
    private func verify(_ path: String, heads: [String] = []) -> Int32? {
        Command.run(["python3", journalVerifier, path] + heads.flatMap { ["--head", $0] })
    }

    private func text(_ head: JournalHead) -> String {
        let digits = head.chain.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0\(text)" : text
        }
        return "\(head.revision):\(digits.joined())"
    }

    private func change(
        _ store: TestStore,
        _ number: Int,
        batch: OpaqueID? = nil
    ) throws -> WriteReceipt? {
        var call = store.call
        call.batch = batch
        let title = "title \(number)"
        let result = try store.write(call) { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text(title), .null], body: [9])
            try context.record(
                JournalEntry(kind: "thing", record: noteID(99), operation: .noted, body: [])
            )
        }
        return result.receipt
    }

    @Test
    func `another implementation verifies the chain and its heads`() throws {
        let store = try TestStore()
        var heads: [String] = []
        for number in 1...4 {
            let batch = number == 2 ? noteID(50) : nil
            let receipt = try #require(try change(store, number, batch: batch))
            heads.append(text(receipt.head))
        }
        #expect(verify(store.writer.path, heads: heads) == 0)
        let other = try #require(heads.last?.replacing("4:", with: "3:"))
        #expect(verify(store.writer.path, heads: [other]) == 1)
        #expect(verify(store.writer.path, heads: ["5:" + heads[0].dropFirst(2)]) == 1)
        #expect(verify(store.writer.path + ".not-there") == 2)
    }

    @Test(arguments: [
        "UPDATE journal_row SET body = x'00' WHERE revision = 2 AND ordinal = 1",
        "UPDATE journal_row SET body = NULL, salt = NULL, digest = zeroblob(32) WHERE revision = 2",
        "UPDATE journal_revision SET actor = x'08' WHERE revision = 1",
        "UPDATE journal_revision SET time = time + 1 WHERE revision = 3",
        "UPDATE journal_row SET ordinal = 3 WHERE revision = 3 AND ordinal = 2",
        "DELETE FROM journal_row WHERE revision = 2 AND ordinal = 1",
        "DELETE FROM journal_revision WHERE revision = 1",
        "UPDATE meta SET file = zeroblob(16)",
        "UPDATE meta SET epoch = epoch + 1",
        "DELETE FROM note",
        "DROP TABLE note",
        "DELETE FROM note WHERE from_revision = 2",
        "UPDATE note SET from_revision = 1 WHERE from_revision = 2",
        "UPDATE note SET id = zeroblob(16) WHERE from_revision = 2",
        "DELETE FROM note_past",
        "DROP TABLE note_past",
        "UPDATE note_past SET to_revision = 5",
        "UPDATE note_past SET from_revision = 2",
        "UPDATE note_past SET id = zeroblob(16)",
        "INSERT INTO note_past SELECT 9, id, from_revision, title, size FROM note LIMIT 1",
    ])
    func `a change of the file behind the journal's back is found`(statement: String) throws {
        let store = try TestStore()
        for number in 1...3 { _ = try change(store, number) }
        _ = try store.write { context throws(StoreError) in
            try context.update(noteID(1), in: notes, basedOn: 1, [.text("b"), .null], body: [8])
        }
        // Verifies a copy as it is, changes it, and verifies it again, in one process.
        let script = """
            import argparse, sqlite3, sys
            sys.path.insert(0, sys.argv[1].rpartition("/")[0])
            import verify_journal
            source, copy = sqlite3.connect(sys.argv[2]), sqlite3.connect(":memory:")
            source.backup(copy)
            arguments = argparse.Namespace(head=[], epoch=None, restored=False)
            before, after = verify_journal.Findings(), verify_journal.Findings()
            verify_journal.verify_file(copy, arguments, before)
            copy.execute("PRAGMA foreign_keys = OFF")
            copy.execute(sys.argv[3])
            verify_journal.verify_file(copy, arguments, after)
            sys.exit(0 if before.count == 0 and after.count > 0 else 1)
            """
        let arguments = [journalVerifier, store.writer.path, statement]
        #expect(Command.run(["python3", "-c", script] + arguments) == 0)
    }

    @Test
    func `an erased record leaves a journal that verifies and holds none of its bytes`() throws {
        let store = try TestStore()
        let secret = Array("planted-secret-value".utf8)
        let secretTitle = "planted-secret-title"
        _ = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text(secretTitle), .null], body: secret)
            try context.create(noteID(2), in: notes, [.text("kept"), .null], body: [2])
        }
        let before = Command.run(["grep", "-rqa", "planted-secret", store.folder.path])
        #expect(before == 0)
        let erased = try store.write { context throws(StoreError) in
            try context.erase(noteID(1), in: notes, body: [])
        }
        guard case .committed(let count, _) = erased else {
            Issue.record("not erased: \(erased.ending)")
            return
        }
        #expect(count == 1)
        #expect(verify(store.writer.path) == 0)
        // The next turn comes after the one that erased has looked after the file.
        _ = try store.write { context throws(StoreError) in context.lastRevision }
        #expect(Command.run(["grep", "-rqa", "planted-secret", store.folder.path]) == 1)
        let reader = try store.reader()
        try reader.read { database throws(StoreError) in
            let history = try notes.history(of: noteID(1), limit: 9, in: database)
            #expect(history.map(\.operation) == [.created, .erased])
            #expect(history.map(\.body) == [nil, []])
            #expect(try notes.title(1, .asOf(revision: 1), in: database) == nil)
        }
    }

    @Test
    func `a revision is never earlier than the one before it`() throws {
        let store = try TestStore()
        let start = store.time.clock.instant
        _ = try change(store, 1)
        store.time.set(instant: start.advanced(seconds: -1_000))
        let second = try #require(try change(store, 2))
        #expect(second.head.time == start)
        store.time.set(instant: start.advanced(seconds: 10))
        let third = try #require(try change(store, 3))
        #expect(third.head.time == start.advanced(seconds: 10))
    }

    @Test
    func `a time reads as the last revision at or before it`() throws {
        let store = try TestStore()
        let start = store.time.clock.instant
        for number in 0..<9 {
            store.time.set(instant: start.advanced(seconds: Int64(number) * 10))
            _ = try change(store, number)
        }
        let reader = try store.reader()
        for seconds in -1...90 {
            let time = start.advanced(seconds: Int64(seconds))
            let found = try reader.read { database throws(StoreError) in
                try database.revision(at: time)
            }
            #expect(found == (seconds < 0 ? 0 : min(9, Int64(seconds / 10) + 1)))
        }
    }

    @Test
    func `the change feed goes on after any row`() throws {
        let store = try TestStore()
        for number in 1...5 { _ = try change(store, number, batch: noteID(70 + number % 2)) }
        let reader = try store.reader()
        try reader.read { database throws(StoreError) in
            let all = try database.changes(after: .start, limit: 100).map(\.position)
            #expect(all.count == 10)
            for limit in 1...3 {
                var seen: [JournalPosition] = []
                while true {
                    let last = seen.last ?? .start
                    let page = try database.changes(after: last, limit: limit).map(\.position)
                    if page.isEmpty { break }
                    seen += page
                }
                #expect(seen == all)
            }
            #expect(try database.changes(after: .start, upTo: 2, limit: 100).count == 4)
            #expect(try database.rows(ofBatch: noteID(71), limit: 100).count == 6)
            #expect(try notes.history(of: noteID(99), limit: 100, in: database).count == 5)
            let newest = JournalPosition(revision: .max, ordinal: .max)
            let backwards = try notes.history(
                of: noteID(99),
                before: newest,
                limit: 100,
                in: database
            )
            #expect(backwards.count == 5)
            for bytesMax in [1, 2] {
                // The first row comes whatever it is; none after so many bytes.
                let some = try notes.history(
                    of: noteID(99),
                    before: newest,
                    limit: 100,
                    bytesMax: bytesMax,
                    in: database
                )
                var bytes = 0
                let wanted = backwards.prefix { row in
                    defer { bytes += row.body?.count ?? 0 }
                    return bytes < bytesMax
                }
                #expect(some.map(\.position) == wanted.map(\.position))
            }
        }
    }

    @Test
    func `the history of a record is read backwards as it is read forwards`() throws {
        let store = try TestStore()
        for number in 1...5 { _ = try change(store, number, batch: noteID(70)) }
        let reader = try store.reader()
        try reader.read { database throws(StoreError) in
            let all = try notes.history(of: noteID(99), limit: 100, in: database).map(\.position)
            let end = JournalPosition(revision: .max, ordinal: .max)
            for limit in 1...6 {
                var seen: [JournalPosition] = []
                while true {
                    let last = seen.last ?? end
                    let page = try notes.history(
                        of: noteID(99),
                        before: last,
                        limit: limit,
                        in: database
                    )
                    if page.isEmpty { break }
                    seen += page.map(\.position)
                }
                #expect(seen == all.reversed())
            }
            let fixed = try notes.history(
                of: noteID(99),
                before: end,
                upTo: 2,
                limit: 9,
                in: database
            )
            #expect(fixed.map(\.position) == all.prefix(2).reversed())
            let none = try notes.history(of: noteID(98), before: end, limit: 9, in: database)
            #expect(none.isEmpty)
        }
    }
}
