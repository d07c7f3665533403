import HubStore
import HubSystem
import HubTestKit
import Testing

/// The check in the hub finds what the independent verifier finds of a chain.
struct JournalCheckTests {
    /// Turns one bit of one value over, whatever the table's rules say of it.
    private static let damage = """
        import sqlite3, sys
        path, table, column, key = sys.argv[1:5]
        file = sqlite3.connect(path)
        file.execute("PRAGMA ignore_check_constraints = ON")
        file.execute("PRAGMA foreign_keys = OFF")
        (value,) = file.execute(f"SELECT {column} FROM {table} WHERE {key}").fetchone()
        if isinstance(value, int):
            value ^= 64
        elif isinstance(value, str):
            value = chr(ord(value[0]) ^ 1) + value[1:]
        else:
            value = bytes([value[0] ^ 1]) + value[1:]
        file.execute(f"UPDATE {table} SET {column} = ? WHERE {key}", (value,))
        file.commit()
        """

    private func fill(_ store: TestStore) throws -> [WriteReceipt] {
        var receipts: [WriteReceipt] = []
        for number in 1...4 {
            if let receipt = try change(store, number) { receipts.append(receipt) }
        }
        return receipts
    }

    private func change(_ store: TestStore, _ number: Int) throws -> WriteReceipt? {
        var call = store.call
        call.batch = noteID(50)
        let title = "title \(number)"
        let result = try store.write(call) { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text(title), .null], body: [9, 9])
            try context.record(
                JournalEntry(kind: "thing", record: noteID(99), operation: .noted, body: [1])
            )
        }
        return result.receipt
    }

    private func check(
        _ store: TestStore,
        heads: [JournalCheck.Head] = []
    ) throws -> JournalCheck {
        let reader = try store.reader()
        defer { reader.endBatch() }
        return try reader.read(stepsMax: .max) { database throws(StoreError) in
            var check = JournalCheck(
                of: store.writer.identity,
                upTo: try database.readRevision(),
                heads: heads.count,
                store.cryptography
            )
            while !check.isDone {
                try check.follow(database, heads: heads)
                var next = JournalCheck(
                    of: store.writer.identity,
                    upTo: check.last,
                    heads: heads.count,
                    store.cryptography
                )
                // As a stream does: what goes on is nothing but bytes.
                if !check.isDone, next.resume(check.bytes) { check = next }
            }
            return check
        }
    }

    @Test
    func `a whole chain is sound, and the heads that are remembered are in it`() throws {
        let store = try TestStore()
        let receipts = try fill(store)
        var heads = receipts.map {
            JournalCheck.Head(epoch: $0.epoch, revision: $0.revision, chain: $0.head.chain)
        }
        let last = try #require(receipts.last)
        heads.append(.init(epoch: last.epoch, revision: 3, chain: last.head.chain))
        heads.append(.init(epoch: last.epoch, revision: 9, chain: last.head.chain))
        heads.append(.init(epoch: last.epoch + 1, revision: 4, chain: last.head.chain))
        let done = try check(store, heads: heads)
        #expect(done.fault == nil)
        #expect(done.revision == 4)
        #expect(done.found == [true, true, true, true, false, false, false])
    }

    @Test
    func `more rows than one piece has are looked at in several`() throws {
        let store = try TestStore()
        for _ in 0..<2 {
            _ = try store.write { context throws(StoreError) in
                for number in 0..<JournalCheck.pieceMax {
                    try context.record(
                        JournalEntry(kind: "thing", record: noteID(number), operation: .noted)
                    )
                }
            }
        }
        let done = try check(store)
        #expect(done.fault == nil)
        #expect(done.revision == 2)
    }

    @Test(arguments: [
        ("journal_revision", "revision"), ("journal_revision", "epoch"),
        ("journal_revision", "time"), ("journal_revision", "actor"),
        ("journal_revision", "method"), ("journal_revision", "request"),
        ("journal_revision", "batch"), ("journal_revision", "chain"),
        ("journal_row", "revision"), ("journal_row", "ordinal"), ("journal_row", "kind"),
        ("journal_row", "record"), ("journal_row", "operation"), ("journal_row", "body"),
        ("journal_row", "salt"), ("journal_row", "digest"), ("journal_row", "chain"),
    ])
    func `one bit turned over in any column is found, by both`(
        table: String,
        column: String
    ) throws {
        let folder = try TestFolder()
        var path = ""
        do {
            let store = try TestStore(folder: folder)
            _ = try fill(store)
            path = store.writer.path
            #expect(try check(store).fault == nil)
        }
        #expect(Command.run(["python3", journalVerifier, path]) == 0)
        let key = "revision = 2" + (table == "journal_row" ? " AND ordinal = 1" : "")
        let arguments = [path, table, column, key]
        #expect(Command.run(["python3", "-c", JournalCheckTests.damage] + arguments) == 0)
        #expect(Command.run(["python3", journalVerifier, path]) == 1)
        let done = try check(try TestStore(folder: folder))
        let fault = try #require(done.fault)
        #expect(fault.contains("revision"), "\(fault)")
    }

    @Test(arguments: [
        ("DELETE FROM journal_row WHERE revision = 2 AND ordinal = 1", "revision 2, row 2"),
        ("DELETE FROM journal_revision WHERE revision = 3", "revision 3"),
        ("UPDATE journal_row SET salt = NULL WHERE revision = 2", "half erased"),
        ("UPDATE journal_row SET revision = 77 WHERE revision = 4", "revision 77"),
    ])
    func `what is taken out is found`(statement: String, told: String) throws {
        let folder = try TestFolder()
        var path = ""
        do {
            let store = try TestStore(folder: folder)
            _ = try fill(store)
            path = store.writer.path
        }
        let script = """
            import sqlite3, sys
            file = sqlite3.connect(sys.argv[1])
            file.execute("PRAGMA ignore_check_constraints = ON")
            file.execute(sys.argv[2])
            file.commit()
            """
        #expect(Command.run(["python3", "-c", script, path, statement]) == 0)
        let fault = try #require(try check(try TestStore(folder: folder)).fault)
        #expect(fault.contains(told), "\(fault)")
    }

    @Test
    func `what was erased leaves a sound chain`() throws {
        let store = try TestStore()
        _ = try fill(store)
        _ = try store.write { context throws(StoreError) in
            try context.erase(noteID(1), in: notes)
        }
        #expect(try check(store).fault == nil)
    }
}
