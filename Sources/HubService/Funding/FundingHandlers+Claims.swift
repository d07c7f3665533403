import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Funded courses of workers, and their claims.
extension FundingHandlers {
    /// Records a worker's funded course, or changes one.
    package func saveFundedTraining(
        _ request: SaveFundedTrainingRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveFundedTrainingResponse {
        guard let sent = request.training else {
            throw .invalid("training", "required", "the funded course to record")
        }
        guard sent.claims.isEmpty else {
            throw .invalid("training.claims", "not_empty", "nothing: claims are recorded apart")
        }
        let worker = try WorkerReference.find(sent.worker, "training.worker", in: store.database)
        try worker.requireOpen()
        var old: KeptFunding?
        if !sent.id.isEmpty {
            let found = try KeptFunding.find(sent.id, in: store.database)
            guard found.worker.number == worker.number else { throw KeptFunding.unknown }
            try found.require(request.baseRevision)
            old = found
        }
        var asked = sent.stored
        asked.course = try Fault.code(sent.course, "training.course")
        asked.claims = old?.message.claims ?? []
        try check(&asked, "training.", call)
        if old == nil { try requireRoom(worker, in: store.database) }
        var response = SaveFundedTrainingResponse()
        let record: WorkerRecords.Record
        if let old, old.message.encoded() == asked.encoded() {
            record = old.record
        } else {
            record = try keep(asked, worker, over: old?.record, in: &store)
            response.saved = saved(record)
        }
        response.standings = try FundingShowing(try rates(), try call.today())
            .standings(KeptFunding(record, worker))
        return response
    }

    /// Records that a claim was sent.
    package func recordClaim(
        _ request: RecordClaimRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RecordClaimResponse {
        guard var claim = request.claim, let kind = claim.part.domain else {
            throw .invalid("claim.part", "required", "course, start or completion")
        }
        guard claim.decided == nil, claim.paid == nil, !claim.isGranted else {
            throw .invalid("claim.decided", "not_empty", "nothing: a claim is settled later")
        }
        let old = try KeptFunding.find(request.id, in: store.database)
        let submitted = try Fault.day(claim.submitted, "claim.submitted")
        claim.evidence = try Fault.text(
            claim.evidence,
            "claim.evidence",
            TrainingLimits.reference
        )
        var domain = try old.message.domain("")
        guard domain.eligibility.answer != .no else {
            let against = domain.eligibility.against.map(\.rawValue).joined(separator: ", ")
            throw .training(.claimNotEligible, "the answer stands against it: \(against)")
        }
        let sent = SentClaim(
            amount: Money(pence: Int(clamping: claim.amountPence)),
            submitted: submitted
        )
        let known = try rates()
        do throws(DomainError) {
            try domain.course.add(kind, sent, rates: known)
        } catch {
            var fault = Fault(error, status: .failedPrecondition)
            fault.violations[0].path = "claim.\(error.path)"
            throw fault
        }
        var asked = old.message
        asked.claims.removeAll { $0.part == claim.part }
        asked.claims.append(claim)
        asked.claims.sort { $0.part.rawValue < $1.part.rawValue }
        try check(&asked, "claim.", call)
        let record = try keep(asked, old.worker, over: old.record, in: &store)
        var response = RecordClaimResponse(saved: saved(record))
        response.standing = try standing(record, old.worker, claim.part, call)
        return response
    }

    /// Records that a claim was granted or refused, and paid.
    package func settleClaim(
        _ request: SettleClaimRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SettleClaimResponse {
        guard request.part.domain != nil else {
            throw .invalid("part", "required", "course, start or completion")
        }
        let old = try KeptFunding.find(request.id, in: store.database)
        guard let place = old.message.claims.firstIndex(where: { $0.part == request.part }) else {
            throw .training(.claimNotSent, "no claim of this part was sent")
        }
        let decided = try Fault.day(request.decided, "decided")
        if let paid = request.paid {
            guard request.isGranted else {
                throw .invalid("paid", "not_empty", "nothing: what is refused is not paid")
            }
            guard try Fault.day(paid, "paid") >= decided else {
                throw .invalid("paid", "out_of_range", "the day of the decision or a later one")
            }
        }
        var asked = old.message
        asked.claims[place].decided = request.decided
        asked.claims[place].isGranted = request.isGranted
        asked.claims[place].paid = request.paid
        try check(&asked, "", call)
        var response = SettleClaimResponse()
        var record = old.record
        if asked.encoded() != old.message.encoded() {
            record = try keep(asked, old.worker, over: old.record, in: &store)
            response.saved = saved(record)
        }
        response.standing = try standing(record, old.worker, request.part, call)
        return response
    }

    /// Takes the last change of a funded course and its claims back.
    package func undoFunding(
        _ request: UndoFundingRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoFundingResponse {
        let now = try KeptFunding.find(request.id, in: store.database)
        try now.worker.requireOpen()
        try now.require(request.baseRevision)
        let earlier = try stored { () throws(StoreError) in
            try TenantTables.fundedCourses.standing(
                before: now.record,
                undoneBy: call.method,
                in: store.database
            )
        }
        guard let earlier else {
            let revision = try stored { () throws(StoreError) in
                try TenantTables.fundedCourses.close(now.record, in: &store)
            }
            return UndoFundingResponse(
                saved: Saved(id: now.record.name, revision: UInt64(clamping: revision))
            )
        }
        let message = try Fault.decoded(FundedTraining.self, earlier.body)
        let record = try keep(message, now.worker, over: now.record, in: &store)
        return UndoFundingResponse(saved: saved(record))
    }

    /// Lists what can be claimed, what was, and what lapses.
    package func listClaims(
        _ request: ListClaimsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListClaimsResponse {
        let today = try scope.call.today()
        let page = try Page(request, scope, store, cursors)
        var worker: KeptWorker?
        if !request.worker.isEmpty {
            worker = try WorkerReference.find(request.worker, "worker", in: store)
        }
        if let worker { scope.looked(at: worker.token) }
        if let days = request.lapsingWithinDays {
            guard (1...UInt32(WarningPeriod.daysMax)).contains(days) else {
                throw .invalid(
                    "lapsing_within_days",
                    "out_of_range",
                    "1 to \(WarningPeriod.daysMax) days"
                )
            }
        }
        let one = worker?.number ?? 0
        let records = try stored { () throws(StoreError) in
            try TenantTables.fundedCourses.page(
                .fundedCourses,
                after: page.after,
                [.integer(one)],
                limit: page.size,
                in: store
            )
        }
        let showing = FundingShowing(try rates(), today)
        var response = ListClaimsResponse()
        response.day = today.iso
        for record in records {
            guard let kept = try KeptFunding.of(record, in: store), !kept.worker.isRestricted
            else { continue }
            response.standings += try showing.standings(kept, request)
        }
        if records.count == page.size, let last = records.last {
            response.nextCursor = try page.next(after: last.key)
        }
        scope.showed(rows: response.standings.count)
        return response
    }
}

// What every change has in common.
extension FundingHandlers {
    /// Looks at all of it as the domain does, and takes the texts in their kept form.
    private func check(
        _ asked: inout FundedTraining,
        _ path: String,
        _ call: CallContext
    ) throws(Fault) {
        guard asked.evidence.count <= FundedTraining.evidenceMax else {
            throw .invalid(
                "\(path)evidence",
                "too_many",
                "at most \(FundedTraining.evidenceMax)"
            )
        }
        let checked = try asked.domain(path).course
            .checked(RecordPolicy(today: try call.today()))
        guard let first = checked.errors.first else {
            asked.evidence = checked.value.evidence
            return
        }
        var fault = Fault(first)
        fault.violations = checked.errors.flatMap { error in
            var violations = Fault(error).violations
            for place in violations.indices { violations[place].path = path + error.path }
            return violations
        }
        throw fault
    }

    private func requireRoom(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(Fault) {
        let count = try stored { () throws(StoreError) in
            try TenantTables.fundedCourses.all(of: worker.number, in: store).count
        }
        guard count < WorkerRecords.perWorkerMax else {
            let most = WorkerRecords.perWorkerMax
            throw .invalid("training", "too_many", "at most \(most) funded courses of one worker")
        }
    }

    private func keep(
        _ asked: FundedTraining,
        _ worker: KeptWorker,
        over old: WorkerRecords.Record?,
        in store: inout WriteContext
    ) throws(Fault) -> WorkerRecords.Record {
        try stored { () throws(StoreError) in
            try TenantTables.fundedCourses.save(
                asked.encoded(),
                of: worker.number,
                copies: [],
                over: old,
                in: &store
            )
        }
    }

    private func saved(_ record: WorkerRecords.Record) -> Saved {
        Saved(id: record.name, revision: UInt64(clamping: record.revision))
    }

    private func standing(
        _ record: WorkerRecords.Record,
        _ worker: KeptWorker,
        _ part: ClaimPart,
        _ call: CallContext
    ) throws(Fault) -> ClaimStanding? {
        try FundingShowing(try rates(), try call.today())
            .standings(KeptFunding(record, worker))
            .first { $0.part == part }
    }
}

extension RecordQuery {
    /// Funded courses after one: of a worker, or all.
    fileprivate static let fundedCourses = RecordQuery(
        TenantTables.fundedCourses.table,
        where: "(worker > ?3 OR worker = ?3 AND id > ?4) AND (?5 = 0 OR worker = ?5)",
        order: "worker, id"
    )
}
