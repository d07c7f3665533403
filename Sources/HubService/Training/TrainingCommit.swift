import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Keeps a prepared import: in one call, in the order of the tables' keys.
struct TrainingCommit: ~Copyable {
    private let head: TrainingPrepared
    private let batch: OpaqueID
    private let revision: Int64
    private var file: StagedReader
    private let texts: [String]
    /// The numbers of the file's texts in the store, as they are needed.
    private var numbers: [Int64]
    private let workers: [PreparedFile.Worker]
    private var settling: TrainingSettling
    private let settlesAtOnce: Bool
    /// Workers who are looked at in the background.
    private(set) var workersDue: UInt64 = 0

    /// Opens a prepared import.
    ///
    /// - Parameters:
    ///   - request: Which one.
    ///   - batch: Its batch.
    ///   - staging: Where it is.
    ///   - settling: Works out how workers stand.
    ///   - store: The tenant's file.
    /// - Throws: `previewGone`, `importHasErrors`.
    init(
        _ request: CommitTrainingRequest,
        _ batch: OpaqueID,
        _ staging: TrainingStaging,
        _ settling: TrainingSettling,
        in store: inout WriteContext
    ) throws(Fault) {
        var file = try StagedReader(staging.preparedPath)
        let bytes = Array(try file.takeCounted(max: PreparedFile.textBytesMax))
        let head = try Fault.decoded(TrainingPrepared.self, bytes)
        guard head.preview.utf8.elementsEqual(request.preview.utf8) else {
            throw .training(.previewGone, "another preview took the place of this one")
        }
        guard head.errors == 0 || request.rightRowsOnly else {
            throw .training(.importHasErrors, "the file has \(head.errors) errors")
        }
        guard !head.isDoubtful || request.manyChanges else {
            throw .training(
                .workersReplaced,
                "most known workers of the file would have another team, role, workplace or start "
                    + "date than is recorded"
            )
        }
        let (revision, erased) = try stored { () throws(StoreError) in
            (try store.ownRevision(), try Erasing.lastRevision(in: store.database))
        }
        // It may hold whoever was erased since, as a new worker whom nobody could find by then.
        guard erased <= Int64(clamping: head.revision) else {
            throw .training(
                .changedSincePreview,
                "somebody was erased since the preview, which may still hold them",
                status: .aborted
            )
        }
        var texts: [String] = []
        for _ in 0..<head.texts {
            let text = try file.takeCounted(max: PreparedFile.textBytesMax)
            texts.append(String(decoding: text, as: UTF8.self))
        }
        var workers: [PreparedFile.Worker] = []
        for _ in 0..<head.workers {
            workers.append(.init(try file.take(PreparedFile.Worker.byteCount)))
        }
        // Set at once: a value that cannot be copied is never there in part.
        self.file = file
        self.head = head
        self.batch = batch
        self.settling = settling
        self.revision = revision
        self.texts = texts
        self.workers = workers
        numbers = [Int64](repeating: -1, count: texts.count)
        settlesAtOnce = head.workers <= UInt64(TrainingSettling.workersMax)
    }

    /// Writes everything.
    ///
    /// - Returns: What was kept.
    /// - Throws: `changedSincePreview`; a fault of the store.
    mutating func run(in store: inout WriteContext) throws(Fault) -> CommitTrainingResponse {
        var last = try stored { () throws(StoreError) in
            try RecordWriting.lastWorker(in: store.database)
        }
        let first = last
        var left = head.records
        var next = try record(&left)
        for index in workers.indices {
            try stored { () throws(StoreError) in try store.interruption.check() }
            var entry = TrainingJournalEntry()
            let worker = try keep(workers[index], &last, &entry, in: &store)
            while let record = next, Int(record.worker) == index {
                try keep(record, of: worker.number, &entry, in: &store)
                next = try self.record(&left)
            }
            try finish(worker, entry, in: &store)
        }
        try stored { () throws(StoreError) in
            try settling.finish(in: store.database)
            let records = Int64(clamping: head.newRecords)
            try RecordWriting.addTotal("last_worker", last - first, in: store.database)
            try RecordWriting.addTotal("workers", last - first, in: store.database)
            try RecordWriting.addTotal("records", records, in: store.database)
        }
        try keepBatch(in: &store)
        var response = CommitTrainingResponse()
        response.saved = Saved(
            id: UniqueID(bytes: batch.bytes)?.description ?? "",
            revision: UInt64(clamping: revision)
        )
        response.newRecords = head.newRecords
        response.changedRecords = head.changedRecords
        response.newWorkers = UInt64(clamping: last - first)
        response.workersDue = workersDue
        return response
    }

    private mutating func record(_ left: inout UInt64) throws(Fault) -> PackedRecord? {
        guard left > 0 else { return nil }
        left -= 1
        return PackedRecord(try file.take(PackedRecord.byteCount))
    }

    /// The number of a text of the file, or of the store where it is below zero.
    private mutating func number(
        _ text: Int32,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        if text <= 0 { return Int64(-text) }
        let place = Int(text)
        if numbers[place] < 0 {
            numbers[place] = try TrainingTexts.ensure(texts[place], in: store)
        }
        return numbers[place]
    }

    /// Makes or moves a worker.
    private mutating func keep(
        _ worker: PreparedFile.Worker,
        _ last: inout Int64,
        _ entry: inout TrainingJournalEntry,
        in store: inout WriteContext
    ) throws(Fault) -> KeptWorker {
        let place: WorkerPlace
        do throws(StoreError) {
            place = try self.place(worker, in: store.database)
        } catch {
            throw Fault(error)
        }
        if worker.number == 0 {
            last += 1
            entry.isWorkerMade = true
            let id = store.makeID()
            do throws(StoreError) {
                try RecordWriting.insert(
                    last,
                    id: id,
                    token: worker.token,
                    place: place,
                    at: revision,
                    in: store.database
                )
            } catch {
                throw Self.changed(error)
            }
            return try Self.worker(last, in: store.database)
        }
        let kept = try Self.worker(Int64(worker.number), in: store.database)
        guard !kept.isRestricted else {
            throw .training(
                .changedSincePreview,
                "the records of a worker of the file were restricted since the preview",
                status: .aborted
            )
        }
        guard worker.base != 0 else { return kept }
        entry.isWorkerChanged = true
        return try move(kept, worker, place, in: &store)
    }

    private mutating func place(
        _ worker: PreparedFile.Worker,
        in store: borrowing Database
    ) throws(StoreError) -> WorkerPlace {
        WorkerPlace(
            organisation: try number(worker.organisation, in: store),
            team: try number(worker.team, in: store),
            role: try number(worker.role, in: store),
            facts: WorkerFacts().merged(
                worker,
                otherRoles: try number(worker.otherRoles, in: store)
            )
        )
    }

    private mutating func move(
        _ kept: KeptWorker,
        _ worker: PreparedFile.Worker,
        _ place: WorkerPlace,
        in store: inout WriteContext
    ) throws(Fault) -> KeptWorker {
        let merged = WorkerPlace(
            organisation: worker.organisation == 0 ? kept.organisation : place.organisation,
            team: worker.team == 0 ? kept.team : place.team,
            role: worker.role == 0 ? kept.role : place.role,
            facts: kept.facts.merged(worker, otherRoles: place.facts.otherRoles)
        )
        let isMoved: Bool
        do throws(StoreError) {
            try settling.unsettle(kept, in: store.database)
            isMoved = try RecordWriting.move(
                kept.number,
                begunAt: worker.base,
                place: merged,
                at: revision,
                in: store.database
            )
        } catch {
            throw Fault(error)
        }
        guard isMoved else { throw Self.changed }
        return try Self.worker(kept.number, in: store.database)
    }

    private static func worker(
        _ number: Int64,
        in store: borrowing Database
    ) throws(Fault) -> KeptWorker {
        let kept = try stored { () throws(StoreError) in try KeptWorker.find(number, in: store) }
        guard let kept else { throw changed }
        return kept
    }

    /// Makes or changes a record.
    private mutating func keep(
        _ record: PackedRecord,
        of worker: Int64,
        _ entry: inout TrainingJournalEntry,
        in store: inout WriteContext
    ) throws(Fault) {
        do throws(StoreError) {
            let topic = try number(record.topic, in: store.database)
            let texts = (
                title: try number(record.title, in: store.database),
                provider: try number(record.provider, in: store.database),
                evidence: try number(record.evidence, in: store.database)
            )
            if record.base != 0 {
                let isThere = try RecordWriting.end(
                    worker: worker,
                    topic: topic,
                    day: Int64(record.day),
                    begunAt: record.base,
                    at: revision,
                    in: store.database
                )
                guard isThere else { throw StoreError(.conflict, "a record of the preview") }
                entry.changed += [topic, Int64(record.day)]
            } else {
                entry.made += [topic, Int64(record.day)]
            }
            try RecordWriting.insert(
                record,
                worker: worker,
                topic: topic,
                texts: texts,
                at: revision,
                in: store.database
            )
        } catch {
            throw Self.changed(error)
        }
    }

    /// Journals what became of a worker, and works out how the worker stands.
    private mutating func finish(
        _ worker: KeptWorker,
        _ entry: TrainingJournalEntry,
        in store: inout WriteContext
    ) throws(Fault) {
        guard entry != TrainingJournalEntry() else { return }
        var entry = entry
        entry.worker = UInt64(clamping: worker.number)
        do throws(StoreError) {
            try store.record(
                JournalEntry(
                    kind: TrainingJournal.kind,
                    record: worker.id,
                    operation: entry.isWorkerMade ? .created : .updated,
                    body: entry.encoded()
                )
            )
            if settlesAtOnce {
                try settling.settle(worker, in: store.database)
            } else {
                try TrainingSettling.postpone(worker.number, in: store.database)
                workersDue += 1
            }
        } catch {
            throw Fault(error)
        }
    }

    private func keepBatch(in store: inout WriteContext) throws(Fault) {
        var note = TrainingBatchNote()
        note.fileName = head.fileName
        note.rows = head.rows
        note.newRecords = head.newRecords
        note.changedRecords = head.changedRecords
        note.newWorkers = head.newWorkers
        note.digest = head.digest
        let body = note.encoded()
        do throws(StoreError) {
            try store.record(
                JournalEntry(
                    kind: TrainingJournal.batchKind,
                    record: batch,
                    operation: .created,
                    body: body
                )
            )
            try TrainingBatches.insert(
                batch,
                revision: revision,
                digest: head.digest,
                note: body,
                in: store.database
            )
        } catch {
            throw Fault(error)
        }
    }

    /// What the preview named is not as it was.
    private static var changed: Fault {
        .training(
            .changedSincePreview,
            "a record that the file would change was changed meanwhile",
            status: .aborted
        )
    }

    private static func changed(_ error: StoreError) -> Fault {
        error.code == .constraint || error.code == .conflict ? changed : Fault(error)
    }
}

/// The kinds of training's rows in the journal.
enum TrainingJournal {
    /// What was changed of one worker.
    static let kind: StaticString = "training_worker"
    /// What was arranged with one worker.
    static let arrangementKind: StaticString = "training_arrangement"
    /// That processing of one worker's records was restricted, or that it is not any more.
    static let restrictionKind: StaticString = "training_restriction"
    /// That an erased worker may be imported again.
    static let liftingKind: StaticString = "training_lifting"
    /// One import.
    static let batchKind: StaticString = "training_batch"
}
