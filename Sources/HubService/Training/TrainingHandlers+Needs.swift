import HubDomain
package import HubStore
import HubText
package import HubWire

// What to book.
extension TrainingHandlers {
    /// The places of one course.
    static let placesMax = 1_000

    /// Tells how many places on courses are needed.
    package func listTrainingNeeds(
        _ request: ListTrainingNeedsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingNeedsResponse {
        let places = min(Int(request.places), TrainingHandlers.placesMax)
        let today = try scope.call.today()
        let rules = try rules(scope.call, in: store)
        var response = ListTrainingNeedsResponse(day: today.iso)
        let due = try stored { () throws(StoreError) in
            try TrainingSettling.due(through: today, in: store)
        }
        response.workersDue = UInt64(clamping: due)
        if due > 0, let tenant = scope.call.caller?.tenant { keeper?.settle(tenant) }
        let counts = try stored { () throws(StoreError) in
            try NeedCounts.all(in: store)
        }
        var needs: [TrainingNeed] = []
        for rule in rules.rules {
            guard let count = counts[rule.id], count.places > 0 || count.booked > 0 else {
                continue
            }
            let earliest = try stored { () throws(StoreError) in
                try NeedCounts.earliest(of: rule.id, count, in: store)
            }
            var need = TrainingNeed(rule: rule.id.text, topic: rules.topic(rule))
            need.basis = rule.basis?.words ?? ""
            need.missing = UInt64(clamping: count.missing)
            need.expired = UInt64(clamping: count.expired)
            need.expiring = UInt64(clamping: count.expiring)
            need.booked = UInt64(clamping: count.booked)
            need.earliest = earliest?.iso
            if places > 0 {
                let sizes = CourseGroups.sizes(count.places, placesMax: places)
                need.groups = sizes.prefix(NeedCounts.groupsMax).map { UInt32(clamping: $0) }
            }
            needs.append(need)
        }
        needs.sort { left, right in
            let (many, few) = (
                left.missing + left.expired + left.expiring,
                right.missing + right.expired + right.expiring
            )
            return many == few
                ? left.topic.utf8.lexicographicallyPrecedes(right.topic.utf8) : many > few
        }
        var room = AnswerRoom()
        response.needs = room.take(needs).taken
        // Each may be the need of one worker.
        scope.showed(rows: response.needs.count)
        return response
    }
}

/// How many need the training of one rule.
struct NeedCounts {
    /// The groups that are told.
    static let groupsMax = 100

    var missing: Int64 = 0
    var expired: Int64 = 0
    var expiring: Int64 = 0
    var booked: Int64 = 0

    /// How many need a place.
    var places: Int { Int(missing + expired + expiring) }

    /// The counts of every rule, from those that are kept.
    static func all(in store: borrowing Database) throws(StoreError) -> [RuleID: NeedCounts] {
        var texts = TrainingTexts()
        var found: [RuleID: NeedCounts] = [:]
        for row in try CountRow.all(in: store) where row.isRequired {
            guard let state = TrainingState(rawValue: Int(row.state)) else { continue }
            let rule = RuleID(text: try texts.text(row.rule, in: store))
            var counts = found[rule] ?? NeedCounts()
            switch state {
            case .missing: counts.missing += row.workers
            case .expired: counts.expired += row.workers
            case .expiring: counts.expiring += row.workers
            case .booked: counts.booked += row.workers
            default: continue
            }
            found[rule] = counts
        }
        return found
    }

    /// The earliest last day of what is expiring.
    static func earliest(
        of rule: RuleID,
        _ counts: NeedCounts,
        in store: borrowing Database
    ) throws(StoreError) -> Day? {
        guard counts.expiring > 0, let number = try TrainingTexts.number(rule.text, in: store)
        else { return nil }
        let values: [StoreValue] = [
            .integer(Int64(TrainingState.expiring.rawValue)), .integer(number),
        ]
        let day = try store.first(.earliestOfRule, values) { $0.integer(0) }
        return day.flatMap { Day(number: Int($0)) }
    }
}

extension Query {
    // In the order of the index of states: the first line of the rule ends the search.
    fileprivate static let earliestOfRule = Query(
        """
        SELECT last_day FROM training_standing
        WHERE required = 1 AND state = ?1 AND rule = ?2 AND last_day IS NOT NULL
        ORDER BY last_day LIMIT 1
        """
    )
}
