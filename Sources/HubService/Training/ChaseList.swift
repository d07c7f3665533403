import HubDomain
import HubStore
import HubText
import HubWire

/// Who has to do something, in the order of the last days: lines of the standings, and records of
/// other kinds than training that end by a day of their own and that no rule speaks for.
struct ChaseList {
    /// The shortest and the longest time in which something is "expiring".
    static let withinDays = 1...WarningPeriod.daysMax

    private let states: [TrainingState]
    /// The last days that are meant, both included; `nil` for any or none.
    private let days: ClosedRange<Day>?
    /// The last days of records that are meant; `nil` where records are not.
    private let ends: ClosedRange<Day>?
    private let today: Day
    /// Whether what is meant never was: lines without a last day.
    private let isWithoutDay: Bool

    /// The list that a request asks for.
    init(_ request: ListTrainingStandingsRequest, today: Day) throws(Fault) {
        self.today = today
        isWithoutDay = request.chase == .missing
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
            let soon = today...(today.advanced(by: within - 1) ?? .last)
            (days, ends) = (soon, soon)
        case .expired:
            // Who has a place on a course has expired all the same, and is marked.
            (states, days) = ([.expired, .booked], nil)
            ends = Day.first...(today.advanced(by: -1) ?? .first)
        case .missing: (states, days, ends) = ([.missing, .booked], nil, nil)
        default:
            throw .invalid("chase", "required", "expiring, expired or missing")
        }
    }

    /// One line, as it is stored.
    struct Row {
        let worker: Int64
        /// The text of the rule, or of what a record is about.
        let rule: Int64
        /// `nil` for a record.
        let state: Int64?
        let lastDay: Int64?

        /// What a page after it begins behind: last day, worker, and rule or what it is about.
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
            let query: Query = isWithoutDay ? .linesWithoutDay : .linesByDay
            found += try store.rows(query, values) { row in
                Row(
                    worker: row.integer(0),
                    rule: row.integer(1),
                    state: row.integer(2),
                    lastDay: row.optionalInteger(3)
                )
            }
        }
        if let ends {
            let first = Int64(ends.lowerBound.number)
            let values: [StoreValue] = [
                .integer(isFirst ? first : after.day), .integer(isFirst ? -1 : after.worker),
                .integer(isFirst ? -1 : after.rule), .integer(Int64(ends.upperBound.number)),
                .integer(Int64(limit)), .integer(Int64(today.number)),
            ]
            found += try store.rows(.recordsByEnd, values) { row in
                Row(
                    worker: row.integer(0),
                    rule: row.integer(1),
                    state: nil,
                    lastDay: row.integer(2)
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
    /// The line as it travels; `nil` for a rule that is not there any more, and for a record that a
    /// rule speaks for.
    func standing(
        _ rules: TrainingRules,
        _ texts: inout TrainingTexts,
        today: Day,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingStanding? {
        guard let kept = try KeptWorker.find(worker, in: store) else { return nil }
        guard
            var standing = try self.state == nil
                ? ending(rules, &texts, today, in: store)
                : line(kept, rules, &texts, today, in: store)
        else { return nil }
        standing.worker = WorkerReference.text(kept.token)
        standing.organisation = try texts.text(kept.organisation, in: store)
        standing.team = try texts.text(kept.team, in: store)
        standing.role = try texts.text(kept.role, in: store)
        return standing
    }

    /// A record that ends by itself.
    private func ending(
        _ rules: TrainingRules,
        _ texts: inout TrainingTexts,
        _ today: Day,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingStanding? {
        let subject = RecordSubject(text: try texts.text(rule, in: store))
        for one in rules.rules
        where one.evidence == subject.kind.evidence
            && one.fulfilment.topics.contains(subject.code)
        {
            guard let number = try TrainingTexts.number(one.id.text, in: store) else { continue }
            let values: [StoreValue] = [.integer(worker), .integer(number)]
            if try store.first(.anyLine, values, { _ in true }) ?? false { return nil }
        }
        var standing = TrainingStanding()
        standing.kind = subject.kind.word
        if subject.kind.isAboutTopics {
            standing.topic = "\(rules.title(subject.code)) (\(subject.kind.word))"
        } else {
            let last: [StoreValue] = [.integer(worker), .integer(rule)]
            let title = try store.first(.titleOfLatest, last) { $0.integer(0) } ?? 0
            standing.topic = try texts.text(title, in: store)
        }
        let day = lastDay.flatMap { Day(number: Int($0)) }
        standing.lastDay = day?.iso
        let isOver = day.map { $0 < today } ?? false
        standing.state = (isOver ? TrainingState.expired : .expiring).words
        return standing
    }

    /// How a worker stands to a rule; one who has a place on a course is marked with its day.
    private func line(
        _ kept: KeptWorker,
        _ rules: TrainingRules,
        _ texts: inout TrainingTexts,
        _ today: Day,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingStanding? {
        guard let rule = rules.rule(try texts.text(rule, in: store)),
            let state = TrainingState(rawValue: Int(state ?? -1))
        else { return nil }
        let day = lastDay.flatMap { Day(number: Int($0)) }
        var standing = HubDomain.Standing(state: state, isRequired: true, lastDay: day)
        if state == .booked {
            let arranged = try KeptArrangement.all(of: kept.number, in: store)
            for kept in arranged {
                guard let one = try kept.arrangement(&texts, in: store), one.kind == .booked,
                    one.from >= today,
                    rule.fulfilment.topics.contains(TopicCode(text: one.subject))
                else { continue }
                standing.bookedFor = min(one.from, standing.bookedFor ?? one.from)
            }
        }
        return TrainingStanding(rule, rules, standing)
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
    // The latest of each thing alone, of those who are there and whose records may be used.
    fileprivate static let recordsByEnd = Query(
        """
        SELECT one.worker, one.topic, one.expiry FROM training AS one
        JOIN training_worker AS who ON who.number = one.worker
        WHERE one.kind > 0 AND one.expiry_kind = 1
        AND (one.expiry, one.worker, one.topic) > (?1, ?2, ?3) AND one.expiry <= ?4
        AND who.flags & 2 = 0 AND (who.left_day IS NULL OR who.left_day >= ?6)
        AND NOT EXISTS (SELECT 1 FROM training AS later WHERE later.worker = one.worker
        AND later.topic = one.topic AND later.day > one.day)
        ORDER BY one.expiry, one.worker, one.topic LIMIT ?5
        """
    )
    fileprivate static let anyLine = Query(
        "SELECT 1 FROM training_standing WHERE worker = ?1 AND rule = ?2 AND required = 1"
    )
    fileprivate static let titleOfLatest = Query(
        """
        SELECT title FROM training WHERE worker = ?1 AND topic = ?2 ORDER BY day DESC LIMIT 1
        """
    )
}
