package import HubText

/// A plan as Markdown, to be read, printed and put into papers.
package enum PlanMarkdown {
    /// The plan.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - today: The day in London, for what is overdue.
    /// - Returns: Lines without line ends; nothing that somebody typed is markup.
    package static func lines(_ plan: Plan, today: Day) -> [String] {
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
        lines += ["", PartnerCheck.sentence(plan), "", "## Challenges", ""]
        for challenge in Challenge.ordered(plan.challenges) { lines.append(words(challenge)) }
        for objective in plan.objectives {
            lines += ["", "## \(objective.ref) \(escaped(objective.title))", ""]
            if !objective.challenges.isEmpty {
                let refs = objective.challenges.map(\.text).joined(separator: ", ")
                lines += ["Answers \(refs).", ""]
            }
            lines += table(plan.actions.filter { $0.objective == objective.ref }, today)
        }
        lines += ["", "## Risks", ""]
        for risk in plan.risks {
            let answer = risk.answer.isEmpty ? "no answer yet" : escaped(risk.answer)
            let levels = "likelihood \(risk.likelihood), impact \(risk.impact)"
            lines.append("- \(risk.ref) \(escaped(risk.title)): \(levels); \(answer)")
        }
        return lines
    }

    /// When it was agreed, and made a draft again.
    private static func passages(_ plan: Plan) -> [String] {
        var lines = plan.agreements.map { agreement in
            "- agreed by the \(escaped(agreement.role)) on \(agreement.day.words), entered by "
                + escaped(agreement.enteredBy)
        }
        lines += plan.returns.map { given in
            "- made a draft again on \(given.day.words), when it was \(given.from.rawValue): "
                + escaped(given.reason)
        }
        return lines.isEmpty ? [] : lines + [""]
    }

    private static func words(_ challenge: Challenge) -> String {
        let title = "- \(challenge.ref) \(escaped(challenge.title))"
        guard challenge.decision != .open else { return title }
        return "\(title), \(escaped(challenge.decision.words))"
    }

    private static func table(_ actions: [PlanAction], _ today: Day) -> [String] {
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
                let links = action.links.map(\.description).joined(separator: ", ")
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
