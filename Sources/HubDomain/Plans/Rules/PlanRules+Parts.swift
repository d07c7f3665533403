import HubText

extension PlanRules {
    /// References are unique, well-formed, and lead to parts of this plan.
    static func checkReferences(_ plan: Plan, _ findings: inout PlanFindings) {
        unique(plan.partners.map(\.ref.text), "P", "partners", &findings)
        unique(plan.risks.map(\.ref.text), "R", "risks", &findings)
        unique(plan.challenges.map(\.ref.text), "C", "challenges", &findings)
        unique(plan.objectives.map(\.ref.text), "O", "objectives", &findings)
        unique(plan.actions.map(\.ref.text), "A", "actions", &findings)
        let challenges = Set(plan.challenges.map(\.ref))
        for (index, objective) in plan.objectives.enumerated() {
            for ref in objective.challenges where !challenges.contains(ref) {
                unknown(
                    ref.text,
                    "objectives[\(index + 1)].challenges",
                    "\(objective.ref), challenges",
                    "challenge",
                    &findings
                )
            }
        }
        // Text keys: references, letters and digits of this program's own form.
        let objectives = Set(plan.objectives.map(\.ref.text))
        let actions = Set(plan.actions.map(\.ref.text))
        let partners = Set(plan.partners.map(\.ref.text))
        let risks = Set(plan.risks.map(\.ref.text))
        for (index, action) in plan.actions.enumerated() {
            let path = "actions[\(index + 1)]"
            func check(_ list: [String], _ known: Set<String>, _ field: String, _ kind: String) {
                for ref in list where !known.contains(ref) {
                    let words = field.split(separator: "_").joined(separator: " ")
                    unknown(ref, "\(path).\(field)", "\(action.ref), \(words)", kind, &findings)
                }
            }
            check([action.objective.text], objectives, "objective", "objective")
            check(action.dependsOn.map(\.text), actions, "depends_on", "action")
            check(action.partners.map(\.text), partners, "partners", "partner")
            check(action.risks.map(\.text), risks, "risks", "risk")
        }
    }

    /// Lists of one part have a limit: what a plan says is told again beside it.
    static func checkLists(_ plan: Plan, _ findings: inout PlanFindings) {
        func check(_ path: String, _ lists: [(name: String, count: Int)]) {
            for (name, count) in lists where count > Plan.listMax {
                findings.add(
                    .planTooMany,
                    "\(path).\(name)",
                    found: "\(count)",
                    "is too many \(name.split(separator: "_").joined(separator: " "))",
                    expected: "at most \(Plan.listMax)"
                )
            }
        }
        for (index, challenge) in plan.challenges.enumerated() {
            check("challenges[\(index + 1)]", [("links", challenge.links.count)])
        }
        for (index, objective) in plan.objectives.enumerated() {
            let counts = [
                ("challenges", objective.challenges.count), ("links", objective.links.count),
            ]
            check("objectives[\(index + 1)]", counts)
        }
        for (index, action) in plan.actions.enumerated() {
            let counts = [
                ("depends_on", action.dependsOn.count), ("links", action.links.count),
                ("measures", action.measures.count), ("partners", action.partners.count),
                ("risks", action.risks.count),
            ]
            check("actions[\(index + 1)]", counts)
        }
    }

    /// Whether a reference is its letter and a number without a leading zero.
    static func isReference(_ text: String, _ letter: String) -> Bool {
        let digits = text.dropFirst()
        return text.hasPrefix(letter) && (1...6).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && digits.utf8.first != 0x30
    }

    private static func unique(
        _ refs: [String],
        _ letter: String,
        _ path: String,
        _ findings: inout PlanFindings
    ) {
        // Text keys: references, of which the form is checked first.
        var seen: Set<String> = []
        for (index, ref) in refs.enumerated() {
            let place = "\(path)[\(index + 1)].ref"
            if !isReference(ref, letter) {
                findings.add(
                    .planReference,
                    place,
                    found: ref,
                    "is not a reference",
                    expected: "\(letter) and a number, such as \(letter)1"
                )
            } else if !seen.insert(ref).inserted {
                findings.add(
                    .planReference,
                    place,
                    found: ref,
                    "stands twice",
                    expected: "a reference of its own for each part"
                )
            }
        }
    }

    private static func unknown(
        _ ref: String,
        _ path: String,
        _ subject: String,
        _ kind: String,
        _ findings: inout PlanFindings
    ) {
        let article = "ao".contains(kind.prefix(1)) ? "an" : "a"
        findings.add(
            .planReference,
            path,
            subject,
            found: ref,
            "is not the reference of \(article) \(kind) of this plan",
            expected: "one that stands in this plan"
        )
    }

    /// One action by itself.
    static func check(
        _ action: PlanAction,
        _ path: String,
        _ plan: Plan,
        _ context: Context,
        _ findings: inout PlanFindings
    ) {
        let name = "\(action.ref)"
        findings.text(action.title, .line, "\(path).title", "\(name), title")
        findings.text(action.owner, .name, "\(path).owner", "\(name), owner")
        findings.text(action.reason, .line, "\(path).reason", "\(name), reason", isRequired: false)
        findings.text(action.note, .prose, "\(path).note", "\(name), note", isRequired: false)
        checkRole(action.role, path, "\(name), role", &findings)
        check(action.links, path, name, context, &findings)
        checkDates(action, path, plan, context.today, &findings)
        checkCourse(action, path, plan, context.today, &findings)
        for measure in action.measures {
            findings.text(measure.name, .line, "\(path).measures", "\(name), measure")
            checkFigure(measure, "\(path).measures", "\(name), measure", context, &findings)
            measure.checkScopes("\(path).measures", "\(name), measure", &findings)
            checkNumbers(measure, "\(path).measures", action.ref, context, &findings)
        }
        if let cost = action.cost, !(0...PlanCost.poundsMax).contains(cost.pounds) {
            findings.add(
                .planLevel,
                "\(path).cost",
                name,
                found: "\(cost.pounds)",
                "is not a cost in pounds",
                expected: "a whole number from 0 to \(PlanCost.poundsMax)"
            )
        }
        let needsReason = action.progress == .stopped || action.rating == .red
        if needsReason, TextRule.trimmed(action.reason).isEmpty {
            findings.add(
                .planReason,
                "\(path).reason",
                name,
                "nothing says why it is \(action.progress == .stopped ? "stopped" : "red")",
                expected: "the reason in a line"
            )
        }
    }

    /// The figure from which a measure is read is one that there is.
    private static func checkFigure(
        _ measure: PlanMeasure,
        _ path: String,
        _ subject: String,
        _ context: Context,
        _ findings: inout PlanFindings
    ) {
        guard let id = measure.measured, context.catalogue.measure(id) == nil else { return }
        let known = context.catalogue.measures.map(\.id.text)
        findings.add(
            .planLink,
            path,
            subject,
            found: id.text,
            "is not a measure of the workforce figures",
            expected: "one that `whub figures measures` lists, or nothing",
            suggestion: Suggestion.nearest(to: id.text, among: known)
        )
    }

    /// Numbers that are taken from figures are those figures' values.
    ///
    /// A figure that went since leaves the number that was taken from it: then it is a warning, as
    /// is everything that came to be so without anybody's touching the measure.
    private static func checkNumbers(
        _ measure: PlanMeasure,
        _ path: String,
        _ ref: ActionRef,
        _ context: Context,
        _ findings: inout PlanFindings
    ) {
        for (field, reference) in measure.references {
            guard let found = context.figures[reference] else { continue }
            let number = field == "baseline_figure" ? measure.baseline : measure.target
            let typed = field == "actual_figure" ? nil : number?.double
            let isGone = if case .nothing = found { typed != nil } else { false }
            do throws(DomainError) {
                _ = try found.value(of: reference, beside: typed)
            } catch {
                let isKept = context.kept?.action(ref)?.measures.contains(measure) ?? false
                let words = field.split(separator: "_").joined(separator: " ")
                findings.add(
                    error.reason,
                    "\(path).\(field)",
                    "\(ref), measure \(Excerpt.of(measure.name)), \(words)",
                    error.detail.problem,
                    expected: error.detail.expected,
                    severity: isGone || isKept ? .warning : .error
                )
            }
        }
    }

    private static func checkDates(
        _ action: PlanAction,
        _ path: String,
        _ plan: Plan,
        _ today: Day,
        _ findings: inout PlanFindings
    ) {
        func order(_ first: Day?, _ second: Day?, _ field: String, _ words: (String, String)) {
            guard let first, let second, second < first else { return }
            findings.add(
                .planDates,
                "\(path).\(field)",
                "\(action.ref), \(words.1)",
                found: second.words,
                "is before \(words.0), \(first.words)",
                expected: "\(first.words) or a later day"
            )
        }
        order(action.start, action.due, "due", ("the start", "due"))
        order(action.start, action.done, "done", ("the start", "done"))
        if let done = action.done, today < done {
            findings.add(
                .planDates,
                "\(path).done",
                "\(action.ref), done",
                found: done.words,
                "is in the future",
                expected: "\(today.words) or an earlier day"
            )
        }
        if (action.progress == .done) != (action.done != nil) {
            findings.add(
                .planDates,
                "\(path).done",
                "\(action.ref), done",
                action.done == nil ? "is done without a day" : "has a day and is not done",
                expected: "the day on which it was done, and progress done, or neither"
            )
        }
        if let due = action.due, plan.from <= plan.to, !(plan.from...plan.to).contains(due) {
            findings.add(
                .planDates,
                "\(path).due",
                "\(action.ref), due",
                found: due.words,
                "is outside the plan's time",
                expected: "a day from \(plan.from.words) to \(plan.to.words)",
                severity: .warning
            )
        }
    }

    /// Days that can be and are strange: warnings, since only its owners know.
    private static func checkCourse(
        _ action: PlanAction,
        _ path: String,
        _ plan: Plan,
        _ today: Day,
        _ findings: inout PlanFindings
    ) {
        if action.start == nil, let done = action.done, done < plan.from, done <= today {
            findings.add(
                .planDates,
                "\(path).done",
                "\(action.ref), done",
                found: done.words,
                "is before the plan begins",
                expected:
                    "\(plan.from.words) or a later day, or the day on which the action started",
                severity: .warning
            )
        }
        let isUnderWay = action.progress == .inProgress || action.progress == .done
        if isUnderWay, let start = action.start, today < start, action.done == nil {
            findings.add(
                .planDates,
                "\(path).start",
                "\(action.ref), start",
                found: start.words,
                "is still to come, and it is \(action.progress.words)",
                expected: "\(today.words) or an earlier day, or an action that is not started",
                severity: .warning
            )
        }
    }

    static func checkRisks(_ plan: Plan, _ findings: inout PlanFindings) {
        for (index, risk) in plan.risks.enumerated() {
            let (path, name) = ("risks[\(index + 1)]", "Risk \(index + 1)")
            findings.text(risk.title, .line, path, "\(name), title")
            findings.level(risk.likelihood, PlanRisk.levels, "\(path).likelihood", name)
            findings.level(risk.impact, PlanRisk.levels, "\(path).impact", name)
            findings.text(risk.answer, .line, "\(path).answer", name, isRequired: false)
        }
    }

    /// What leads nowhere: warnings, because a plan grows from above.
    static func checkCoverage(_ plan: Plan, _ findings: inout PlanFindings) {
        let answered = Set(plan.objectives.flatMap(\.challenges))
        for (index, challenge) in plan.challenges.enumerated()
        where challenge.isShortlisted && !answered.contains(challenge.ref) {
            findings.add(
                .planThread,
                "challenges[\(index + 1)]",
                "\(challenge.ref)",
                "is on the short list and no objective answers it",
                expected: "an objective, or a reason to set it aside",
                severity: .warning
            )
        }
        checkAnswers(plan, &findings)
        let served = Set(plan.actions.map(\.objective))
        for (index, objective) in plan.objectives.enumerated() where !served.contains(objective.ref)
        {
            findings.add(
                .planThread,
                "objectives[\(index + 1)]",
                "\(objective.ref)",
                "has no action",
                expected: "at least one action",
                severity: .warning
            )
        }
    }

    /// Objectives that answer what was set aside.
    private static func checkAnswers(_ plan: Plan, _ findings: inout PlanFindings) {
        let aside = Set(plan.challenges.filter(\.isSetAside).map(\.ref))
        for (index, objective) in plan.objectives.enumerated() {
            for ref in objective.challenges where aside.contains(ref) {
                findings.add(
                    .planThread,
                    "objectives[\(index + 1)].challenges",
                    "\(objective.ref)",
                    found: ref.text,
                    "is answered by it and was set aside",
                    expected: "a challenge on the short list, or \(ref) put there with a reason",
                    severity: .warning
                )
            }
        }
    }
}
