package import HubText

/// How a worker stands to training that a delegated activity depends on.
///
/// Evidence alone counts: somebody who is exempt from a rule, or of whom nothing is required for
/// the time being, has not shown the training. Where rules about the topic bind the worker these
/// say how long it counts; else every rule about it does, and the shortest time is taken. Where no
/// rule is about it, only what a record itself says about its end counts: what is not known is no.
package enum PrerequisiteStandings {
    /// The standings of topics.
    ///
    /// - Parameters:
    ///   - topics: The topics.
    ///   - worker: The worker.
    ///   - file: What is recorded of the worker.
    ///   - rules: The tenant's rules.
    ///   - today: The day in London.
    /// - Returns: A standing for every topic.
    /// - Complexity: Topics times rules times the evidence.
    package static func all(
        of topics: [TopicCode],
        _ worker: Worker,
        _ file: WorkerFile,
        rules: [TrainingRule],
        on today: Day
    ) -> [TopicCode: Standing] {
        var evidence = file
        evidence.exemptions = []
        evidence.pauses = []
        let answer = PathwayEntry.answer(of: worker.pathway, on: today)
        var found: [TopicCode: Standing] = [:]
        for topic in topics {
            let about = rules.filter { rule in
                rule.evidence == .training && rule.isInForce(on: today)
                    && rule.fulfilment.topics.contains(topic)
            }
            let binding = about.filter { $0.binds(worker, answer) }
            let asked = (binding.isEmpty ? about : binding).map { rule in
                requirement(topic, rule.refresh, rule.warning)
            }
            let standings = (asked.isEmpty ? [requirement(topic, .notStated, .standard)] : asked)
                .map { StatusEngine.standing($0, in: evidence, on: today) }
            found[topic] = standings.min(by: isWorse)
        }
        return found
    }

    private static func requirement(
        _ topic: TopicCode,
        _ refresh: Refresh,
        _ warning: WarningPeriod
    ) -> Requirement {
        let rule = TrainingRule(
            id: "",
            fulfilment: Fulfilment(topic),
            basis: nil,
            refresh: refresh,
            warning: warning
        )
        return Requirement(rule, started: nil)
    }

    /// Whether the first holds for a shorter time, or not at all.
    private static func isWorse(_ left: Standing, _ right: Standing) -> Bool {
        if left.state.isValid != right.state.isValid { return right.state.isValid }
        return (left.lastDay ?? .last) < (right.lastDay ?? .last)
    }
}
