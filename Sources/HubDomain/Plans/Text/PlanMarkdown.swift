package import HubText

/// A plan as Markdown, to be read, printed and put into papers.
package enum PlanMarkdown {
    /// The plan.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - today: The day in London, for what is overdue.
    ///   - names: What its links are called.
    ///   - readings: How it stands with its measures.
    /// - Returns: Lines without line ends; nothing that somebody typed is markup.
    package static func lines(
        _ plan: Plan,
        today: Day,
        names: PlanLinkNames,
        readings: PlanMeasureReadings = PlanMeasureReadings()
    ) -> [String] {
        var lines = [
            "# \(escaped(plan.title))", "",
            "\(plan.from.words) to \(plan.to.words), \(plan.state.words).", "",
        ]
        lines += passages(plan)
        lines += ["## Partners", ""]
        for partner in plan.partners {
            let role = partner.role.isEmpty ? "" : " (\(escaped(partner.role)))"
            lines.append(
                "- \(partner.ref) \(escaped(partner.organisation)), \(partner.kind.words)\(role)"
            )
        }
        for absence in plan.absences {
            lines.append("- none of \(absence.kind.words): \(escaped(absence.reason))")
        }
        lines += ["", PartnerCheck.sentence(plan), "", "## Challenges", ""]
        if !plan.challenges.isEmpty { lines += [ChallengeRating.orderWords, ""] }
        for challenge in Challenge.ordered(plan.challenges) {
            lines.append(words(challenge, names))
        }
        lines += answers(plan, names)
        for objective in plan.objectives {
            lines += ["", "## \(objective.ref) \(escaped(objective.title))", ""]
            if !objective.challenges.isEmpty {
                let refs = objective.challenges.map(\.text).joined(separator: ", ")
                lines += ["Answers \(refs).", ""]
            }
            if !objective.links.isEmpty {
                lines += ["Refers to \(escaped(names.words(objective.links))).", ""]
            }
            let actions = plan.actions.filter { $0.objective == objective.ref }
            lines += table(actions, today, names)
            lines += actions.flatMap { details($0, plan, names, readings) }
        }
        lines += ["", "## Risks", ""]
        for risk in plan.risks {
            let answer = risk.answer.isEmpty ? "no answer yet" : escaped(risk.answer)
            let levels = "likelihood \(risk.likelihood), impact \(risk.impact)"
            let actions = escaped(plan.words(ofActionsAt: risk.ref))
            lines.append(
                "- \(risk.ref) \(escaped(risk.title)): \(levels); actions at risk: \(actions); "
                    + answer
            )
        }
        let sources = readings.sources(try? FigureLibrary.shipped())
        guard !sources.isEmpty else { return lines }
        lines += ["", "## Sources of figures", ""]
        lines += sources.map { "- \(escaped($0))" }
        return lines
    }

    /// When it was agreed, and made a draft again.
    private static func passages(_ plan: Plan) -> [String] {
        var lines = plan.agreements.map { agreement in
            "- agreed on \(agreement.day.words), role: \(escaped(agreement.role)), entered by "
                + escaped(agreement.enteredBy)
        }
        lines += plan.returns.map { given in
            "- made a draft again on \(given.day.words), when it was \(given.from.rawValue): "
                + escaped(given.reason)
        }
        return lines.isEmpty ? [] : lines + [""]
    }

    private static func words(_ challenge: Challenge, _ names: PlanLinkNames) -> String {
        var words = "- \(challenge.ref) \(escaped(challenge.title))"
        if let rating = challenge.rating { words += " (\(rating.words))" }
        if challenge.decision != .open { words += ", \(escaped(challenge.decision.words))" }
        if !challenge.links.isEmpty {
            words += "; refers to \(escaped(names.words(challenge.links)))"
        }
        return words
    }

    /// What the plan refers to, and which of its parts do.
    private static func answers(_ plan: Plan, _ names: PlanLinkNames) -> [String] {
        let answers = PlanAnswers(plan).all
        guard !answers.isEmpty else { return [] }
        return ["", "## What this plan answers", ""]
            + answers.map { answer in
                "- \(escaped(names.words(answer.link))): " + answer.parts.joined(separator: ", ")
            }
    }

    /// What of an action has no column: notes, partners, risks, cost and measures.
    private static func details(
        _ action: PlanAction,
        _ plan: Plan,
        _ names: PlanLinkNames,
        _ readings: PlanMeasureReadings
    ) -> [String] {
        var details = action.measures.enumerated().map { index, measure in
            let reading = readings[action.ref, index]
            let began = names.value(measure.baseline, of: measure, reading?.baselineAbout)
            let goal = names.value(measure.target, of: measure, reading?.targetAbout)
            let now = reading?.words ?? ""
            return "measured by \(measure.name): from \(began) to \(goal); "
                + (now.isEmpty ? "" : "\(now); ") + names.source(measure)
        }
        if !action.note.isEmpty { details.insert("note: \(action.note)", at: 0) }
        if let cost = action.cost { details.append("cost: \(cost.words)") }
        let partners = plan.partners.filter { action.partners.contains($0.ref) }
        if !partners.isEmpty {
            details.append("with " + partners.map(\.organisation).joined(separator: ", "))
        }
        if !action.dependsOn.isEmpty {
            details.append("waits for " + action.dependsOn.map(\.text).joined(separator: ", "))
        }
        if !action.risks.isEmpty {
            details.append("at risk by " + action.risks.map(\.text).joined(separator: ", "))
        }
        guard !details.isEmpty else { return [] }
        return [""] + details.map { "- \(action.ref): \(escaped($0))" }
    }

    private static func table(
        _ actions: [PlanAction],
        _ today: Day,
        _ names: PlanLinkNames
    ) -> [String] {
        guard !actions.isEmpty else { return ["No actions yet."] }
        let head = [
            "| Ref | Action | Owner | Due | Progress | Rating | Links |",
            "|---|---|---|---|---|---|---|",
        ]
        return head
            + actions.map { action in
                let due = action.due?.words ?? ""
                let late = action.isOverdue(on: today) ? " (overdue)" : ""
                let owner = action.role.isEmpty ? action.owner : "\(action.owner), \(action.role)"
                let rating = [action.rating?.rawValue ?? "", action.reason]
                    .filter { !$0.isEmpty }.joined(separator: ": ")
                let links = names.words(action.links)
                let cells = [
                    action.ref.text, action.title, owner, due + late, action.progress.words, rating,
                    links,
                ]
                return "| " + cells.map(escaped).joined(separator: " | ") + " |"
            }
    }

    /// Text in which no sign is markup, on one line.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in TerminalText.escaped(text) {
            if "\\`*_{}[]<>#|~".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
