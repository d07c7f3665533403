import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// What people can ask of the council that keeps their records.
extension TrainingHandlers {
    /// The letters of a ground.
    static let groundMax = 64

    /// Restricts what is done with one worker's records, or ends that.
    package func restrictTrainingWorker(
        _ request: RestrictTrainingWorkerRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RestrictTrainingWorkerResponse {
        let worker = try WorkerReference.find(request.worker, "worker", in: store.database)
        var response = RestrictTrainingWorkerResponse()
        if worker.isRestricted == request.restricted { return response }
        var settling = TrainingSettling(
            try rules(call, in: store.database),
            today: try call.today()
        )
        do throws(StoreError) {
            let revision = try Erasing.restrict(worker, request.restricted, in: &store)
            if let now = try KeptWorker.find(worker.number, in: store.database) {
                try settling.settle(now, in: store.database)
            }
            try settling.finish(in: store.database)
            response.saved = Saved(
                id: WorkerReference.text(worker.token),
                revision: UInt64(clamping: revision)
            )
        } catch {
            throw Fault(error)
        }
        return response
    }

    /// Erases one worker, whom no import brings back until that is lifted.
    package func eraseTrainingWorker(
        _ request: EraseTrainingWorkerRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EraseTrainingWorkerResponse {
        let ground = try Fault.code(request.ground, "ground")
        let subject = try SubjectWorker.find(request.worker, "worker", in: store.database)
        var settling = TrainingSettling(
            try rules(call, in: store.database),
            today: try call.today()
        )
        var response = EraseTrainingWorkerResponse()
        do throws(StoreError) {
            var texts = ErasedTexts()
            let cause = Erasing.Cause.wish(ground: ground)
            let counts = try Erasing.erase(subject, cause, &settling, &texts, in: &store)
            try settling.finish(in: store.database)
            try texts.remove(in: store.database)
            response.records = UInt64(clamping: counts.records)
            response.arrangements = UInt64(clamping: counts.arrangements)
            response.delegations = UInt64(clamping: counts.delegations)
            response.fundedCourses = UInt64(clamping: counts.fundedCourses)
            response.programmes = UInt64(clamping: counts.programmes)
            response.journalRows = UInt64(clamping: counts.journalRows)
            // Not the worker: an answer is kept under its key, and this one outlives the worker.
            response.saved = Saved(
                id: ground,
                revision: UInt64(clamping: try store.ownRevision())
            )
            if !call.isDryRun, let tenant = call.caller?.tenant { keeper?.settle(tenant) }
        } catch {
            throw Fault(error)
        }
        return response
    }

    /// Lists what was erased.
    package func listTrainingErasures(
        _ request: ListTrainingErasuresRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingErasuresResponse {
        let page = try Page(request, scope, store, cursors)
        var response = ListTrainingErasuresResponse()
        let kept = try stored { () throws(StoreError) in
            try Erasing.page(after: page.after ?? [], limit: page.size, in: store)
        }
        for one in kept {
            let head = try stored { () throws(StoreError) in try store.readHead(at: one.revision) }
            var entry = TrainingErasure(worker: WorkerReference.text(one.token))
            entry.revision = UInt64(clamping: one.revision)
            entry.time = head.map { Timestamp($0.time) }
            entry.ground = one.ground
            entry.isPurge = one.isPurge
            entry.isLifted = one.isLifted
            response.erasures.append(entry)
        }
        if kept.count == page.size, let last = kept.last {
            response.nextCursor = try page.next(after: last.token.bytes)
        }
        scope.showed(rows: kept.count)
        return response
    }

    /// Lets an erased worker be imported again.
    package func liftTrainingErasure(
        _ request: LiftTrainingErasureRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> LiftTrainingErasureResponse {
        let token = try WorkerReference.token(request.worker, "worker", in: store.database)
        var found: Erasing.Kept?
        if let token {
            found = try stored { () throws(StoreError) in
                try Erasing.find(token, in: store.database)
            }
        }
        guard let kept = found, !kept.isLifted else {
            throw .training(
                .workerUnknown,
                "no worker of this reference was erased and is kept out",
                status: .notFound
            )
        }
        let revision = try stored { () throws(StoreError) in try Erasing.lift(kept, in: &store) }
        var response = LiftTrainingErasureResponse()
        response.saved = Saved(
            id: WorkerReference.text(kept.token),
            revision: UInt64(clamping: revision)
        )
        return response
    }
}

extension RestrictTrainingWorkerResponse: ChangeAnswer {}
extension EraseTrainingWorkerResponse: ChangeAnswer {}
extension LiftTrainingErasureResponse: ChangeAnswer {}
