package import HubText

/// Where in the organisation a standing is counted.
package struct StatusPlace: Hashable, Sendable {
    /// The organisation; nil for an individual employer.
    package var organisation: OrganisationRef?
    /// The team.
    package var team: String
    /// The main job.
    package var role: JobRoleCode?

    /// A worker's place.
    package init(_ worker: Worker) {
        organisation = worker.employer.organisation
        team = worker.team
        role = worker.mainRole
    }
}

/// What a count is kept for: the finest split, from which every other is a sum.
package struct StatusKey: Hashable, Sendable {
    /// Where.
    package var place: StatusPlace
    /// Which rule, and with it which topics.
    package var rule: RuleID
    /// Why.
    package var basis: RequirementBasis?
}

/// All standings of a tenant and their counts, kept incrementally.
///
/// This is the model that a store follows: a row for each worker and requirement with the day of
/// its next change, a row of counts for each key, and an index of the days. A change of one worker
/// touches that worker's rows and counts; a new day touches the workers whose day has come. Nothing
/// is ever counted anew. `StatusLedgerTests` hold it to a count from scratch.
package struct StatusLedger: Sendable {
    /// One requirement and how a worker stands to it.
    package struct Line: Hashable, Sendable {
        /// The rule.
        package var rule: RuleID
        /// Why.
        package var basis: RequirementBasis?
        /// How.
        package var standing: Standing
    }

    /// A worker's lines, where they are counted, and when they have to be looked at again.
    package struct Entry: Hashable, Sendable {
        /// Where.
        package var place: StatusPlace
        /// The lines.
        package var lines: [Line]
        /// The next day on which anything changes by itself; nil for never.
        package var nextChange: Day?

        /// Works a worker's lines out.
        ///
        /// - Complexity: The tenant's rules times the worker's records.
        package init(_ worker: Worker, _ file: WorkerFile, rules: [TrainingRule], on today: Day) {
            place = StatusPlace(worker)
            let set = RequirementSet(of: worker, rules: rules, on: today)
            lines = set.requirements.map { requirement in
                Line(
                    rule: requirement.rule,
                    basis: requirement.basis,
                    standing: StatusEngine.standing(requirement, in: file, on: today)
                )
            }
            nextChange = (lines.map(\.standing.nextChange) + [set.nextChange])
                .compactMap(\.self).min()
        }
    }

    private var entries: [WorkerToken: Entry] = [:]
    private var agenda: [Day: Set<WorkerToken>] = [:]
    /// The counts that are not empty.
    package private(set) var counts: [StatusKey: StatusCounts] = [:]

    /// A ledger of nobody.
    package init() {}

    /// A worker's lines.
    package subscript(worker: WorkerToken) -> Entry? { entries[worker] }

    /// Puts a worker's lines in the place of those that were there; nil takes the worker out.
    ///
    /// - Complexity: Linear in the worker's lines, before and after.
    package mutating func put(_ entry: Entry?, for worker: WorkerToken) {
        if let old = entries[worker] {
            for line in old.lines { change(line, old.place) { $0.remove(line.standing) } }
            if let day = old.nextChange {
                agenda[day]?.remove(worker)
                if agenda[day]?.isEmpty == true { agenda[day] = nil }
            }
        }
        entries[worker] = entry
        guard let entry else { return }
        for line in entry.lines { change(line, entry.place) { $0.add(line.standing) } }
        if let day = entry.nextChange { agenda[day, default: []].insert(worker) }
    }

    /// The workers to be looked at again until a day, that day included.
    package func due(through day: Day) -> [WorkerToken] {
        agenda.filter { $0.key <= day }.values.joined().sorted()
    }

    /// The counts of everything.
    package var total: StatusCounts {
        var total = StatusCounts()
        for count in counts.values { total.add(count) }
        return total
    }

    /// The counts split by anything that a key says, such as its team or its basis.
    package func split<Part: Hashable>(by part: (StatusKey) -> Part) -> [Part: StatusCounts] {
        var split: [Part: StatusCounts] = [:]
        for (key, count) in counts { split[part(key), default: StatusCounts()].add(count) }
        return split
    }

    private mutating func change(
        _ line: Line,
        _ place: StatusPlace,
        _ body: (inout StatusCounts) -> Void
    ) {
        let key = StatusKey(place: place, rule: line.rule, basis: line.basis)
        var count = counts[key] ?? StatusCounts()
        body(&count)
        counts[key] = count.isEmpty ? nil : count
    }
}
