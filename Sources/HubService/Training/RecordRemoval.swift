import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Takes one record out by hand: a batch of its own, so that it can be taken back as an import is.
struct RecordRemoval {
    private let worker: KeptWorker
    private let record: KeptRecord
    private let reason: String

    /// Finds the record that a request means.
    ///
    /// - Parameters:
    ///   - request: Worker, topic, and what tells its records apart.
    ///   - store: The tenant's file.
    /// - Throws: `workerUnknown`, `recordUnknown`; `requestNotValid` for what cannot be read.
    init(
        _ request: RemoveTrainingRecordRequest,
        in store: borrowing Database
    ) throws(Fault) {
        reason = try Fault.code(request.reason, "reason")
        let worker = try WorkerReference.find(request.worker, "worker", in: store)
        try worker.requireOpen()
        self.worker = worker
        let completed = try RecordRemoval.day(request.completed, "completed")
        let expiry = try RecordRemoval.day(request.expiry, "expiry")
        let topic = try Fault.text(request.topic, "topic", .line, isRequired: true)
        let found = try stored { () throws(StoreError) -> [KeptRecord] in
            guard let number = try TrainingTexts.number(topic, in: store) else { return [] }
            return try KeptRecord.all(of: worker.number, in: store).filter { record in
                guard record.topic == number, record.completedDay == completed else { return false }
                if completed != nil { return true }
                return record.year == request.year.map { Int64($0) }
                    && (request.year != nil || RecordRemoval.end(record) == expiry)
            }
        }
        guard let record = found.first, found.count == 1 else {
            throw Fault(
                DomainError(
                    .recordUnknown,
                    path: "topic",
                    problem: "no record of this worker is about it on this day",
                    expected:
                        "the topic’s code and the day of completion as `whub training worker` "
                        + "shows them; the last day where it has none"
                ),
                status: .notFound
            )
        }
        self.record = record
    }

    private static func end(_ record: KeptRecord) -> Day? {
        if case .day(let day) = record.statedExpiry { return day }
        return nil
    }

    private static func day(_ text: String?, _ path: String) throws(Fault) -> Day? {
        guard let text else { return nil }
        return try Fault.day(text, path)
    }

    /// Takes the record out.
    ///
    /// - Parameters:
    ///   - settling: Works out how the worker stands.
    ///   - store: The tenant's file.
    /// - Returns: The batch by which it can be taken back.
    /// - Throws: A fault of the store.
    func run(
        _ settling: TrainingSettling,
        in store: inout WriteContext
    ) throws(StoreError) -> Saved {
        var settling = settling
        let revision = try store.ownRevision()
        let batch = store.makeID()
        let isThere = try RecordWriting.end(
            worker: worker.number,
            topic: record.topic,
            day: record.day,
            begunAt: record.revision,
            at: revision,
            in: store.database
        )
        guard isThere else { throw StoreError(.conflict, "a record that was there") }
        try RecordWriting.addTotal("records", -1, in: store.database)
        var entry = TrainingJournalEntry(worker: UInt64(clamping: worker.number))
        entry.removed = [record.topic, record.day]
        let change = entry.encoded()
        try store.record(
            JournalEntry(
                kind: TrainingJournal.kind,
                record: worker.id,
                operation: .updated,
                body: change
            )
        )
        try settling.settle(worker, in: store.database)
        try settling.finish(in: store.database)
        let note = TrainingBatchNote(removedRecords: 1, reason: reason).encoded()
        try store.record(
            JournalEntry(
                kind: TrainingJournal.batchKind,
                record: batch,
                operation: .created,
                body: note
            )
        )
        let nothing: [UInt8] = []
        try TrainingBatches.insert(
            batch,
            revision: revision,
            digest: nothing,
            note: note,
            in: store.database
        )
        return Saved(
            id: UniqueID(bytes: batch.bytes)?.description ?? "",
            revision: UInt64(clamping: revision)
        )
    }
}
