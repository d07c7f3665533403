import HubCrypto
import HubStore
import HubWire

/// Records about one worker each, every one an encoded message, which go when the worker goes.
struct WorkerRecords: Sendable {
    /// The table, for migrations.
    let table: RecordTable
    private let ofWorker: RecordQuery
    private let everything: RecordQuery
    private let ids: Query
    private let versions: Query
    private let takenBack: Query
    private let endedBody: Query

    /// The most records that are read of one worker.
    static let perWorkerMax = 200

    /// One record as it is now.
    struct Record: Sendable {
        let id: OpaqueID
        let worker: Int64
        let body: [UInt8]
        /// The record's revision.
        let revision: Int64
        /// The revision that took it away; nil while it stands.
        var endedBy: Int64?

        /// As it travels.
        var name: String { UniqueID(bytes: id.bytes)?.description ?? "" }

        /// What a page after it begins behind.
        var key: [UInt8] {
            var key: [UInt8] = []
            key.append(packed: worker)
            return key + id.bytes
        }
    }

    /// One version of a record, current or past.
    struct Version {
        let id: OpaqueID
        let body: [UInt8]
        let from: Int64
        /// The revision that ended it; 0 while it is current.
        let to: Int64
    }

    /// Records of a table.
    ///
    /// - Parameters:
    ///   - name: The table's name.
    ///   - past: The name of the table of past versions: the same with `_past`.
    ///   - columns: Copies of what the bodies say, for conditions of lists.
    ///   - indexes: Over those columns.
    init(
        _ name: StaticString,
        past: StaticString,
        columns: [RecordColumn],
        indexes: [RecordIndex] = []
    ) {
        table = RecordTable(
            name,
            columns: [.required("worker", .integer), .required("body", .bytes)] + columns,
            indexes: [.current("worker")] + indexes
        )
        ofWorker = RecordQuery(table, where: "worker = ?3", order: "id")
        everything = RecordQuery(
            table,
            where: "worker > ?3 OR worker = ?3 AND id > ?4",
            order: "worker, id"
        )
        ids = Query(once: [
            "SELECT id FROM", name, "WHERE worker = ?1 UNION SELECT id FROM", past,
            "WHERE worker = ?1",
        ])
        versions = Query(once: [
            "SELECT id, body, from_revision, 0 FROM", name, "WHERE worker = ?1",
            "UNION ALL SELECT id, body, from_revision, to_revision FROM", past,
            "WHERE worker = ?1 ORDER BY 1, 3",
        ])
        takenBack = Query(once: [
            "SELECT id, worker, max(from_revision), to_revision FROM", past, "AS last",
            "WHERE NOT EXISTS (SELECT 1 FROM", name, "AS now WHERE now.id = last.id)",
            "GROUP BY id ORDER BY worker, id",
        ])
        endedBody = Query(once: [
            "SELECT body FROM", past, "WHERE to_revision = ?1 AND id = ?2",
        ])
    }

    /// The record of an id.
    func find(_ id: OpaqueID, in store: borrowing Database) throws(StoreError) -> Record? {
        try table.find(id, .current, in: store) { row in WorkerRecords.content(row) }
            .map(WorkerRecords.record)
    }

    /// The version of a record before the current one; `nil` where there was none.
    func before(
        _ record: Record,
        in store: borrowing Database
    ) throws(StoreError) -> Record? {
        try find(record.id, before: record.revision, in: store)
    }

    /// The version of a record before a revision; `nil` where there was none.
    func find(
        _ id: OpaqueID,
        before revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> Record? {
        try table.find(id, .asOf(revision: revision - 1), in: store) { row in
            WorkerRecords.content(row)
        }.map(WorkerRecords.record)
    }

    /// All records of a worker, the earliest made first.
    func all(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        try page(ofWorker, [.integer(worker)], WorkerRecords.perWorkerMax, in: store)
    }

    /// The versions that a call made, by the call's revision, whether they are current or not.
    ///
    /// The journal has the call's rows together, and each names its record: neither the table nor
    /// its past is searched by revisions.
    ///
    /// - Complexity: Linear in what the call did, with a few searches of trees for each record.
    func versions(
        madeAt revision: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        let kind = Array("\(table.name)".utf8)
        var seen: Set<OpaqueID> = []
        var found: [Record] = []
        var position = JournalPosition(revision: revision)
        while true {
            let rows = try store.changes(
                after: position,
                upTo: revision,
                limit: Database.journalRowsMax
            )
            for row in rows where row.kind.utf8.elementsEqual(kind) {
                guard seen.insert(row.record).inserted else { continue }
                let version = try table.find(row.record, .asOf(revision: revision), in: store) {
                    row in WorkerRecords.content(row)
                }.map(WorkerRecords.record)
                if let version, version.revision == revision { found.append(version) }
            }
            guard rows.count == Database.journalRowsMax, let last = rows.last else { break }
            position = last.position
        }
        return found.sorted { ($0.worker, $0.id) < ($1.worker, $1.id) }
    }

    /// Looks at every record, page by page.
    func each(
        in store: borrowing Database,
        _ body: (Record) throws(Fault) -> Void
    ) throws(Fault) {
        var key: [UInt8]?
        while true {
            let after = key
            let page = try stored { () throws(StoreError) in
                try self.page(everything, after: after, [], limit: CodedRecords.pageMax, in: store)
            }
            for record in page { try body(record) }
            guard page.count == CodedRecords.pageMax, let last = page.last else { return }
            key = last.key
        }
    }

    /// Looks at every record, and at the last version of each that was taken away.
    func eachWithTakenBack(
        in store: borrowing Database,
        _ body: (Record) throws(Fault) -> Void
    ) throws(Fault) {
        try each(in: store, body)
        try eachTakenBack(in: store, body)
    }

    /// One pass finds which they are, since the table of past versions has them by the revision
    /// that ended them: a pass for each page would make a purge quadratic in what was taken back.
    private func eachTakenBack(
        in store: borrowing Database,
        _ body: (Record) throws(Fault) -> Void
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in
            try store.rows(takenBack) { row throws(StoreError) in
                guard let id = row.id(0) else {
                    throw StoreError(.corrupt, "a record without an id")
                }
                return TakenBack(
                    id: id,
                    worker: row.integer(1),
                    from: row.integer(2),
                    to: row.integer(3)
                )
            }
        }
        for one in found {
            let content = try stored { () throws(StoreError) in
                try store.first(endedBody, [.integer(one.to), .bytes(one.id.bytes)]) { $0.bytes(0) }
            }
            guard let content else { continue }
            try body(
                Record(
                    id: one.id,
                    worker: one.worker,
                    body: content,
                    revision: one.from,
                    endedBy: one.to
                )
            )
        }
    }

    /// The last version of a record that was taken away, without its body.
    private struct TakenBack {
        let id: OpaqueID
        let worker: Int64
        let from: Int64
        let to: Int64
    }

    /// The records of a list after a key.
    func page(
        _ query: RecordQuery,
        after key: [UInt8]?,
        _ values: [StoreValue],
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        var reader = PackedReader((key ?? [])[...])
        let worker = reader.int64()
        let last = key == nil ? [] : reader.take(OpaqueID.byteCount)
        return try page(query, [.integer(worker), .bytes(last)] + values, limit, in: store)
    }

    private func page(
        _ query: RecordQuery,
        _ values: [StoreValue],
        _ limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        try table.list(query, limit: limit, values, in: store) { row in
            WorkerRecords.content(row)
        }.map(WorkerRecords.record)
    }

    /// Keeps a record, in the place of the one that is there.
    ///
    /// - Returns: The record as it is now.
    func save(
        _ body: [UInt8],
        of worker: Int64,
        copies: [StoreValue],
        over old: Record?,
        in store: inout WriteContext
    ) throws(StoreError) -> Record {
        let values: [StoreValue] = [.integer(worker), .bytes(body)] + copies
        let id = old?.id ?? store.makeID()
        let revision: Int64
        if let old {
            revision = try store.update(
                id,
                in: table,
                basedOn: old.revision,
                values,
                body: body
            )
        } else {
            revision = try store.create(id, in: table, values, body: body)
        }
        return Record(id: id, worker: worker, body: body, revision: revision)
    }

    /// Takes a record away; its versions and the journal keep what it was.
    func close(_ record: Record, in store: inout WriteContext) throws(StoreError) -> Int64 {
        try store.close(record.id, in: table, basedOn: record.revision, body: record.body)
        return store.lastRevision
    }

    /// Erases everything of a worker, with what the journal held.
    ///
    /// - Returns: How many records there were, those that were taken away before with them, and how
    ///   many rows of the journal lost their body.
    func erase(
        of worker: Int64,
        in store: inout WriteContext
    ) throws(StoreError) -> (records: Int64, journalRows: Int) {
        let found = try store.database.rows(ids, [.integer(worker)]) { $0.id(0) }
            .compactMap(\.self)
        var rows = 0
        for id in found { rows += try store.erase(id, in: table) }
        return (Int64(found.count), rows)
    }

    /// Every version of every record of a worker, as somebody's copy has them.
    func versions(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [Version] {
        try store.rows(versions, [.integer(worker)]) { row throws(StoreError) in
            guard let id = row.id(0) else { throw StoreError(.corrupt, "a record without an id") }
            return Version(
                id: id,
                body: row.bytes(1),
                from: row.integer(2),
                to: row.integer(3)
            )
        }
    }

    private static func content(
        _ row: borrowing HubStore.Statement
    ) -> (worker: Int64, body: [UInt8]) {
        (row.integer(0), row.bytes(1))
    }

    private static func record(
        _ version: RecordVersion<(worker: Int64, body: [UInt8])>
    ) -> Record {
        Record(
            id: version.id,
            worker: version.value.worker,
            body: version.value.body,
            revision: version.fromRevision
        )
    }
}
