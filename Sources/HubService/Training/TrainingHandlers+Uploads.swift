import HubCrypto
import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// Uploads that are not kept.
extension TrainingHandlers {
    /// Throws away what the caller uploaded and did not keep.
    package func discardTrainingUpload(
        _ request: DiscardTrainingUploadRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> DiscardTrainingUploadResponse {
        guard let id = UniqueID(request.batch) else {
            throw .invalid("batch", "not_an_id", "a UUID of version 7")
        }
        if try TrainingBatches.find(OpaqueID(id), in: store.database) != nil {
            throw .training(.batchKept, "the batch \(id) was kept before")
        }
        let staging = try staging(id, call)
        guard let owner = try staging.owner() else { return DiscardTrainingUploadResponse() }
        guard owner.utf8.elementsEqual((call.caller?.principal.description ?? "").utf8) else {
            throw .training(
                .uploadIncomplete,
                "somebody else uploaded it, and who did may throw it away",
                status: .notFound
            )
        }
        let now = UInt64(clamping: call.now.microseconds / 1_000)
        return DiscardTrainingUploadResponse(wasThere: try staging.discard(now: now))
    }

    /// The uploads that nobody has kept yet.
    func openUploads(
        _ call: CallContext,
        in store: borrowing Database
    ) throws(Fault) -> [TrainingOpenUpload] {
        guard let caller = call.caller, let file = stores.openFile(.tenant(caller.tenant)) else {
            return []
        }
        let found = try TrainingStaging.open(
            beside: file.path,
            for: caller.principal.description,
            now: UInt64(clamping: call.now.microseconds / 1_000)
        )
        var uploads: [TrainingOpenUpload] = []
        for one in found
        where try TrainingBatches.find(OpaqueID(one.batch), in: store) == nil {
            var upload = TrainingOpenUpload(batch: one.batch.description)
            upload.began = Timestamp(
                Instant(microseconds: Int64(clamping: one.batch.milliseconds) * 1_000)
            )
            upload.bytes = UInt64(one.bytes)
            upload.isOwn = one.isOwn
            upload.isChecked = one.isChecked
            if let turn = one.turn {
                upload.role = turn.role
                upload.turnUntil = Timestamp(
                    Instant(microseconds: Int64(clamping: turn.until) * 1_000)
                )
            }
            uploads.append(upload)
        }
        return uploads
    }

    /// Looks whether a mapping sends notes, and throws the upload away that has them: a client of
    /// another make may not know that they are never taken.
    func refuseNotes(
        _ mapping: TrainingMapping,
        _ staging: TrainingStaging,
        now: UInt64
    ) throws(Fault) {
        do throws(Fault) {
            try TrainingHandlers.refuseNotes(mapping)
        } catch {
            try staging.discard(now: now)
            throw error
        }
    }

    /// Looks whether a mapping sends notes.
    static func refuseNotes(_ mapping: TrainingMapping) throws(Fault) {
        let place = mapping.columns.firstIndex {
            ColumnMeaning.read($0.meaning) == .field(.notes)
        }
        guard let place else { return }
        throw Fault(
            DomainError(
                .notesOff,
                path: "mapping.columns[\(place)].meaning",
                problem: "the column holds notes, and what was uploaded was thrown away",
                expected: "a file without that column"
            )
        )
    }
}

extension DiscardTrainingUploadResponse: ChangeAnswer {
    /// Who asks again is told that nothing is there.
    package static var isKept: Bool { false }
}
