import HubText

/// What the rows of a file of rules say, with what is wrong with them.
struct RuleReading {
    private(set) var rules: [TrainingRule] = []
    private(set) var events: [RuleFile.Event] = []
    var findings: [Finding] = []
    private let policy: RecordPolicy
    /// Where each name stands first.
    private var places: [RuleID: Place] = [:]

    /// The events and rules that one file may have.
    private static let idCharactersMax = 40

    init(_ policy: RecordPolicy) { self.policy = policy }

    /// Takes a row.
    mutating func take(_ row: CSVRow) {
        findings += row.findings
        let before = errors
        let kind = CSVColumn.folded(row["kind"] ?? "")
        guard let id = id(row) else { return }
        if places[id] == nil { places[id] = row.place("id") }
        switch kind {
        case "", "rule":
            let rule = rule(id, row)
            if let rule, errors == before { rules.append(rule) }
        case "event":
            let event = event(id, row)
            if let event, errors == before { events.append(event) }
        default: fail("kind", row, "is no kind of row", "rule or event")
        }
    }

    /// Checks everything together, once all rows are known.
    mutating func check(_ topics: Set<TopicCode>) {
        let checked = TrainingRule.checked(rules, topics: topics, policy: policy)
        for error in checked.errors {
            // The path of an error names its rule: rules[NAME].
            let name = error.path.dropFirst("rules[".count).prefix { $0 != "]" }
            let place = places[RuleID(text: String(name))] ?? Place()
            findings.append(error.finding(at: place))
        }
        rules = checked.value
        var seen = Set(rules.map(\.id))
        for event in events {
            let place = places[event.id] ?? Place()
            if !seen.insert(event.id).inserted {
                let twice = DomainError(
                    .ruleTwice,
                    path: "",
                    found: event.id.text,
                    problem: "is the name of another row"
                )
                findings.append(twice.finding(at: place))
            }
            for topic in event.cut.topics where !topics.contains(topic) {
                let unknown = DomainError(
                    .topicUnknown,
                    path: "",
                    found: topic.text,
                    problem: "is not a topic of the catalogue"
                )
                findings.append(unknown.finding(at: place))
            }
        }
    }

    private var errors: Int { findings.count { $0.severity == .error } }

    private mutating func fail(
        _ key: ColumnKey,
        _ row: CSVRow,
        _ problem: String,
        _ expected: String
    ) {
        let wrong = DomainError(
            .ruleCell,
            path: "",
            found: row[key] ?? "",
            problem: problem,
            expected: expected
        )
        findings.append(wrong.finding(at: row.place(key)))
    }

    private mutating func id(_ row: CSVRow) -> RuleID? {
        let text = row["id"] ?? ""
        let isName =
            (1...Self.idCharactersMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        if isName { return RuleID(text: text) }
        fail(
            "id",
            row,
            "is no name of a rule",
            "up to \(Self.idCharactersMax) letters, digits and hyphens"
        )
        return nil
    }

    private mutating func rule(_ id: RuleID, _ row: CSVRow) -> TrainingRule? {
        guard let fulfilment = Fulfilment.read(row["topics"] ?? "") else {
            fail("topics", row, "is no list of topics", "topic codes, as in a, a+b or a|b")
            return nil
        }
        guard let roles = roles(row), let organisations = organisations(row),
            let refresh = refresh(row), let evidence = evidence(row)
        else { return nil }
        var rule = TrainingRule(
            id: id,
            fulfilment: fulfilment,
            evidence: evidence,
            roles: roles,
            organisations: organisations,
            basis: basis(row),
            refresh: refresh
        )
        rule.reference = row["reference"] ?? ""
        rule.edition = row["edition"] ?? ""
        rule.setter = row["setter"] ?? ""
        rule.note = row["note"] ?? ""
        rule.validFrom = day("valid_from", row)
        rule.validUntil = day("valid_until", row)
        rule.graceDays = number("grace", row, 0...TrainingRule.graceDaysMax) ?? 0
        let warning = number("warning", row, 0...WarningPeriod.daysMax)
        rule.warning = warning.flatMap { WarningPeriod(days: $0) } ?? .standard
        return rule
    }

    private mutating func event(_ id: RuleID, _ row: CSVRow) -> RuleFile.Event? {
        let codes = (row["topics"] ?? "").split(separator: RuleWords.separator)
        guard let day = day("valid_from", row) else {
            fail("valid_from", row, "is no day of the event", "the day, as 04/03/2026")
            return nil
        }
        guard let trigger = IntervalCut.Trigger(rawValue: row["trigger"] ?? "") else {
            let words = IntervalCut.Trigger.allCases.map(\.rawValue).joined(separator: ", ")
            fail("trigger", row, "is no reason of an event", "one of \(words)")
            return nil
        }
        let until = self.day("valid_until", row) ?? day
        if until < day {
            fail("valid_until", row, "is before the event", "the last day of earlier training")
            return nil
        }
        if events.count >= IntervalCut.countMax {
            fail("id", row, "is one event too many", "at most \(IntervalCut.countMax) events")
            return nil
        }
        let cut = IntervalCut(
            trigger: trigger,
            topics: codes.map { TopicCode(text: String($0)) },
            day: day,
            countsUntil: until
        )
        return RuleFile.Event(id: id, cut: cut, note: row["note"] ?? "")
    }

    private mutating func roles(_ row: CSVRow) -> RoleScope? {
        let text = row["who"] ?? ""
        func codes(_ prefix: String) -> [JobRoleCode]? {
            guard text.hasPrefix(prefix) else { return nil }
            let parts = text.dropFirst(prefix.count).split(separator: RuleWords.separator)
            return parts.map { JobRoleCode(text: TextRule.trimmed(String($0))) }
        }
        if text == RuleWords.everyone { return .everyone }
        if text == RuleWords.notStated { return .notStated }
        if let codes = codes(RuleWords.mainRoles) { return .mainRoles(codes) }
        if let codes = codes(RuleWords.anyRoles) { return .anyRoles(codes) }
        if text.hasPrefix(RuleWords.pathway) {
            let parts = text.dropFirst(RuleWords.pathway.count).split(separator: "|")
            let numbers = parts.compactMap { try? NumberText.whole(String($0), in: 1...100) }
            if numbers.count == parts.count {
                return .pathway(numbers.map { PathwayCategoryID(rawValue: $0) })
            }
        }
        fail(
            "who",
            row,
            "does not say whom the rule binds",
            "everyone, not-stated, main:ROLE|ROLE, any:ROLE|ROLE or pathway:NUMBER|NUMBER"
        )
        return nil
    }

    private mutating func organisations(_ row: CSVRow) -> OrganisationScope? {
        let text = row["organisations"] ?? ""
        if text.isEmpty || text == RuleWords.all { return .all }
        if text == RuleWords.registered { return .registered }
        if text.hasPrefix(RuleWords.types) {
            let parts = text.dropFirst(RuleWords.types.count).split(separator: "|")
            let numbers = parts.compactMap { try? NumberText.whole(String($0), in: 1...100) }
            if numbers.count == parts.count {
                return .employerTypes(numbers.map { EmployerType(rawValue: $0) })
            }
        }
        fail(
            "organisations",
            row,
            "does not say which organisations",
            "all, cqc-registered or types:1|6, by the codes of ASC-WDS"
        )
        return nil
    }

    private mutating func refresh(_ row: CSVRow) -> Refresh? {
        let text = CSVColumn.folded(row["months"] ?? "")
        if text == "once" { return .once }
        if text.isEmpty { return .notStated }
        let months = try? NumberText.whole(text, in: 1...RefreshInterval.monthsMax)
        guard let interval = months.flatMap({ RefreshInterval(months: $0) }) else {
            fail(
                "months",
                row,
                "is no number of months",
                "1 to \(RefreshInterval.monthsMax), or once"
            )
            return nil
        }
        let unless = row["unless"] ?? ""
        if unless.isEmpty { return .every(interval) }
        if let effect = QualificationEffect(rawValue: unless) {
            return .unlessQualified(interval, effect)
        }
        let words = QualificationEffect.allCases.map(\.rawValue).joined(separator: ", ")
        fail("unless", row, "is no effect of a qualification", "empty, or one of \(words)")
        return nil
    }

    private mutating func evidence(_ row: CSVRow) -> RequiredEvidence? {
        let text = row["evidence"] ?? ""
        if text.isEmpty { return .training }
        if let evidence = RequiredEvidence(rawValue: text) { return evidence }
        let words = RequiredEvidence.allCases.map(\.rawValue).joined(separator: ", ")
        fail("evidence", row, "is nothing that can be shown", "one of \(words)")
        return nil
    }

    private mutating func basis(_ row: CSVRow) -> RequirementBasis? {
        let text = row["basis"] ?? ""
        if text.isEmpty { return nil }
        if let basis = RequirementBasis(rawValue: text) { return basis }
        let words = RequirementBasis.allCases.map(\.rawValue).joined(separator: ", ")
        fail("basis", row, "is no basis", "empty, or one of \(words)")
        return nil
    }

    private mutating func day(_ key: ColumnKey, _ row: CSVRow) -> Day? {
        let text = row[key] ?? ""
        if text.isEmpty { return nil }
        do throws(TextError) {
            return try DayText.day(text)
        } catch {
            findings.append(DomainError(.ruleCell, path: "", error).finding(at: row.place(key)))
            return nil
        }
    }

    private mutating func number(
        _ key: ColumnKey,
        _ row: CSVRow,
        _ range: ClosedRange<Int>
    ) -> Int? {
        let text = row[key] ?? ""
        if text.isEmpty { return nil }
        do throws(TextError) {
            return try NumberText.whole(text, in: range)
        } catch {
            findings.append(DomainError(.ruleCell, path: "", error).finding(at: row.place(key)))
            return nil
        }
    }
}
