import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// How many stand how.
extension TrainingHandlers {
    /// The parts of one status.
    static let partsMax = 1_000

    /// Tells how many requirements stand how.
    package func getTrainingStatus(
        _ request: GetTrainingStatusRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetTrainingStatusResponse {
        let today = try scope.call.today()
        let rules = try rules(scope.call, in: store)
        var total = StatusCounts()
        // Text keys: words of our own.
        var byBasis: [String: StatusCounts] = [:]
        // Text keys: names for display, of which those that look the same are shown as one.
        var parts: [String: StatusCounts] = [:]
        var texts = TrainingTexts()
        try stored { () throws(StoreError) in
            for row in try CountRow.all(in: store) {
                guard let state = TrainingState(rawValue: Int(row.state)) else { continue }
                func add(_ counts: inout StatusCounts) {
                    counts.add(state, isRequired: row.isRequired, count: Int(row.workers))
                }
                add(&total)
                let rule = rules.rule(try texts.text(row.rule, in: store))
                add(&byBasis[rule?.basis?.words ?? "", default: StatusCounts()])
                let name: String? =
                    switch request.by {
                    case .topic: rule.map { rules.topic($0) } ?? ""
                    case .team: try texts.text(row.team, in: store)
                    case .role: try texts.text(row.role, in: store)
                    case .organisation: try texts.text(row.organisation, in: store)
                    default: nil
                    }
                if let name { add(&parts[name, default: StatusCounts()]) }
            }
        }
        var response = GetTrainingStatusResponse()
        response.day = today.iso
        response.counts = TrainingCounts(total)
        response.sentence = Headline(total).sentence
        response.byBasis = TrainingHandlers.parts(byBasis)
        let all = TrainingHandlers.parts(parts)
        response.parts = Array(all.prefix(TrainingHandlers.partsMax))
        response.partsLeftOut = UInt64(all.count - response.parts.count)
        try stored { () throws(StoreError) in
            let workers = try RecordWriting.total("workers", in: store)
            let records = try RecordWriting.total("records", in: store)
            let due = try TrainingSettling.due(through: today, in: store)
            response.workers = UInt64(clamping: workers)
            response.records = UInt64(clamping: records)
            response.workersDue = UInt64(clamping: due)
        }
        if response.workersDue > 0, let tenant = scope.call.caller?.tenant {
            keeper?.settle(tenant)
        }
        // Each part may be of a team of one; who is counted is on no record.
        scope.showed(rows: response.parts.count + 1)
        return response
    }

    // Text keys: as they were counted.
    private static func parts(_ counts: [String: StatusCounts]) -> [TrainingStatusPart] {
        let sorted = counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return sorted.map { TrainingStatusPart(name: $0.key, counts: TrainingCounts($0.value)) }
    }

    /// Lists the rules that the status goes by.
    package func listTrainingRules(
        _ request: ListTrainingRulesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingRulesResponse {
        let rules = try rules(scope.call, in: store)
        return ListTrainingRulesResponse(
            profile: rules.profile.text,
            rules: rules.rules.map { TrainingRuleEntry($0, rules) }
        )
    }

    /// Lists the imports.
    package func listTrainingBatches(
        _ request: ListTrainingBatchesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingBatchesResponse {
        var response = ListTrainingBatchesResponse()
        for batch in try TrainingBatches.all(in: store) {
            let note = try Fault.decoded(TrainingBatchNote.self, batch.note)
            let head = try stored { () throws(StoreError) in
                try store.readHead(at: batch.revision)
            }
            var entry = TrainingBatch()
            entry.batch = UniqueID(bytes: batch.id.bytes)?.description ?? ""
            entry.revision = UInt64(clamping: batch.revision)
            entry.time = head.map { Timestamp($0.time) }
            entry.fileName = note.fileName
            entry.rows = note.rows
            entry.newRecords = note.newRecords
            entry.changedRecords = note.changedRecords
            entry.newWorkers = note.newWorkers
            entry.removedRecords = note.removedRecords
            entry.reason = note.reason
            entry.undone = UInt64(clamping: batch.undone)
            entry.principalId = try TrainingBatches.principal(of: batch, in: store)
            response.batches.append(entry)
        }
        response.uploads = try openUploads(scope.call, in: store)
        return response
    }
}

/// A row of the counts.
struct CountRow {
    let organisation: Int64
    let team: Int64
    let role: Int64
    let rule: Int64
    let state: Int64
    let isRequired: Bool
    let workers: Int64

    static func all(in store: borrowing Database) throws(StoreError) -> [CountRow] {
        try store.rows(.counts) { row in
            CountRow(
                organisation: row.integer(0),
                team: row.integer(1),
                role: row.integer(2),
                rule: row.integer(3),
                state: row.integer(4),
                isRequired: row.flag(5),
                workers: row.integer(6)
            )
        }
    }
}

extension Query {
    fileprivate static let counts = Query(
        """
        SELECT organisation, team, role, rule, state, required, workers FROM training_count
        """
    )
}

extension TrainingCounts {
    /// Counts as they travel.
    init(_ counts: StatusCounts) {
        self.init()
        func count(_ state: TrainingState) -> UInt64 { UInt64(clamping: counts[state]) }
        required = UInt64(clamping: counts.required)
        valid = UInt64(clamping: counts.valid)
        upToDate = count(.upToDate)
        expiring = count(.expiring)
        acceptedFromFormer = count(.acceptedFromFormer)
        noExpiryRecorded = count(.noExpiryRecorded)
        expired = count(.expired)
        missing = count(.missing)
        booked = count(.booked)
        notYetDue = count(.notYetDue)
        exempt = count(.exempt)
        paused = count(.paused)
        early = UInt64(clamping: counts.early)
    }
}

extension TrainingRuleEntry {
    /// A rule as it travels.
    init(_ rule: TrainingRule, _ rules: TrainingRules) {
        self.init()
        self.rule = rule.id.text
        topic = rules.topic(rule)
        who = TrainingRuleEntry.who(rule)
        basis = rule.basis?.words ?? ""
        reference = rule.reference
        edition = rule.edition
        setter = rule.setter
        refresh = TrainingRuleEntry.refresh(rule.refresh)
        validFrom = rule.validFrom?.iso
        note = rule.note
        binds = rule.roles != .notStated
    }

    private static func who(_ rule: TrainingRule) -> String {
        let roles =
            switch rule.roles {
            case .everyone: "everyone"
            case .notStated: "some roles, which the source does not name"
            case .mainRoles(let codes): codes.map(\.text).joined(separator: ", ")
            case .anyRoles(let codes): codes.map(\.text).joined(separator: ", ")
            case .pathway(let ids): ids.map { "category \($0.rawValue)" }.joined(separator: ", ")
            }
        switch rule.organisations {
        case .all: return roles
        case .registered: return "\(roles), of registered providers"
        case .employerTypes(let types):
            return "\(roles), of: \(types.map(\.words).joined(separator: ", "))"
        }
    }

    private static func refresh(_ refresh: Refresh) -> String {
        switch refresh {
        case .once: "once"
        case .notStated: "not said"
        case .every(let interval): "every \(interval.months) months"
        case .unlessQualified(let interval, _):
            "every \(interval.months) months, unless qualified meanwhile"
        }
    }
}
