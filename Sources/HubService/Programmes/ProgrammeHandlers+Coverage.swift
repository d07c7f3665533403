import HubDomain
package import HubStore
import HubText
package import HubWire

// Who has a programme of a kind, in counts.
extension ProgrammeHandlers {
    /// The groups that an answer tells.
    static let groupsMax = 1_000

    /// Counts who has a programme of a kind, by organisation or team.
    package func getProgrammeCoverage(
        _ request: GetProgrammeCoverageRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetProgrammeCoverageResponse {
        // A count of a team of one worker is about that worker.
        scope.showed(rows: 0)
        let isKind = DevelopmentKind(rawValue: Int(request.kind.rawValue)) != nil
        guard isKind || request.kind == .unspecified else {
            let words = DevelopmentKind.allCases.map(\.word).joined(separator: ", ")
            throw .invalid("kind", "unknown", words)
        }
        guard request.by == .organisation || request.by == .team else {
            throw .invalid("by", "required", "organisation or team")
        }
        guard request.dueWithinDays <= UInt32(WarningPeriod.daysMax) else {
            throw .invalid("due_within_days", "out_of_range", "0 to \(WarningPeriod.daysMax) days")
        }
        let today = try scope.call.today()
        let standings = try standings(request, today, in: store)
        let rows = try stored { () throws(StoreError) in
            try store.rows(.employedWorkers, [.integer(Int64(today.number))]) { row in
                (worker: row.integer(0), group: row.integer(request.by == .team ? 2 : 1))
            }
        }
        var counts: [Int64: ProgrammeCoverage] = [:]
        var response = GetProgrammeCoverageResponse(day: today.iso)
        var total = ProgrammeCoverage()
        for row in rows {
            counts[row.group, default: ProgrammeCoverage()].count(standings[row.worker])
            total.count(standings[row.worker])
        }
        var texts = TrainingTexts()
        for (number, one) in counts {
            var group = one
            group.group = try stored { () throws(StoreError) in
                try texts.text(number, in: store)
            }
            response.groups.append(group)
        }
        response.groups.sort { $0.group < $1.group }
        let more = response.groups.count - ProgrammeHandlers.groupsMax
        if more > 0 {
            response.groups.removeLast(more)
            response.groupsLeftOut = UInt32(clamping: more)
        }
        response.total = total
        scope.showed(rows: response.groups.count)
        return response
    }

    /// How each worker who has a programme of the kind stands.
    private func standings(
        _ request: GetProgrammeCoverageRequest,
        _ today: Day,
        in store: borrowing Database
    ) throws(Fault) -> [Int64: WorkerCoverage] {
        let dueBefore = today.advanced(by: Int(request.dueWithinDays)) ?? .last
        var found: [Int64: WorkerCoverage] = [:]
        try TenantTables.programmes.each(in: store) { (record) throws(Fault) in
            let message = try Fault.decoded(Programme.self, record.body)
            guard request.kind == .unspecified || message.kind == request.kind else { return }
            let standing = DevelopmentStanding(try message.domain(""), on: today)
            let isDue = standing.findings.contains { one in
                one.day.map { today <= $0 && $0 < dueBefore } ?? false
            }
            found[record.worker, default: WorkerCoverage(standing.state)].take(standing, isDue)
        }
        return found
    }
}

/// How one worker stands by all programmes of a kind: a completed one hides none that is open.
private struct WorkerCoverage {
    /// Of the furthest.
    private(set) var state: DevelopmentStanding.State
    /// Whether one is open.
    private(set) var isOpen = false
    /// Whether one that is open is behind.
    private(set) var isBehind = false
    /// Whether something is due of one that is open.
    private(set) var isDue = false

    init(_ state: DevelopmentStanding.State) { self.state = state }

    mutating func take(_ standing: DevelopmentStanding, _ isDue: Bool) {
        if standing.state.rank > state.rank { state = standing.state }
        isOpen = isOpen || standing.state.isOpen
        isBehind = isBehind || standing.isBehind
        self.isDue = self.isDue || isDue
    }
}

extension DevelopmentStanding.State {
    /// How far it is beside another.
    fileprivate var rank: Int {
        switch self {
        case .completed: 3
        case .inProgress, .paused: 2
        case .notStarted: 1
        case .stopped, .notPassed: 0
        }
    }
}

extension ProgrammeCoverage {
    /// Counts one worker.
    fileprivate mutating func count(_ worker: WorkerCoverage?) {
        workers += 1
        switch worker?.state {
        case nil: without += 1
        case .completed: completed += 1
        case .inProgress, .paused: inProgress += 1
        case .notStarted, .stopped, .notPassed: notCompleted += 1
        }
        if worker?.isOpen ?? false { open += 1 }
        guard worker?.isBehind != true else {
            behind += 1
            return
        }
        if worker?.isDue ?? false { due += 1 }
    }
}

extension Query {
    fileprivate static let employedWorkers = Query(
        """
        SELECT number, organisation, team FROM training_worker
        WHERE flags & 2 = 0 AND (left_day IS NULL OR left_day >= ?1)
        """
    )
}
