import HubText

/// Words that a template shows a field with, and that nobody replaced.
package enum PlanExamples {
    /// What such words begin with.
    package static let mark = "Example, to be replaced: "

    /// Whether a text still begins with the words of the template.
    static func isExample(_ text: String) -> Bool {
        text.utf8.starts(with: mark.utf8)
    }

    /// Names each part in which they are left, and its fields: a warning while it is written.
    ///
    /// - Complexity: Linear in the parts.
    static func check(_ plan: Plan, _ findings: inout PlanFindings) {
        // A plan has hundreds of parts, and nearly none of them is told of.
        func add(
            _ path: @autoclosure () -> String,
            _ subject: @autoclosure () -> String,
            _ fields: [(name: String, text: String)]
        ) {
            let left = fields.filter { isExample($0.text) }.map(\.name)
            guard !left.isEmpty else { return }
            findings.add(
                .planExample,
                path(),
                subject(),
                "still has the words of the template in \(left.joined(separator: ", "))",
                expected: "your own words, or the part taken out",
                severity: .warning
            )
        }
        for (index, partner) in plan.partners.enumerated() {
            add(
                "partners[\(index + 1)]",
                "\(partner.ref)",
                [("organisation", partner.organisation), ("role", partner.role)]
            )
        }
        for (index, absence) in plan.absences.enumerated() {
            let fields = [(name: "reason", text: absence.reason)]
            add("absences[\(index + 1)]", "None of \(absence.kind.words)", fields)
        }
        for (index, challenge) in plan.challenges.enumerated() {
            add(
                "challenges[\(index + 1)]",
                "\(challenge.ref)",
                [("title", challenge.title), ("reason", challenge.decision.reason)]
            )
        }
        for (index, objective) in plan.objectives.enumerated() {
            add("objectives[\(index + 1)]", "\(objective.ref)", [("title", objective.title)])
        }
        for (index, action) in plan.actions.enumerated() {
            add("actions[\(index + 1)]", "\(action.ref)", action.texts)
        }
        for (index, risk) in plan.risks.enumerated() {
            let fields = [(name: "title", text: risk.title), (name: "answer", text: risk.answer)]
            add("risks[\(index + 1)]", "\(risk.ref)", fields)
        }
    }

    /// The findings of a plan that is given to its reviewers: what is a warning while it is written
    /// is an error then.
    package static func forReview(_ findings: [PlanFinding]) -> [PlanFinding] {
        findings.map { $0.error.reason == .planExample ? PlanFinding($0.error) : $0 }
    }
}

extension PlanAction {
    /// The texts that people write, with the names of their fields.
    fileprivate var texts: [(name: String, text: String)] {
        [
            ("title", title), ("owner", owner), ("role", role), ("reason", reason),
            ("note", note), ("funding", cost?.funding ?? ""),
        ] + measures.map { ("measure", $0.name) }
    }
}
