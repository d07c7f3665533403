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
        var texts = TrainingTexts()
        // A page ends early where long texts have filled the answer.
        var room = AnswerRoom()
        var next = records.count == page.size ? records.last?.key : nil
        var before: [UInt8]?
        for record in records {
            defer { before = record.key }
            guard let kept = try KeptProgramme.of(record, in: store) else { continue }
            // No list has a restricted worker; who asks for one alone is told so.
            if kept.worker.isRestricted, worker == nil { continue }
            // Nothing is due of whoever has left: counts leave them out, too.
            let hasLeft = kept.worker.facts.left.map { $0 < today } ?? false
            if hasLeft, request.behind || dueBefore != nil { continue }
            let shown = try kept.shown(on: today, &texts, in: store)
            let isUndated = shown.findings.contains { $0.isWithoutFirstDay }
            if isUndated, !hasLeft { response.withoutFirstDay += 1 }
            if request.behind, !shown.isBehind { continue }
            if let dueBefore, !shown.isDue(before: dueBefore) { continue }
            guard !room.take([shown]).taken.isEmpty else {
                next = before
                // The next page looks at this one again.
                if isUndated, !hasLeft { response.withoutFirstDay -= 1 }
                break
            }
            response.programmes.append(shown)
        }
        if let next { response.nextCursor = try page.next(after: next) }
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
