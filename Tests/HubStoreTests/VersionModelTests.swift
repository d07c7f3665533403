import HubStore
import HubTestKit
import Testing

/// Random changes, read again as of every revision and compared with a plain model.
struct VersionModelTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]
    private static let calls = 120
    private static let bySize = RecordQuery(notes, where: "size = ?3", order: "size, id")
    private static let byTitle = RecordQuery(notes, where: "title > ?3", order: "title, id")

    /// A store and a model after the same changes.
    private struct Place {
        let store: TestStore
        private(set) var model = VersionModel()

        init(seed: UInt64) throws {
            store = try TestStore(seed: seed)
            var generator = SeededGenerator(seed: seed)
            for number in 0..<VersionModelTests.calls {
                let (steps, erased) = model.call(&generator)
                let count = try run(steps)
                #expect(count == erased, "call \(number) of seed \(seed)")
            }
        }

        private func run(_ steps: [VersionModel.Step]) throws -> Int? {
            let result = try store.write { context throws(StoreError) in
                var count = 0
                for step in steps { count += try step.run(&context) }
                return count
            }
            guard case .committed(let count, _) = result else { return nil }
            return count
        }
    }

    private static func version(
        _ found: RecordVersion<(String, Int64?)>
    ) -> VersionModel.Version {
        VersionModel.Version(
            begun: found.fromRevision,
            ended: found.toRevision,
            title: found.value.0,
            size: found.value.1
        )
    }

    private static func values(_ row: borrowing Statement) -> (String, Int64?) {
        (row.text(0), row.optionalInteger(1))
    }

    @Test(arguments: seeds)
    func `every record reads as of every revision as the model has it`(seed: UInt64) throws {
        let place = try Place(seed: seed)
        let model = place.model
        try place.store.reader().read(stepsMax: .max) { database throws(StoreError) in
            for revision in 0...model.revision + 1 {
                for record in VersionModel.records {
                    let view = RecordView.asOf(revision: revision)
                    let found = try notes.find(noteID(record), view, in: database) { row in
                        Self.values(row)
                    }
                    let expected = model.version(record, at: revision)
                    #expect(found.map(Self.version) == expected, "\(record) at \(revision)")
                }
            }
            for record in VersionModel.records {
                let found = try notes.find(noteID(record), in: database) { row in Self.values(row) }
                #expect(found.map(Self.version) == model.version(record, at: .max - 1))
            }
        }
    }

    @Test(arguments: seeds)
    func `every list reads as of every revision as the model has it`(seed: UInt64) throws {
        let place = try Place(seed: seed)
        let model = place.model
        try place.store.reader().read(stepsMax: .max) { database throws(StoreError) in
            for revision in 0...model.revision {
                let there = VersionModel.records.compactMap { model.version($0, at: revision) }
                let view = RecordView.asOf(revision: revision)
                let page = try notes.page(after: nil, view, limit: 99, in: database) { row in
                    Self.values(row)
                }
                #expect(page.map(Self.version) == there, "page at \(revision)")
                let sized = try notes.list(
                    Self.bySize,
                    view,
                    limit: 99,
                    [.integer(3)],
                    in: database
                ) { row in Self.values(row) }
                #expect(sized.map(Self.version) == there.filter { $0.size == 3 })
                let titled = try notes.list(
                    Self.byTitle,
                    view,
                    limit: 2,
                    [.text("title 2")],
                    in: database
                ) { row in Self.values(row) }
                let wanted = there.filter { $0.title > "title 2" }.sorted { $0.title < $1.title }
                #expect(titled.map(Self.version) == Array(wanted.prefix(2)))
            }
        }
    }

    @Test(arguments: seeds)
    func `every record's history is the model's, both ways and in pages`(seed: UInt64) throws {
        let place = try Place(seed: seed)
        let model = place.model
        try place.store.reader().read(stepsMax: .max) { database throws(StoreError) in
            for record in VersionModel.records {
                let expected = model.rows[record]
                for limit in [1, 3, 1_000] {
                    #expect(try Self.forwards(record, limit, database) == expected)
                    #expect(try Self.backwards(record, limit, database) == expected.reversed())
                }
                for revision in 0...model.revision {
                    let end = JournalPosition(revision: .max, ordinal: .max)
                    let rows = try notes.history(
                        of: noteID(record),
                        before: end,
                        upTo: revision,
                        limit: 1,
                        in: database
                    )
                    #expect(rows.map(Self.row).last == expected.last { $0.revision <= revision })
                    let later = try notes.history(
                        of: noteID(record),
                        after: JournalPosition(revision: revision, ordinal: .max),
                        limit: 2,
                        in: database
                    )
                    let wanted = expected.filter { $0.revision > revision }.prefix(2)
                    #expect(later.map(Self.row) == Array(wanted))
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `the verifier finds what the model's changes leave sound`(seed: UInt64) throws {
        let place = try Place(seed: seed)
        let output = "\(place.store.folder.path)/output"
        let words = ["python3", journalVerifier, place.store.writer.path]
        #expect(Command.run(words, output: output) == 0)
    }

    private static func row(_ row: JournalRow) -> VersionModel.Row {
        VersionModel.Row(
            revision: row.position.revision,
            ordinal: row.position.ordinal,
            operation: row.operation,
            body: row.body
        )
    }

    private static func forwards(
        _ record: Int,
        _ limit: Int,
        _ database: borrowing Database
    ) throws(StoreError) -> [VersionModel.Row] {
        var seen: [VersionModel.Row] = []
        var last = JournalPosition.start
        while true {
            let page = try notes.history(
                of: noteID(record),
                after: last,
                limit: limit,
                in: database
            )
            guard let end = page.last else { return seen }
            seen += page.map(row)
            last = end.position
        }
    }

    private static func backwards(
        _ record: Int,
        _ limit: Int,
        _ database: borrowing Database
    ) throws(StoreError) -> [VersionModel.Row] {
        var seen: [VersionModel.Row] = []
        var last = JournalPosition(revision: .max, ordinal: .max)
        while true {
            let page = try notes.history(
                of: noteID(record),
                before: last,
                limit: limit,
                in: database
            )
            guard let end = page.last else { return seen }
            seen += page.map(row)
            last = end.position
        }
    }
}
