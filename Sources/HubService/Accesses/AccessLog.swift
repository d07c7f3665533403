import HubCrypto
import HubStore
import HubSystem
import HubText
import HubWire

/// A tenant's own list of who looked at data about people.
struct AccessLog {
    /// Rows that one page looks through: whoever may see few of them goes on in the next page.
    static let lookedAtMax = 5_000

    private let contents: RegistryContents
    private let caller: CallerRecord
    private let request: ListAccessesRequest
    private let families: Set<Family>
    /// The token of the worker who is asked about; `nil` for everybody.
    private let worker: [UInt8]?

    /// The list as a caller may see it.
    ///
    /// - Throws: `requestNotValid` for a worker who is no whole reference.
    init(
        _ request: ListAccessesRequest,
        _ caller: CallerRecord,
        _ contents: RegistryContents
    ) throws(Fault) {
        self.request = request
        worker = request.worker.isEmpty ? nil : try WorkerReference.whole(request.worker, "worker")
        self.caller = caller
        self.contents = contents
        families = Set(caller.grants.filter { $0.role == .steward }.map(\.family))
    }

    /// The revisions of the days that were asked for: after the first, up to the second.
    ///
    /// - Parameters:
    ///   - request: With its days.
    ///   - last: The revision that all pages show.
    ///   - store: The file of accesses.
    /// - Returns: The span.
    /// - Throws: `requestNotValid` for a day that is none.
    static func span(
        _ request: ListAccessesRequest,
        last: Int64,
        in store: borrowing Database
    ) throws(Fault) -> (after: Int64, upTo: Int64) {
        var span = (after: Int64(0), upTo: last)
        let from = request.fromDay.isEmpty ? nil : try Fault.day(request.fromDay, "from_day")
        let to = request.toDay.isEmpty ? nil : try Fault.day(request.toDay, "to_day")
        if let from, let to, to < from {
            throw .invalid("to_day", "out_of_order", "the day of from_day, or a later one")
        }
        if let from, let start = LondonTime.start(of: from) {
            span.after = try revision(before: start, in: store)
        }
        if let to, let end = to.advanced(by: 1).flatMap({ LondonTime.start(of: $0) }) {
            span.upTo = min(last, try revision(before: end, in: store))
        }
        return span
    }

    private static func revision(
        before seconds: Int,
        in store: borrowing Database
    ) throws(Fault) -> Int64 {
        let time = Instant(microseconds: Int64(seconds) * 1_000_000 - 1)
        return try stored { () throws(StoreError) in try store.revision(at: time) }
    }

    /// One page, the newest first.
    ///
    /// - Parameters:
    ///   - page: Which page.
    ///   - store: The file of accesses.
    /// - Returns: The entries, and where the next page begins.
    /// - Throws: A fault of the store.
    func read(
        _ page: Page,
        in store: borrowing Database
    ) throws(Fault) -> ListAccessesResponse {
        let span = try AccessLog.span(request, last: page.revision, in: store)
        var place = JournalPosition(revision: span.upTo + 1)
        if let after = page.after {
            guard let position = JournalPosition(cursorBytes: after) else {
                throw Fault(.pageMarkerNotValid)
            }
            place = position
        }
        var response = ListAccessesResponse()
        var purposes = AccessPurposes()
        var lookedAt = 0
        while lookedAt < AccessLog.lookedAtMax {
            let from = place
            let rows = try stored { () throws(StoreError) in
                try store.changes(before: from, since: span.after, limit: page.size)
            }
            lookedAt += rows.count
            for row in rows {
                place = row.position
                if let entry = try entry(row, &purposes, in: store) {
                    response.accesses.append(entry)
                }
                if response.accesses.count == page.size { break }
            }
            if rows.count < page.size, place == rows.last?.position ?? place { return response }
            if response.accesses.count == page.size { break }
        }
        response.nextCursor = try page.next(after: place.cursorBytes)
        return response
    }

    /// A row as the caller may see it.
    ///
    /// - Parameters:
    ///   - row: Of the journal.
    ///   - purposes: Those that were read for this page.
    ///   - store: The file of accesses.
    /// - Returns: The entry; `nil` for one of a family that the caller is no steward of.
    /// - Throws: `dataDamaged`.
    private func entry(
        _ row: JournalRow,
        _ purposes: inout AccessPurposes,
        in store: borrowing Database
    ) throws(Fault) -> AccessEntry? {
        guard let record = try AccessRecord(row) else { return nil }
        guard record.family == .hub || families.contains(record.family) else { return nil }
        if let worker, record.worker != worker { return nil }
        var entry = AccessEntry()
        entry.time = Timestamp(row.time)
        entry.role = RoleWords.of(record.role)
        entry.method = row.method
        entry.dataSet = record.dataSet
        entry.purpose = try purposes.text(of: record, in: store)
        entry.rows = record.rows
        entry.requestId = Hexadecimal.text(row.request.span)
        guard !request.withoutNames, let principal = UniqueID(bytes: row.actor) else {
            return entry
        }
        entry.principalId = principal.description
        if let person = contents.principals[principal],
            person.tenantId.utf8.elementsEqual(caller.tenant.description.utf8)
        {
            entry.name = person.name
        }
        return entry
    }
}

/// The purposes that entries point to.
private struct AccessPurposes {
    private var texts: [UInt64: String] = [:]

    /// The purpose of an entry.
    mutating func text(
        of record: AccessRecord,
        in store: borrowing Database
    ) throws(Fault) -> String {
        guard record.purposeAt > 0 else { return record.purpose }
        if let known = texts[record.purposeAt] { return known }
        let revision = Int64(clamping: record.purposeAt)
        let rows = try stored { () throws(StoreError) in
            try store.changes(
                after: JournalPosition(revision: revision),
                upTo: revision,
                limit: AccessPurposes.rowsMax
            )
        }
        var text = ""
        for row in rows where text.isEmpty { text = try AccessRecord(row)?.purpose ?? "" }
        texts[record.purposeAt] = text
        return text
    }

    /// The rows of one access: itself.
    private static let rowsMax = 4
}

extension AccessRecord {
    /// What a row of the journal says; `nil` where it is of something else.
    fileprivate init?(_ row: JournalRow) throws(Fault) {
        guard row.operation == .read, row.kind.utf8.elementsEqual("\(AccessWriter.kind)".utf8),
            let body = row.body
        else { return nil }
        self = try Fault.decoded(AccessRecord.self, body)
    }
}
