import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Changes of programmes: several at once, and taking them back.
extension ProgrammeHandlers {
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
        var ids: Set<[UInt8]> = []
        for (place, change) in request.changes.enumerated() {
            let id = Array((change.programme?.id ?? "").utf8)
            guard id.isEmpty || ids.insert(id).inserted else {
                throw .invalid("changes[\(place)].programme.id", "twice", "each programme once")
            }
        }
        let today = try call.today()
        var saving = ProgrammeSaving(adds: request.adds, today)
        var refused: [Fault] = []
        var kept: KeptProgramme?
        for (place, change) in request.changes.enumerated() {
            do throws(Fault) {
                kept = try saving.save(change, at: place, in: &store)
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
        var response = saving.response
        if let kept, request.changes.count == 1, !request.adds {
            var texts = TrainingTexts()
            response.programme = try kept.shown(on: today, &texts, in: store.database)
        }
        return response
    }

    /// Takes the last change of a programme back, or a whole call.
    package func undoProgramme(
        _ request: UndoProgrammeRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoProgrammeResponse {
        guard request.importRevision == 0 else {
            guard request.id.isEmpty, request.baseRevision == 0 else {
                throw .invalid("id", "not_empty", "nothing: import_revision says what is meant")
            }
            return try undo(callAt: request.importRevision, in: &store)
        }
        let now = try KeptProgramme.find(request.id, in: store.database)
        try now.require(request.baseRevision)
        var response = UndoProgrammeResponse()
        let kept = try takeBack(now, &response, in: &store)
        if let kept {
            var texts = TrainingTexts()
            let today = try call.today()
            response.programme = try kept.shown(on: today, &texts, in: store.database)
        }
        return response
    }

    /// Takes back all that one call made or changed, or nothing of it.
    private func undo(
        callAt revision: UInt64,
        in store: inout WriteContext
    ) throws(Fault) -> UndoProgrammeResponse {
        let revision = Int64(clamping: revision)
        let table = TenantTables.programmes
        let (records, changedSince) = try stored { () throws(StoreError) in
            (
                try table.all(
                    changedAt: revision,
                    limit: ProgrammeHandlers.changesMax,
                    in: store.database
                ),
                try table.countChanged(since: revision, in: store.database)
            )
        }
        guard changedSince == 0 else {
            let words = NumberText.count(changedSince, "programme was", "programmes were")
            throw .training(.programmeImport, "\(words) changed since, and nothing was taken back")
        }
        guard !records.isEmpty else {
            throw .training(
                .programmeImport,
                "no programme was made or changed with revision \(revision)",
                status: .notFound
            )
        }
        var response = UndoProgrammeResponse()
        for record in records {
            guard let now = try KeptProgramme.of(record, in: store.database) else { continue }
            _ = try takeBack(now, &response, in: &store)
        }
        response.saved?.id = ""
        return response
    }

    /// Takes the last change of one back.
    ///
    /// - Returns: The programme as it is again; `nil` where it is gone.
    private func takeBack(
        _ now: KeptProgramme,
        _ response: inout UndoProgrammeResponse,
        in store: inout WriteContext
    ) throws(Fault) -> KeptProgramme? {
        try now.worker.requireOpen()
        let earlier = try stored { () throws(StoreError) in
            try TenantTables.programmes.before(now.record, in: store.database)
        }
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

/// The changes of one call, one after another.
private struct ProgrammeSaving {
    private let adds: Bool
    private let today: Day
    private var remarks = ProgrammeRemarks()
    private var answer = SaveProgrammesResponse()
    /// What the call has made or changed: two rows of one programme count once.
    private var touched: Set<OpaqueID> = []

    init(adds: Bool, _ today: Day) {
        self.adds = adds
        self.today = today
    }

    /// The answer so far.
    var response: SaveProgrammesResponse {
        var response = answer
        (response.remarks, response.remarksLeftOut) = (remarks.told, remarks.leftOut)
        return response
    }

    /// Keeps one change.
    mutating func save(
        _ change: ProgrammeChange,
        at place: Int,
        in store: inout WriteContext
    ) throws(Fault) -> KeptProgramme {
        let path = "changes[\(place)].programme."
        var sent = change.programme ?? Programme()
        let worker = try WorkerReference.find(sent.worker, "\(path)worker", in: store.database)
        try requireOpen(worker, path)
        var old: KeptProgramme?
        if adds {
            guard sent.id.isEmpty, change.baseRevision == 0 else {
                throw .invalid("\(path)id", "not_empty", "nothing: what adds names no programme")
            }
            (sent, old) = try KeptProgramme.joined(sent, worker, path, today, in: store.database)
        } else if !sent.id.isEmpty {
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
        let others = try KeptProgramme.requireRoom(
            programme,
            of: worker,
            besides: old,
            path,
            in: store.database
        )
        let record = try KeptProgramme.keep(asked, worker, over: old?.record, in: &store)
        try remark(place, programme, over: old, others, worker)
        if touched.insert(record.id).inserted {
            if old == nil { answer.made += 1 } else { answer.changed += 1 }
        }
        answer.saved = Saved(id: record.name, revision: UInt64(clamping: record.revision))
        return try KeptProgramme(record, worker)
    }

    /// Refuses a worker whose records are restricted, by the field: other rows are told of too.
    private func requireOpen(_ worker: KeptWorker, _ path: String) throws(Fault) {
        guard worker.isRestricted else { return }
        throw Fault(
            DomainError(
                .workerRestricted,
                path: "\(path)worker",
                problem: "the worker's records are restricted"
            ),
            status: .failedPrecondition
        )
    }

    private mutating func remark(
        _ place: Int,
        _ programme: DevelopmentProgramme,
        over old: KeptProgramme?,
        _ others: [KeptProgramme],
        _ worker: KeptWorker
    ) throws(Fault) {
        let before = try old.map { (old) throws(Fault) in try old.message.domain("") }
        remarks.look(at: place, programme, over: before, left: worker.facts.left, on: today)
        guard old == nil else { return }
        for other in others {
            let ended = try other.message.domain("")
            guard ended.isOfTheSame(programme), let day = ended.ended else { continue }
            remarks.tellEnded(day, other.record.name, at: place)
        }
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

extension SaveProgrammesResponse: ChangeAnswer {}
extension UndoProgrammeResponse: ChangeAnswer {}
