import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

/// Answers `DelegationService`: a record of what was signed off, and no rota control.
package struct DelegationHandlers: DelegationServiceHandlers {
    /// Seals the cursors of lists.
    let cursors: CursorSeal
    /// Where councils' rules come from.
    let source: TrainingRuleSource

    /// Records that a professional delegated an activity to a worker.
    package func recordDelegation(
        _ request: RecordDelegationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RecordDelegationResponse {
        guard request.person.isEmpty else {
            throw .training(
                .personLink,
                "a person is linked by a call of its own, and nothing was kept",
                status: .invalidArgument
            )
        }
        var asked = (request.delegation ?? ActivityDelegation()).stored
        guard asked.answered == nil, asked.answer == .unspecified else {
            throw .invalid("delegation.answer", "not_empty", "nothing: the worker answers later")
        }
        guard asked.ended == nil, asked.cause == .unspecified, asked.reason.isEmpty else {
            throw .invalid("delegation.ended", "not_empty", "nothing: an end is recorded later")
        }
        let worker = try WorkerReference.find(
            request.delegation?.worker ?? "",
            "delegation.worker",
            in: store.database
        )
        try worker.requireOpen()
        var texts = TrainingTexts()
        asked.employer = try stored { () throws(StoreError) in
            try texts.text(worker.organisation, in: store.database)
        }
        try check(&asked, "delegation.", call)
        try requireRoom(asked, of: worker, besides: nil, in: store.database)
        let kept = try keep(asked, worker, over: nil, in: &store)
        var response = RecordDelegationResponse()
        response.saved = saved(kept)
        response.delegation = try shown(kept, call, in: store.database)
        response.caution = DelegationStanding.caution
        return response
    }

    /// Records that the worker accepts or declines.
    package func answerDelegation(
        _ request: AnswerDelegationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> AnswerDelegationResponse {
        guard [.accepted, .declined].contains(request.answer) else {
            throw .invalid("answer", "required", "accepted or declined")
        }
        _ = try Fault.day(request.day, "day")
        let old = try open(request.worker, request.activity, request.id, in: store.database)
        try old.worker.requireOpen()
        var asked = old.message
        asked.answer = request.answer
        asked.answered = request.day
        try check(&asked, "", call, renamed: ["answered": "day"])
        let kept = try change(old, asked, in: &store)
        var response = AnswerDelegationResponse()
        response.saved = kept.isNew ? saved(kept.record) : nil
        response.delegation = try shown(kept.record, call, in: store.database)
        response.caution = DelegationStanding.caution
        return response
    }

    /// Records who assessed the worker's competency, and when it is looked at again.
    package func assessDelegation(
        _ request: AssessDelegationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> AssessDelegationResponse {
        _ = try Fault.day(request.assessed, "assessed")
        let old = try open(request.worker, request.activity, request.id, in: store.database)
        try old.worker.requireOpen()
        var asked = old.message
        asked.assessed = request.assessed
        asked.assessedBy = request.assessedBy
        // What is not named stays as it was; an empty text takes the day away.
        if let review = request.reviewDue { asked.reviewDue = review.isEmpty ? nil : review }
        if let consent = request.consent { asked.consent = consent }
        try check(&asked, "", call)
        let kept = try change(old, asked, in: &store)
        var response = AssessDelegationResponse()
        response.saved = kept.isNew ? saved(kept.record) : nil
        response.delegation = try shown(kept.record, call, in: store.database)
        response.caution = DelegationStanding.caution
        return response
    }

    /// Records that the professional withdrew it, or that the need changed.
    package func endDelegation(
        _ request: EndDelegationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EndDelegationResponse {
        guard [.withdrawn, .needChanged].contains(request.cause) else {
            throw .invalid("cause", "required", "withdrawn or a changed need")
        }
        _ = try Fault.day(request.day, "day")
        let old = try open(request.worker, request.activity, request.id, in: store.database)
        var asked = old.message
        asked.cause = request.cause
        asked.ended = request.day
        asked.reason = request.reason
        try check(&asked, "", call, renamed: ["end": "reason", "ended": "day"])
        let kept = try change(old, asked, in: &store)
        // The link goes with the activity; an end to come takes it out of lists from then on. While
        // records are restricted nothing of them goes: the activity ends, the link stays.
        let today = try call.today()
        if !old.worker.isRestricted, asked.endDay.map({ $0 <= today }) ?? false {
            try stored { () throws(StoreError) in try PersonLinks.end(of: kept.record, in: &store) }
        }
        var response = EndDelegationResponse()
        response.saved = saved(kept.record)
        response.delegation = try shown(kept.record, call, in: store.database)
        response.caution = DelegationStanding.caution
        return response
    }

    /// Takes the last change of a delegation back.
    package func undoDelegation(
        _ request: UndoDelegationRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoDelegationResponse {
        let now = try KeptDelegation.find(id: request.id, in: store.database)
        try now.worker.requireOpen()
        guard UInt64(clamping: now.record.revision) == request.baseRevision else {
            throw Fault(
                StoreError(
                    .conflict,
                    "a delegation",
                    currentRevision: now.record.revision
                )
            )
        }
        var response = UndoDelegationResponse()
        response.caution = DelegationStanding.caution
        let earlier = try stored { () throws(StoreError) in
            try TenantTables.delegations.standing(
                before: now.record,
                undoneBy: call.method,
                in: store.database
            )
        }
        guard let earlier else {
            // The link goes with the activity, which is taken back as a whole.
            let revision = try stored { () throws(StoreError) in
                try PersonLinks.end(of: now.record, in: &store)
                return try TenantTables.delegations.close(now.record, in: &store)
            }
            response.saved = Saved(id: now.record.name, revision: UInt64(clamping: revision))
            return response
        }
        let message = try Fault.decoded(ActivityDelegation.self, earlier.body)
        if message.ended == nil {
            try requireRoom(message, of: now.worker, besides: now, in: store.database)
        }
        if !message.isForOnePerson {
            try stored { () throws(StoreError) in try PersonLinks.end(of: now.record, in: &store) }
        }
        let kept = try keep(message, now.worker, over: now.record, in: &store)
        response.saved = saved(kept)
        response.delegation = try shown(kept, call, in: store.database)
        return response
    }

    /// Lists what is recorded as delegated, and whether it stands today.
    package func listDelegations(
        _ request: ListDelegationsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListDelegationsResponse {
        let today = try scope.call.today()
        let page = try Page(request, scope, store, cursors)
        var worker: KeptWorker?
        if !request.worker.isEmpty {
            worker = try WorkerReference.find(request.worker, "worker", in: store)
        }
        if let worker { scope.looked(at: worker.token) }
        let values: [StoreValue] = [
            .integer(worker?.number ?? 0), .text(request.activity),
            .integer(try DelegationHandlers.lastReview(request, today)),
            .flag(request.withEnded),
        ]
        let records = try stored { () throws(StoreError) in
            try TenantTables.delegations.page(
                .delegations,
                after: page.after,
                values,
                limit: page.size,
                in: store
            )
        }
        var response = ListDelegationsResponse()
        response.caution = DelegationStanding.caution
        response.day = today.iso
        var showing = DelegationShowing(try source.rules(of: scope.call, in: store), today)
        for record in records {
            guard let kept = try KeptDelegation.of(record, in: store) else { continue }
            // No list has a restricted worker; who asks for one alone is told so.
            if kept.worker.isRestricted, worker == nil { continue }
            response.delegations.append(try showing.shown(kept, in: store))
        }
        if records.count == page.size, let last = records.last {
            response.nextCursor = try page.next(after: last.key)
        }
        scope.showed(rows: response.delegations.count)
        return response
    }

    private static func lastReview(
        _ request: ListDelegationsRequest,
        _ today: Day
    ) throws(Fault) -> Int64? {
        guard let days = request.reviewWithinDays else { return nil }
        guard days <= UInt32(WarningPeriod.daysMax) else {
            throw .invalid(
                "review_within_days",
                "out_of_range",
                "0 to \(WarningPeriod.daysMax) days"
            )
        }
        // The rule about days: within is before today and so many days.
        return Int64((today.advanced(by: Int(days) - 1) ?? .last).number)
    }
}

// What every change has in common.
extension DelegationHandlers {
    /// The delegation that is meant, which has to be open.
    func open(
        _ worker: String,
        _ activity: String,
        _ id: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptDelegation {
        let worker = try WorkerReference.find(worker, "worker", in: store)
        let kept = try KeptDelegation.find(worker, activity, id: id, in: store)
        guard !kept.hasEnded else {
            throw .training(
                .delegationEnded,
                "the delegation ended on \(kept.message.ended ?? "")"
            )
        }
        return kept
    }

    /// Looks at all of it as the domain does, and takes the texts in their kept form.
    ///
    /// - Parameters:
    ///   - asked: The delegation.
    ///   - path: What stands before its fields.
    ///   - call: The call.
    ///   - renamed: What the request calls fields of the delegation.
    /// - Throws: The rules that it breaks, each by its field.
    private func check(
        _ asked: inout ActivityDelegation,
        _ path: String,
        _ call: CallContext,
        // Text keys: names of fields, ASCII of this program.
        renamed: [String: String] = [:]
    ) throws(Fault) {
        let topics = Set(try source.catalogue().topics.map(\.code))
        let checked = try asked.domain(path)
            .checked(RecordPolicy(today: try call.today()), linksPersons: false, topics: topics)
        guard let first = checked.errors.first else { return asked.take(checked.value) }
        var fault = Fault(first)
        fault.violations = checked.errors.flatMap { error in
            var violations = Fault(error).violations
            for place in violations.indices {
                violations[place].path = path + (renamed[error.path] ?? error.path)
            }
            return violations
        }
        throw fault
    }

    /// Refuses one more than a worker can have open, and a second of one professional: for one
    /// person each there may be several.
    private func requireRoom(
        _ asked: ActivityDelegation,
        of worker: KeptWorker,
        besides now: KeptDelegation?,
        in store: borrowing Database
    ) throws(Fault) {
        let others = try KeptDelegation.open(of: worker, in: store)
            .filter { $0.record.id != now?.record.id }
        guard others.count < KeptDelegation.openMax else {
            let most = KeptDelegation.openMax
            throw .invalid(
                "delegation",
                "too_many",
                "at most \(most) delegations of one worker that have not ended"
            )
        }
        let other = others.first { kept in
            kept.isOfTheSame(asked) && !kept.message.isForOnePerson && !asked.isForOnePerson
        }
        guard let other else { return }
        throw .training(
            .delegationOpen,
            "the delegation \(other.record.name) of the same professional is open",
            status: .alreadyExists
        )
    }

    func change(
        _ old: KeptDelegation,
        _ asked: ActivityDelegation,
        in store: inout WriteContext
    ) throws(Fault) -> (record: WorkerRecords.Record, isNew: Bool) {
        if asked.encoded() == old.message.encoded() { return (old.record, false) }
        return (try keep(asked, old.worker, over: old.record, in: &store), true)
    }

    private func keep(
        _ asked: ActivityDelegation,
        _ worker: KeptWorker,
        over old: WorkerRecords.Record?,
        in store: inout WriteContext
    ) throws(Fault) -> WorkerRecords.Record {
        try stored { () throws(StoreError) in
            try TenantTables.delegations.save(
                asked.encoded(),
                of: worker.number,
                copies: asked.copies,
                over: old,
                in: &store
            )
        }
    }

    private func saved(_ record: WorkerRecords.Record) -> Saved {
        Saved(id: record.name, revision: UInt64(clamping: record.revision))
    }

    private func shown(
        _ record: WorkerRecords.Record,
        _ call: CallContext,
        in store: borrowing Database
    ) throws(Fault) -> ActivityDelegation? {
        guard let kept = try KeptDelegation.of(record, in: store) else { return nil }
        var showing = DelegationShowing(
            try source.rules(of: call, in: store),
            try call.today()
        )
        return try showing.shown(kept, in: store)
    }
}

extension TrainingRuleSource {
    /// The rules that the caller's council goes by.
    func rules(
        of call: CallContext,
        in store: borrowing Database
    ) throws(Fault) -> TrainingRules {
        try rules(of: call.caller?.tenant, in: store)
    }
}

extension RecordQuery {
    /// Delegations after one: of a worker, of an activity, by the day of the review, open or all.
    fileprivate static let delegations = RecordQuery(
        TenantTables.delegations.table,
        where: """
            (worker > ?3 OR worker = ?3 AND id > ?4) AND (?5 = 0 OR worker = ?5)
            AND (?6 = '' OR activity = ?6)
            AND (?7 IS NULL OR review_day IS NULL OR review_day <= ?7) AND (?8 = 1 OR ended = 0)
            """,
        order: "worker, id"
    )
}

extension RecordDelegationResponse: ChangeAnswer {}
extension AnswerDelegationResponse: ChangeAnswer {}
extension AssessDelegationResponse: ChangeAnswer {}
extension EndDelegationResponse: ChangeAnswer {}
extension UndoDelegationResponse: ChangeAnswer {}
