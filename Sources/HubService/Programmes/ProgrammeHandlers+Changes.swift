import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Changes of programmes, several at once.
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
        var saving = ProgrammeSaving(request, today)
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
}

/// The changes of one call, one after another.
private struct ProgrammeSaving {
    private let adds: Bool
    private let confirmsDoubts: Bool
    private let today: Day
    private var remarks = ProgrammeRemarks()
    private var answer = SaveProgrammesResponse()
    /// What the call has made or changed: two rows of one programme count once.
    private var touched: Set<OpaqueID> = []
    /// The last change of each programme that the call is about.
    private var places: [OpaqueID: Int] = [:]

    init(_ request: SaveProgrammesRequest, _ today: Day) {
        adds = request.adds
        confirmsDoubts = request.confirmsDoubts
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
        let programme: DevelopmentProgramme
        do throws(Fault) {
            programme = try Programme.accept(sent, path, today, over: old?.message)
        } catch {
            // What is recorded stands among the steps too, and a caller knows its own alone.
            throw adds
                ? error.placed(sent.steps, among: change.programme?.steps ?? [], path) : error
        }
        var asked = sent.stored
        asked.take(programme)
        if let old { tellSame(old, place) }
        if let old, old.message.encoded() == asked.encoded() { return old }
        if old == nil {
            let same = try KeptProgramme.find(same: asked, of: worker, in: store.database)
            if let same {
                tellSame(same, place)
                return same
            }
        }
        try requireConfirmed(programme, over: old, path)
        let others = try KeptProgramme.requireRoom(
            programme,
            of: worker,
            besides: old,
            path,
            in: store.database
        )
        let record = try KeptProgramme.keep(asked, worker, over: old?.record, in: &store)
        places[record.id] = place
        try remark(place, programme, over: old, others, worker)
        if touched.insert(record.id).inserted {
            if old == nil { answer.made += 1 } else { answer.changed += 1 }
        }
        answer.saved = Saved(id: record.name, revision: UInt64(clamping: record.revision))
        return try KeptProgramme(record, worker)
    }

    /// Says that an earlier change of the call was of the same programme.
    private mutating func tellSame(_ kept: KeptProgramme, _ place: Int) {
        if let other = places[kept.record.id] { remarks.tellSame(other, at: place) }
        places[kept.record.id] = place
    }

    /// Refuses hours far above the plan that nobody has confirmed; what is recorded so stays so.
    private func requireConfirmed(
        _ programme: DevelopmentProgramme,
        over old: KeptProgramme?,
        _ path: String
    ) throws(Fault) {
        guard !confirmsDoubts, let doubt = programme.hoursToConfirm else { return }
        let before = try old.map { (old) throws(Fault) in try old.message.domain("") }
        let isAnother =
            before?.hoursDone != programme.hoursDone
            || before?.hoursPlanned != programme.hoursPlanned
        guard isAnother else { return }
        var fault = Fault(doubt)
        for place in fault.violations.indices { fault.violations[place].path = path + doubt.path }
        throw fault
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
        remarks.look(at: place, programme, over: before, worker.facts, on: today)
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

    /// The same with the steps by their places among those that were sent; one that was not sent
    /// has no place.
    fileprivate func placed(
        _ checked: [ProgrammeStep],
        among sent: [ProgrammeStep],
        _ path: String
    ) -> Fault {
        var fault = self
        for place in fault.violations.indices {
            let found = checked.indices.first {
                fault.violations[place].path.utf8.elementsEqual("\(path)steps[\($0)]".utf8)
            }
            guard let found else { continue }
            let step = checked[found]
            let own = sent.firstIndex { $0.kind == step.kind && $0.number == step.number }
            fault.violations[place].path = "\(path)steps" + (own.map { "[\($0)]" } ?? "")
        }
        return fault
    }

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
