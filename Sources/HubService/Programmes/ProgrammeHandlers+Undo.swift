import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Taking changes of programmes back.
extension ProgrammeHandlers {
    /// The programmes that an answer names where they keep a call from being taken back.
    static let changedSinceMax = 100

    /// Takes the last change of a programme back, a whole call, or what a call did with one.
    package func undoProgramme(
        _ request: UndoProgrammeRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoProgrammeResponse {
        let today = try call.today()
        let callAt = Int64(clamping: request.importRevision)
        if callAt != 0, request.id.isEmpty {
            guard request.baseRevision == 0 else {
                throw .invalid("base_revision", "not_empty", "nothing, or an id beside it")
            }
            return try undo(callAt: callAt, on: today, in: &store)
        }
        let now = try KeptProgramme.find(request.id, in: store.database)
        try now.require(request.baseRevision)
        var response = UndoProgrammeResponse()
        let earlier: WorkerRecords.Record?
        if callAt == 0 {
            earlier = try stored { () throws(StoreError) in
                try TenantTables.programmes.standing(
                    before: now.record,
                    undoneBy: call.method,
                    in: store.database
                )
            }
        } else {
            let step = try CallStep.all(of: callAt, in: store.database)
                .first { $0.left.id == now.record.id }
            guard let step else { throw CallStep.none(at: callAt) }
            guard !step.isTakenBack else { throw CallStep.takenBack }
            earlier = step.before
        }
        let kept = try takeBack(now, to: earlier, &response, in: &store)
        if let kept {
            var texts = TrainingTexts()
            response.programme = try kept.shown(on: today, &texts, in: store.database)
        }
        return response
    }

    /// Takes back all that one call made or changed, or nothing of it.
    private func undo(
        callAt revision: Int64,
        on today: Day,
        in store: inout WriteContext
    ) throws(Fault) -> UndoProgrammeResponse {
        let steps = try CallStep.all(of: revision, in: store.database)
        guard !steps.isEmpty else { throw CallStep.none(at: revision) }
        let due = steps.filter { !$0.isTakenBack }
        guard !due.isEmpty else { throw CallStep.takenBack }
        var response = UndoProgrammeResponse()
        response.already = UInt32(clamping: steps.count - due.count)
        let changed = due.filter { !$0.isAsLeft }
        guard changed.isEmpty else {
            try tell(changed, on: today, in: store.database, &response)
            return response
        }
        // What the call made goes first: an earlier one can be open again only then.
        for step in due.filter({ $0.before == nil }) + due.filter({ $0.before != nil }) {
            guard let record = step.now,
                let now = try KeptProgramme.of(record, in: store.database)
            else { continue }
            _ = try takeBack(now, to: step.before, &response, in: &store)
        }
        response.saved?.id = ""
        return response
    }

    /// Names the programmes that stand otherwise than the call left them.
    private func tell(
        _ changed: [CallStep],
        on today: Day,
        in store: borrowing Database,
        _ response: inout UndoProgrammeResponse
    ) throws(Fault) {
        var texts = TrainingTexts()
        var room = AnswerRoom()
        var shown: [Programme] = []
        for step in changed.prefix(ProgrammeHandlers.changedSinceMax) {
            guard let record = step.now ?? step.before,
                let kept = try KeptProgramme.of(record, in: store)
            else { continue }
            shown.append(try kept.shown(on: today, &texts, in: store))
        }
        response.changedSince = room.take(shown).taken
        let left = changed.count - response.changedSince.count
        response.changedSinceLeftOut = UInt32(clamping: left)
    }

    /// Puts one back to an earlier version, or takes it away where there is none.
    ///
    /// - Returns: The programme as it is again; `nil` where it is gone.
    private func takeBack(
        _ now: KeptProgramme,
        to earlier: WorkerRecords.Record?,
        _ response: inout UndoProgrammeResponse,
        in store: inout WriteContext
    ) throws(Fault) -> KeptProgramme? {
        try now.worker.requireOpen()
        guard let earlier else {
            let revision = try stored { () throws(StoreError) in
                try TenantTables.programmes.close(now.record, in: &store)
            }
            response.removed += 1
            response.saved = Saved(id: now.record.name, revision: UInt64(clamping: revision))
            return nil
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
        response.restored += 1
        response.saved = Saved(id: record.name, revision: UInt64(clamping: record.revision))
        return try KeptProgramme(record, now.worker)
    }
}

/// What one call did with one programme, and what became of it.
///
/// Versions are compared by what they say and not by their revisions: a later change that was taken
/// back has left a programme as the call left it.
private struct CallStep {
    /// As the call left it.
    let left: WorkerRecords.Record
    /// As it was before; nil where the call made it.
    let before: WorkerRecords.Record?
    /// As it is now; nil where it is gone.
    let now: WorkerRecords.Record?

    /// Whether it stands as the call left it.
    var isAsLeft: Bool { now.map { $0.body == left.body } ?? false }

    /// Whether it stands as it was before the call.
    var isTakenBack: Bool { now?.body == before?.body }

    static func all(of revision: Int64, in store: borrowing Database) throws(Fault) -> [CallStep] {
        let table = TenantTables.programmes
        return try stored { () throws(StoreError) in
            var steps: [CallStep] = []
            for left in try table.versions(madeAt: revision, in: store) {
                let before = try table.find(left.id, before: revision, in: store)
                let now = try table.find(left.id, in: store)
                steps.append(CallStep(left: left, before: before, now: now))
            }
            return steps
        }
    }

    static func none(at revision: Int64) -> Fault {
        .training(
            .programmeImport,
            "no programme was made or changed with revision \(revision)",
            status: .notFound
        )
    }

    static var takenBack: Fault {
        .training(
            .programmeTakenBack,
            "that was taken back already, and nothing was changed now"
        )
    }
}

extension UndoProgrammeResponse: ChangeAnswer {}
