package import HubText

/// What one rule asks of one worker.
package struct Requirement: Equatable, Sendable {
    /// The rule.
    package var rule: RuleID
    /// What satisfies it.
    package var fulfilment: Fulfilment
    /// What has to be shown.
    package var evidence: RequiredEvidence
    /// Why; nil where no source says.
    package var basis: RequirementBasis?
    /// How often.
    package var refresh: Refresh
    /// How long before its end it is expiring.
    package var warning: WarningPeriod
    /// The first day on which it has to be shown; nil for always.
    package var dueFrom: Day?

    /// What a rule asks of a worker who started on a day.
    ///
    /// Grace counts from the later of the start and the rule's own first day: a new rule gives
    /// those who are already there the same time.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - started: The worker's first day; nil if it is not known.
    package init(_ rule: TrainingRule, started: Day?) {
        self.rule = rule.id
        fulfilment = rule.fulfilment
        evidence = rule.evidence
        basis = rule.basis
        refresh = rule.refresh
        warning = rule.warning
        let first = [started, rule.validFrom].compactMap(\.self).max()
        dueFrom = first.map { $0.advanced(by: rule.graceDays) ?? .last }
    }
}

/// What is required of one worker on a day, and until when that stays the same.
package struct RequirementSet: Equatable, Sendable {
    /// The requirements, in the order of the rules.
    package let requirements: [Requirement]
    /// The next day on which the set changes by itself; nil for never.
    package let nextChange: Day?

    /// Puts the set together.
    ///
    /// - Parameters:
    ///   - worker: The worker.
    ///   - rules: The tenant's rules.
    ///   - today: The day in London.
    /// - Complexity: Linear in rules times the worker's days.
    package init(of worker: Worker, rules: [TrainingRule], on today: Day) {
        requirements = Self.binding(worker, rules, today)
        var days: Set<Day> = []
        if let left = worker.left?.advanced(by: 1) { days.insert(left) }
        for rule in rules {
            if let from = rule.validFrom { days.insert(from) }
            if let after = rule.validUntil?.advanced(by: 1) { days.insert(after) }
        }
        for entry in worker.pathway { days.insert(entry.day) }
        let current = requirements
        nextChange = days.filter { $0 > today }.sorted().first {
            Self.binding(worker, rules, $0) != current
        }
    }

    private static func binding(
        _ worker: Worker,
        _ rules: [TrainingRule],
        _ day: Day
    ) -> [Requirement] {
        if let left = worker.left, left < day { return [] }
        let answer = PathwayEntry.answer(of: worker.pathway, on: day)
        return rules.filter { $0.isInForce(on: day) && $0.binds(worker, answer) }
            .map { Requirement($0, started: worker.started) }
    }
}

extension TrainingRule {
    /// Whether the rule binds a worker whose pathway answer is known.
    func binds(_ worker: Worker, _ answer: PathwayAnswer) -> Bool {
        guard organisations.holds(worker.employer) else { return false }
        switch roles {
        case .everyone: return true
        case .notStated: return false
        case .mainRoles(let codes): return worker.mainRole.map(codes.contains) ?? false
        case .anyRoles(let codes):
            return codes.contains { $0 == worker.mainRole || worker.otherRoles.contains($0) }
        case .pathway(let ids):
            if case .category(let id) = answer { return ids.contains(id) }
            return false
        }
    }
}

extension OrganisationScope {
    /// Whether an employer is among those that are meant.
    func holds(_ employer: Employer) -> Bool {
        switch (self, employer) {
        case (.all, _): true
        // A person who draws on care and employs somebody is no registered provider.
        case (.registered, .individual), (.employerTypes, .individual): false
        case (.registered, .organisation(_, _, let registered)): registered != .no
        case (.employerTypes(let types), .organisation(_, let type, _)):
            type.map(types.contains) ?? false
        }
    }
}
