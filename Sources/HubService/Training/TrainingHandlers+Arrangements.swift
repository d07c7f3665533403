import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Why something is not asked of workers now, or why it counts.
extension TrainingHandlers {
    /// The arrangements of one request.
    static let arrangementsMax = 100

    /// Sets arrangements: all of them, or none.
    package func setTrainingArrangements(
        _ request: SetTrainingArrangementsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SetTrainingArrangementsResponse {
        guard (1...TrainingHandlers.arrangementsMax).contains(request.arrangements.count) else {
            throw .invalid(
                "arrangements",
                "too_many",
                "1 to \(TrainingHandlers.arrangementsMax) arrangements"
            )
        }
        let rules = try rules(call, in: store.database)
        let today = try call.today()
        let limits = ArrangementLimits(rules, try catalogue(), today)
        var settling = TrainingSettling(rules, today: today)
        var response = SetTrainingArrangementsResponse()
        var seen: Set<KeptArrangement.Key> = []
        let workers = try WorkerReference.all(
            request.arrangements.enumerated().map { ($1.worker, "arrangements[\($0)].worker") },
            in: store.database
        )
        for (place, sent) in request.arrangements.enumerated() {
            let path = "arrangements[\(place)]"
            let asked = try limits.read(sent, path)
            let worker = workers[place]
            let key = try set(asked, worker, path, &settling, &response, in: &store)
            guard seen.insert(key).inserted else {
                throw .invalid(path, "twice", "each arrangement once")
            }
        }
        try stored { () throws(StoreError) in try settling.finish(in: store.database) }
        return response
    }

    private func set(
        _ asked: Arrangement,
        _ worker: KeptWorker,
        _ path: String,
        _ settling: inout TrainingSettling,
        _ response: inout SetTrainingArrangementsResponse,
        in store: inout WriteContext
    ) throws(Fault) -> KeptArrangement.Key {
        let found: (new: KeptArrangement, all: [KeptArrangement])
        do throws(StoreError) {
            let new = try KeptArrangement(asked, of: worker.number, at: 0, in: store.database)
            found = (new, try KeptArrangement.all(of: worker.number, in: store.database))
        } catch {
            throw Fault(error)
        }
        let old = found.all.first { $0.key == found.new.key }
        if let old, old.saysTheSame(as: found.new) {
            response.unchanged += 1
            return old.key
        }
        guard old != nil || found.all.count < TrainingLimits.arrangementsPerWorkerMax else {
            let most = TrainingLimits.arrangementsPerWorkerMax
            throw .invalid(path, "too_many", "at most \(most) arrangements of one worker")
        }
        do throws(StoreError) {
            let revision = try store.ownRevision()
            // A second one of the same key in one call is refused once this has returned.
            if let old, old.revision == revision { return old.key }
            let kept = try KeptArrangement(
                asked,
                of: worker.number,
                at: revision,
                in: store.database
            )
            try kept.write(over: old, in: store.database)
            try journal(kept, worker, isEnded: false, in: &store)
            try settle(worker, &settling, in: store.database)
            response.set += 1
            response.saved = Saved(
                id: WorkerReference.text(worker.token),
                revision: UInt64(clamping: revision)
            )
            return kept.key
        } catch {
            throw Fault(error)
        }
    }

    private func journal(
        _ kept: KeptArrangement,
        _ worker: KeptWorker,
        isEnded: Bool,
        in store: inout WriteContext
    ) throws(StoreError) {
        try store.record(
            JournalEntry(
                kind: TrainingJournal.arrangementKind,
                record: worker.id,
                operation: .updated,
                body: kept.note(isEnded: isEnded).encoded()
            )
        )
    }

    /// Works out how a worker stands whose flag may have changed.
    private func settle(
        _ worker: KeptWorker,
        _ settling: inout TrainingSettling,
        in store: borrowing Database
    ) throws(StoreError) {
        guard let now = try KeptWorker.find(worker.number, in: store) else { return }
        try settling.settle(now, in: store)
    }

    /// Ends an arrangement, or takes it back.
    package func endTrainingArrangement(
        _ request: EndTrainingArrangementRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EndTrainingArrangementResponse {
        let worker = try WorkerReference.find(request.worker, "worker", in: store.database)
        let kind = try ArrangementLimits.kind(request.kind, "kind")
        let from = try Fault.day(request.from, "from")
        var until: Day?
        if let text = request.until { until = try Fault.day(text, "until") }
        if let until, until < from || kind == .booked {
            throw .invalid("until", "out_of_range", "the first day or later; a booking has none")
        }
        let old = try stored { () throws(StoreError) in
            try ArrangementLimits.find(worker, kind, request.subject, from, in: store.database)
        }
        guard let old else {
            throw .training(
                .arrangementUnknown,
                "the worker has no such arrangement from \(from.iso)",
                status: .notFound
            )
        }
        var settling = TrainingSettling(
            try rules(call, in: store.database),
            today: try call.today()
        )
        do throws(StoreError) {
            let revision = try store.ownRevision()
            if let until {
                let ended = old.ending(until, at: revision)
                try ended.write(over: old, in: store.database)
                try journal(ended, worker, isEnded: false, in: &store)
            } else {
                try old.end(at: revision, in: store.database)
                try KeptArrangement.unmark(worker.number, in: store.database)
                try journal(old, worker, isEnded: true, in: &store)
            }
            try settle(worker, &settling, in: store.database)
            try settling.finish(in: store.database)
            var response = EndTrainingArrangementResponse()
            response.saved = Saved(
                id: WorkerReference.text(worker.token),
                revision: UInt64(clamping: revision)
            )
            return response
        } catch {
            throw Fault(error)
        }
    }

    /// Lists arrangements.
    package func listTrainingArrangements(
        _ request: ListTrainingArrangementsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingArrangementsResponse {
        let page = try Page(request, scope, store, cursors)
        let kind =
            request.kind == .unspecified
            ? 0 : Int64(try ArrangementLimits.kind(request.kind, "kind").rawValue)
        let rules = try rules(scope.call, in: store)
        var worker: KeptWorker?
        if !request.worker.isEmpty {
            worker = try WorkerReference.find(request.worker, "worker", in: store)
        }
        if let worker { scope.looked(at: worker.token) }
        let after = page.after.map { KeptArrangement.Key(packed: $0) }
        let one = worker?.number
        let kept = try stored { () throws(StoreError) in
            guard let one else {
                return try KeptArrangement.page(
                    after: after,
                    kind: kind,
                    limit: page.size,
                    in: store
                )
            }
            let all = try KeptArrangement.all(of: one, in: store)
            return Array(
                all.filter { kept in
                    (kind == 0 || kept.key.kind == kind) && (after.map { $0 < kept.key } ?? true)
                }.prefix(page.size)
            )
        }
        var response = ListTrainingArrangementsResponse()
        var texts = TrainingTexts()
        response.arrangements = try stored { () throws(StoreError) in
            var found: [TrainingArrangement] = []
            for one in kept {
                guard let worker = try KeptWorker.find(one.key.worker, in: store),
                    let entry = try one.entry(worker, rules, &texts, in: store)
                else { continue }
                found.append(entry)
            }
            return found
        }
        if kept.count == page.size, let last = kept.last {
            response.nextCursor = try page.next(after: last.key.packed)
        }
        scope.showed(rows: response.arrangements.count)
        return response
    }
}

extension SetTrainingArrangementsResponse: ChangeAnswer {}
extension EndTrainingArrangementResponse: ChangeAnswer {}
extension SaveTrainingRulesResponse: ChangeAnswer {}

extension KeptArrangement {
    /// The arrangement as it travels; `nil` for a kind that is not known here.
    func entry(
        _ worker: KeptWorker,
        _ rules: TrainingRules,
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingArrangement? {
        guard let arrangement = try arrangement(&texts, in: store) else { return nil }
        var entry = TrainingArrangement()
        entry.worker = WorkerReference.text(worker.token)
        entry.kind = ArrangementKind(rawValue: Int32(clamping: arrangement.kind.rawValue))
        entry.subject = arrangement.subject
        entry.from = arrangement.from.iso
        entry.until = arrangement.until?.iso
        entry.reason = arrangement.reason
        entry.acceptedBy = arrangement.acceptedBy
        entry.title =
            switch arrangement.kind {
            case .exempt: rules.rule(arrangement.subject).map { rules.topic($0) } ?? ""
            case .paused: ""
            case .booked, .accepted: rules.title(TopicCode(text: arrangement.subject))
            }
        entry.revision = UInt64(clamping: revision)
        return entry
    }
}
