import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// A programme that is recorded, and the worker it is recorded of.
struct KeptProgramme {
    let record: WorkerRecords.Record
    let worker: KeptWorker
    let message: Programme

    init(_ record: WorkerRecords.Record, _ worker: KeptWorker) throws(Fault) {
        self.record = record
        self.worker = worker
        message = try Fault.decoded(Programme.self, record.body)
    }

    /// The programme of a record; `nil` without its worker.
    static func of(
        _ record: WorkerRecords.Record,
        in store: borrowing Database
    ) throws(Fault) -> KeptProgramme? {
        let worker = try stored { () throws(StoreError) in
            try KeptWorker.find(record.worker, in: store)
        }
        return try worker.map { (worker) throws(Fault) in try KeptProgramme(record, worker) }
    }

    /// The programme of an id.
    static func find(
        _ text: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptProgramme {
        guard let id = UniqueID(text) else {
            throw .invalid("id", "not_an_id", "an id as a list of programmes has it")
        }
        let record = try stored { () throws(StoreError) in
            try TenantTables.programmes.find(OpaqueID(id), in: store)
        }
        guard let record, let kept = try of(record, in: store) else { throw unknown }
        return kept
    }

    /// The worker's programme that says just this, where there is one: what is sent twice begins
    /// nothing again.
    static func find(
        same asked: Programme,
        of worker: KeptWorker,
        in store: borrowing Database
    ) throws(Fault) -> KeptProgramme? {
        let body = asked.encoded()
        let all = try stored { () throws(StoreError) in
            try TenantTables.programmes.all(of: worker.number, in: store)
        }
        let same = all.first { $0.body == body }
        return try same.map { (record) throws(Fault) in try KeptProgramme(record, worker) }
    }

    static var unknown: Fault {
        .training(.programmeUnknown, "no such programme is recorded", status: .notFound)
    }

    /// Refuses a change that is based on an earlier revision.
    func require(_ base: UInt64) throws(Fault) {
        guard UInt64(clamping: record.revision) == base else {
            throw Fault(StoreError(.conflict, "a programme", currentRevision: record.revision))
        }
    }

    /// Refuses one more than a worker can have, and a second of the same that is open.
    ///
    /// - Returns: The worker's other programmes.
    @discardableResult
    static func requireRoom(
        _ asked: DevelopmentProgramme,
        of worker: KeptWorker,
        besides now: KeptProgramme?,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> [KeptProgramme] {
        let records = try stored { () throws(StoreError) in
            try TenantTables.programmes.all(of: worker.number, in: store)
        }.filter { $0.id != now?.record.id }
        var others: [KeptProgramme] = []
        for record in records { others.append(try KeptProgramme(record, worker)) }
        guard others.count < WorkerRecords.perWorkerMax else {
            let most = WorkerRecords.perWorkerMax
            throw .invalid("\(path)worker", "too_many", "at most \(most) programmes of one worker")
        }
        guard asked.ended == nil else { return others }
        for other in others {
            let programme = try other.message.domain("")
            guard programme.ended == nil, programme.isOfTheSame(asked) else { continue }
            let name = other.record.name
            throw Fault(
                DomainError(
                    .programmeOpen,
                    path: "\(path)kind",
                    problem: "the programme \(name) of the same kind and title is open",
                    expected: "a change of that one"
                ),
                status: .alreadyExists
            )
        }
        return others
    }

    /// Keeps a programme, in the place of the one that is there.
    static func keep(
        _ asked: Programme,
        _ worker: KeptWorker,
        over old: WorkerRecords.Record?,
        in store: inout WriteContext
    ) throws(Fault) -> WorkerRecords.Record {
        let hasEnded = asked.endDay != nil
        return try stored { () throws(StoreError) in
            try TenantTables.programmes.save(
                asked.encoded(),
                of: worker.number,
                copies: [.integer(Int64(asked.kind.rawValue)), .flag(hasEnded)],
                over: old,
                in: &store
            )
        }
    }

    /// All programmes of a worker as the domain looks at them.
    static func domain(
        of worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) -> [DevelopmentProgramme] {
        var found: [DevelopmentProgramme] = []
        for record in try TenantTables.programmes.all(of: worker.number, in: store) {
            do throws(Fault) {
                found.append(try KeptProgramme(record, worker).message.domain(""))
            } catch {
                throw StoreError(.corrupt, "a programme: \(error.message)")
            }
        }
        return found
    }

    /// All programmes of a worker as they travel, the earliest made first.
    static func shown(
        of worker: KeptWorker,
        on today: Day,
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(Fault) -> [Programme] {
        let records = try stored { () throws(StoreError) in
            try TenantTables.programmes.all(of: worker.number, in: store)
        }
        var shown: [Programme] = []
        for record in records {
            let kept = try KeptProgramme(record, worker)
            shown.append(try kept.shown(on: today, &texts, in: store))
        }
        return shown
    }

    /// As it travels, with how it stands on a day.
    func shown(
        on today: Day,
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(Fault) -> Programme {
        var shown = message
        shown.id = record.name
        shown.worker = WorkerReference.text(worker.token)
        shown.revision = UInt64(clamping: record.revision)
        shown.team = try stored { () throws(StoreError) in
            try texts.text(worker.team, in: store)
        }
        guard !worker.isRestricted else {
            shown.isRestricted = true
            return shown
        }
        let programme = try message.domain("")
        let standing = DevelopmentStanding(programme, left: worker.facts.left, on: today)
        shown.state = standing.state.rawValue
        shown.missingStandards = programme.missingStandards.map { UInt32(clamping: $0) }
        shown.findings = standing.findings.map { one in
            ProgrammeFinding(
                word: one.word,
                words: one.words,
                day: one.day?.iso,
                isBehind: one.isBehind
            )
        }
        shown.isBehind = standing.isBehind
        shown.hoursExpected = standing.hoursExpected.map { UInt32(clamping: $0) }
        shown.ascWdsAnswer =
            DevelopmentStanding.answer(programme, standing.state)?.rawValue ?? ""
        return shown
    }
}
