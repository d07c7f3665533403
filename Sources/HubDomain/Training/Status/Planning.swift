package import HubText

/// What a worker would need in another role or category.
package struct PathwayGap: Equatable, Sendable {
    /// The requirements that are not shown, with how the worker stands to them.
    package let open: [StatusLedger.Line]
    /// How many requirements there would be.
    package let required: Int

    /// Looks at a worker as if the role or category were another.
    ///
    /// Time of grace does not help here: who asks what is needed wants to know all of it.
    ///
    /// - Parameters:
    ///   - worker: The worker as it would be.
    ///   - file: The worker's file.
    ///   - rules: The tenant's rules.
    ///   - today: The day in London.
    package init(_ worker: Worker, _ file: WorkerFile, rules: [TrainingRule], on today: Day) {
        let set = RequirementSet(of: worker, rules: rules, on: today)
        required = set.requirements.count
        open = set.requirements.compactMap { requirement in
            var requirement = requirement
            requirement.dueFrom = nil
            let standing = StatusEngine.standing(requirement, in: file, on: today)
            if standing.state.isValid || standing.state == .exempt { return nil }
            // Where no rule says how long, a record that says nothing of its end shows it.
            if standing.state == .noExpiryRecorded, requirement.refresh.interval == nil {
                return nil
            }
            return StatusLedger.Line(
                rule: requirement.rule,
                basis: requirement.basis,
                standing: standing
            )
        }
    }
}

/// Groups for a course, as even as they can be.
package enum CourseGroups {
    /// How many take part in each group.
    ///
    /// - Parameters:
    ///   - count: Who needs the course.
    ///   - placesMax: The places of one course.
    /// - Returns: The sizes, larger ones first; empty if there is nobody or no place.
    package static func sizes(_ count: Int, placesMax: Int) -> [Int] {
        guard count > 0, placesMax > 0 else { return [] }
        let groups = (count - 1) / placesMax + 1
        return (0..<groups).map { count / groups + ($0 < count % groups ? 1 : 0) }
    }
}

/// How many workers of each team have each skill of a set, as of a day.
package struct SkillCoverage: Equatable, Sendable {
    /// The workers of one team, and how many have what.
    package struct Team: Equatable, Sendable {
        /// The workers.
        package var workers = 0
        /// How many of them have each skill.
        package var having: [TopicCode: Int] = [:]
        /// How many have every skill of the set.
        package var havingAll = 0
    }

    /// The teams by name.
    ///
    /// Text keys: names of teams as people write them, for display.
    package private(set) var teams: [String: Team] = [:]
    private let topics: [TopicCode]

    /// Coverage of a set, with nobody looked at.
    package init(of set: SkillSet) { topics = set.topics }

    /// Looks at one worker.
    ///
    /// - Parameters:
    ///   - team: The worker's team.
    ///   - evidence: What the worker has done.
    ///   - today: The day in London.
    package mutating func add(team: String, _ evidence: [TrainingEvidence], on today: Day) {
        var entry = teams[team] ?? Team()
        entry.workers += 1
        var had = 0
        for topic in topics where evidence.contains(where: { $0.counts(for: topic, on: today) }) {
            entry.having[topic, default: 0] += 1
            had += 1
        }
        if had == topics.count { entry.havingAll += 1 }
        teams[team] = entry
    }
}

extension TrainingEvidence {
    /// Whether it shows a skill on a day; what says no end shows it, since nobody asks for more.
    fileprivate func counts(for topic: TopicCode, on today: Day) -> Bool {
        guard kind == .training, self.topic == topic, done.map({ $0 <= today }) ?? true else {
            return false
        }
        if case .day(let last) = expiry { return today <= last }
        return true
    }
}
