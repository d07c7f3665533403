import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Takes an import back: what it made goes, and what it changed is as before.
///
/// Looks at everything first: where a later change depends on the import, it names those and
/// changes nothing.
struct TrainingUndo {
    /// The dependents that are told.
    static let dependentsToldMax = 100
    private static let rowsPerRead = 500

    private let batch: TrainingBatches.Batch
    private let rules: TrainingRules
    private var settling: TrainingSettling
    private var response = UndoTrainingResponse()
    private var dependents: [TrainingDependent] = []
    private var dependentsCount: UInt64 = 0
    private var texts = TrainingTexts()
    private var workers = 0
    /// Records that the batch took out and that are there again.
    private var broughtBack: Int64 = 0
    /// Workers who are looked at in the background.
    private(set) var workersDue: UInt64 = 0

    /// Undoing of a batch.
    init(
        _ batch: TrainingBatches.Batch,
        _ rules: TrainingRules,
        _ settling: TrainingSettling
    ) {
        self.batch = batch
        self.rules = rules
        self.settling = settling
    }

    /// Undoes the batch, or names what depends on it.
    mutating func run(in store: inout WriteContext) throws(Fault) -> UndoTrainingResponse {
        guard try !PurgeRows.hasTaken(from: batch.revision, in: store.database) else {
            throw .training(
                .importPurged,
                "a purge took records of this import, and nothing was changed"
            )
        }
        try each(in: &store) { (undo, entry, _, store) throws(Fault) in
            undo.workers += 1
            try undo.look(entry, in: &store)
        }
        guard dependentsCount == 0 else {
            var room = AnswerRoom()
            response.dependents = room.take(dependents).taken
            response.dependentsLeftOut = dependentsCount - UInt64(response.dependents.count)
            return response
        }
        let revision = try stored { () throws(StoreError) in try store.ownRevision() }
        try each(in: &store) { (undo, entry, id, store) throws(Fault) in
            try undo.takeBack(entry, id, revision, in: &store)
        }
        do throws(StoreError) {
            try settling.finish(in: store.database)
            let removed = Int64(clamping: response.removedRecords)
            let gone = Int64(clamping: response.removedWorkers)
            try RecordWriting.addTotal("records", broughtBack - removed, in: store.database)
            try RecordWriting.addTotal("workers", -gone, in: store.database)
            try TrainingBatches.undo(batch.id, revision: revision, in: store.database)
            let id = UniqueID(bytes: batch.id.bytes)?.description ?? ""
            try store.record(
                JournalEntry(
                    kind: TrainingJournal.batchKind,
                    record: batch.id,
                    operation: .closed,
                    body: TrainingBatchNote(undoneBatch: id).encoded()
                )
            )
            response.saved = Saved(id: id, revision: UInt64(clamping: revision))
        } catch {
            throw Fault(error)
        }
        return response
    }

    /// Goes through what the journal says of the batch, worker by worker.
    private mutating func each(
        in store: inout WriteContext,
        _ body: (
            inout TrainingUndo, TrainingJournalEntry, OpaqueID, inout WriteContext
        ) throws(Fault) -> Void
    ) throws(Fault) {
        var position = JournalPosition(revision: batch.revision)
        while true {
            let last = position
            let rows = try stored { () throws(StoreError) in
                try store.database.changes(
                    after: last,
                    upTo: batch.revision,
                    limit: TrainingUndo.rowsPerRead
                )
            }
            for row in rows where row.kind.utf8.elementsEqual("\(TrainingJournal.kind)".utf8) {
                try stored { () throws(StoreError) in try store.interruption.check() }
                // An erased worker has nothing left to take back.
                guard let bytes = row.body else { continue }
                let entry = try Fault.decoded(TrainingJournalEntry.self, bytes)
                try body(&self, entry, row.record, &store)
            }
            guard let end = rows.last else { return }
            position = end.position
        }
    }

    /// Looks whether anything that the batch made or changed was changed again.
    private mutating func look(
        _ entry: TrainingJournalEntry,
        in store: inout WriteContext
    ) throws(Fault) {
        let number = Int64(clamping: entry.worker)
        try requireOpen(number, in: store.database)
        do throws(StoreError) {
            guard let worker = try KeptWorker.find(number, in: store.database) else { return }
            if entry.isWorkerMade || entry.isWorkerChanged {
                let origin = try origin(worker.revision, in: store.database) {
                    (ended, store) throws(StoreError) in
                    try RecordWriting.begun(worker: number, endedAt: ended, in: store)
                }
                if origin != batch.revision {
                    try tell(worker, nil, worker.revision, in: store.database)
                } else if entry.isWorkerMade {
                    try tellBeside(worker, in: store.database)
                }
            }
            for key in Self.keys(entry.made) + Self.keys(entry.changed) {
                let revision = try RecordWriting.revision(
                    worker: number,
                    topic: key.topic,
                    day: key.day,
                    in: store.database
                )
                guard let revision else { continue }
                let origin = try origin(revision, in: store.database) {
                    (ended, store) throws(StoreError) in
                    try RecordWriting.begun(
                        worker: number,
                        topic: key.topic,
                        day: key.day,
                        endedAt: ended,
                        in: store
                    )
                }
                if origin == batch.revision { continue }
                try tell(worker, key, revision, in: store.database)
            }
            for key in Self.keys(entry.removed) {
                let again = try RecordWriting.revision(
                    worker: number,
                    topic: key.topic,
                    day: key.day,
                    in: store.database
                )
                if let again { try tell(worker, key, again, in: store.database) }
            }
        } catch {
            throw Fault(error)
        }
    }

    /// Refuses to take anything back of a worker whose records are only to be kept.
    private func requireOpen(_ number: Int64, in store: borrowing Database) throws(Fault) {
        let worker = try stored { () throws(StoreError) in
            try KeptWorker.find(number, in: store)
        }
        guard let worker, worker.isRestricted else { return }
        let reference = WorkerReference.text(worker.token)
        throw .training(
            .workerRestricted,
            "the import has records of \(reference), which are restricted: nothing was changed"
        )
    }

    /// Tells what is recorded beside a worker's training: what was arranged, delegated and
    /// funded, and programmes.
    private mutating func tellBeside(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) {
        if worker.hasArrangements {
            for kept in try KeptArrangement.all(of: worker.number, in: store) {
                var beside = TrainingDependent()
                beside.arrangement = try kept.entry(worker, rules, &texts, in: store)
                try tell(worker, nil, kept.revision, beside: beside, in: store)
            }
        }
        for record in try TenantTables.delegations.all(of: worker.number, in: store) {
            let beside = TrainingDependent(delegation: record.name)
            try tell(worker, nil, record.revision, beside: beside, in: store)
        }
        for record in try TenantTables.fundedCourses.all(of: worker.number, in: store) {
            let beside = TrainingDependent(fundedCourse: record.name)
            try tell(worker, nil, record.revision, beside: beside, in: store)
        }
        for record in try TenantTables.programmes.all(of: worker.number, in: store) {
            let beside = TrainingDependent(programme: record.name)
            try tell(worker, nil, record.revision, beside: beside, in: store)
        }
    }

    /// The revision that made what stands there now: an undoing makes nothing, and brings back what
    /// was before.
    private func origin(
        _ revision: Int64,
        in store: borrowing Database,
        _ begun: (_ ended: Int64, borrowing Database) throws(StoreError) -> Int64?
    ) throws(StoreError) -> Int64 {
        var origin = revision
        while origin != batch.revision,
            let undone = try TrainingBatches.undone(at: origin, in: store),
            let earlier = try begun(undone, store)
        {
            origin = earlier
        }
        return origin
    }

    private typealias Key = (topic: Int64, day: Int64)

    private static func keys(_ numbers: [Int64]) -> [Key] {
        stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }

    private mutating func tell(
        _ worker: KeptWorker,
        _ key: Key?,
        _ revision: Int64,
        beside: TrainingDependent = TrainingDependent(),
        in store: borrowing Database
    ) throws(StoreError) {
        dependentsCount += 1
        guard dependents.count < TrainingUndo.dependentsToldMax else { return }
        var dependent = beside
        dependent.worker = WorkerReference.text(worker.token)
        if let key {
            dependent.topic = try texts.text(key.topic, in: store)
            let isCompleted = key.day % 2 == 0
            dependent.completed =
                isCompleted ? Day(number: Int(key.day / 2))?.iso : nil
        }
        dependent.revision = UInt64(clamping: revision)
        let later = try TrainingBatches.batch(at: revision, in: store)
        dependent.batch = later.flatMap { UniqueID(bytes: $0.bytes) }?.description ?? ""
        dependents.append(dependent)
    }

    /// Takes back what the batch did of one worker.
    private mutating func takeBack(
        _ entry: TrainingJournalEntry,
        _ id: OpaqueID,
        _ revision: Int64,
        in store: inout WriteContext
    ) throws(Fault) {
        let number = Int64(clamping: entry.worker)
        var back = TrainingJournalEntry(worker: entry.worker)
        do throws(StoreError) {
            guard let worker = try KeptWorker.find(number, in: store.database) else { return }
            for key in Self.keys(entry.made) + Self.keys(entry.changed) {
                let current = try RecordWriting.revision(
                    worker: number,
                    topic: key.topic,
                    day: key.day,
                    in: store.database
                )
                _ = try RecordWriting.end(
                    worker: number,
                    topic: key.topic,
                    day: key.day,
                    begunAt: current ?? batch.revision,
                    at: revision,
                    in: store.database
                )
            }
            for key in Self.keys(entry.changed) + Self.keys(entry.removed) {
                let isBack = try RecordWriting.restore(
                    worker: number,
                    topic: key.topic,
                    day: key.day,
                    endedAt: batch.revision,
                    at: revision,
                    in: store.database
                )
                if isBack { response.restoredRecords += 1 }
            }
            broughtBack += Int64(entry.removed.count / 2)
            back.made = entry.removed
            back.removed = entry.made
            back.changed = entry.changed
            response.removedRecords += UInt64(entry.made.count / 2)
            try takeBack(worker, entry, &back, revision, in: &store)
            try store.record(
                JournalEntry(
                    kind: TrainingJournal.kind,
                    record: id,
                    operation: back.isWorkerRemoved ? .closed : .updated,
                    body: back.encoded()
                )
            )
        } catch {
            throw Fault(error)
        }
    }

    private mutating func takeBack(
        _ worker: KeptWorker,
        _ entry: TrainingJournalEntry,
        _ back: inout TrainingJournalEntry,
        _ revision: Int64,
        in store: inout WriteContext
    ) throws(StoreError) {
        let number = worker.number
        if entry.isWorkerMade, try !RecordWriting.hasRecords(number, in: store.database) {
            try settling.unsettle(worker, in: store.database)
            try RecordWriting.remove(worker, at: revision, in: store.database)
            back.isWorkerRemoved = true
            response.removedWorkers += 1
            return
        }
        if entry.isWorkerChanged,
            let place = try RecordWriting.place(
                of: number,
                endedAt: batch.revision,
                in: store.database
            )
        {
            try settling.unsettle(worker, in: store.database)
            _ = try RecordWriting.move(
                number,
                begunAt: worker.revision,
                place: place,
                at: revision,
                in: store.database
            )
            back.isWorkerChanged = true
            response.restoredWorkers += 1
        }
        if workers <= TrainingSettling.workersMax {
            guard let now = try KeptWorker.find(number, in: store.database) else { return }
            try settling.settle(now, in: store.database)
        } else {
            try TrainingSettling.postpone(number, in: store.database)
            workersDue += 1
        }
    }
}
