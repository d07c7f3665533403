import HubStore
import HubSystem
import HubTestKit
import Testing

struct MigrationTests {
    private static let first = Migration(number: 1, name: "notes", script: notes.creation)
    private static let second = Migration(
        number: 2,
        name: "colours",
        script: """
            ALTER TABLE note ADD COLUMN colour TEXT;
            ALTER TABLE note_past ADD COLUMN colour TEXT;
            \(RecordIndex.current("colour").creation(on: "note"))
            CREATE TABLE extra (only INTEGER PRIMARY KEY) STRICT;
            """
    )
    private static let wider = RecordTable(
        "note",
        columns: [
            .required("title", .text), .optional("size", .integer), .optional("colour", .text),
        ]
    )

    private func open(
        _ folder: TestFolder,
        kind: FileKind = .records,
        _ migrations: [Migration]
    ) throws -> TestStore {
        try TestStore(folder: folder, schema: FileSchema(kind: kind, migrations: migrations))
    }

    private func makeOld(_ folder: TestFolder) throws -> FileIdentity {
        let store = try open(folder, [Self.first])
        _ = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text("old"), .integer(5)], body: [])
        }
        return store.writer.identity
    }

    @Test
    func `an old file is brought forward with its contents and identity`() throws {
        let folder = try TestFolder()
        let identity = try makeOld(folder)
        let store = try open(folder, [Self.first, Self.second])
        #expect(store.writer.identity == identity)
        _ = try store.write { context throws(StoreError) in
            let values: [StoreValue] = [.text("new"), .null, .text("red")]
            try context.update(noteID(1), in: Self.wider, basedOn: 1, values, body: [])
        }
        let versions = try store.reader().read { database throws(StoreError) in
            var versions: [[String]?] = []
            for revision in Int64(1)...2 {
                let view = RecordView.asOf(revision: revision)
                versions.append(
                    try Self.wider.find(noteID(1), view, in: database) { row in
                        [row.text(0), row.optionalText(2) ?? "none"]
                    }?.value
                )
            }
            return versions
        }
        #expect(versions == [["old", "none"], ["new", "red"]])
    }

    @Test
    func `the old file is copied before its first change and never else`() throws {
        let folder = try TestFolder()
        _ = try makeOld(folder)
        let copy = "\(folder.path)/records.db.before-step-3"
        _ = try open(folder, [Self.first])
        #expect(!PrivateFile.exists(path: copy))
        _ = try open(folder, [Self.first, Self.second])
        #expect(PrivateFile.exists(path: copy))
        #expect(!PrivateFile.exists(path: "\(copy).part"))
        try Folder.rename(copy, to: "\(folder.path)/records.db")
        let old = try open(folder, [Self.first])
        let titles = try old.reader().read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 9, in: database) { $0.text(0) }
        }
        #expect(titles.map(\.value) == ["old"])
    }

    @Test
    func `a file of a newer program is refused and left as it is`() throws {
        let folder = try TestFolder()
        _ = try makeOld(folder)
        _ = try open(folder, [Self.first, Self.second])
        #expect(throws: StoreError(.newerFile)) { try open(folder, [Self.first]) }
        _ = try open(folder, [Self.first, Self.second])
    }

    @Test
    func `a released step that was changed is refused`() throws {
        let folder = try TestFolder()
        _ = try makeOld(folder)
        let changed = Migration(
            number: 1,
            name: "notes",
            script: notes.creation + "CREATE TABLE more (x INTEGER) STRICT;"
        )
        #expect(throws: StoreError(.wrongFile)) { try open(folder, [changed]) }
    }

    @Test
    func `a step that fails leaves the file as it was`() throws {
        let folder = try TestFolder()
        _ = try makeOld(folder)
        let failing = Migration(
            number: 2,
            name: "fails",
            script: "CREATE TABLE half (x INTEGER) STRICT; CREATE TABLE note (x INTEGER) STRICT;"
        )
        #expect(throws: StoreError(.statement)) { try open(folder, [Self.first, failing]) }
        _ = try open(folder, [Self.first, Self.second])
        let store = try open(folder, [Self.first, Self.second])
        let tables = try store.reader().read { database throws(StoreError) in
            try database.rows(Query(once: ["SELECT name FROM sqlite_schema WHERE name = 'half'"])) {
                $0.text(0)
            }
        }
        #expect(tables == [])
    }

    @Test
    func `a file of another kind or another program is refused`() throws {
        let folder = try TestFolder()
        _ = try makeOld(folder)
        #expect(throws: StoreError(.wrongFile)) { try open(folder, kind: .region, [Self.first]) }
        let foreign = try TestFolder()
        let script = """
            import sqlite3, sys
            sqlite3.connect(sys.argv[1]).execute("CREATE TABLE theirs (x)").connection.commit()
            """
        let path = "\(foreign.path)/records.db"
        #expect(Command.run(["python3", "-c", script, path]) == 0)
        #expect(throws: StoreError(.wrongFile)) { try open(foreign, [Self.first]) }
        let noise = try TestFolder()
        let write =
            "printf 'this is no database, whatever it may look like' > \(noise.path)/records.db"
        #expect(Command.run(["sh", "-c", write]) == 0)
        #expect(throws: StoreError(.corrupt)) { try open(noise, [Self.first]) }
    }

    @Test
    func `a new file is readable by its owner alone`() throws {
        let store = try TestStore()
        _ = try store.write { context throws(StoreError) in try context.ownRevision() }
        let find = "test -z \"$(find \(store.folder.path) -type f -perm /077)\""
        #expect(Command.run(["sh", "-c", find]) == 0)
        #expect(PrivateFile.exists(path: store.writer.path + "-wal"))
    }
}
