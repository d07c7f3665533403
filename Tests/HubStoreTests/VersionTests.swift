import HubStore
import HubSystem
import Testing

struct VersionTests {
    private func makeHistory(_ store: TestStore) throws {
        let id = noteID(1)
        _ = try store.write { context throws(StoreError) in
            try context.create(id, in: notes, [.text("one"), .null], body: [1])
        }
        _ = try store.write { context throws(StoreError) in
            try context.update(id, in: notes, basedOn: 1, [.text("two"), .integer(2)], body: [2])
        }
        _ = try store.write { context throws(StoreError) in
            try context.close(id, in: notes, basedOn: 2)
        }
    }

    @Test(arguments: [
        (RecordView.current, nil), (.asOf(revision: 0), nil), (.asOf(revision: 1), "one"),
        (.asOf(revision: 2), "two"), (.asOf(revision: 3), nil), (.asOf(revision: 9), nil),
    ])
    func `a record reads as it was after any revision`(
        view: RecordView,
        expected: String?
    ) throws {
        let store = try TestStore()
        try makeHistory(store)
        let reader = try store.reader()
        let title = try reader.read { database throws(StoreError) in
            try notes.title(1, view, in: database)
        }
        #expect(title == expected)
    }

    @Test
    func `a record that was closed may come back, and keeps its versions`() throws {
        let store = try TestStore()
        try makeHistory(store)
        let again = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text("three"), .null], body: [3])
        }
        #expect(again.ending == "committed")
        let reader = try store.reader()
        let versions = try reader.read { database throws(StoreError) in
            var versions: [RecordVersion<String>?] = []
            for revision in Int64(1)...4 {
                versions.append(
                    try notes.find(noteID(1), .asOf(revision: revision), in: database) {
                        $0.text(0)
                    }
                )
            }
            return versions
        }
        #expect(versions.map { $0?.value } == ["one", "two", nil, "three"])
        #expect(versions.map { $0?.fromRevision } == [1, 2, nil, 4])
        #expect(versions.map { $0?.toRevision } == [2, 3, nil, nil])
    }

    @Test
    func `an update based on an older revision is refused with the present one`() throws {
        let store = try TestStore()
        _ = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text("one"), .null], body: [])
        }
        let stale = try store.write { context throws(StoreError) in
            try context.update(noteID(1), in: notes, basedOn: 7, [.text("x"), .null], body: [])
        }
        guard case .refused(let error) = stale else {
            Issue.record("not refused: \(stale.ending)")
            return
        }
        #expect(error.code == .conflict)
        #expect(error.currentRevision == 1)
        let missing = try store.write { context throws(StoreError) in
            try context.update(noteID(2), in: notes, basedOn: 1, [.text("x"), .null], body: [])
        }
        guard case .refused(let error) = missing else {
            Issue.record("not refused: \(missing.ending)")
            return
        }
        #expect(error.code == .missing)
    }

    @Test
    func `two changes by one call leave one version and two journal rows`() throws {
        let store = try TestStore()
        let result = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text("a"), .null], body: [1])
            try context.update(noteID(1), in: notes, basedOn: nil, [.text("b"), .null], body: [2])
            try context.create(noteID(2), in: notes, [.text("gone"), .null], body: [3])
            try context.close(noteID(2), in: notes, basedOn: nil)
        }
        #expect(result.receipt?.revision == 1)
        let reader = try store.reader()
        try reader.read { database throws(StoreError) in
            let all = try notes.page(after: nil, .current, limit: 9, in: database) { $0.text(0) }
            #expect(all.map(\.value) == ["b"])
            #expect(try database.changes(after: .start, limit: 9).count == 4)
        }
    }

    @Test(arguments: [(40, "committed"), (41, "refused")])
    func `a rule of a column is kept`(length: Int, ending: String) throws {
        let store = try TestStore()
        let title = String(repeating: "x", count: length)
        let result = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text(title), .null], body: [])
        }
        #expect(result.ending == ending)
        if case .refused(let error) = result { #expect(error.constraint == .check) }
    }

    @Test
    func `a unique key holds among current records and not among past ones`() throws {
        let store = try TestStore()
        _ = try store.write { context throws(StoreError) in
            try context.create(noteID(1), in: notes, [.text("same"), .null], body: [])
        }
        let second = try store.write { context throws(StoreError) in
            try context.create(noteID(2), in: notes, [.text("same"), .null], body: [])
        }
        guard case .refused(let error) = second else {
            Issue.record("not refused: \(second.ending)")
            return
        }
        #expect(error.constraint == .unique)
        _ = try store.write { context throws(StoreError) in
            try context.close(noteID(1), in: notes, basedOn: nil)
        }
        let third = try store.write { context throws(StoreError) in
            try context.create(noteID(2), in: notes, [.text("same"), .null], body: [])
        }
        #expect(third.ending == "committed")
    }

    private static let bySize = RecordQuery(
        notes,
        where: "size >= ?3 AND (size, id) > (?4, ?5)",
        order: "size, id"
    )

    @Test
    func `a declared list reads current and past records in pages of its own order`() throws {
        let store = try TestStore()
        for number in 0..<6 {
            _ = try store.write { context throws(StoreError) in
                let values: [StoreValue] = [.text("\(number)"), .integer(Int64(number / 2))]
                try context.create(noteID(number), in: notes, values, body: [])
            }
        }
        _ = try store.write { context throws(StoreError) in
            try context.close(noteID(3), in: notes, basedOn: nil)
        }
        let list = { (view: RecordView) in
            try store.reader().read { database throws(StoreError) in
                var seen: [String] = []
                var last: (Int64, OpaqueID) = (-1, OpaqueID(high: 0, low: 0))
                while true {
                    let values: [StoreValue] = [.integer(1), .integer(last.0), .id(last.1)]
                    let page = try notes.list(Self.bySize, view, limit: 2, values, in: database) {
                        ($0.text(0), $0.integer(1))
                    }
                    guard let end = page.last else { return seen }
                    seen += page.map(\.value.0)
                    last = (end.value.1, end.id)
                }
            }
        }
        #expect(try list(.current) == ["2", "4", "5"])
        #expect(try list(.asOf(revision: 6)) == ["2", "3", "4", "5"])
        #expect(try list(.asOf(revision: 3)) == ["2"])
    }

    @Test
    func `values of every kind come back as they went in`() throws {
        let store = try TestStore()
        let texts = ["", "æøå", "a\u{0}b", "\u{212A}", "K"]
        for (number, text) in texts.enumerated() {
            _ = try store.write { context throws(StoreError) in
                let values: [StoreValue] = [.text(text), .integer(Int64.min + Int64(number))]
                try context.create(noteID(number), in: notes, values, body: [])
            }
        }
        let reader = try store.reader()
        let found = try reader.read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 9, in: database) { row in
                (Array(row.text(0).utf8), row.integer(1))
            }
        }
        #expect(found.map(\.value.0) == texts.map { Array($0.utf8) })
        #expect(found.map(\.value.1) == (0..<5).map { Int64.min + $0 })
    }
}
