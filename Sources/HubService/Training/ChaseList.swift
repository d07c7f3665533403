import HubDomain
import HubStore
import HubText
import HubWire

/// Who has to do something: lines of the standings in the order of their last days.
struct ChaseList {
    /// The shortest and the longest time in which something is "expiring".
    static let withinDays = 1...WarningPeriod.daysMax

    private let states: [TrainingState]
    /// The last days that are meant, both included; `nil` for any or none.
    private let days: ClosedRange<Day>?

    /// The list that a request asks for.
    init(_ request: ListTrainingStandingsRequest, today: Day) throws(Fault) {
        switch request.chase {
        case .expiring:
            let asked = Int(request.withinDays)
            let within = asked == 0 ? WarningPeriod.standard.days : asked
            guard ChaseList.withinDays.contains(within) else {
                throw .invalid(
                    "within_days",
                    "out_of_range",
                    "\(ChaseList.withinDays.lowerBound) to \(ChaseList.withinDays.upperBound) days"
                )
            }
            // The rule about days: expiring is before today and so many days.
            states = [.upToDate, .expiring, .acceptedFromFormer]
            days = today...(today.advanced(by: within - 1) ?? .last)
        case .expired: (states, days) = ([.expired], nil)
        case .missing: (states, days) = ([.missing], nil)
        default:
            throw .invalid("chase", "required", "expiring, expired or missing")
        }
    }

    /// One line, as it is stored.
    struct Row {
        let worker: Int64
        let rule: Int64
        let state: Int64
        let lastDay: Int64?

        /// What a page after it begins behind: last day, worker and rule.
        var key: [UInt8] {
            var key: [UInt8] = []
            key.append(packed: lastDay ?? ChaseList.noDay)
            key.append(packed: worker)
            key.append(packed: rule)
            return key
        }
    }

    fileprivate static let noDay: Int64 = -3_000_000

    /// The lines after one.
    ///
    /// - Complexity: Linear in the lines of the page, for each of at most three states.
    func rows(
        after key: [UInt8]?,
        limit: Int,
        in store: borrowing Database
    ) throws(StoreError) -> [Row] {
        var reader = PackedReader((key ?? [])[...])
        let after = (day: reader.int64(), worker: reader.int64(), rule: reader.int64())
        let isFirst = key == nil
        let low = days.map { Int64($0.lowerBound.number) } ?? ChaseList.noDay
        let high = days.map { Int64($0.upperBound.number) } ?? Int64(Day.last.number)
        var found: [Row] = []
        for state in states {
            let values: [StoreValue] = [
                .integer(Int64(state.rawValue)), .integer(isFirst ? low : after.day),
                .integer(isFirst ? -1 : after.worker), .integer(isFirst ? -1 : after.rule),
                .integer(high), .integer(Int64(limit)),
            ]
            let query: Query = days == nil && state == .missing ? .linesWithoutDay : .linesByDay
            found += try store.rows(query, values) { row in
                Row(
                    worker: row.integer(0),
                    rule: row.integer(1),
                    state: row.integer(2),
                    lastDay: row.optionalInteger(3)
                )
            }
        }
        found.sort {
            ($0.lastDay ?? ChaseList.noDay, $0.worker, $0.rule)
                < ($1.lastDay ?? ChaseList.noDay, $1.worker, $1.rule)
        }
        return Array(found.prefix(limit))
    }
}

extension ChaseList.Row {
    /// The line as it travels; `nil` for a rule that is not there any more.
    func standing(
        _ rules: TrainingRules,
        _ texts: inout TrainingTexts,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingStanding? {
        guard let kept = try KeptWorker.find(worker, in: store),
            let rule = rules.rule(try texts.text(rule, in: store)),
            let state = TrainingState(rawValue: Int(state))
        else { return nil }
        let day = lastDay.flatMap { Day(number: Int($0)) }
        var standing = TrainingStanding(
            rule,
            rules,
            HubDomain.Standing(state: state, isRequired: true, lastDay: day)
        )
        standing.worker = WorkerReference.text(kept.token)
        standing.organisation = try texts.text(kept.organisation, in: store)
        standing.team = try texts.text(kept.team, in: store)
        standing.role = try texts.text(kept.role, in: store)
        return standing
    }
}

extension Query {
    fileprivate static let linesByDay = Query(
        """
        SELECT worker, rule, state, last_day FROM training_standing
        WHERE required = 1 AND state = ?1 AND (last_day, worker, rule) > (?2, ?3, ?4)
        AND last_day <= ?5
        ORDER BY last_day, worker, rule LIMIT ?6
        """
    )
    fileprivate static let linesWithoutDay = Query(
        """
        SELECT worker, rule, state, last_day FROM training_standing
        WHERE required = 1 AND state = ?1 AND last_day IS NULL AND (worker, rule) > (?3, ?4)
        ORDER BY worker, rule LIMIT ?6
        """
    )
}
