import HubCrypto
import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// From an upload to what would change.
extension TrainingHandlers {
    /// Begins to take a part of a file.
    package func uploadTraining(
        in call: CallContext
    ) throws(Fault) -> any Intake<TrainingUpload, UploadTrainingResponse> {
        TrainingIntake(handlers: self)
    }

    /// Reads an uploaded file: what is wrong with it, and what it would change.
    package func previewTraining(
        _ request: PreviewTrainingRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> PreviewTrainingResponse {
        guard let batch = UniqueID(request.batch) else {
            throw .invalid("batch", "not_an_id", "a UUID of version 7")
        }
        let name = try WholeFile.name(request.fileName, "file_name", personal: .textPersonal)
        let staging = try staging(batch, scope.call)
        let now = UInt64(clamping: scope.call.now.microseconds / 1_000)
        try refuseNotes(request.mapping ?? TrainingMapping(), staging, now: now)
        guard let staged = try staging.stagedBytes(), let key = try WorkerKey.find(in: store) else {
            throw .training(.uploadIncomplete, "nothing was uploaded under this batch")
        }
        guard UInt64(staged) == request.fileBytes else {
            throw .training(
                .uploadIncomplete,
                "\(staged) bytes of \(request.fileBytes) have arrived"
            )
        }
        try staging.keepTurn(now: now)
        let interruption = store.interruption
        let reading = try TrainingReading(
            staging.uploadPath,
            request.mapping ?? TrainingMapping(),
            try catalogue(),
            today: try scope.call.today()
        ) { () throws(Fault) in
            try stored { () throws(StoreError) in try interruption.check() }
        }
        var comparison = try TrainingComparison(reading, key: key, in: store)
        let checked = comparison.reading
        let preview = UniqueID(milliseconds: now)
        let head = try prepare(checked, &comparison, preview, name, staging, in: store)
        scope.showed(rows: checked.records.count)
        return try answer(head, comparison.reading, comparison, in: store)
    }

    /// Writes the prepared import.
    ///
    /// Under names of this preview until it is whole: two previews of one upload may run at once,
    /// and one that is stopped leaves nothing.
    private func prepare(
        _ reading: TrainingReading,
        _ comparison: inout TrainingComparison,
        _ preview: UniqueID,
        _ name: String,
        _ staging: TrainingStaging,
        in store: borrowing Database
    ) throws(Fault) -> TrainingPrepared {
        let work = "\(staging.preparedPath).\(preview)"
        do throws(Fault) {
            let head = try write(
                reading,
                &comparison,
                preview,
                name,
                staging,
                to: work,
                in: store
            )
            try TrainingStaging.system { () throws(SystemError) in
                try Folder.rename(work, to: staging.preparedPath)
            }
            return head
        } catch {
            StagedWriter.discard(work)
            StagedWriter.discard("\(work).records")
            throw error
        }
    }

    private func write(
        _ reading: TrainingReading,
        _ comparison: inout TrainingComparison,
        _ preview: UniqueID,
        _ name: String,
        _ staging: TrainingStaging,
        to path: String,
        in store: borrowing Database
    ) throws(Fault) -> TrainingPrepared {
        let records = "\(path).records"
        var body = try StagedWriter(records, of: staging, now: preview.milliseconds)
        try comparison.compare(in: store) { (record) throws(Fault) in
            try body.write { record.write(to: &$0) }
        }
        try body.finish()
        var head = TrainingPrepared()
        head.preview = preview.description
        head.fileName = name
        head.digest = reading.digest
        head.rows = UInt64(reading.rows)
        head.newRecords = UInt64(comparison.newRecords)
        head.changedRecords = UInt64(comparison.changedRecords)
        head.newWorkers = UInt64(comparison.newWorkers)
        head.errors = UInt64(reading.report.errors)
        head.isDoubtful = comparison.isDoubtful
        head.texts = UInt64(reading.texts.count)
        head.workers = UInt64(comparison.workers.count)
        head.revision = UInt64(
            clamping: try stored { () throws(StoreError) in try store.readRevision() }
        )
        head.records = head.newRecords + head.changedRecords
        var file = try StagedWriter(path, of: staging, now: preview.milliseconds)
        try file.writeCounted(head.encoded())
        for text in reading.texts { try file.writeCounted(Array(text.utf8)) }
        for worker in comparison.workers { try file.write { worker.write(to: &$0) } }
        var copied = try StagedReader(records)
        while true {
            let piece = try copied.piece()
            if piece.isEmpty { break }
            try file.write { $0 += piece }
        }
        try file.finish()
        try TrainingStaging.system { () throws(SystemError) in try LocalFile.remove(records) }
        return head
    }

    private func answer(
        _ head: TrainingPrepared,
        _ reading: TrainingReading,
        _ comparison: TrainingComparison,
        in store: borrowing Database
    ) throws(Fault) -> PreviewTrainingResponse {
        var response = PreviewTrainingResponse()
        response.preview = head.preview
        response.rows = head.rows
        response.newRecords = head.newRecords
        response.changedRecords = head.changedRecords
        response.unchangedRecords = UInt64(comparison.unchangedRecords)
        response.workers = head.workers
        response.newWorkers = head.newWorkers
        response.changedWorkers = UInt64(clamping: comparison.movedWorkers)
        response.errors = head.errors
        response.warnings = UInt64(reading.report.remarks)
        var room = AnswerRoom()
        response.counts = room.take(reading.counts(), bytesMax: room.bytesLeft / 4).taken
        response.changes = room.take(comparison.told, bytesMax: room.bytesLeft / 4).taken
        response.workerChanges =
            room.take(comparison.toldWorkers, bytesMax: room.bytesLeft / 4).taken
        response.replacedWorkers = UInt64(clamping: comparison.replacedWorkers)
        response.isDoubtful = head.isDoubtful
        let findings = reading.findings()
        // Errors first where they do not all fit; else in the file's order.
        let errors = findings.filter { $0.severity == .error }
        let others = findings.filter { $0.severity != .error }
        let unknown = reading.unknown()
        response.unknownTopics = room.take(unknown, bytesMax: room.bytesLeft / 4).taken
        response.unknownTopicRowsLeftOut =
            UInt64(reading.unknownRowsLeftOut)
            + unknown.dropFirst(response.unknownTopics.count).reduce(0) { $0 + $1.rows }
        response.erasedRows = room.take(numbers: reading.erasedRows)
        response.restrictedRows = room.take(numbers: reading.restrictedRows)
        // Remarks have their share of the room, however many errors there are.
        response.findings = room.take(others, bytesMax: room.bytesLeft / 3).taken
        response.findings += room.take(errors).taken
        response.findings.sort { ($0.row, $0.column.utf8.count) < ($1.row, $1.column.utf8.count) }
        response.findingsLeftOut = UInt64(reading.report.total - response.findings.count)
        response.revision = UInt64(
            clamping: try stored { () throws(StoreError) in try store.readRevision() }
        )
        if let same = try TrainingBatches.find(digest: head.digest, in: store) {
            response.sameAsBatch = UniqueID(bytes: same.id.bytes)?.description
        }
        return response
    }
}
