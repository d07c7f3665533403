import HubDomain
import HubStore
import HubText
import HubWire

/// What a purge takes of one class, and what stays and why.
struct PurgeCounts: Equatable {
    /// Records that go.
    var purged = 0
    /// Earlier versions that go.
    var earlierVersions = 0
    /// Due, and kept since the worker's records are restricted.
    var keptRestricted = 0
    /// Due, and kept since a claim is open.
    var keptOpenClaims = 0
    /// Kept since the event is not recorded.
    var undated = 0
    /// Due, and left for the next run.
    var leftOver = 0

    /// Whether anything goes.
    var isSomething: Bool { purged + earlierVersions > 0 }

    /// Counts one that stays.
    mutating func keep(_ block: PurgeBlocks.Block) {
        switch block {
        case .restricted: keptRestricted += 1
        case .openClaim: keptOpenClaims += 1
        }
    }

    /// As it travels.
    func part(_ rule: KeepingRule, on today: Day) -> PurgePart {
        var part = PurgePart(recordClass: rule.kept.wire, months: UInt32(clamping: rule.months))
        part.event = RetentionEvent(rawValue: Int32(rule.event.rawValue))
        part.cutOff = rule.cutOff(today).iso
        part.purged = UInt64(clamping: purged)
        part.earlierVersions = UInt64(clamping: earlierVersions)
        part.keptRestricted = UInt64(clamping: keptRestricted)
        part.keptOpenClaims = UInt64(clamping: keptOpenClaims)
        part.undated = UInt64(clamping: undated)
        part.leftOver = UInt64(clamping: leftOver)
        return part
    }
}

/// Whose records stay whatever a rule says.
struct PurgeBlocks {
    /// Why they stay.
    enum Block {
        /// Processing is restricted: what is asked about may be asked for.
        case restricted
        /// A claim is sent and not decided: its proof may be asked for.
        case openClaim
    }

    private let restricted: Set<Int64>
    private let claiming: Set<Int64>

    /// Reads them.
    ///
    /// - Parameter store: The tenant's file.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the workers and the funded courses.
    init(in store: borrowing Database) throws(Fault) {
        restricted = try stored { () throws(StoreError) in
            Set(try store.rows(.restrictedWorkers) { $0.integer(0) })
        }
        var found: Set<Int64> = []
        try TenantTables.fundedCourses.each(in: store) { (record) throws(Fault) in
            let course = try Fault.decoded(FundedTraining.self, record.body)
            if course.hasOpenClaim { found.insert(record.worker) }
        }
        claiming = found
    }

    /// Why the records of a worker stay; `nil` where nothing is against it.
    func block(of worker: Int64) -> Block? {
        if restricted.contains(worker) { return .restricted }
        return claiming.contains(worker) ? .openClaim : nil
    }
}

extension FundedTraining {
    /// Whether a claim was sent and is not decided.
    var hasOpenClaim: Bool { claims.contains { $0.decided == nil } }

    /// The last of its days; `nil` where it has none.
    var lastDay: Day? {
        let days =
            [firstPaid, started, completed]
            + claims.flatMap { [$0.submitted, $0.decided, $0.paid] }
        return days.compactMap { $0.flatMap { ISODay.read($0) } }.max()
    }
}

extension KeptClass {
    /// The table of records about one worker each that the class is; `nil` where it is another.
    var table: WorkerRecords? {
        switch self {
        case .delegation: TenantTables.delegations
        case .funding: TenantTables.fundedCourses
        case .programme: TenantTables.programmes
        default: nil
        }
    }
}

extension ActivityDelegation {
    /// The day from which it no longer counts for good; `nil` while it may.
    var endDay: Day? {
        let end = ended.flatMap { ISODay.read($0) }
        guard answer == .declined, let declined = answered.flatMap({ ISODay.read($0) }) else {
            return end
        }
        // An end to come does not bring back what was declined.
        return end.map { min($0, declined) } ?? declined
    }
}

extension Query {
    fileprivate static let restrictedWorkers = Query(
        "SELECT number FROM training_worker WHERE flags & 2"
    )
}
