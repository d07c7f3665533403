import HubCrypto
import HubDomain
import HubStore
import HubWire

/// Takes away what a plan found: from the tables, their earlier versions, the texts that nothing
/// else points to, and the journal's bodies, all in one call.
struct PurgeAct {
    private var settling: TrainingSettling
    private var texts = ErasedTexts()
    /// The revisions of which the journal loses what it said of a worker.
    private var told: [Int64: Set<Int64>] = [:]

    /// An act that works out anew how workers stand.
    init(_ settling: TrainingSettling) { self.settling = settling }

    /// Runs it.
    ///
    /// - Returns: The workers who are looked at in the background.
    mutating func run(
        _ plan: PurgePlan,
        in store: inout WriteContext
    ) throws(StoreError) -> Int {
        for part in plan.parts {
            for rows in part.rows { try remove(rows, in: &store) }
        }
        let later = try finishRecords(in: &store)
        for part in plan.parts {
            guard let table = part.rule.kept.table else { continue }
            for record in part.records {
                try store.interruption.check()
                if part.rule.kept == .delegation {
                    _ = try PersonLinks.erase(of: record, in: &store)
                }
                try store.erase(record.id, in: table.table)
            }
        }
        for number in plan.parts.flatMap(\.workers) {
            try store.interruption.check()
            guard let worker = try KeptWorker.find(number, in: store.database) else { continue }
            let subject = SubjectWorker(worker)
            _ = try Erasing.erase(subject, .purge, &settling, &texts, in: &store)
        }
        try settling.finish(in: store.database)
        try texts.remove(in: store.database)
        return later
    }

    private mutating func remove(
        _ rows: PurgeRows,
        in store: inout WriteContext
    ) throws(StoreError) {
        texts.note(texts: rows.rows.lazy.flatMap(\.texts))
        for (worker, revisions) in try rows.remove(in: store.database) {
            told[worker, default: []].formUnion(revisions)
        }
    }

    /// Clears the journal, and has the workers looked at: at once where they are few.
    private mutating func finishRecords(in store: inout WriteContext) throws(StoreError) -> Int {
        let isLater = told.count > TrainingSettling.workersMax
        for (number, revisions) in told.sorted(by: { $0.key < $1.key }) {
            try store.interruption.check()
            if let id = try PurgeRows.id(of: number, in: store.database) {
                _ = try store.eraseBodies(of: id, at: revisions.sorted())
            }
            guard let worker = try KeptWorker.find(number, in: store.database) else { continue }
            if isLater {
                try TrainingSettling.postpone(number, in: store.database)
            } else {
                try settling.settle(worker, in: store.database)
            }
        }
        let revisions = told.values.reduce(into: Set<Int64>()) { $0.formUnion($1) }
        try PurgeRows.note(revisions, in: store.database)
        return isLater ? told.count : 0
    }
}
