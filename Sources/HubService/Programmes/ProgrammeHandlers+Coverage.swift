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
            let programme = try message.domain("")
            let standing = DevelopmentStanding(programme, on: today)
            let isDue = standing.findings.contains { one in
                one.day.map { today <= $0 && $0 < dueBefore } ?? false
            }
            let place = CoveragePlace(standing.state, isDoubtful: programme.isAwardDoubtful)
            found[record.worker, default: WorkerCoverage(place)].take(standing, place, isDue)
        }
        return found
    }
}

/// Where a programme is counted, the furthest last.
private enum CoveragePlace: Int {
    case ended, notStarted, goesOn, standardsMissing, completed

    init(_ state: DevelopmentStanding.State, isDoubtful: Bool) {
        switch state {
        case .completed: self = isDoubtful ? .standardsMissing : .completed
        case .inProgress, .paused: self = .goesOn
        case .notStarted: self = .notStarted
        case .stopped, .notPassed: self = .ended
        }
    }
}

/// How one worker stands by all programmes of a kind: a completed one hides none that is open.
private struct WorkerCoverage {
    /// Of the furthest.
    private(set) var place: CoveragePlace
    /// Whether one is open.
    private(set) var isOpen = false
    /// Whether one that is open is behind.
    private(set) var isBehind = false
    /// Whether something is due of one that is open.
    private(set) var isDue = false

    init(_ place: CoveragePlace) { self.place = place }

    mutating func take(_ standing: DevelopmentStanding, _ other: CoveragePlace, _ isDue: Bool) {
        if other.rawValue > place.rawValue { place = other }
        isOpen = isOpen || standing.state.isOpen
        isBehind = isBehind || standing.isBehind
        self.isDue = self.isDue || isDue
    }
}

extension ProgrammeCoverage {
    /// Counts one worker.
    fileprivate mutating func count(_ worker: WorkerCoverage?) {
        workers += 1
        switch worker?.place {
        case nil: without += 1
        case .completed: completed += 1
        case .standardsMissing: standardsMissing += 1
        case .goesOn: inProgress += 1
        case .notStarted, .ended: notCompleted += 1
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
