import HubCrypto
import HubStore
import HubText
import HubWire

/// What was purged: by which rule, how much and when, and never whose.
enum PurgeLog {
    /// Keeps an entry.
    static func add(
        _ entry: PurgeEntry,
        _ id: UniqueID,
        in store: inout WriteContext
    ) throws(StoreError) -> UInt64 {
        let saved = try TenantTables.purges.save(
            id.description,
            entry.encoded(),
            basedOn: 0,
            id: id,
            in: &store
        )
        return saved.revision
    }

    /// The entry of an id.
    static func find(_ id: UniqueID, in store: borrowing Database) throws(Fault) -> PurgeEntry? {
        let record = try stored { () throws(StoreError) in
            try TenantTables.purges.find(id.description, in: store)
        }
        return try record.map { (record) throws(Fault) in try entry(record, in: store) }
    }

    /// The entries after an id, in the order of time.
    static func page(
        after id: String,
        limit: Int,
        in store: borrowing Database
    ) throws(Fault) -> [PurgeEntry] {
        let records = try stored { () throws(StoreError) in
            try TenantTables.purges.page(after: id, limit: limit, in: store)
        }
        var entries: [PurgeEntry] = []
        for record in records { entries.append(try entry(record, in: store)) }
        return entries
    }

    private static func entry(
        _ record: CodedRecords.Record,
        in store: borrowing Database
    ) throws(Fault) -> PurgeEntry {
        var entry = try Fault.decoded(PurgeEntry.self, record.body)
        entry.id = record.code
        entry.revision = record.revision
        let head = try stored { () throws(StoreError) in
            try store.readHead(at: Int64(clamping: record.revision))
        }
        entry.time = head.map { Timestamp($0.time) }
        return entry
    }
}
