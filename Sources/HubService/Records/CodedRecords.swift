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
    private let between: RecordQuery
    private let others: Query

    /// The most records that one page has.
    static let pageMax = RecordTable.listedMax
    /// The most records that `all` reads: whatever may grow beyond them is read in pages.
    static let recordsMax = 100_000

    /// One record.
    struct Record: Sendable {
        let id: OpaqueID
        let code: String
        let body: [UInt8]
        /// The record's revision.
        let revision: UInt64
    }

    /// Records of a table.
    ///
    /// - Parameters:
    ///   - name: The table's name.
    ///   - columns: Copies of what the bodies say, for conditions of lists; optional ones, since
    ///     earlier versions do not have what a later migration added.
    ///   - indexes: Over those columns.
    init(
        _ name: StaticString,
        columns: [RecordColumn] = [],
        indexes: [RecordIndex] = []
    ) {
        table = RecordTable(
            name,
            columns: [
                .required("code", .text, rule: "length(code) BETWEEN 1 AND 200"),
                .required("body", .bytes),
            ] + columns,
            indexes: [.unique("code")] + indexes
        )
        byCode = RecordQuery(table, where: "code = ?3", order: nil)
        between = RecordQuery(table, where: "code > ?3 AND code < ?4", order: "code, id")
        others = RecordQuery.total(of: "length(body)", table, where: "code <> ?1")
    }

    /// The record of a code.
    ///
    /// - Complexity: As it was: linear in the changes of the record that has the code now; where it
    ///   was not there then, in the changes of all records since.
    func find(
        _ code: String,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(StoreError) -> Record? {
        let current = try findCurrent(code, in: store)
        guard case .asOf(let revision) = view else { return current }
        if let current {
            if current.revision <= UInt64(clamping: revision) { return current }
            // A record keeps its code as long as it is current: its own chain is the short way.
            let earlier = try table.find(current.id, view, in: store) { row in
                CodedRecords.content(row)
            }
            if let earlier, earlier.value.code.utf8.elementsEqual(code.utf8) {
                return CodedRecords.record(earlier)
            }
        }
        return try records(byCode, view, limit: 1, [.text(code)], store).first
    }

    private func findCurrent(
        _ code: String,
        in store: borrowing Database
    ) throws(StoreError) -> Record? {
        var found: Record?
        _ = try table.visit(byCode, code, in: store) { facts, row in
            found = Record(
                id: facts.id,
                code: code,
                body: row.bytes(1),
                revision: UInt64(clamping: facts.fromRevision)
            )
        }
        return found
    }

    /// One page: the records after a code, in the order of their codes.
    ///
    /// - Parameters:
    ///   - code: The last code of the page before; empty for the first page.
    ///   - limit: At most so many, and `pageMax`.
    ///   - view: As they are, or as they were.
    ///   - store: Where to read.
    /// - Returns: The records; fewer than the limit only where there are no more.
    /// - Throws: `StoreError`.
    func page(
        after code: String,
        limit: Int = pageMax,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        try page(after: code, before: CodedRecords.end, limit, view, store)
    }

    /// All records, in the order of their codes.
    ///
    /// - Parameters:
    ///   - group: Only codes that begin with this and a slash.
    ///   - view: As they are, or as they were.
    ///   - store: Where to read.
    ///   - recordsMax: How many there may be.
    /// - Returns: All of them.
    /// - Throws: `tooBig` when there are more: a list is never cut in silence.
    func all(
        under group: String? = nil,
        _ view: RecordView = .current,
        in store: borrowing Database,
        recordsMax: Int = recordsMax
    ) throws(StoreError) -> [Record] {
        // In the order of bytes `0` comes right after the slash.
        let end = group.map { StoreValue.text("\($0)0") } ?? CodedRecords.end
        var last = group.map { "\($0)/" } ?? ""
        var found: [Record] = []
        while true {
            let page = try page(after: last, before: end, CodedRecords.pageMax, view, store)
            found += page
            guard found.count <= recordsMax else {
                throw StoreError(.tooBig, "more than \(recordsMax) records of \(table.name)")
            }
            guard let code = page.last?.code, page.count == CodedRecords.pageMax else {
                return found
            }
            last = code
        }
    }

    /// The records whose column has a value, in the order of their ids.
    ///
    /// - Parameters:
    ///   - query: Over the table: `?3` is the value, `?4` the id that those of the page before end
    ///     with.
    ///   - value: The value.
    ///   - store: Where to read.
    /// - Returns: All of them.
    /// - Throws: `tooBig` when there are more than `recordsMax`.
    /// - Complexity: Linear in what is found.
    func all(
        _ query: RecordQuery,
        _ value: String,
        in store: borrowing Database
    ) throws(StoreError) -> [Record] {
        var last: [UInt8] = []
        var found: [Record] = []
        while true {
            let values: [StoreValue] = [.text(value), .bytes(last)]
            let page = try records(query, .current, limit: CodedRecords.pageMax, values, store)
            found += page
            guard found.count <= CodedRecords.recordsMax else {
                throw StoreError(.tooBig, "more than that of \(table.name)")
            }
            guard let id = page.last?.id, page.count == CodedRecords.pageMax else { return found }
            last = id.bytes
        }
    }

    /// What every code is before: SQLite orders any text before any bytes.
    private static let end = StoreValue.bytes([])

    private func page(
        after code: String,
        before end: StoreValue,
        _ limit: Int,
        _ view: RecordView,
        _ store: borrowing Database
    ) throws(StoreError) -> [Record] {
        try records(between, view, limit: limit, [.text(code), end], store)
    }

    /// How many records there are, and how large they are together.
    struct Extent: Equatable {
        let count: Int
        /// The bytes of all their bodies.
        let bytes: Int
    }

    /// The extent of the current records but one.
    ///
    /// - Complexity: Linear in the current records.
    func extent(
        in store: borrowing Database,
        besides code: String
    ) throws(StoreError) -> Extent {
        try store.withStatement(others) { statement throws(StoreError) in
            try statement.bind(1, code)
            guard try statement.step() else { return Extent(count: 0, bytes: 0) }
            return Extent(count: Int(statement.integer(0)), bytes: Int(statement.integer(1)))
        }
    }

    /// Makes or changes the record of a code.
    ///
    /// - Parameters:
    ///   - code: The record's code.
    ///   - body: The encoded message.
    ///   - copies: Values of the further columns, as they were declared.
    ///   - base: The revision that the change is based on; 0 for a new record.
    ///   - id: The id of a new record; a random one unless it has one already.
    ///   - store: Where to write.
    /// - Returns: The record's id and new revision.
    /// - Throws: `conflict` with the current revision when the record is not as the caller saw it.
    func save(
        _ code: String,
        _ body: [UInt8],
        copies: [StoreValue] = [],
        basedOn base: UInt64,
        id: UniqueID? = nil,
        in store: inout WriteContext
    ) throws(StoreError) -> (id: OpaqueID, revision: UInt64) {
        let current = try find(code, in: store.database)
        return try save(
            code,
            body,
            copies: copies,
            over: current,
            basedOn: base,
            id: id,
            in: &store
        )
    }

    /// Makes or changes the record of a code, which the caller has just looked up.
    ///
    /// - Parameters:
    ///   - code: The record's code.
    ///   - body: The encoded message.
    ///   - copies: Values of the further columns, as they were declared.
    ///   - current: The record as this call found it; `nil` where there is none.
    ///   - base: The revision that the change is based on; 0 for a new record.
    ///   - id: The id of a new record; a random one unless it has one already.
    ///   - store: Where to write.
    /// - Returns: The record's id and new revision.
    /// - Throws: `conflict` with the current revision when the record is not as the caller saw it.
    func save(
        _ code: String,
        _ body: [UInt8],
        copies: [StoreValue] = [],
        over current: Record?,
        basedOn base: UInt64,
        id: UniqueID? = nil,
        in store: inout WriteContext
    ) throws(StoreError) -> (id: OpaqueID, revision: UInt64) {
        let values = [.text(code), .bytes(body)] + copies
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
        let revision =
            copies.isEmpty
            ? try store.update(
                current.id,
                in: table,
                replacing: base,
                values,
                keepsIndexed: true,
                body: body
            )
            : try store.update(current.id, in: table, basedOn: base, values, body: body)
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

    /// One page of a list by columns.
    func records(
        _ query: RecordQuery,
        _ view: RecordView,
        limit: Int,
        _ values: [StoreValue],
        _ store: borrowing Database
    ) throws(StoreError) -> [Record] {
        try table.list(query, view, limit: limit, values, in: store) { row in
            CodedRecords.content(row)
        }.map(CodedRecords.record)
    }

    private static func content(_ row: borrowing Statement) -> (code: String, body: [UInt8]) {
        (row.text(0), row.bytes(1))
    }

    private static func record(
        _ version: RecordVersion<(code: String, body: [UInt8])>
    ) -> Record {
        Record(
            id: version.id,
            code: version.value.code,
            body: version.value.body,
            revision: UInt64(clamping: version.fromRevision)
        )
    }
}
