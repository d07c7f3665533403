import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// What a purge takes: found by reading alone, so that a preview holds up nobody.
struct PurgePlan {
    /// What one rule takes.
    struct Part {
        let rule: KeepingRule
        var counts = PurgeCounts()
        var rows: [PurgeRows] = []
        /// Delegations, funded courses or programmes.
        var records: [WorkerRecords.Record] = []
        /// Workers who go with everything.
        var workers: [Int64] = []
    }

    /// The delegations, funded courses or programmes that one act takes.
    static let recordsMax = 1_000
    /// The workers that one act takes: each is a pass over the earlier versions.
    static let workersMax = 100

    /// In the order of the classes.
    private(set) var parts: [Part] = []
    private let today: Day
    private let blocks: PurgeBlocks

    /// Finds what rules take on a day.
    ///
    /// - Parameters:
    ///   - rules: The rules, in the order of their classes.
    ///   - today: The day in London.
    ///   - store: The tenant's file.
    /// - Throws: A fault of the store.
    /// - Complexity: One pass over the records for each rule.
    init(_ rules: [KeepingRule], on today: Day, in store: borrowing Database) throws(Fault) {
        self.today = today
        blocks = try PurgeBlocks(in: store)
        var room = PurgeRows.rowsMax
        for rule in rules {
            var part = Part(rule: rule)
            if let kind = rule.kept.kind {
                let found = try stored { () throws(StoreError) in
                    try PurgeRows(rule, kind, on: today, blocks, rowsMax: room, in: store)
                }
                room -= found.rows.count
                part.counts = found.counts
                part.rows = [found]
            } else if rule.kept == .worker {
                try findWorkers(&part, in: store)
            } else {
                try findRecords(&part, in: store)
            }
            parts.append(part)
        }
    }

    /// Whether anything goes.
    var isSomething: Bool { parts.contains { $0.counts.isSomething } }

    /// Whose records go, or some of them, the lowest numbers first.
    var workers: [Int64] {
        var found: Set<Int64> = []
        for part in parts {
            found.formUnion(part.rows.flatMap(\.rows).map(\.worker))
            found.formUnion(part.records.map(\.worker))
            found.formUnion(part.workers)
        }
        return found.sorted()
    }

    /// The parts as they travel.
    var wire: [PurgePart] { parts.map { $0.counts.part($0.rule, on: today) } }

    private func findWorkers(_ part: inout Part, in store: borrowing Database) throws(Fault) {
        let cutOff = part.rule.cutOff(today)
        let due = try stored { () throws(StoreError) in
            try Erasing.left(before: cutOff, in: store)
        }
        for worker in due {
            if let block = blocks.block(of: worker) {
                part.counts.keep(block)
            } else if part.workers.count < PurgePlan.workersMax {
                part.workers.append(worker)
                part.counts.purged += 1
            } else {
                part.counts.leftOver += 1
            }
        }
    }

    private func findRecords(_ part: inout Part, in store: borrowing Database) throws(Fault) {
        guard let table = part.rule.kept.table else { return }
        let rule = part.rule
        var found: (counts: PurgeCounts, records: [WorkerRecords.Record]) = (PurgeCounts(), [])
        // Records of one worker follow each other.
        var lastDays: (worker: Int64, left: Day?) = (0, nil)
        // What was taken back was never true; what it said is in its history all the same.
        try table.eachWithTakenBack(in: store) { (record) throws(Fault) in
            var event: Day?
            if rule.event == .left {
                if lastDays.worker != record.worker {
                    let worker = try stored { () throws(StoreError) in
                        try KeptWorker.find(record.worker, in: store)
                    }
                    lastDays = (record.worker, worker?.facts.left)
                }
                event = lastDays.left
            } else if rule.kept == .delegation {
                event = try Fault.decoded(ActivityDelegation.self, record.body).endDay
            } else if rule.kept == .programme {
                event = try Fault.decoded(Programme.self, record.body).endDay
            } else {
                event = try Fault.decoded(FundedTraining.self, record.body).lastDay
                if event == nil, record.endedBy == nil { found.counts.undated += 1 }
            }
            if event == nil, rule.event != .left {
                event = try PurgePlan.takenBack(record, in: store)
            }
            guard let event, rule.isDue(event, on: today) else { return }
            if let block = blocks.block(of: record.worker) {
                found.counts.keep(block)
            } else if found.records.count < PurgePlan.recordsMax {
                found.records.append(record)
                found.counts.purged += 1
            } else {
                found.counts.leftOver += 1
            }
        }
        part.counts = found.counts
        part.records = found.records
    }

    /// The day on which a record was taken back; nil while it stands.
    private static func takenBack(
        _ record: WorkerRecords.Record,
        in store: borrowing Database
    ) throws(Fault) -> Day? {
        guard let revision = record.endedBy else { return nil }
        let time = try stored { () throws(StoreError) in
            try store.time(ofRevision: revision)
        }
        return time.flatMap { LondonTime.day(atMicroseconds: $0.microseconds) }
    }
}
