import HubCrypto
import HubStore
import HubSystem

/// Records that people name by a code, each one encoded message: a table, and what is asked of it.
///
/// A record keeps its random id for life; its code is unique among the current records.
struct CodedRecords: Sendable {
    /// The table, for migrations.
    let table: RecordTable
    private let byCode: RecordQuery
    private let all: RecordQuery

    /// The most records that one list has.
    static let listedMax = 1_000

    /// One record.
    struct Record: Sendable {
        let id: OpaqueID
        let code: String
        let body: [UInt8]
        /// The record's revision.
        let revision: UInt64
    }

    /// Records of the table of this name.
    init(_ name: StaticString) {
        table = RecordTable(
            name,
            columns: [
                .required("code", .text, rule: "length(code) BETWEEN 1 AND 200"),
                .required("body", .bytes),
            ],
            indexes: [.unique("code"), .history("code")]
        )
        byCode = RecordQuery(table, where: "code = ?3", order: nil)
        all = RecordQuery(table, where: "code > ?3", order: "code, id")
    }

    /// The record of a code.
    func find(
        _ code: String,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(StoreError) -> Record? {
        try records(byCode, view, limit: 1, code, store).first
    }

    /// The records after a code, in the order of their codes, at most `listedMax`.
    func list(
        after code: String = "",
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        try records(all, view, limit: CodedRecords.listedMax, code, store)
    }

    /// The bytes of each current record but one.
    func sizes(
        in store: borrowing Database,
        besides code: String
    ) throws(StoreError) -> [Int] {
        let limit = CodedRecords.listedMax
        let found = try table.list(all, .current, limit: limit, [.text("")], in: store) { row in
            row.text(0).utf8.elementsEqual(code.utf8) ? nil : row.bytes(1).count
        }
        return found.compactMap(\.value)
    }

    /// Makes or changes the record of a code.
    ///
    /// - Parameters:
    ///   - code: The record's code.
    ///   - body: The encoded message.
    ///   - base: The revision that the change is based on; 0 for a new record.
    ///   - id: The id of a new record; a random one unless it has one already.
    ///   - store: Where to write.
    /// - Returns: The record's id and new revision.
    /// - Throws: `conflict` with the current revision when the record is not as the caller saw it.
    func save(
        _ code: String,
        _ body: [UInt8],
        basedOn base: UInt64,
        id: UniqueID? = nil,
        in store: inout WriteContext
    ) throws(StoreError) -> (id: OpaqueID, revision: UInt64) {
        let values: [StoreValue] = [.text(code), .bytes(body)]
        let current = try find(code, in: store.database)
        guard let current else {
            guard base == 0 else { throw StoreError(.missing, "\(table.name)") }
            let id = id.map { OpaqueID($0) } ?? store.makeID()
            let revision = try store.create(id, in: table, values, body: body)
            return (id, UInt64(clamping: revision))
        }
        guard base == current.revision, let base = Int64(exactly: base) else {
            let revision = Int64(clamping: current.revision)
            throw StoreError(.conflict, "\(table.name)", currentRevision: revision)
        }
        let revision = try store.update(
            current.id,
            in: table,
            basedOn: base,
            values,
            body: body
        )
        return (current.id, UInt64(clamping: revision))
    }

    /// Ends the record of a code; its versions and the journal keep what it was.
    ///
    /// - Parameters:
    ///   - code: The record's code.
    ///   - base: The revision that the change is based on.
    ///   - body: What the journal keeps of the end.
    ///   - store: Where to write.
    /// - Returns: The revision that ended it.
    /// - Throws: `missing`; `conflict` with the current revision when the record is not as the
    ///   caller saw it.
    func close(
        _ code: String,
        basedOn base: UInt64,
        _ body: [UInt8],
        in store: inout WriteContext
    ) throws(StoreError) -> UInt64 {
        guard let current = try find(code, in: store.database) else {
            throw StoreError(.missing, "\(table.name)")
        }
        try store.close(current.id, in: table, basedOn: Int64(clamping: base), body: body)
        return UInt64(clamping: store.lastRevision)
    }

    private func records(
        _ query: RecordQuery,
        _ view: RecordView,
        limit: Int,
        _ code: String,
        _ store: borrowing Database
    ) throws(StoreError) -> [Record] {
        let found = try table.list(query, view, limit: limit, [.text(code)], in: store) { row in
            (code: row.text(0), body: row.bytes(1))
        }
        return found.map { version in
            Record(
                id: version.id,
                code: version.value.code,
                body: version.value.body,
                revision: UInt64(clamping: version.fromRevision)
            )
        }
    }
}
