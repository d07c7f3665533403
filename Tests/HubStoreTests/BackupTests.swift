import HubStore
import HubSystem
import HubTestKit
import Testing

struct BackupTests {
    private func backUp(_ writer: Writer, to path: String) throws -> BackupReceipt {
        let answer = Monitor<Result<BackupReceipt, StoreError>?>(nil)
        writer.backUp(to: path) { result in answer.change { $0 = result } }
        return try answer.wait { $0 }.get()
    }

    @Test
    func `a backup taken while calls go on is one whole state`() throws {
        let store = try TestStore()
        let body = [UInt8](repeating: 1, count: 1_000_000)
        for _ in 0..<30 {
            _ = try store.write { context throws(StoreError) in
                try context.post(to: "region", kind: "big", body: body)
            }
        }
        let path = "\(store.folder.path)/copy.db"
        let answer = Monitor<Result<BackupReceipt, StoreError>?>(nil)
        store.writer.backUp(to: path) { result in answer.change { $0 = result } }
        var number = 0
        while number < 20 {
            let next = number
            _ = try store.write { context throws(StoreError) in
                let values: [StoreValue] = [.text("\(next)"), .null]
                try context.create(noteID(next), in: notes, values, body: [])
            }
            number += 1
        }
        let receipt = try answer.wait { $0 }.get()
        #expect(receipt.identity == store.writer.identity)
        #expect(!PrivateFile.exists(path: "\(path).part"))
        let folder = try TestFolder()
        try PrivateFile.copy(path, to: "\(folder.path)/records.db")
        let copy = try TestStore(folder: folder)
        try copy.reader().read { database throws(StoreError) in
            #expect(try database.integrityFindings() == [])
            let head = try database.readHead()
            #expect(head?.revision == receipt.head.revision)
            #expect(head?.chain == receipt.head.chain)
            let all = try notes.page(after: nil, .current, limit: 99, in: database) { $0.text(0) }
            #expect(Int64(all.count) == receipt.head.revision - 30)
        }
    }

    @Test
    func `two copies at a time are one too many and a later one replaces the first`() throws {
        let store = try TestStore()
        let path = "\(store.folder.path)/copy.db"
        let gate = try store.hold()
        let answers = Monitor<[Bool]>([])
        for _ in 0..<2 {
            store.writer.backUp(to: path) { result in
                let worked = if case .success = result { true } else { false }
                answers.change { $0.append(worked) }
            }
        }
        gate.open()
        #expect(answers.wait { $0.count == 2 ? $0 : nil } == [false, true])
        let receipt = try backUp(store.writer, to: path)
        #expect(receipt.head.revision == 0)
    }

    @Test
    func `a backup that cannot be written fails and the file goes on`() throws {
        let store = try TestStore()
        #expect(throws: StoreError(.cannotOpen)) {
            try backUp(store.writer, to: "\(store.folder.path)/not/there.db")
        }
        let next = try store.write { context throws(StoreError) in try context.ownRevision() }
        #expect(next.ending == "committed")
        #expect(try backUp(store.writer, to: "\(store.folder.path)/copy.db").head.revision == 1)
    }
}

struct RestoreTests {
    private static let schemas = StoreSchemas(
        records: [Migration(number: 1, name: "notes", script: notes.creation)],
        registry: [],
        region: []
    )

    private let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))

    private func open(_ folder: TestFolder) throws -> StoreDirectory {
        try StoreDirectory(
            path: "\(folder.path)/data",
            schemas: Self.schemas,
            cryptography: .test(seed: 3),
            clock: time.clock
        )
    }

    private func note(_ writer: Writer, _ number: Int) throws {
        let answer = Monitor<WriteResult<Int64, StoreError>?>(nil)
        let call = WriteCall(actor: [1], method: "test/Write", request: [])
        try writer.submit(call) { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text("\(number)"), .null], body: [])
        } completion: { (result: WriteResult<Int64, StoreError>) in
            answer.change { $0 = result }
        }
        #expect(answer.wait { $0 }.ending == "committed")
    }

    private func titles(_ writer: Writer) throws -> [String] {
        try PointReader(of: writer, clock: time.clock).read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 99, in: database) { $0.text(0) }
                .map(\.value)
        }
    }

    @Test
    func `a restored file has its old contents, a new epoch and goes on`() throws {
        let folder = try TestFolder()
        let directory = try open(folder)
        let tenant = try directory.tenant(noteID(1))
        let before = tenant.records.identity
        try note(tenant.records, 1)
        let backup = "\(folder.path)/backup.db"
        let answer = Monitor<Result<BackupReceipt, StoreError>?>(nil)
        tenant.records.backUp(to: backup) { result in answer.change { $0 = result } }
        _ = try answer.wait { $0 }.get()
        try note(tenant.records, 2)
        let after = try directory.restoreRecords(from: backup, of: noteID(1))
        #expect(after.file == before.file)
        #expect(after.epoch != before.epoch)
        let again = try directory.tenant(noteID(1))
        #expect(again.records.identity == after)
        #expect(try titles(again.records) == ["1"])
        try note(again.records, 3)
        #expect(try titles(again.records) == ["1", "3"])
        #expect(PrivateFile.exists(path: backup))
        directory.close()
    }

    @Test
    func `what is no backup of records changes nothing`() throws {
        let folder = try TestFolder()
        let directory = try open(folder)
        let tenant = try directory.tenant(noteID(1))
        try note(tenant.records, 1)
        let answer = Monitor<Result<BackupReceipt, StoreError>?>(nil)
        let other = "\(folder.path)/registry-copy.db"
        directory.registry.backUp(to: other) { result in answer.change { $0 = result } }
        _ = try answer.wait { $0 }.get()
        #expect(throws: StoreError(.wrongFile)) {
            try directory.restoreRecords(from: other, of: noteID(1))
        }
        #expect(throws: StoreError(.inputOutput)) {
            try directory.restoreRecords(from: "\(folder.path)/none", of: noteID(1))
        }
        #expect(try titles(directory.tenant(noteID(1)).records) == ["1"])
        directory.close()
    }

    @Test
    func `files in use are not replaced`() throws {
        let folder = try TestFolder()
        let directory = try open(folder)
        let tenant = try directory.tenant(noteID(1))
        let reader = try PointReader(of: tenant.records, clock: time.clock)
        #expect(throws: StoreError(.busy)) {
            try directory.restoreRecords(from: "\(folder.path)/none", of: noteID(1))
        }
        #expect(try reader.batchRevision() == 0)
        try note(tenant.records, 1)
        directory.close()
    }
}
