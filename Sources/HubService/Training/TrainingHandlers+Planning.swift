import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// What a worker would need in another role, and who has which skills.
extension TrainingHandlers {
    /// Tells what a worker would need in another role.
    package func getPathwayGap(
        _ request: GetPathwayGapRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetPathwayGapResponse {
        scope.showed(rows: 0)
        let role = try Fault.text(request.role, "role", TrainingLimits.name)
        let pathways = try catalogue().pathway
        let answer = try Fault.domain { () throws(DomainError) in
            try PathwayAnswer.read(request.pathway, among: pathways)
        }
        guard !role.isEmpty || answer != .unset else {
            throw .invalid("role", "required", "a role, a category of the pathway, or both")
        }
        let worker = try WorkerReference.find(request.worker, "worker", in: store)
        scope.looked(at: worker.token)
        try worker.requireOpen()
        let today = try scope.call.today()
        let rules = try rules(scope.call, in: store)
        var settling = TrainingSettling(rules, today: today)
        var (person, file) = try stored { () throws(StoreError) in
            try settling.subject(worker, in: store)
        }
        if !role.isEmpty { person.mainRole = JobRoleCode(text: role) }
        if answer != .unset {
            person.pathway = [PathwayEntry(answer: answer, day: today, recordedBy: "")]
        }
        // Whoever left is asked nothing: here it is asked what would be.
        person.left = nil
        let gap = PathwayGap(person, file, rules: rules.rules, on: today)
        var response = GetPathwayGapResponse(worker: WorkerReference.text(worker.token))
        response.day = today.iso
        response.required = UInt64(gap.required)
        response.open = gap.open.compactMap { line in
            guard let rule = rules.rule(line.rule.text) else { return nil }
            var open = PathwayGapLine(rule: rule.id.text, topic: rules.topic(rule))
            open.basis = rule.basis?.words ?? ""
            open.state = line.standing.state.words
            open.lastDay = line.standing.lastDay?.iso
            return open
        }
        scope.showed(rows: 1)
        return response
    }

    /// Tells by team who has the skills of a set.
    package func getSkillCoverage(
        _ request: GetSkillCoverageRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetSkillCoverageResponse {
        scope.showed(rows: 0)
        let sets = try catalogue().skillSets
        guard let set = sets.first(where: { $0.id.text.utf8.elementsEqual(request.set.utf8) })
        else {
            let known = sets.map(\.id.text).joined(separator: ", ")
            throw .invalid("set", "unknown", known)
        }
        let today = try scope.call.today()
        let rules = try rules(scope.call, in: store)
        let coverage = try stored { () throws(StoreError) in
            try SkillReading(set, on: today, in: store).coverage
        }
        var response = GetSkillCoverageResponse(day: today.iso, title: set.title)
        response.topics = set.topics.map { rules.title($0) }
        let teams = coverage.teams.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, team) in teams.prefix(TrainingHandlers.partsMax) {
            var told = SkillCoverageTeam(team: name, workers: UInt64(team.workers))
            told.having = set.topics.map { UInt64(team.having[$0] ?? 0) }
            told.havingAll = UInt64(team.havingAll)
            response.teams.append(told)
        }
        response.teamsLeftOut = UInt64(teams.count - response.teams.count)
        // Each may be a team of one.
        scope.showed(rows: response.teams.count)
        return response
    }
}

/// Reads who has the topics of a set of skills.
private struct SkillReading {
    /// The topics of one set, as many as the statement has places for.
    private static let topicsMax = 8

    private(set) var coverage: SkillCoverage
    private var texts = TrainingTexts()
    private var worker: (number: Int64, team: Int64)?
    private var evidence: [TrainingEvidence] = []
    private let today: Day

    /// Looks at every worker who is employed and not restricted.
    ///
    /// - Complexity: The workers, times the topics of the set.
    init(_ set: SkillSet, on today: Day, in store: borrowing Database) throws(StoreError) {
        coverage = SkillCoverage(of: set)
        self.today = today
        var topics: [Int64: TopicCode] = [:]
        for topic in set.topics.prefix(SkillReading.topicsMax) {
            let number = try store.first(.numberOfText, [.text(topic.text)]) { $0.integer(0) }
            if let number { topics[number] = topic }
        }
        let numbers = topics.keys.sorted()
        try store.withStatement(.skills) { statement throws(StoreError) in
            try statement.bind(1, Int64(today.number))
            for place in 0..<SkillReading.topicsMax {
                // No text has this number.
                try statement.bind(place + 2, place < numbers.count ? numbers[place] : -1)
            }
            while try statement.step() { try take(statement, topics, in: store) }
        }
        try finishWorker(in: store)
    }

    private mutating func take(
        _ row: borrowing HubStore.Statement,
        _ topics: [Int64: TopicCode],
        in store: borrowing Database
    ) throws(StoreError) {
        let number = row.integer(0)
        if worker?.number != number {
            try finishWorker(in: store)
            worker = (number, row.integer(1))
        }
        guard let topic = topics[row.integer(2)] else { return }
        func day(_ column: Int) -> Day? {
            row.optionalInteger(column).flatMap { Day(number: Int($0)) }
        }
        let last = row.integer(4) == 1 ? day(5) : nil
        evidence.append(
            TrainingEvidence(
                topic: topic,
                done: day(3),
                expiry: last.map { .day($0) } ?? .unstated
            )
        )
    }

    private mutating func finishWorker(in store: borrowing Database) throws(StoreError) {
        guard let worker else { return }
        coverage.add(team: try texts.text(worker.team, in: store), evidence, on: today)
        evidence = []
    }
}

extension Query {
    fileprivate static let numberOfText = Query("SELECT number FROM training_text WHERE value = ?1")
    fileprivate static let skills = Query(
        """
        SELECT number, team, topic, completed, expiry_kind, expiry FROM training_worker
        LEFT JOIN training ON worker = number AND kind = 0
            AND topic IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        WHERE flags & 2 = 0 AND (left_day IS NULL OR left_day >= ?1) ORDER BY number
        """
    )
}
