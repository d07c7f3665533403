import HubDomain
package import HubStore
import HubText
package import HubWire

// What a national return would refuse.
extension TrainingHandlers {
    /// The workers of one page: most have no row, and each page costs a turn of the long reads and
    /// a look on record.
    static let returnWorkersMax = 1_000
    /// The records after which a page ends, so that no page takes long.
    static let returnRecordsMax = 20_000

    /// Tells what a national return of the training records would refuse, row by row.
    package func checkTrainingReturn(
        _ request: CheckTrainingReturnRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> CheckTrainingReturnResponse {
        let page = try Page(
            request,
            scope,
            store,
            cursors,
            rowsMax: TrainingHandlers.returnWorkersMax
        )
        let today = try scope.call.today()
        var reading = ReturnReading(
            TrainingReturn(try catalogue(), today: today),
            try rules(scope.call, in: store),
            today: today
        )
        var reader = PackedReader((page.after ?? [])[...])
        let after = reader.int64()
        let last = try stored { () throws(StoreError) -> Int64? in
            let workers = try KeptWorker.page(after: after, limit: page.size, in: store)
            for (place, worker) in workers.enumerated() {
                try store.interruption.check()
                // The rest of a page that is full is the next page.
                if try !reading.take(worker, in: store) { return workers[place - 1].number }
                if reading.response.records >= UInt64(TrainingHandlers.returnRecordsMax) {
                    return worker.number
                }
            }
            return workers.count < page.size ? nil : workers.last?.number
        }
        if let last {
            var key: [UInt8] = []
            key.append(packed: last)
            reading.response.nextCursor = try page.next(after: key)
        }
        scope.showed(rows: reading.response.rows.count)
        return reading.response
    }
}

/// Workers who are looked at for a return, as many as fit into one answer.
private struct ReturnReading {
    var response = CheckTrainingReturnResponse()
    private let check: TrainingReturn
    private let rules: TrainingRules
    private let today: Day
    private var texts = TrainingTexts()
    private var room = AnswerRoom()

    init(_ check: TrainingReturn, _ rules: TrainingRules, today: Day) {
        self.check = check
        self.rules = rules
        self.today = today
    }

    /// Looks at a worker.
    ///
    /// - Returns: Whether the worker's rows fitted; the first worker's always do, and those beyond
    ///   are counted.
    mutating func take(_ worker: KeptWorker, in store: borrowing Database) throws(StoreError)
        -> Bool
    {
        let hasLeft = worker.facts.left.map { $0 < today } ?? false
        if worker.isRestricted || hasLeft {
            response.workersLeftOut += 1
            return true
        }
        let reference = WorkerReference.text(worker.token)
        let about = check.problems(
            workplace: try texts.text(worker.organisation, in: store),
            role: try texts.text(worker.role, in: store)
        )
        var rows: [TrainingReturnRow] = []
        var (records, ready): (UInt64, UInt64) = (0, 0)
        let isPlaced = !about.contains { $0.severity == .error }
        for kept in try KeptRecord.all(of: worker.number, in: store) {
            let record = try kept.record(&texts, in: store)
            // Other kinds have files of their own in a return, whose rules are not known.
            guard record.subject.kind == .training else { continue }
            records += 1
            let problems = check.problems(record)
            if isPlaced, !problems.contains(where: { $0.severity == .error }) { ready += 1 }
            for problem in problems {
                var row = TrainingReturnRow(problem, of: reference)
                row.topic = record.topic.text
                row.topicTitle = rules.title(record.topic)
                row.completed = record.completed?.iso
                rows.append(row)
            }
        }
        let isFirst = response.workers + response.workersLeftOut == 0
        let awards = try check.problems(KeptProgramme.domain(of: worker, in: store))
        guard records > 0 || !awards.isEmpty else {
            response.workers += 1
            return true
        }
        // What is asked of the worker's training is not asked where none is recorded.
        let ofWorker = records > 0 ? about + awards : awards
        rows = ofWorker.map { TrainingReturnRow($0, of: reference) } + rows
        let taken = room.take(rows).taken
        if taken.count < rows.count, !isFirst { return false }
        response.rows += taken
        response.rowsLeftOut += UInt64(rows.count - taken.count)
        response.workers += 1
        response.records += records
        response.recordsReady += ready
        return true
    }
}

extension TrainingReturnRow {
    /// A problem as it travels.
    fileprivate init(_ problem: ReturnProblem, of worker: String) {
        self.init()
        self.worker = worker
        column = problem.column
        reason = problem.reason.text
        severity = HubWire.Severity(problem.severity)
        self.problem = problem.problem
        expected = problem.expected
    }
}
