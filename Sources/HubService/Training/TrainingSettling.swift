import HubDomain
import HubStore
import HubText

/// Works out how workers stand, and keeps the counts.
///
/// A line for each worker and rule that binds it, and the counts of the lines by where the worker
/// is: both are made of the records alone, have no versions, and are never in the journal. Counts
/// are gathered and written at the end, since most lines of an import count in the same few rows.
struct TrainingSettling {
    /// Workers who are looked at in the call that changed them; more are looked at in the
    /// background, as many in each turn.
    static let workersMax = 2_000
    /// The day that stands for "at once".
    static let atOnce: Int64 = -2_000_000

    /// Where lines are counted.
    private struct Cell: Hashable {
        let organisation: Int64
        let team: Int64
        let role: Int64
        let rule: Int64
        let state: Int64
        let isRequired: Bool
    }

    private struct Line: Equatable {
        let rule: Int64
        let state: Int64
        let isRequired: Bool
        let lastDay: Int64?
    }

    private let rules: [TrainingRule]
    private let cuts: [IntervalCut]
    private let today: Day
    private var texts = TrainingTexts()
    /// What records are about, by the numbers of their texts.
    private var subjects: [Int64: RecordSubject] = [:]
    private var ruleNumbers: [RuleID: Int64] = [:]
    private var steps: [Cell: Int64] = [:]

    /// Settling on a day.
    init(_ rules: TrainingRules, today: Day) {
        self.rules = rules.rules
        cuts = rules.cuts
        self.today = today
    }

    /// Works out how a worker stands, and changes what differs.
    mutating func settle(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) {
        let entry = try entry(worker, in: store)
        var lines: [Line] = []
        for line in entry.lines {
            lines.append(
                Line(
                    rule: try number(of: line.rule, in: store),
                    state: Int64(line.standing.state.rawValue),
                    isRequired: line.standing.isRequired,
                    lastDay: line.standing.lastDay.map { Int64($0.number) }
                )
            )
        }
        lines.sort { $0.rule < $1.rule }
        let old = try self.lines(of: worker.number, in: store)
        if old != lines {
            for line in old where !lines.contains(where: { $0.rule == line.rule }) {
                try store.run(.removeLine, [.integer(worker.number), .integer(line.rule)])
            }
            for line in lines where !old.contains(line) {
                try store.run(.putLine, TrainingSettling.values(worker.number, line))
            }
            count(old, worker, -1)
            count(lines, worker, 1)
        }
        let next = entry.nextChange.map { Int64($0.number) }
        if next != worker.nextChange {
            try store.run(.setNext, [.integer(worker.number), .integer(next)])
        }
    }

    /// Takes a worker's lines away, before the worker moves or goes.
    mutating func unsettle(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) {
        count(try lines(of: worker.number, in: store), worker, -1)
        try store.run(.removeLines, [.integer(worker.number)])
    }

    /// Has a worker looked at later.
    static func postpone(_ worker: Int64, in store: borrowing Database) throws(StoreError) {
        try store.run(.setNext, [.integer(worker), .integer(atOnce)])
    }

    /// Has every worker looked at later, in bounded turns.
    ///
    /// - Complexity: Linear in the workers, whose rows alone are touched.
    static func postponeAll(in store: borrowing Database) throws(StoreError) {
        try store.run(.setNextOfAll, [.integer(atOnce)])
    }

    /// Writes the counts that were gathered.
    mutating func finish(in store: borrowing Database) throws(StoreError) {
        for (cell, step) in steps where step != 0 {
            try store.run(
                .addCount,
                [
                    .integer(cell.organisation), .integer(cell.team), .integer(cell.role),
                    .integer(cell.rule), .integer(cell.state), .flag(cell.isRequired),
                    .integer(step),
                ]
            )
        }
        if !steps.isEmpty { try store.run(.removeEmptyCounts) }
        steps = [:]
    }

    /// How many workers have to be looked at again, at most one more than are in one turn.
    static func due(
        through day: Day,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        try store.first(.countDue, [.integer(Int64(day.number))]) { $0.integer(0) } ?? 0
    }

    /// A worker's requirements and how the worker stands to them.
    mutating func entry(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) -> StatusLedger.Entry {
        if worker.isRestricted {
            let person = try person(worker, in: store)
            return StatusLedger.Entry(person, WorkerFile(), rules: [], on: today)
        }
        let person = try person(worker, in: store)
        let file = try file(worker, in: store)
        return StatusLedger.Entry(person, file, rules: rules, on: today)
    }

    /// What the rules look at: records of every kind, arrangements, and events.
    mutating func file(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) -> WorkerFile {
        var file = WorkerFile(cuts: cuts)
        for record in try KeptRecord.all(of: worker.number, in: store) {
            let subject = try subject(record.topic, in: store)
            if let evidence = record.evidence(subject) {
                file.evidence.append(evidence)
            } else if let gained = record.recognised {
                file.recognised.append(gained)
            }
        }
        // A flag of the row: who has none costs nothing.
        if worker.hasArrangements {
            for kept in try KeptArrangement.all(of: worker.number, in: store) {
                try kept.arrangement(&texts, in: store)?.add(to: &file)
            }
        }
        return file
    }

    /// What is asked of a worker today.
    mutating func requirements(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) -> [Requirement] {
        RequirementSet(of: try person(worker, in: store), rules: rules, on: today).requirements
    }

    /// A worker and everything that a status of the worker depends on.
    mutating func subject(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) -> (person: Worker, file: WorkerFile) {
        (try person(worker, in: store), try file(worker, in: store))
    }

    private mutating func subject(
        _ number: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> RecordSubject {
        if let known = subjects[number] { return known }
        let subject = RecordSubject(text: try texts.text(number, in: store))
        subjects[number] = subject
        return subject
    }

    private mutating func person(
        _ worker: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) -> Worker {
        let organisation = try texts.text(worker.organisation, in: store)
        let role = try texts.text(worker.role, in: store)
        let others = try texts.text(worker.facts.otherRoles, in: store)
        return Worker(
            token: worker.token,
            employer: .organisation(
                .init(text: organisation),
                worker.facts.employer,
                isRegistered: nil
            ),
            team: try texts.text(worker.team, in: store),
            mainRole: role.isEmpty ? nil : JobRoleCode(text: role),
            otherRoles: WorkerFacts.roles(others),
            pathway: worker.facts.pathway,
            started: worker.facts.started,
            left: worker.facts.left
        )
    }

    private mutating func number(
        of rule: RuleID,
        in store: borrowing Database
    ) throws(StoreError) -> Int64 {
        if let known = ruleNumbers[rule] { return known }
        let number = try TrainingTexts.ensure(rule.text, in: store)
        ruleNumbers[rule] = number
        return number
    }

    private func lines(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [Line] {
        try store.rows(.linesOfWorker, [.integer(worker)]) { row in
            Line(
                rule: row.integer(0),
                state: row.integer(1),
                isRequired: row.flag(2),
                lastDay: row.optionalInteger(3)
            )
        }
    }

    private mutating func count(_ lines: [Line], _ worker: KeptWorker, _ step: Int64) {
        for line in lines {
            let cell = Cell(
                organisation: worker.organisation,
                team: worker.team,
                role: worker.role,
                rule: line.rule,
                state: line.state,
                isRequired: line.isRequired
            )
            steps[cell, default: 0] += step
        }
    }

    private static func values(_ worker: Int64, _ line: Line) -> [StoreValue] {
        [
            .integer(worker), .integer(line.rule), .integer(line.state), .flag(line.isRequired),
            .integer(line.lastDay),
        ]
    }
}

extension Query {
    fileprivate static let linesOfWorker = Query(
        """
        SELECT rule, state, required, last_day FROM training_standing
        WHERE worker = ?1 ORDER BY rule
        """
    )
    fileprivate static let putLine = Query(
        """
        INSERT INTO training_standing (worker, rule, state, required, last_day)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (worker, rule) DO UPDATE SET
        state = excluded.state, required = excluded.required, last_day = excluded.last_day
        """
    )
    fileprivate static let removeLine = Query(
        "DELETE FROM training_standing WHERE worker = ?1 AND rule = ?2"
    )
    fileprivate static let removeLines = Query(
        "DELETE FROM training_standing WHERE worker = ?1"
    )
    fileprivate static let setNext = Query(
        "UPDATE training_worker SET next_change = ?2 WHERE number = ?1"
    )
    fileprivate static let setNextOfAll = Query(
        "UPDATE training_worker SET next_change = ?1 WHERE next_change IS NOT ?1"
    )
    fileprivate static let addCount = Query(
        """
        INSERT INTO training_count (organisation, team, role, rule, state, required, workers)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (organisation, team, role, rule, state, required)
        DO UPDATE SET workers = workers + excluded.workers
        """
    )
    fileprivate static let removeEmptyCounts = Query(
        "DELETE FROM training_count WHERE workers = 0"
    )
    fileprivate static let countDue = Query(
        "SELECT count(*) FROM training_worker WHERE next_change <= ?1"
    )
}
