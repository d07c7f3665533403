import HubText

extension TrainingRule {
    /// Checks the rules that a region or council loads.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - topics: The topics of the catalogue, the council's own among them.
    ///   - policy: The day.
    /// - Returns: The rules in their kept form, with everything that is wrong.
    /// - Complexity: Linear in the rules and their topics.
    package static func checked(
        _ rules: [TrainingRule],
        topics: Set<TopicCode>,
        policy: RecordPolicy
    ) -> Checked<[TrainingRule]> {
        var check = RecordCheck(policy)
        var kept: [TrainingRule] = []
        var seen: Set<RuleID> = []
        if rules.count > countMax {
            check.fail(
                .trainingTooMany,
                "rules",
                "there are \(rules.count) rules",
                expected: "at most \(countMax)"
            )
            return check.checked([])
        }
        for rule in rules {
            let path = "rules[\(rule.id.text)]"
            if !seen.insert(rule.id).inserted {
                check.fail(.ruleTwice, path, found: rule.id.text, "is the name of another rule")
            }
            rule.checkTopics(topics, path, &check)
            rule.checkScope(path, &check)
            kept.append(rule.tidied(path, &check))
        }
        return check.checked(kept)
    }

    private func checkTopics(_ topics: Set<TopicCode>, _ path: String, _ check: inout RecordCheck) {
        for topic in fulfilment.topics {
            switch evidence {
            case .training, .competency:
                if topics.contains(topic) { continue }
                check.fail(
                    .topicUnknown,
                    path,
                    found: topic.text,
                    "is not a topic of the catalogue"
                )
            case .check, .registration, .supervision:
                // They have the council's own names, of which there is no list.
                let code = RecordSubject(.check, named: topic.text)?.code
                if code == topic { continue }
                check.fail(
                    .topicUnknown,
                    path,
                    found: topic.text,
                    "is no code of a \(evidence.rawValue)",
                    expected: code?.text ?? "small letters, digits and hyphens"
                )
            }
        }
    }

    private func checkScope(_ path: String, _ check: inout RecordCheck) {
        let count =
            switch roles {
            case .everyone, .notStated: 1
            case .mainRoles(let codes), .anyRoles(let codes): codes.count
            case .pathway(let ids): ids.count
            }
        if !(1...Self.scopeMax).contains(count) {
            check.fail(
                .ruleScope,
                path,
                "the rule names \(count) roles",
                expected: "from 1 to \(Self.scopeMax) roles, or everyone"
            )
        }
        if case .employerTypes(let types) = organisations, types.isEmpty {
            check.fail(.ruleScope, path, "the rule names no employer type")
        }
        check.span(validFrom, validUntil, .ruleDays, path)
        if !(0...Self.graceDaysMax).contains(graceDays) {
            check.fail(
                .ruleDays,
                path,
                found: "\(graceDays)",
                "is no number of days of grace",
                expected: "from 0 to \(Self.graceDaysMax) days"
            )
        }
    }

    private func tidied(_ path: String, _ check: inout RecordCheck) -> TrainingRule {
        var rule = self
        rule.reference = check.text(reference, TrainingLimits.reference, path)
        rule.edition = check.text(edition, TrainingLimits.name, path)
        rule.setter = check.text(setter, TrainingLimits.name, path)
        rule.note = check.text(note, TrainingLimits.reason, path)
        return rule
    }
}
