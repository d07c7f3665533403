import HubCrypto
import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// Keeping an import, and taking it back.
extension TrainingHandlers {
    /// Keeps what a preview showed.
    package func commitTraining(
        _ request: CommitTrainingRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> CommitTrainingResponse {
        guard let id = UniqueID(request.batch) else {
            throw .invalid("batch", "not_an_id", "a UUID of version 7")
        }
        if try TrainingBatches.find(OpaqueID(id), in: store.database) != nil {
            throw .training(.batchKept, "the batch \(id) was kept before")
        }
        let staging = try staging(id, call)
        let now = UInt64(clamping: call.now.microseconds / 1_000)
        try staging.requireTurn(of: call.caller?.principal.description ?? "", now: now)
        let rules = try rules(call, in: store.database)
        let settling = TrainingSettling(rules, today: try call.today())
        var commit = try TrainingCommit(request, OpaqueID(id), staging, settling, in: &store)
        let response = try commit.run(in: &store)
        // Behind this call in the tenant's file: finds it kept, or nothing to do.
        if !call.isDryRun, let tenant = call.caller?.tenant {
            try staging.endTurn(now: now)
            keeper?.settle(tenant)
        }
        return response
    }

    /// Takes an import back, unless later changes depend on it.
    package func undoTraining(
        _ request: UndoTrainingRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoTrainingResponse {
        guard let id = UniqueID(request.batch) else {
            throw .invalid("batch", "not_an_id", "a UUID of version 7")
        }
        guard let batch = try TrainingBatches.find(OpaqueID(id), in: store.database) else {
            if try PurgeLog.find(id, in: store.database) != nil {
                throw .training(.purgeFinal, "\(id) is a purge, and what went is not kept anywhere")
            }
            throw .training(.batchUnknown, "no import has the batch \(id)", status: .notFound)
        }
        guard batch.undone == 0 else {
            throw .training(.batchUndone, "it was undone at revision \(batch.undone)")
        }
        let rules = try rules(call, in: store.database)
        let settling = TrainingSettling(rules, today: try call.today())
        var undo = TrainingUndo(batch, rules, settling)
        let response = try undo.run(in: &store)
        if undo.workersDue > 0, let tenant = call.caller?.tenant { keeper?.settle(tenant) }
        return response
    }

    /// Takes one record out that is wrong.
    package func removeTrainingRecord(
        _ request: RemoveTrainingRecordRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RemoveTrainingRecordResponse {
        let removal = try RecordRemoval(request, in: store.database)
        let rules = try rules(call, in: store.database)
        let settling = TrainingSettling(rules, today: try call.today())
        do throws(StoreError) {
            return RemoveTrainingRecordResponse(saved: try removal.run(settling, in: &store))
        } catch {
            throw Fault(error)
        }
    }
}

extension CommitTrainingResponse: ChangeAnswer {}
extension RemoveTrainingRecordResponse: ChangeAnswer {}
extension UndoTrainingResponse: ChangeAnswer {}
extension SaveTrainingMappingResponse: ChangeAnswer {}
