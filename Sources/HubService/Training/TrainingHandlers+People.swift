import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// What is recorded of people; whoever looks leaves an access.
extension TrainingHandlers {
    /// Staff numbers of one request.
    static let numbersMax = 500

    /// Lists who has to do something, by the days.
    package func listTrainingStandings(
        _ request: ListTrainingStandingsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingStandingsResponse {
        let today = try scope.call.today()
        let chase = try ChaseList(request, today: today)
        let page = try Page(request, scope, store, cursors)
        let rules = try rules(scope.call, in: store)
        let rows = try stored { () throws(StoreError) in
            try chase.rows(after: page.after, limit: page.size, in: store)
        }
        var texts = TrainingTexts()
        var response = ListTrainingStandingsResponse()
        response.standings = try stored { () throws(StoreError) in
            var standings: [TrainingStanding] = []
            for row in rows {
                if let standing = try row.standing(rules, &texts, today: today, in: store) {
                    standings.append(standing)
                }
            }
            return standings
        }
        if rows.count == page.size, let last = rows.last {
            response.nextCursor = try page.next(after: last.key)
        }
        scope.showed(rows: response.standings.count)
        return response
    }

    /// Reads what is recorded of one worker.
    package func getTrainingWorker(
        _ request: GetTrainingWorkerRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetTrainingWorkerResponse {
        scope.showed(rows: 0)
        let worker = try WorkerReference.find(request.worker, "worker", in: store)
        scope.looked(at: worker.token)
        let today = try scope.call.today()
        let rules = try rules(scope.call, in: store)
        var settling = TrainingSettling(rules, today: today)
        let entry = try stored { () throws(StoreError) in try settling.entry(worker, in: store) }
        var texts = TrainingTexts()
        var response = GetTrainingWorkerResponse()
        try stored { () throws(StoreError) in
            response.organisation = try texts.text(worker.organisation, in: store)
            response.team = try texts.text(worker.team, in: store)
            response.role = try texts.text(worker.role, in: store)
            response.records = try records(worker, rules, &settling, &texts, in: store)
            guard worker.hasArrangements else { return }
            for kept in try KeptArrangement.all(of: worker.number, in: store) {
                if let entry = try kept.entry(worker, rules, &texts, in: store) {
                    response.arrangements.append(entry)
                }
            }
        }
        response.worker = WorkerReference.text(worker.token)
        response.revision = UInt64(clamping: worker.revision)
        response.day = today.iso
        response.isRestricted = worker.isRestricted
        response.started = worker.facts.started?.iso
        response.left = worker.facts.left?.iso
        response.employerType = worker.facts.employer?.words ?? ""
        let others = try stored { () throws(StoreError) in
            try texts.text(worker.facts.otherRoles, in: store)
        }
        response.otherRoles = WorkerFacts.roles(others).map(\.text)
        response.pathway = WorkerFacts.words(worker.facts.pathwayNumber, try catalogue())
        response.standings = entry.lines.compactMap { line -> TrainingStanding? in
            guard let rule = rules.rule(line.rule.text) else { return nil }
            var standing = TrainingStanding(rule, rules, line.standing)
            standing.worker = response.worker
            return standing
        }
        let all = response.records.sorted {
            $0.topicTitle.utf8.lexicographicallyPrecedes($1.topicTitle.utf8)
        }
        let programmes = try KeptProgramme.shown(of: worker, on: today, &texts, in: store)
        var room = AnswerRoom()
        response.programmes = room.take(programmes).taken
        response.programmesLeftOut = UInt32(clamping: programmes.count - response.programmes.count)
        response.standings = room.take(response.standings).taken
        response.arrangements = room.take(response.arrangements).taken
        (response.records, _) = room.take(all)
        response.recordsLeftOut = UInt64(all.count - response.records.count)
        scope.showed(rows: 1)
        return response
    }

    /// Finds workers by the staff numbers of the council.
    package func findTrainingWorkers(
        _ request: FindTrainingWorkersRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> FindTrainingWorkersResponse {
        guard request.staffNumbers.count <= TrainingHandlers.numbersMax else {
            throw .invalid("staff_numbers", "too_many", "at most \(TrainingHandlers.numbersMax)")
        }
        var response = FindTrainingWorkersResponse()
        for (place, number) in request.staffNumbers.enumerated() {
            let path = "staff_numbers[\(place)]"
            let worker = try WorkerReference.find(number: number, path, in: store)
            response.workers.append(worker.map { WorkerReference.text($0.token) } ?? "")
        }
        scope.showed(rows: response.workers.count { !$0.isEmpty })
        return response
    }

    /// Shows workers against rules.
    package func getTrainingMatrix(
        _ request: GetTrainingMatrixRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetTrainingMatrixResponse {
        let page = try Page(request, scope, store, cursors)
        let today = try scope.call.today()
        let rules = try rules(scope.call, in: store)
        let binding = rules.rules.filter { $0.roles != .notStated && $0.isInForce(on: today) }
        var response = GetTrainingMatrixResponse()
        response.rules = binding.map(\.id.text)
        response.topics = binding.map { rules.topic($0) }
        var reader = PackedReader((page.after ?? [])[...])
        let after = reader.int64()
        var settling = TrainingSettling(rules, today: today)
        var texts = TrainingTexts()
        let workers = try stored { () throws(StoreError) in
            let workers = try KeptWorker.page(after: after, limit: page.size, in: store)
            for worker in workers where !worker.isRestricted {
                let entry = try settling.entry(worker, in: store)
                var row = TrainingMatrixRow()
                row.worker = WorkerReference.text(worker.token)
                row.organisation = try texts.text(worker.organisation, in: store)
                row.team = try texts.text(worker.team, in: store)
                row.role = try texts.text(worker.role, in: store)
                row.states = binding.map { rule in
                    entry.lines.first { $0.rule == rule.id }?.standing.state.words ?? ""
                }
                response.rows.append(row)
            }
            return workers
        }
        if workers.count == page.size, let last = workers.last {
            var key: [UInt8] = []
            key.append(packed: last.number)
            response.nextCursor = try page.next(after: key)
        }
        scope.showed(rows: response.rows.count)
        return response
    }
}

extension TrainingHandlers {
    /// The records of a worker, each with its end: of a restricted worker as the record has it.
    private func records(
        _ worker: KeptWorker,
        _ rules: TrainingRules,
        _ settling: inout TrainingSettling,
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(StoreError) -> [TrainingRecordEntry] {
        var file = WorkerFile()
        var requirements: [Requirement] = []
        if !worker.isRestricted {
            file = try settling.file(worker, in: store)
            requirements = try settling.requirements(worker, in: store)
        }
        var entries: [TrainingRecordEntry] = []
        for kept in try KeptRecord.all(of: worker.number, in: store) {
            let record = try kept.record(&texts, in: store)
            var entry = TrainingRecordEntry(record, kept.revision, rules)
            let evidence =
                kept.evidence(record.subject)
                ?? TrainingEvidence(
                    topic: record.topic,
                    done: record.completed,
                    expiry: record.expiry
                )
            let asked = record.subject.kind.evidence == nil ? [] : requirements
            let end = RecordEnd(of: evidence, asked, in: file)
            entry.expiryFrom = end.words
            entry.countsUntil = end.expiry.day?.iso
            entries.append(entry)
        }
        return entries
    }
}

extension TrainingStanding {
    /// How a worker stands to a rule, as it travels.
    init(_ rule: TrainingRule, _ rules: TrainingRules, _ standing: HubDomain.Standing) {
        self.init()
        self.rule = rule.id.text
        topic = rules.topic(rule)
        state = standing.state.words
        lastDay = standing.lastDay?.iso
        basis = rule.basis?.words ?? ""
        isRequired = standing.isRequired
        kind = rule.evidence.rawValue
        bookedFor = standing.bookedFor?.iso
        acceptedBy = standing.acceptedBy ?? ""
    }
}
