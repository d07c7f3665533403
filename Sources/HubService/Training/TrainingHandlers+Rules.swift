import HubDomain
package import HubStore
import HubText
package import HubWire

// The council's own rules.
extension TrainingHandlers {
    /// Reads the council's rules as a file to be edited.
    package func getTrainingRuleFile(
        _ request: GetTrainingRuleFileRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetTrainingRuleFileResponse {
        let record = try stored { () throws(StoreError) in
            try TenantTables.trainingRules.find(TrainingRuleSource.code, in: store)
        }
        var response = GetTrainingRuleFileResponse()
        response.revision = record?.revision ?? 0
        let rules = try rules(scope.call, in: store)
        response.profile = rules.profile.text
        if let record {
            response.file = try Fault.decoded(TrainingRuleBook.self, record.body).file
        }
        if response.file.isEmpty { response.file = RuleFile(rules: rules.rules).bytes }
        return response
    }

    /// Sets the rules that the status goes by.
    package func saveTrainingRules(
        _ request: SaveTrainingRulesRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveTrainingRulesResponse {
        let today = try call.today()
        let book = TrainingRuleBook(profile: request.profile, file: request.file)
        let isOwn = request.profile.utf8.elementsEqual(TrainingRuleSource.own.text.utf8)
        guard isOwn != request.file.isEmpty else {
            throw .invalid(
                "profile",
                "unknown",
                "guide-2024 or pre-2024 without a file, or own with one"
            )
        }
        var response = SaveTrainingRulesResponse()
        if isOwn {
            let topics = Set(try catalogue().topics.map(\.code))
            let policy = RecordPolicy(today: today)
            let read = RuleFile.read(request.file, topics: topics, policy: policy)
            let roles = try stored { () throws(StoreError) in try KeptRoles.all(in: store.database)
            }
            let findings = read.findings + (roles.map { read.file.rolesOfNobody($0) } ?? [])
            var room = AnswerRoom()
            response.findings = room.take(findings.map { HubWire.Finding($0) }).taken
            response.findingsLeftOut = UInt64(findings.count - response.findings.count)
            if read.findings.contains(where: { $0.severity == .error }) { return response }
        }
        let old = try rules(call, in: store.database)
        let new = try rules(of: book)
        response.count(old, new)
        var preview = RulePreview(old, new, today: today)
        try stored { () throws(StoreError) in try preview.run(in: store.database) }
        response.workers = UInt64(clamping: preview.workers)
        response.workersLookedAt = UInt64(clamping: preview.lookedAt)
        response.statesChanged = UInt64(clamping: preview.changed)
        let (body, base) = (book.encoded(), request.baseRevision)
        let saved = try stored { () throws(StoreError) in
            let saved = try TenantTables.trainingRules.save(
                TrainingRuleSource.code,
                body,
                basedOn: base,
                in: &store
            )
            try TrainingSettling.postponeAll(in: store.database)
            return saved
        }
        response.workersDue = response.workers
        response.saved = Saved(id: TrainingRuleSource.code, revision: saved.revision)
        // Behind this call in the tenant's file.
        if !call.isDryRun, let tenant = call.caller?.tenant { keeper?.settle(tenant) }
        return response
    }
}

extension SaveTrainingRulesResponse {
    /// Counts what differs between two sets of rules.
    fileprivate mutating func count(_ old: TrainingRules, _ new: TrainingRules) {
        rules = UInt64(new.rules.count)
        events = UInt64(new.cuts.count)
        for rule in new.rules {
            guard let before = old.rule(rule.id.text) else {
                added += 1
                continue
            }
            if before.bare != rule.bare { changed += 1 }
        }
        removed = UInt64(old.rules.count { new.rule($0.id.text) == nil })
    }
}

extension TrainingRule {
    /// Without where it was read, which no file of a council's has.
    fileprivate var bare: TrainingRule {
        var rule = self
        rule.sources = []
        return rule
    }
}

/// How many states other rules would change: of as many workers as one turn looks at.
private struct RulePreview {
    private(set) var workers: Int64 = 0
    private(set) var lookedAt = 0
    private(set) var changed = 0
    private var old: TrainingSettling
    private var new: TrainingSettling

    init(_ old: TrainingRules, _ new: TrainingRules, today: Day) {
        self.old = TrainingSettling(old, today: today)
        self.new = TrainingSettling(new, today: today)
    }

    mutating func run(in store: borrowing Database) throws(StoreError) {
        workers = try RecordWriting.total("workers", in: store)
        let page = try KeptWorker.page(
            after: 0,
            limit: TrainingSettling.workersMax,
            in: store
        )
        for worker in page {
            try store.interruption.check()
            lookedAt += 1
            changed += RulePreview.differences(
                try old.entry(worker, in: store),
                try new.entry(worker, in: store)
            )
        }
    }

    private static func differences(
        _ old: StatusLedger.Entry,
        _ new: StatusLedger.Entry
    ) -> Int {
        var states: [RuleID: TrainingState] = [:]
        for line in old.lines { states[line.rule] = line.standing.state }
        var count = 0
        for line in new.lines where states.removeValue(forKey: line.rule) != line.standing.state {
            count += 1
        }
        // What is left is asked of the worker no more.
        return count + states.count
    }
}
