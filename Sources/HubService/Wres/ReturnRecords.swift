import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// A tenant's returns as they are stored: one record for each cycle and reporting unit.
enum ReturnRecords {
    /// The returns of one council, of all cycles together.
    static let returnsMax = 200

    /// A return.
    ///
    /// - Parameters:
    ///   - place: Which one.
    ///   - view: As it is, or as it was.
    ///   - store: The tenant's file.
    /// - Returns: The return with its revision; `nil` where there is none.
    /// - Throws: A fault of the store.
    static func find(
        _ place: ReturnPlace,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> CouncilReturn? {
        let found = try stored { () throws(StoreError) in
            try TenantTables.wresReturns.find(place.code, view, in: store)
        }
        guard let found else { return nil }
        return try decoded(found)
    }

    /// All returns, in the order of their codes.
    static func all(in store: borrowing Database) throws(Fault) -> [CouncilReturn] {
        let found = try stored { () throws(StoreError) in
            try TenantTables.wresReturns.all(in: store, recordsMax: returnsMax)
        }
        var returns: [CouncilReturn] = []
        for record in found { returns.append(try decoded(record)) }
        return returns
    }

    private static func decoded(_ record: CodedRecords.Record) throws(Fault) -> CouncilReturn {
        var kept = try Fault.decoded(CouncilReturn.self, record.body)
        kept.revision = record.revision
        return kept
    }

    /// Saves a return.
    ///
    /// - Parameters:
    ///   - changed: The return, complete, with the revision that the change is based on.
    ///   - place: Which one.
    ///   - store: The tenant's file.
    /// - Returns: The record's id and revision.
    /// - Throws: WRES-0178 where there are too many, or a fault of the store.
    static func save(
        _ changed: CouncilReturn,
        _ place: ReturnPlace,
        in store: inout WriteContext
    ) throws(Fault) -> Saved {
        var kept = changed
        let base = changed.revision
        kept.revision = 0
        kept.changed = Timestamp(store.now)
        kept.cycle = place.cycle.id.text
        kept.unit = place.unit
        if kept.id.isEmpty {
            try requireRoom(in: store.database)
            let milliseconds = UInt64(clamping: store.now.microseconds / 1_000)
            kept.id = UniqueID(milliseconds: milliseconds).description
        }
        let body = kept.encoded()
        let id = UniqueID(kept.id)
        let saved = try stored { () throws(StoreError) in
            try TenantTables.wresReturns.save(
                place.code,
                body,
                basedOn: base,
                id: id,
                in: &store
            )
        }
        return Saved(id: kept.id, revision: saved.revision)
    }

    private static func requireRoom(in store: borrowing Database) throws(Fault) {
        let extent = try stored { () throws(StoreError) in
            try TenantTables.wresReturns.extent(in: store, besides: "")
        }
        guard extent.count >= returnsMax else { return }
        throw Fault(
            DomainError(
                .wresReturnsMax,
                path: "unit",
                problem: "there are \(extent.count) returns already",
                expected: "at most \(returnsMax)"
            )
        )
    }

    /// Notes something beside a change, in the same revision.
    ///
    /// - Parameters:
    ///   - note: What the journal says of it.
    ///   - place: Which return.
    ///   - store: The tenant's file, in which the change was made.
    /// - Throws: `notFound`, or another fault of the store.
    static func note(
        _ note: ChangeNote,
        _ place: ReturnPlace,
        in store: inout WriteContext
    ) throws(Fault) {
        let body = note.encoded()
        let found = try stored { () throws(StoreError) in
            try TenantTables.wresReturns.find(place.code, in: store.database)
        }
        guard let found else { throw .noReturn }
        try stored { () throws(StoreError) in
            try store.record(
                JournalEntry(
                    kind: TenantTables.wresReturns.table.name,
                    record: found.id,
                    operation: .noted,
                    body: body
                )
            )
        }
    }

    /// Refuses a change that was based on another state.
    static func requireBase(_ base: UInt64, _ current: CouncilReturn?) throws(Fault) {
        let revision = current?.revision ?? 0
        guard base == revision else {
            var fault = Fault(.changedSinceYouReadIt)
            fault.revision = revision
            throw fault
        }
    }

    /// Refuses councils that another return of the cycle, handed in already, counts too.
    static func requireOwnCouncils(
        _ entry: WresReturn,
        _ place: ReturnPlace,
        in store: borrowing Database
    ) throws(Fault) {
        for other in try all(in: store)
        where !other.stage.isPrivate
            && other.cycle.utf8.elementsEqual(place.cycle.id.text.utf8)
            && !other.unit.utf8.elementsEqual(place.unit.utf8)
        {
            let units = [entry.unit, other.domain(place.cycle).unit]
            guard let twice = ReportingUnit.overlap(of: units).first else { continue }
            throw Fault(
                DomainError(
                    .wresCouncilsCountedTwice,
                    path: "unit.councils",
                    found: twice.text,
                    problem: "is counted in the return of the reporting unit \(other.unit), too"
                ),
                status: .failedPrecondition
            )
        }
    }
}
