import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

/// Answers `ProgrammeService`: development programmes of workers, and who has which.
package struct ProgrammeHandlers: ProgrammeServiceHandlers {
    /// Seals the cursors of lists.
    let cursors: CursorSeal

    /// The changes of one call.
    static let changesMax = 200
    /// The fields that an answer names, of however many changes.
    static let violationsMax = 100

    /// Records programmes of workers or changes them, all or none.
    package func saveProgrammes(
        _ request: SaveProgrammesRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveProgrammesResponse {
        guard (1...ProgrammeHandlers.changesMax).contains(request.changes.count) else {
            throw .invalid(
                "changes",
                "out_of_range",
                "1 to \(ProgrammeHandlers.changesMax) programmes"
            )
        }
        let today = try call.today()
        var response = SaveProgrammesResponse()
        var refused: [Fault] = []
        var kept: KeptProgramme?
        for (place, change) in request.changes.enumerated() {
            do throws(Fault) {
                let path = "changes[\(place)].programme."
                kept = try save(change, path, today, &response, in: &store)
            } catch {
                guard error.isAboutFields, request.changes.count > 1 else { throw error }
                refused.append(error.under("changes[\(place)]"))
            }
        }
        if var first = refused.first {
            let all = refused.flatMap(\.violations)
            first.violations = Array(all.prefix(ProgrammeHandlers.violationsMax))
            throw first
        }
        if let kept, request.changes.count == 1 {
            response.programme = try kept.shown(on: today)
        }
        return response
    }

    private func save(
        _ change: ProgrammeChange,
        _ path: String,
        _ today: Day,
        _ response: inout SaveProgrammesResponse,
        in store: inout WriteContext
    ) throws(Fault) -> KeptProgramme {
        let sent = change.programme ?? Programme()
        let worker = try WorkerReference.find(sent.worker, "\(path)worker", in: store.database)
        try worker.requireOpen()
        var old: KeptProgramme?
        if !sent.id.isEmpty {
            let found = try KeptProgramme.find(sent.id, in: store.database)
            guard found.worker.number == worker.number else { throw KeptProgramme.unknown }
            try found.require(change.baseRevision)
            old = found
        }
        let programme = try Programme.accept(sent, path, today)
        var asked = sent.stored
        asked.take(programme)
        if let old, old.message.encoded() == asked.encoded() { return old }
        if old == nil {
            let same = try KeptProgramme.find(same: asked, of: worker, in: store.database)
            if let same { return same }
        }
        try KeptProgramme.requireRoom(programme, of: worker, besides: old, path, in: store.database)
        let record = try KeptProgramme.keep(asked, worker, over: old?.record, in: &store)
        if old == nil { response.made += 1 } else { response.changed += 1 }
        response.saved = Saved(id: record.name, revision: UInt64(clamping: record.revision))
        return try KeptProgramme(record, worker)
    }

    /// Takes the last change of a programme back.
    package func undoProgramme(
        _ request: UndoProgrammeRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoProgrammeResponse {
        let now = try KeptProgramme.find(request.id, in: store.database)
        try now.require(request.baseRevision)
        let earlier = try stored { () throws(StoreError) in
            try TenantTables.programmes.before(now.record, in: store.database)
        }
        guard let earlier else {
            let revision = try stored { () throws(StoreError) in
                try TenantTables.programmes.close(now.record, in: &store)
            }
            return UndoProgrammeResponse(
                saved: Saved(id: now.record.name, revision: UInt64(clamping: revision))
            )
        }
        let message = try Fault.decoded(Programme.self, earlier.body)
        try KeptProgramme.requireRoom(
            message.domain(""),
            of: now.worker,
            besides: now,
            "",
            in: store.database
        )
        let record = try KeptProgramme.keep(message, now.worker, over: now.record, in: &store)
        return UndoProgrammeResponse(
            saved: Saved(id: record.name, revision: UInt64(clamping: record.revision)),
            programme: try KeptProgramme(record, now.worker).shown(on: try call.today())
        )
    }

    /// Lists programmes, with what is due of each and what is behind.
    package func listProgrammes(
        _ request: ListProgrammesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListProgrammesResponse {
        let today = try scope.call.today()
        let page = try Page(request, scope, store, cursors)
        var worker: KeptWorker?
        if !request.worker.isEmpty {
            worker = try WorkerReference.find(request.worker, "worker", in: store)
        }
        if let worker { scope.looked(at: worker.token) }
        let dueBefore = try ProgrammeHandlers.dueBefore(request, today)
        let values: [StoreValue] = [
            .integer(worker?.number ?? 0), .integer(Int64(request.kind.rawValue)),
            .flag(request.withEnded),
        ]
        let records = try stored { () throws(StoreError) in
            try TenantTables.programmes.page(
                .programmes,
                after: page.after,
                values,
                limit: page.size,
                in: store
            )
        }
        var response = ListProgrammesResponse()
        response.day = today.iso
        for record in records {
            guard let kept = try KeptProgramme.of(record, in: store) else { continue }
            // No list has a restricted worker; who asks for one alone is told so.
            if kept.worker.isRestricted, worker == nil { continue }
            // Nothing is due of whoever has left: counts leave them out, too.
            let hasLeft = kept.worker.facts.left.map { $0 < today } ?? false
            if hasLeft, request.behind || dueBefore != nil { continue }
            let shown = try kept.shown(on: today)
            if request.behind, !shown.isBehind { continue }
            if let dueBefore, !shown.isDue(before: dueBefore) { continue }
            response.programmes.append(shown)
        }
        if records.count == page.size, let last = records.last {
            response.nextCursor = try page.next(after: last.key)
        }
        scope.showed(rows: response.programmes.count)
        return response
    }

    private static func dueBefore(
        _ request: ListProgrammesRequest,
        _ today: Day
    ) throws(Fault) -> String? {
        guard let days = request.dueWithinDays else { return nil }
        guard days <= UInt32(WarningPeriod.daysMax) else {
            throw .invalid("due_within_days", "out_of_range", "0 to \(WarningPeriod.daysMax) days")
        }
        return (today.advanced(by: Int(days)) ?? .last).iso
    }
}

extension Fault {
    /// Whether it names fields, so that it can be told beside others.
    fileprivate var isAboutFields: Bool { !violations.isEmpty }

    /// The same with every field under a path, where it is not yet.
    fileprivate func under(_ path: String) -> Fault {
        var fault = self
        for place in fault.violations.indices
        where !fault.violations[place].path.utf8.starts(with: path.utf8) {
            let inner = fault.violations[place].path
            fault.violations[place].path = inner.isEmpty ? path : "\(path).\(inner)"
        }
        return fault
    }
}

extension RecordQuery {
    /// Programmes after one: of a worker, of a kind, open or all.
    fileprivate static let programmes = RecordQuery(
        TenantTables.programmes.table,
        where: """
            (worker > ?3 OR worker = ?3 AND id > ?4) AND (?5 = 0 OR worker = ?5)
            AND (?6 = 0 OR kind = ?6) AND (?7 = 1 OR ended = 0)
            """,
        order: "worker, id"
    )
}

extension SaveProgrammesResponse: ChangeAnswer {}
extension UndoProgrammeResponse: ChangeAnswer {}
